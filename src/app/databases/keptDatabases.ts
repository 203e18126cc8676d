import type { RemoteServer } from '../../preview/server/remoteServer.ts';
import type { Secrets } from '../product.ts';
import type { NamedDatabase } from './connectionSetting.ts';

/** A connection as a person accepted it. */
export interface AcceptedConnection extends NamedDatabase {
  /** Milliseconds since 1970. */
  readonly acceptedAt: number;
}

/** What a person has said about databases, kept where no file can reach it. */
export interface KeptDatabases {
  readonly allowed: readonly RemoteServer[];
  readonly connections: Readonly<Record<string, AcceptedConnection>>;
}

const KEY = 'keyturn.databases';
const NOTHING: KeptDatabases = { allowed: [], connections: {} };

/** Read anew each time: another window may have allowed or revoked. What cannot be read allows nothing. */
export async function readKept(secrets: Secrets): Promise<KeptDatabases> {
  try {
    const text = await secrets.get(KEY);
    if (text === undefined || text === '') return NOTHING;
    const kept = JSON.parse(text) as Partial<KeptDatabases>;
    return { allowed: kept.allowed ?? [], connections: kept.connections ?? {} };
  } catch {
    return NOTHING;
  }
}

export async function writeKept(secrets: Secrets, kept: KeptDatabases): Promise<void> {
  await secrets.store(KEY, JSON.stringify(kept));
}
