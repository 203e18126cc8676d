import type { RecordEntry } from '../review/recordEntry.ts';
import type { RecordLine } from './line.ts';
import { CHECKPOINT_TYPE, GRANT_TYPE, openVerifier, type Verifier } from './signed.ts';
import type { FaultCode, RemarkCode } from './faults.ts';

/** Looks at everything that is signed in a record. */
export interface Seals {
  next(entry: RecordEntry, line: RecordLine): Promise<{ readonly fault?: FaultCode; readonly remark?: RemarkCode }>;
  /** The key of the last activation. */
  readonly key: string | undefined;
  /** Number of the last line that a good checkpoint vouches for. */
  readonly signedTo: number;
}

/** `record`: the name of its folder. */
export function openSeals(record: string): Seals {
  let key: string | undefined;
  let verify: Verifier | undefined;
  let signedTo = 0;

  const checkpoint = async (signature: string, { seq, prev }: RecordLine): Promise<boolean> => {
    const claims = await verify?.(signature, CHECKPOINT_TYPE);
    if (claims?.['record'] !== record || claims['seq'] !== seq - 1 || claims['head'] !== prev) return false;
    signedTo = seq - 1;
    return true;
  };

  return {
    get key() {
      return key;
    },
    get signedTo() {
      return signedTo;
    },
    async next(entry, line) {
      switch (entry.type) {
        case 'open': {
          const changed = key !== undefined && entry.key !== key;
          if (entry.key !== key) verify = await openVerifier(entry.key);
          key = entry.key;
          return changed ? { remark: 'key-changed' } : {};
        }
        case 'checkpoint':
          return (await checkpoint(entry.signature, line)) ? {} : { fault: 'checkpoint' };
        case 'decision': {
          if (entry.state !== 'approved' && entry.state !== 'passed') return {};
          const claims = entry.grant === undefined ? undefined : await verify?.(entry.grant, GRANT_TYPE);
          if (claims === undefined) return { fault: 'grant-forged' };
          const by = entry.state === 'approved' ? 'person' : 'rules';
          const same =
            claims['sub'] === entry.id &&
            claims['digest'] === entry.digest &&
            claims['jti'] === entry.jti &&
            claims['seen'] === entry.seen &&
            claims['by'] === by &&
            entry.by === by;
          return same ? {} : { fault: 'grant-other' };
        }
        default:
          return {};
      }
    },
  };
}
