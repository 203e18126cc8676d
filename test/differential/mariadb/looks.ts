import { openCounting } from '../../../src/preview/mysql/tables/counting.ts';
import { lookAt } from '../../../src/preview/mysql/lookAt.ts';
import { openCatalogue } from '../../../src/preview/mysql/tables/schema.ts';
import { openSession } from '../../../src/preview/mysql/session/session.ts';
import type { ServerLook } from '../../../src/preview/server/serverHit.ts';
import type { Target } from '../../../src/preview/server/target.ts';
import type { MysqlParser } from '../../../src/sql/parse/mysql.ts';

export function socketTarget(socket: string, database: string, user = 'root', password?: string): Target {
  return {
    dial: { path: socket },
    user,
    database,
    ...(password === undefined ? {} : { password }),
    tls: 'off',
    looked: { code: 'note.database', values: {} },
    doubts: [],
  };
}

export interface Looks {
  look(text: string): Promise<ServerLook>;
  close(): Promise<void>;
}

/** A session on a database as it is now: what the preview's thread does, in this one. */
export async function openLooks(target: Target, parser: MysqlParser): Promise<Looks> {
  const session = await openSession(target, { statement: 5_000, lock: 500 });
  const counting = openCounting(session, parser, openCatalogue(session, target.database));
  return { look: (text) => lookAt(counting, text, () => {}), close: session.close };
}

export function isExact({ unknown, hits }: ServerLook): boolean {
  return unknown.length === 0 && hits.every(({ count }) => count.kind === 'exact');
}
