import type { Login } from '../../reading/reader.ts';
import type { PreviewSubject } from '../preview.ts';
import { isUrl, parseConnectionString, parseUrl } from './connectionUrl.ts';
import type { GivenLogin } from './connectionUrl.ts';
import { urlInEnvFiles } from './envFile.ts';
import type { KnownServers } from './remoteServer.ts';
import type { ServerTexts } from './serverTexts.ts';
import type { Found } from './target.ts';
import { targetOf, type Knowledge, type ServerKind } from './targetOf.ts';

export interface Seeking {
  readonly kind: ServerKind;
  readonly servers: KnownServers;
  /** False: no file is looked into. */
  readonly disk: boolean;
}

/** Finds what may be dialled for these texts: this machine, or a server that a person has allowed. */
export async function findTarget(server: ServerTexts, subject: PreviewSubject, seeking: Seeking): Promise<Found> {
  const { kind, servers } = seeking;
  if (server.name !== undefined) {
    const known = await servers.named(server.name);
    if (known?.dialect === kind.dialect)
      return reach(known.login, seeking, { how: 'connection', source: server.name, doubts: [] });
  }
  const told = subject.action.kind === 'shell' ? subject.action.environment : undefined;
  const variables = told ?? {};
  const named = expanded(server.login);
  if (named === undefined) return no('unknown.connection-form');
  const ownFile = server.unnamed || named.byUrl === true || !seeking.disk ? {} : ((await kind.fromOwnFile?.()) ?? {});
  const inherited = server.unnamed ? {} : { ...ownFile, ...kind.fromEnvironment(variables) };
  const hostGiven = [named.host, named.socket].some((part) => part !== undefined);
  const hostInherited = [inherited.host, inherited.socket].some((part) => part !== undefined);
  const somewhere = [named.database, named.user, inherited.database].some((part) => part !== undefined);
  const login: GivenLogin = { ...inherited, ...named };
  if (login.unclear !== true && (hostGiven || hostInherited || (somewhere && told !== undefined)))
    return reach(login, seeking, { how: hostGiven || !hostInherited ? 'text' : 'environment', doubts: [] });
  return guessed(server, subject, seeking, login);
}

/** Neither the text nor its environment says which server: what is found is said to be of the one looked at, and is never exact. */
async function guessed(
  server: ServerTexts,
  { workspace }: PreviewSubject,
  seeking: Seeking,
  login: GivenLogin,
): Promise<Found> {
  const inFile = seeking.disk ? await urlInEnvFiles(server.cwd, workspace, seeking.kind.schemes) : undefined;
  const url = inFile === undefined ? undefined : parseUrl(inFile.url);
  if (inFile !== undefined && url !== undefined)
    return reach({ ...url, byUrl: true }, seeking, {
      how: 'file',
      source: inFile.file,
      doubts: [{ code: 'note.database-guessed', values: { file: inFile.file } }],
    });
  if (server.unnamed || login.unclear === true) return no('unknown.database-unnamed');
  return reach(login, seeking, { how: 'default', doubts: [{ code: 'note.database-default', values: {} }] });
}

function reach(login: GivenLogin, { kind, servers }: Seeking, knowledge: Knowledge): Promise<Found> {
  return targetOf(login, kind, knowledge, (server) => servers.allowed(server));
}

/** A database's name that is itself a URL or a connection string says the rest, as the clients take it. */
export function expanded(login: Login): GivenLogin | undefined {
  const { database } = login;
  if (database === undefined) return login;
  if (!isUrl(database) && !database.includes('=')) return login;
  const parts = isUrl(database) ? parseUrl(database) : parseConnectionString(database);
  if (parts === undefined) return undefined;
  const { database: _whole, ...rest } = login;
  return { ...rest, ...parts, ...(isUrl(database) ? { byUrl: true } : {}) };
}

function no(code: string): Found {
  return { ok: false, why: { code, values: {} } };
}
