import type { Login } from '../../reading/reader.ts';

/** A URL's or a connection string's parts. `options`: settings that change what a name or a figure means. */
export interface GivenLogin extends Login {
  /** The address that is dialled, whatever `host` says: that is then only a name. */
  readonly address?: string;
  readonly options?: string;
  readonly tls?: string;
  /** A URL said so, not the words of a client. */
  readonly byUrl?: true;
}

const SCHEME = /^(?:postgres(?:ql)?|mysql2?|mariadb)(?:\+\w{1,20})?:\/\//i;

export function isUrl(text: string): boolean {
  return SCHEME.test(text);
}

/** The parts of `postgresql://user:password@host:port/database?key=value`. Undefined: not of that form, or of several hosts. */
export function parseUrl(text: string): GivenLogin | undefined {
  const url = /^[a-z0-9+]+:\/\/(?:([^/?#@]*)@)?([^/?#@]*)(?:\/([^?#]*))?(?:\?([^#]*))?$/i.exec(text);
  if (url === null || !isUrl(text)) return undefined;
  const [, account = '', place = '', path = '', query = ''] = url;
  const [user, password] = parted(account, ':');
  const host = /^(\[[^\]]*\]|[^:,]*)(?::(\d{1,5}))?$/.exec(place);
  if (host === null) return undefined;
  try {
    const parameters = Object.fromEntries(
      query.split('&').flatMap((pair) => {
        const [name, value = ''] = parted(pair, '=');
        return name === '' ? [] : [[decodeURIComponent(name).toLowerCase(), decodeURIComponent(value)] as const];
      }),
    );
    return withParameters(
      {
        host: decodeURIComponent(host[1] ?? ''),
        port: host[2] ?? '',
        user: decodeURIComponent(user),
        password: decodeURIComponent(password ?? ''),
        database: decodeURIComponent(path),
      },
      parameters,
    );
  } catch {
    // A broken percent sign: whatever the client makes of it, we do not know.
    return undefined;
  }
}

/** The parts of `host=… dbname='…'`. Undefined: not of that form. */
export function parseConnectionString(text: string): GivenLogin | undefined {
  const parameters: Record<string, string> = {};
  let rest = text.trim();
  while (rest !== '') {
    const pair = /^([a-z_]+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\]|\\.)*))(?:\s+|$)/is.exec(rest);
    if (pair === null) return undefined;
    parameters[(pair[1] ?? '').toLowerCase()] = (pair[2] ?? pair[3] ?? '').replace(/\\(.)/gs, '$1');
    rest = rest.slice(pair[0].length);
  }
  return withParameters({}, parameters);
}

export function withParameters(base: Record<string, string>, given: Readonly<Record<string, string>>): GivenLogin {
  const parts = { ...base };
  const set = (field: string, ...names: readonly string[]): void => {
    const value = names.map((name) => given[name]).find((one) => one !== undefined && one !== '');
    if (value !== undefined) parts[field] = value;
  };
  set('host', 'host');
  set('address', 'hostaddr');
  set('port', 'port');
  set('socket', 'socket', 'socketpath', 'unix_socket');
  set('user', 'user', 'username');
  set('password', 'password');
  set('database', 'dbname', 'database');
  set('options', 'options', 'currentschema', 'schema', 'search_path');
  set('tls', 'sslmode', 'ssl-mode');
  set('service', 'service');
  const known = Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== ''));
  return known;
}

function parted(text: string, mark: string): readonly [string, string?] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
