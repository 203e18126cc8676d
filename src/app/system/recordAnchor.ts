import { identityOf, reaches } from '../../record/anchor.ts';
import type { CheckpointClaims } from '../../record/signed.ts';
import type { Secrets } from '../kept/secrets.ts';

/**
 * How far a record went, kept in the editor's secret storage, where no file can take its place. By the record's first line,
 * since the storage is shared by machines and containers whose folders have the same name.
 */
export interface RecordAnchor {
  keep(claims: CheckpointClaims): Promise<void>;
  /** False: the record was longer than it is, or another. */
  holds(): Promise<boolean>;
}

export function openRecordAnchor(secrets: Secrets, directory: string): RecordAnchor {
  const keyOf = async (): Promise<string | undefined> => {
    const identity = await identityOf(directory);
    return identity === undefined ? undefined : `keyturn.record.${identity.slice(0, 32)}`;
  };
  return {
    async keep({ seq, head }) {
      const key = await keyOf();
      if (key !== undefined) await secrets.store(key, `${seq} ${head}`);
    },
    async holds() {
      const key = await keyOf();
      const [, seq, head = ''] = /^(\d+) ([0-9a-f]{64})$/.exec((key && (await secrets.get(key))) ?? '') ?? [];
      return seq === undefined || reaches(directory, { seq: Number(seq), head });
    },
  };
}
