import { openGrammar } from '../../../src/preview/postgres/trees/grammar.ts';
import { lookAt } from '../../../src/preview/postgres/lookAt.ts';
import { takePath } from '../../../src/preview/postgres/session/searchPath.ts';
import { openSession } from '../../../src/preview/postgres/session/session.ts';
import type { ServerLook } from '../../../src/preview/server/serverHit.ts';
import type { Target } from '../../../src/preview/server/target.ts';
import type { startPostgres } from '../../setup/postgres.mjs';

type Server = Awaited<ReturnType<typeof startPostgres>>;

export function socketTarget({ host, port, user }: Server, database: string): Target {
  return {
    dial: { path: `${host}/.s.PGSQL.${port}` },
    user,
    database,
    tls: 'off',
    looked: { code: 'note.database', values: {} },
    doubts: [],
  };
}

export interface Looks {
  /** `tell` gets what is found by then. */
  look(text: string, tell?: (look: ServerLook) => void): Promise<ServerLook>;
  close(): Promise<void>;
}

/** A session on a database as it is now: what the preview's thread does, in this one. */
export async function openLooks(target: Target): Promise<Looks> {
  const session = await openSession(target, { statement: 5_000, lock: 500 });
  const path = await takePath(session, target.runsAs);
  const grammar = await openGrammar();
  return {
    look: (text, tell = () => {}) => lookAt({ session, grammar, path }, text, tell),
    close: session.close,
  };
}

export function isExact({ unknown, hits }: ServerLook): boolean {
  return unknown.length === 0 && hits.every(({ count }) => count.kind === 'exact');
}
