import { parse } from 'yaml';
import { dialectNamed, fromParts, recordOf, type Configured, type Part, type ReadSettings } from './configured.ts';

const PORTS: Readonly<Record<Configured['dialect'], number>> = { postgresql: 5432, mysql: 3306 };

/** Services of a compose file that are database servers with a port on this machine. */
export const readCompose: ReadSettings = ({ text, file, variables }) => {
  const services = recordOf(recordOf(parse(text, { maxAliasCount: 50, merge: true, logLevel: 'error' }))['services']);
  return Object.values(services).flatMap((value): readonly Configured[] => {
    const service = recordOf(value);
    const known = (part: unknown): Part => expanded(part, variables);
    const image = known(service['image']);
    const dialect = typeof image === 'string' ? dialectNamed(imageName(image)) : undefined;
    if (dialect === undefined) return [];
    const port = publishedPort(service['ports'], PORTS[dialect], known);
    if (port === undefined) return [];
    const environment = environmentOf(service['environment']);
    const variable = (...names: readonly string[]): Part => {
      const name = names.find((one) => environment.has(one));
      return name === undefined ? undefined : known(environment.get(name));
    };
    const parts =
      dialect === 'postgresql'
        ? {
            user: variable('POSTGRES_USER') ?? 'postgres',
            password: variable('POSTGRES_PASSWORD'),
            database: variable('POSTGRES_DB') ?? variable('POSTGRES_USER') ?? 'postgres',
          }
        : {
            user: variable('MYSQL_USER', 'MARIADB_USER') ?? 'root',
            password:
              environment.has('MYSQL_USER') || environment.has('MARIADB_USER')
                ? variable('MYSQL_PASSWORD', 'MARIADB_PASSWORD')
                : variable('MYSQL_ROOT_PASSWORD', 'MARIADB_ROOT_PASSWORD'),
            database: variable('MYSQL_DATABASE', 'MARIADB_DATABASE'),
          };
    return fromParts(dialect, { host: '127.0.0.1', port, ...parts }, file);
  });
};

/** `registry/team/postgres:16` is `postgres`. */
function imageName(image: string): string {
  return (image.split('/').at(-1) ?? '').split(/[:@]/)[0] ?? '';
}

/** The port of this machine behind which the server's own port lies. A published range or another address is not looked at. */
function publishedPort(ports: unknown, own: number, known: (part: unknown) => Part): string | undefined {
  for (const entry of Array.isArray(ports) ? (ports as readonly unknown[]) : []) {
    if (typeof entry === 'object') {
      const { target, published, host_ip: address } = recordOf(entry);
      if (known(target) === String(own) && isHere(known(address) ?? '')) return portOf(known(published));
      continue;
    }
    const written = known(entry);
    const [, address = '', published, target] =
      /^(?:(\[[^\]]*\]|[\d.]+):)?(\d+):(\d+)(?:\/tcp)?$/.exec(written ?? '') ?? [];
    if (target === String(own) && isHere(address)) return portOf(published);
  }
  return undefined;
}

function isHere(address: string): boolean {
  return ['', '0.0.0.0', '127.0.0.1', '[::]', '[::1]', '::', '::1', 'localhost'].includes(address);
}

function portOf(part: Part): string | undefined {
  return typeof part === 'string' && /^\d{1,5}$/.test(part) ? part : undefined;
}

/** `NAME: value` or a list of `NAME=value`. */
function environmentOf(environment: unknown): ReadonlyMap<string, unknown> {
  if (!Array.isArray(environment)) return new Map(Object.entries(recordOf(environment)));
  return new Map(
    (environment as readonly unknown[]).flatMap((entry) => {
      const [, name, value] = typeof entry === 'string' ? (/^(\w+)=(.*)$/s.exec(entry) ?? []) : [];
      return name === undefined ? [] : [[name, value] as const];
    }),
  );
}

/** `${NAME}`, `${NAME:-default}` and `$NAME` as compose fills them in from the environment file beside it. */
function expanded(part: unknown, variables: ReadonlyMap<string, string>): Part {
  if (part === undefined || part === null) return undefined;
  if (typeof part !== 'string' && typeof part !== 'number') return null;
  let isKnown = true;
  const text = String(part).replace(
    /\$(?:\$|\{(\w+)(?::?-([^${}]*))?\}|(\w+)|)/g,
    (whole, braced?: string, fallback?: string, bare?: string) => {
      if (whole === '$$') return '$';
      const value = variables.get(braced ?? bare ?? '') ?? fallback;
      isKnown &&= value !== undefined;
      return value ?? '';
    },
  );
  return isKnown ? text : null;
}
