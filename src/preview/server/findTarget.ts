import os from 'node:os';
import type { Login } from '../../reading/reader.ts';
import type { PreviewSubject, Remark } from '../preview.ts';
import { isUrl, parseConnectionString, parseUrl } from './connectionUrl.ts';
import type { GivenLogin } from './connectionUrl.ts';
import { urlInEnvFiles } from './envFile.ts';
import { loopbackAddresses } from './loopback.ts';
import type { ServerTexts } from './serverTexts.ts';
import { dialWords, type Dial, type Found, type Target } from './target.ts';

type Variables = Readonly<Record<string, string>>;

/** What the servers of one dialect have in common. */
export interface ServerKind {
  /** Schemes of its URLs. */
  readonly schemes: RegExp;
  readonly port: string;
  /** What the client takes from its environment. */
  fromEnvironment(variables: Variables): GivenLogin;
  /** Where the server's socket lies; undefined: none is there. `folder`: what the text names as host, when it names a path. */
  socket(folder: string | undefined, port: string): string | undefined;
  /** A password that the client would find by itself. */
  password?(wanted: readonly [host: string, port: string, database: string, user: string]): Promise<string | undefined>;
}

/** Finds what may be dialled for these texts: never more than this machine. */
export async function findTarget(
  server: ServerTexts,
  subject: PreviewSubject,
  kind: ServerKind,
  disk: boolean,
): Promise<Found> {
  const told = subject.action.kind === 'shell' ? subject.action.environment : undefined;
  const variables = told ?? {};
  const named = expanded(server.login);
  if (named === undefined) return no('unknown.connection-form');
  const inherited = server.unnamed ? {} : kind.fromEnvironment(variables);
  const hostGiven = [named.host, named.socket].some((part) => part !== undefined);
  const hostInherited = [inherited.host, inherited.socket].some((part) => part !== undefined);
  const somewhere = [named.database, named.user, inherited.database].some((part) => part !== undefined);
  const login: GivenLogin = { ...inherited, ...named };
  if (login.unclear !== true && (hostGiven || hostInherited || (somewhere && told !== undefined)))
    return dialled(login, kind, hostGiven || !hostInherited ? 'text' : 'environment', []);
  return guessed(server, subject, kind, login, disk);
}

/** Neither the text nor its environment says which server: what is found is said to be of the one looked at, and is never exact. */
async function guessed(
  server: ServerTexts,
  { workspace }: PreviewSubject,
  kind: ServerKind,
  login: GivenLogin,
  disk: boolean,
): Promise<Found> {
  const inFile = disk ? await urlInEnvFiles(server.cwd, workspace, kind.schemes) : undefined;
  const url = inFile === undefined ? undefined : parseUrl(inFile.url);
  if (inFile !== undefined && url !== undefined)
    return dialled(url, kind, 'file', [{ code: 'note.database-guessed', values: { file: inFile.file } }]);
  if (server.unnamed || login.unclear === true) return no('unknown.database-unnamed');
  return dialled(login, kind, 'default', [{ code: 'note.database-default', values: {} }]);
}

async function dialled(login: GivenLogin, kind: ServerKind, how: string, doubts: readonly Remark[]): Promise<Found> {
  const port = login.port ?? kind.port;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) return no('unknown.connection-form');
  const dial = dialOf(login, kind, port);
  if (dial === undefined)
    return { ok: false, why: { code: 'unknown.host-not-allowed', values: { host: login.host ?? '' } } };
  const user = login.user ?? accountName();
  const database = login.database ?? user;
  const host = login.host?.startsWith('/') === true || login.host === undefined ? 'localhost' : login.host;
  const password = login.password ?? (await kind.password?.([host, port, database, user]));
  const settings: readonly Remark[] =
    login.options === undefined ? [] : [{ code: 'note.database-options', values: {} }];
  const target: Target = {
    dial,
    user,
    database,
    ...(password === undefined ? {} : { password }),
    tls:
      'path' in dial || login.tls === 'disable'
        ? 'off'
        : /^(?:require|verify)/.test(login.tls ?? '')
          ? 'require'
          : 'prefer',
    looked: { code: 'note.database', values: { database, where: dialWords(dial), user, how } },
    doubts: [...doubts, ...settings],
  };
  return { ok: true, target };
}

/** Paths that a system mounts when they are looked at: they may lead to another machine. */
const AWAY = /^\/(?:net|afs|misc|\/)(?:\/|$)|^\/\//;

function dialOf(login: GivenLogin, kind: ServerKind, port: string): Dial | undefined {
  const { host, socket } = login;
  if (socket !== undefined) return AWAY.test(socket) || !socket.startsWith('/') ? undefined : { path: socket };
  if (host !== undefined && AWAY.test(host)) return undefined;
  if (host === undefined || host.startsWith('/')) {
    const path = kind.socket(host, port);
    if (path !== undefined) return { path };
    return host === undefined ? { addresses: ['127.0.0.1', '::1'], port: Number(port) } : undefined;
  }
  const addresses = loopbackAddresses(host);
  return addresses === undefined ? undefined : { addresses, port: Number(port) };
}

/** A database's name that is itself a URL or a connection string says the rest, as the clients take it. */
function expanded(login: Login): GivenLogin | undefined {
  const { database } = login;
  if (database === undefined) return login;
  if (!isUrl(database) && !database.includes('=')) return login;
  const parts = isUrl(database) ? parseUrl(database) : parseConnectionString(database);
  if (parts === undefined) return undefined;
  const { database: _whole, ...rest } = login;
  return { ...rest, ...parts };
}

function accountName(): string {
  try {
    return os.userInfo().username;
  } catch {
    return '';
  }
}

function no(code: string): Found {
  return { ok: false, why: { code, values: {} } };
}
