import { setTimeout as sleep } from 'node:timers/promises';
import { CompactSign, exportJWK, exportSPKI, generateKeyPair, importJWK, type JWK } from 'jose';
import type { GrantClaims } from '../../review/grant.ts';
import { ALGORITHM, CHECKPOINT_TYPE, GRANT_TYPE, openVerifier, type CheckpointClaims } from '../../record/signed.ts';
import type { Signer } from '../../review/ports.ts';
import type { Secrets } from '../kept/secrets.ts';

const KEY = 'keyturn.signing-key';

export interface OpenedSigner {
  readonly signer: Signer;
  /** Signs how far the record goes. */
  readonly signCheckpoint: (claims: CheckpointClaims) => Promise<string>;
  /** SPKI, PEM: what `key.pub` holds. */
  readonly publicKey: string;
  /** The same as in a JWK's `x`, for the record. */
  readonly rawKey: string;
}

/** Signs with the key in the editor's secret storage; makes one the first time. */
export async function openSigner(secrets: Secrets): Promise<OpenedSigner> {
  const jwk = (await storedKey(secrets)) ?? (await newKey(secrets));
  const { kty, crv, x = '' } = jwk;
  const privateKey = await importJWK(jwk, ALGORITHM);
  const publicKey = await importJWK({ kty, crv, x } as JWK, ALGORITHM, { extractable: true });
  if (publicKey instanceof Uint8Array) throw new Error('the signing key is no key pair');
  const verify = await openVerifier(x);
  const sign = (claims: object, typ: string): Promise<string> =>
    new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
      .setProtectedHeader({ alg: ALGORITHM, typ })
      .sign(privateKey);
  return {
    publicKey: await exportSPKI(publicKey),
    rawKey: x,
    signCheckpoint: (claims) => sign(claims, CHECKPOINT_TYPE),
    signer: {
      sign: (claims) => sign(claims, GRANT_TYPE),
      // Signed by us, as a grant: its claims have the form that we gave them.
      verify: async (grant) => (await verify(grant, GRANT_TYPE)) as GrantClaims | undefined,
    },
  };
}

async function storedKey(secrets: Secrets): Promise<JWK | undefined> {
  const text = await secrets.get(KEY);
  if (text === undefined) return undefined;
  const jwk = jwkIn(text);
  if (jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519' || jwk.d === undefined || jwk.x === undefined)
    throw new Error('the stored signing key is not an Ed25519 key');
  return jwk;
}

/** What does not parse is not quoted, as JSON's own error would: it may be most of the key, and the reason is shown and logged. */
function jwkIn(text: string): JWK {
  try {
    return JSON.parse(text) as JWK;
  } catch {
    throw new Error('the stored signing key is not JSON');
  }
}

/** Milliseconds in which another window that found no key either has stored its own. */
const SETTLE = 100;

/** When the extension is installed, all open windows make a key at the same moment: the last one that is stored counts for all. */
async function newKey(secrets: Secrets): Promise<JWK> {
  const pair = await generateKeyPair(ALGORITHM, { crv: 'Ed25519', extractable: true });
  const mine = await exportJWK(pair.privateKey);
  const theirs = await storedKey(secrets);
  if (theirs !== undefined) return theirs;
  await secrets.store(KEY, JSON.stringify(mine));
  await sleep(SETTLE);
  return (await storedKey(secrets)) ?? mine;
}
