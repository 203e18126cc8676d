import type { RemoteServer } from '../../preview/server/remoteServer.ts';
import { openKeptJson, type KeptJson } from '../kept/keptJson.ts';
import type { Secrets } from '../kept/secrets.ts';
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

export function openKeptDatabases(secrets: Secrets): KeptJson<KeptDatabases> {
  return openKeptJson(secrets, KEY, (parsed) => {
    const { allowed = [], connections = {} } = (parsed ?? {}) as Partial<KeptDatabases>;
    return { allowed, connections };
  });
}
