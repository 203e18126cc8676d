import { homedir } from 'node:os';
import { mysqlKind } from '../../preview/mysql/mysqlKind.ts';
import { postgresKind } from '../../preview/postgres/postgresKind.ts';
import { isUrl, parseUrl } from '../../preview/server/connectionUrl.ts';
import type { Target } from '../../preview/server/target.ts';
import { targetOf, type ServerKind } from '../../preview/server/targetOf.ts';

export type ServerTarget =
  | { readonly ok: true; readonly target: Target; readonly dialect: string }
  /** `why`: a phrase. */
  | { readonly ok: false; readonly why: string };

export function isServerUrl(connection: string): boolean {
  return isUrl(connection);
}

/** The dialect of a server's URL; undefined: of a server that nothing is executed on. */
export function dialectOf(url: string): string | undefined {
  return kinds().find(({ schemes }) => schemes.test(url))?.dialect;
}

/** Where a URL leads. A person has approved what runs there, so that any host may be dialled. */
export async function urlTarget(url: string): Promise<ServerTarget> {
  const kind = kinds().find(({ schemes }) => schemes.test(url));
  const login = parseUrl(url);
  if (kind === undefined)
    return { ok: false, why: 'SQL is executed on SQLite files and on PostgreSQL, MySQL and MariaDB servers only' };
  if (login === undefined) return { ok: false, why: 'the URL is in no form that Keyturn takes' };
  if (login.service !== undefined || login.options !== undefined)
    return { ok: false, why: 'the URL names a service or sets options, which Keyturn does not carry out' };
  const found = await targetOf({ ...login, byUrl: true }, kind, { how: 'text', doubts: [] }, () =>
    Promise.resolve(true),
  );
  return found.ok
    ? { ok: true, target: found.target, dialect: kind.dialect }
    : { ok: false, why: 'the URL names no host that Keyturn connects to' };
}

function kinds(): readonly ServerKind[] {
  return [postgresKind(homedir()), mysqlKind(homedir())];
}
