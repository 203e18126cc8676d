import type { Login } from '../../reading/reader.ts';
import type { PreviewSubject } from '../preview.ts';
import { isUrl, parseConnectionString, parseUrl } from './connectionUrl.ts';
import type { GivenLogin } from './connectionUrl.ts';
import { guessTarget } from './guessTarget.ts';
import { reach, type Seeking } from './seeking.ts';
import type { ServerTexts } from './serverTexts.ts';
import type { Found } from './target.ts';
import type { Variables } from './targetOf.ts';

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
  if (server.inContainer === true) return guessTarget(server, subject, seeking, named, variables);
  const ownFile = server.unnamed || named.byUrl === true || !seeking.disk ? {} : ((await kind.fromOwnFile?.()) ?? {});
  const inherited = server.unnamed ? {} : { ...ownFile, ...kind.fromEnvironment(variables) };
  const service = named.service ?? inherited.service;
  if (service !== undefined) return byService(service, inherited, named, seeking, variables);
  const hostGiven = [named.host, named.address, named.socket].some((part) => part !== undefined);
  const hostInherited = [inherited.host, inherited.address, inherited.socket].some((part) => part !== undefined);
  const somewhere = [named.database, named.user, inherited.database].some((part) => part !== undefined);
  const login: GivenLogin = { ...inherited, ...named };
  if (login.unclear !== true && (hostGiven || hostInherited || (somewhere && told !== undefined)))
    return reach(login, seeking, { how: hostGiven || !hostInherited ? 'text' : 'environment', doubts: [] });
  return guessTarget(server, subject, seeking, login, variables);
}

/** The client takes what the text says before the service file, and that before its environment. */
async function byService(
  service: string,
  inherited: GivenLogin,
  named: GivenLogin,
  seeking: Seeking,
  variables: Variables,
): Promise<Found> {
  const found = seeking.disk ? await seeking.kind.service?.(service, variables) : undefined;
  if (found === undefined || found.service !== undefined || named.unclear === true)
    return { ok: false, why: { code: 'unknown.service', values: { service } } };
  return reach({ ...inherited, ...found, ...named }, seeking, { how: 'service', source: service, doubts: [] });
}

/** A database's name that is itself a URL or a connection string says the rest, as the clients take it. */
function expanded(login: Login): GivenLogin | undefined {
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
