import { compactVerify, importJWK } from 'jose';

/** Keeps what one key signs apart: a grant is never a checkpoint. The JWS header `typ`. */
export const GRANT_TYPE = 'keyturn-grant';
export const CHECKPOINT_TYPE = 'keyturn-checkpoint';

/** The only algorithm, whatever a header says. */
export const ALGORITHM = 'EdDSA';

/** What a checkpoint says of the record up to it. */
export interface CheckpointClaims {
  /** Name of the record's folder: a line of another record is no line of this one. */
  readonly record: string;
  /** Number and hash of the last line that it vouches for. */
  readonly seq: number;
  readonly head: string;
  /** Wall time in milliseconds. */
  readonly at: number;
}

/** Verifies compact JWS by one key. `key`: the raw Ed25519 public key, base64url, as in a JWK's `x`. */
export type Verifier = (jws: string, type: string) => Promise<Readonly<Record<string, unknown>> | undefined>;

/** A verifier that takes nothing, when there is no such key. */
export async function openVerifier(key: string): Promise<Verifier> {
  const imported = await importJWK({ kty: 'OKP', crv: 'Ed25519', x: key }, ALGORITHM).catch(() => undefined);
  return async (jws, type) => {
    if (imported === undefined) return undefined;
    try {
      const { payload, protectedHeader } = await compactVerify(jws, imported, { algorithms: [ALGORITHM] });
      if (protectedHeader.typ !== type) return undefined;
      return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload)) as Record<string, unknown>;
    } catch {
      return undefined;
    }
  };
}
