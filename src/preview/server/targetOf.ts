import os from 'node:os';
import type { Remark } from '../preview.ts';
import type { GivenLogin } from './connectionUrl.ts';
import { loopbackAddresses } from './loopback.ts';
import { localPath } from '../localPath.ts';
import { canBeAllowed, type RemoteServer } from './remoteServer.ts';
import { dialWords, type Dial, type Found, type Target } from './target.ts';

export type Variables = Readonly<Record<string, string>>;

/** What the servers of one dialect have in common. */
export interface ServerKind {
  readonly dialect: string;
  /** Schemes of its URLs. */
  readonly schemes: RegExp;
  readonly port: string;
  /** What the client takes from its environment. */
  fromEnvironment(variables: Variables): GivenLogin;
  /** What the client takes from a file of the person's own. A program that is given a URL does not look there. */
  fromOwnFile?(): Promise<GivenLogin>;
  /** The database where none is named. */
  databaseOf(user: string): string;
  /** To the client, though not to who is given a URL, `localhost` is the server's socket. */
  readonly localhostIsSocket: boolean;
  /** Where the server's socket lies; undefined: none is there. `folder`: what the text names as host, when it names a path. */
  socket(folder: string | undefined, port: string): string | undefined;
  /** Whether the client takes this folder of a socket for `localhost` when it looks for a password. */
  isUsualSocket?(folder: string): boolean;
  /** What the client's service files have under a name. */
  service?(name: string, variables: Variables): Promise<GivenLogin | undefined>;
  /** A password that the client would find by itself. */
  password?(wanted: readonly [host: string, port: string, database: string, user: string]): Promise<string | undefined>;
}

/** How it is known which database is meant. */
export interface Knowledge {
  readonly how: string;
  /** What says so, where that is not the text: a file, a connection's name. */
  readonly source?: string;
  readonly doubts: readonly Remark[];
}

/** Where these words lead, when it may be dialled. */
export async function targetOf(
  given: GivenLogin,
  kind: ServerKind,
  { how, source, doubts }: Knowledge,
  allowed: (server: RemoteServer) => Promise<boolean>,
): Promise<Found> {
  const login: GivenLogin = given.address === undefined ? given : { ...given, host: given.address };
  const port = login.port ?? kind.port;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    return { ok: false, why: { code: 'unknown.connection-form', values: {} } };
  const user = login.user ?? accountName();
  const database = login.database ?? kind.databaseOf(user);
  const near = await here(nearDial(login, kind, port));
  const host = (login.host ?? 'localhost').toLowerCase();
  const server = { dialect: kind.dialect, host, port: Number(port), database, user };
  if (near === undefined && !(remote(login) && canBeAllowed(host) && (await allowed(server))))
    return { ok: false, why: notAllowed(login, server) };
  const dial: Dial = near ?? { host, port: Number(port) };
  const password = login.password ?? (await kind.password?.([passwordHost(given, kind), port, database, user]));
  const settings: readonly Remark[] = [
    ...(login.options === undefined ? [] : [{ code: 'note.database-options', values: {} }]),
    ...(meansSocket(login, kind) && login.port !== undefined ? [{ code: 'note.localhost-port', values: {} }] : []),
  ];
  const target: Target = {
    dial,
    user,
    database,
    ...(password === undefined ? {} : { password }),
    tls: tlsOf(dial, login.tls),
    looked: {
      code: 'note.database',
      values: { database, where: dialWords(dial), user, how, ...(source === undefined ? {} : { source }) },
    },
    doubts: [...doubts, ...settings],
  };
  return { ok: true, target };
}

function tlsOf(dial: Dial, wanted = ''): Target['tls'] {
  if ('path' in dial || /^(?:disable|disabled|false|0)$/i.test(wanted)) return 'off';
  if (/^verify/i.test(wanted)) return 'verify';
  return /^(?:require|required|true|1)$/i.test(wanted) ? 'require' : 'prefer';
}

/** Values from which a person's consent could be made; without a port it cannot. */
function notAllowed(login: GivenLogin, { dialect, host, port, database, user }: RemoteServer): Remark {
  const values = { host: login.host ?? '' };
  if (!remote(login) || !canBeAllowed(host)) return { code: 'unknown.host-never', values };
  return { code: 'unknown.host-not-allowed', values: { dialect, host, port: String(port), database, user } };
}

function remote({ host, socket }: GivenLogin): boolean {
  return socket === undefined && host !== undefined && !host.startsWith('/');
}

/** By which host the client finds a password: a socket of its own place alone stands for this machine. */
function passwordHost({ host }: GivenLogin, { isUsualSocket }: ServerKind): string {
  if (host === undefined) return 'localhost';
  if (host.startsWith('/')) return isUsualSocket?.(host) === true ? 'localhost' : host;
  return host.toLowerCase();
}

/** A socket on a path that leads away is none. */
async function here(near: Dial | undefined): Promise<Dial | undefined> {
  if (near === undefined || !('path' in near)) return near;
  return (await localPath(near.path)) === undefined ? undefined : near;
}

function meansSocket({ host, byUrl }: GivenLogin, { localhostIsSocket }: ServerKind): boolean {
  return localhostIsSocket && byUrl !== true && host?.toLowerCase() === 'localhost';
}

/** The way to a server of this very machine. */
function nearDial(login: GivenLogin, kind: ServerKind, port: string): Dial | undefined {
  const { socket } = login;
  // Clients that take the socket pass over a port, or go there: which of them it is, nobody says.
  const host = meansSocket(login, kind) && login.port === undefined ? undefined : login.host;
  if (socket !== undefined && (login.host === undefined || login.byUrl === true || meansSocket(login, kind)))
    return socket.startsWith('/') ? { path: socket } : undefined;
  if (host?.startsWith('//') === true) return undefined;
  if (host === undefined || host.startsWith('/')) {
    const path = kind.socket(host, port);
    if (path !== undefined) return { path };
    return host === undefined ? { addresses: ['127.0.0.1', '::1'], port: Number(port) } : undefined;
  }
  const addresses = loopbackAddresses(host);
  return addresses === undefined ? undefined : { addresses, port: Number(port) };
}

function accountName(): string {
  try {
    return os.userInfo().username;
  } catch {
    return '';
  }
}
