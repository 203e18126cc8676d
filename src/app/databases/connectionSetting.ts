import type { Environment } from '../../effect/effect.ts';
import type { GivenLogin } from '../../preview/server/connectionUrl.ts';
import { loopbackAddresses } from '../../preview/server/loopback.ts';
import { canBeAllowed, isConnectionName, type RemoteServer } from '../../preview/server/remoteServer.ts';

/** One entry of the setting `keyturn.connections`. Its password is not in it. */
export interface NamedDatabase {
  readonly kind: 'postgresql' | 'mysql' | 'mariadb';
  /** Lower-case; or the folder of a socket (PostgreSQL) or the socket (MySQL). */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly environment: Environment;
  readonly tls: (typeof TLS)[number];
  /** Whom previews log in as, in place of `user`. */
  readonly previewUser?: string;
}

const ENVIRONMENTS: readonly Environment[] = ['local', 'staging', 'production', 'unknown'];
const KINDS = ['postgresql', 'mysql', 'mariadb'] as const;
const TLS = ['disable', 'prefer', 'require', 'verify-full'] as const;
const FIELDS = ['kind', 'host', 'port', 'database', 'user', 'environment', 'tls', 'previewUser'];

/** The entries of the setting that can be used, and the first fault of each that cannot. What is in it may be anything. */
export function readConnections(setting: unknown): {
  readonly connections: ReadonlyMap<string, NamedDatabase>;
  readonly faults: readonly { readonly name: string; readonly field: string }[];
} {
  const connections = new Map<string, NamedDatabase>();
  const faults: { name: string; field: string }[] = [];
  for (const [name, value] of Object.entries(recordOf(setting))) {
    const read = isConnectionName(name) ? readOne(recordOf(value)) : 'name';
    if (typeof read === 'string') faults.push({ name, field: read });
    else connections.set(name, read);
  }
  return { connections, faults };
}

/** The connection, or the field at fault. */
function readOne(fields: Readonly<Record<string, unknown>>): NamedDatabase | string {
  const text = (field: string): string => (typeof fields[field] === 'string' ? fields[field].trim() : '');
  const other = Object.keys(fields).find((field) => !FIELDS.includes(field));
  if (other !== undefined) return other;
  const kind = KINDS.find((one) => one === fields['kind']);
  if (kind === undefined) return 'kind';
  const host = text('host').startsWith('/') ? text('host') : text('host').toLowerCase();
  if (!isPlain(host) || !(host.startsWith('/') || loopbackAddresses(host) !== undefined || canBeAllowed(host)))
    return 'host';
  const port = fields['port'] ?? (kind === 'postgresql' ? 5432 : 3306);
  if (typeof port !== 'number' || !Number.isInteger(port) || port < 1 || port > 65_535) return 'port';
  const [database, user] = [text('database'), text('user')];
  if (!isPlain(database)) return 'database';
  if (!isPlain(user)) return 'user';
  const environment = ENVIRONMENTS.find((one) => one === (fields['environment'] ?? 'unknown'));
  if (environment === undefined) return 'environment';
  const near = host.startsWith('/') || loopbackAddresses(host) !== undefined;
  const tls = TLS.find((one) => one === (fields['tls'] ?? (near ? 'prefer' : 'require')));
  if (tls === undefined) return 'tls';
  const connection = { kind, host, port, database, user, environment, tls };
  if (fields['previewUser'] === undefined) return connection;
  const previewUser = text('previewUser');
  return isPlain(previewUser) && previewUser !== user ? { ...connection, previewUser } : 'previewUser';
}

function isPlain(text: string): boolean {
  return text !== '' && text.length <= 128 && !/\p{Cc}/u.test(text);
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** The server of another machine that it leads to; undefined: it is of this one. */
export function remoteOf({ kind, host, port, database, user }: NamedDatabase): RemoteServer | undefined {
  if (host.startsWith('/') || loopbackAddresses(host) !== undefined) return undefined;
  return { dialect: dialectOf(kind), host, port, database, user };
}

/** Where it leads, as a target's `dialWords` has it. */
export function whereOf({ kind, host, port }: NamedDatabase): string {
  if (host.startsWith('/')) return kind === 'postgresql' ? `${host.replace(/\/+$/, '')}/.s.PGSQL.${port}` : host;
  return `${loopbackAddresses(host)?.[0] ?? host}:${port}`;
}

/** MariaDB is spoken to as MySQL. */
export function dialectOf(kind: NamedDatabase['kind']): string {
  return kind === 'postgresql' ? 'postgresql' : 'mysql';
}

export function loginOf({ kind, host, port, database, user, tls }: NamedDatabase, password?: string): GivenLogin {
  return {
    ...(host.startsWith('/') && kind !== 'postgresql' ? { socket: host } : { host }),
    port: String(port),
    database,
    user,
    tls,
    byUrl: true,
    ...(password === undefined ? {} : { password }),
  };
}

/** As one line: what a person reads and what is compared. Without the environment and the password. */
export function placeWords({ host, port, database, user }: Omit<RemoteServer, 'dialect'>): string {
  return `${user}@${host}:${port}/${database}`;
}

/** What `keyturn sql` is handed with its claim. */
export function connectionUrl({ kind, host, port, database, user, tls }: NamedDatabase, password = ''): string {
  const encode = encodeURIComponent;
  const account = `${encode(user)}${password === '' ? '' : `:${encode(password)}`}`;
  const scheme = kind === 'postgresql' ? 'postgresql' : 'mysql';
  const mode = `sslmode=${tls}`;
  const written = host.includes(':') ? `[${host}]` : host;
  if (!host.startsWith('/')) return `${scheme}://${account}@${written}:${port}/${encode(database)}?${mode}`;
  const socket = kind === 'postgresql' ? `host=${encode(host)}&port=${port}` : `socket=${encode(host)}`;
  return `${scheme}://${account}@/${encode(database)}?${socket}&${mode}`;
}
