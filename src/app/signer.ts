import { CompactSign, compactVerify, exportJWK, exportSPKI, generateKeyPair, importJWK, type JWK } from 'jose';
import type { GrantClaims } from '../review/grant.ts';
import type { Signer } from '../review/ports.ts';
import type { Secrets } from './product.ts';

/** The only algorithm, whatever a header says. */
const ALG = 'EdDSA';
const KEY = 'keyturn.signing-key';

export interface OpenedSigner {
  readonly signer: Signer;
  /** SPKI, PEM: what `key.pub` holds. */
  readonly publicKey: string;
}

/** Signs with the key in the editor's secret storage; makes one the first time. */
export async function openSigner(secrets: Secrets): Promise<OpenedSigner> {
  const jwk = (await storedKey(secrets)) ?? (await newKey(secrets));
  const { kty, crv, x } = jwk;
  const privateKey = await importJWK(jwk, ALG);
  const publicKey = await importJWK({ kty, crv, x } as JWK, ALG, { extractable: true });
  if (publicKey instanceof Uint8Array) throw new Error('the signing key is no key pair');
  return {
    publicKey: await exportSPKI(publicKey),
    signer: {
      sign: (claims) =>
        new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
          .setProtectedHeader({ alg: ALG })
          .sign(privateKey),
      async verify(grant) {
        try {
          const { payload } = await compactVerify(grant, publicKey, { algorithms: [ALG] });
          // Signed by us, so it is a grant: nothing else is ever signed with this key.
          return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload)) as GrantClaims;
        } catch {
          return undefined;
        }
      },
    },
  };
}

async function storedKey(secrets: Secrets): Promise<JWK | undefined> {
  const text = await secrets.get(KEY);
  if (text === undefined) return undefined;
  const jwk = JSON.parse(text) as JWK;
  if (jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519' || jwk.d === undefined || jwk.x === undefined)
    throw new Error('the stored signing key is not an Ed25519 key');
  return jwk;
}

async function newKey(secrets: Secrets): Promise<JWK> {
  const pair = await generateKeyPair(ALG, { crv: 'Ed25519', extractable: true });
  await secrets.store(KEY, JSON.stringify(await exportJWK(pair.privateKey)));
  // Another window may have made one at the same moment: what is stored now is the one that counts.
  return (await storedKey(secrets)) ?? (await exportJWK(pair.privateKey));
}
