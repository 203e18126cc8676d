import { createHash } from 'node:crypto';
import { lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compactVerify, importJWK, importSPKI, type JWK } from 'jose';
import type { Action } from '../../action/action.ts';
import { digestBytes } from '../../action/digest.ts';
import { ALGORITHM, GRANT_TYPE } from '../../record/signed.ts';
import type { GrantClaims } from '../../review/grant.ts';
import type { Answer, BoundFile } from './answer.ts';

export type Checked =
  | { readonly checked: 'good'; readonly grant: string; readonly claims: GrantClaims; readonly digest: string }
  | { readonly checked: 'no-key'; readonly path: string }
  | { readonly checked: 'void' }
  /** `what`: the part that does not hold, as a phrase. */
  | { readonly checked: 'forged'; readonly what: string };

/**
 * Whether the grant in an answer is signed with this place's key, now, for this intent and for exactly these bytes. The
 * digest is recomputed from the action as it will be executed; nothing that the answer says about it is believed.
 */
export async function checkGrant(
  place: string,
  root: string,
  action: Action,
  answer: Answer,
  now: number,
): Promise<Checked> {
  const keyPath = path.join(place, 'key.pub');
  const key = await readKey(keyPath);
  if (key === undefined) return { checked: 'no-key', path: keyPath };
  // It was decided in an earlier life of the window: its grant went with that.
  if (answer.grant === undefined) return { checked: 'void' };
  const claims = await readClaims(answer.grant, key);
  if (claims === undefined) return { checked: 'forged', what: 'the signature is not of this Keyturn' };
  const digest = digestOf(action, answer.files ?? []);
  const workspace = createHash('sha256').update(root).digest('hex').slice(0, 16);
  if (claims.iss !== 'keyturn' || claims.sub !== answer.id)
    return { checked: 'forged', what: 'it is for another intent' };
  if (claims.digest !== digest) return { checked: 'forged', what: 'it is for another text' };
  if (claims.workspace !== workspace) return { checked: 'forged', what: 'it is for another workspace' };
  if (claims.by !== (answer.state === 'approved' ? 'person' : 'rules')) {
    return { checked: 'forged', what: 'it says that somebody else decided' };
  }
  // A clock that was set back makes it last longer here; the server counts its own 30 s at the claim.
  if (!(claims.exp > now / 1000)) return { checked: 'forged', what: 'its time is over' };
  return { checked: 'good', grant: answer.grant, claims, digest };
}

export function digestOf(action: Action, files: readonly BoundFile[]): string {
  return createHash('sha256').update(digestBytes(action, files)).digest('hex');
}

type Key = Awaited<ReturnType<typeof importSPKI>>;

async function readKey(file: string): Promise<Key | undefined> {
  try {
    const stats = lstatSync(file);
    if (!stats.isFile() || stats.uid !== process.getuid?.() || (stats.mode & 0o022) !== 0) return undefined;
    const text = readFileSync(file, 'utf8').trim();
    if (!text.startsWith('{')) return await importSPKI(text, ALGORITHM);
    const key = await importJWK(JSON.parse(text) as JWK, ALGORITHM);
    return key instanceof Uint8Array ? undefined : key;
  } catch {
    return undefined;
  }
}

async function readClaims(grant: string, key: Key): Promise<GrantClaims | undefined> {
  try {
    const { payload, protectedHeader } = await compactVerify(grant, key, { algorithms: [ALGORITHM] });
    if (protectedHeader.typ !== GRANT_TYPE) return undefined;
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload)) as GrantClaims;
  } catch {
    return undefined;
  }
}
