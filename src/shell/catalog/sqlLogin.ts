import type { Login } from '../../reading/reader.ts';
import type { Arg } from '../state/arg.ts';
import { has, valueOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';

type Field = 'host' | 'port' | 'socket' | 'user' | 'password' | 'database' | 'service';

/** What psql is told of where to connect: options before operands before variables of the text. */
export function psqlLogin(call: Call): Login {
  const [database, user] = call.parsed.operands;
  return login(call, {
    host: [valueOf(call, 'h', 'host'), 'PGHOSTADDR', 'PGHOST'],
    port: [valueOf(call, 'p', 'port'), 'PGPORT'],
    user: [valueOf(call, 'U', 'username') ?? user, 'PGUSER'],
    password: [undefined, 'PGPASSWORD'],
    database: [valueOf(call, 'd', 'dbname') ?? database, 'PGDATABASE'],
    service: [undefined, 'PGSERVICE'],
    unclear: isNamed(call, 'PGSERVICEFILE'),
  });
}

export function mysqlLogin(call: Call): Login {
  return login(call, {
    host: [valueOf(call, 'h', 'host'), 'MYSQL_HOST'],
    port: [valueOf(call, 'P', 'port'), 'MYSQL_TCP_PORT'],
    socket: [valueOf(call, 'S', 'socket'), 'MYSQL_UNIX_PORT'],
    user: [valueOf(call, 'u', 'user')],
    password: [valueOf(call, 'p', 'password'), 'MYSQL_PWD'],
    database: [valueOf(call, 'D', 'database') ?? call.parsed.operands[0]],
    unclear: has(call, 'defaults-file', 'defaults-extra-file', 'defaults-group-suffix', 'login-path'),
  });
}

type Sources = readonly [arg: Arg | undefined, ...variables: readonly string[]];

function login(call: Call, of: Partial<Record<Field, Sources>> & { readonly unclear: boolean }): Login {
  const { unclear, ...fields } = of;
  const found: Partial<Record<Field, string>> = {};
  let dynamic = unclear;
  for (const [field, sources] of Object.entries(fields) as [Field, Sources][]) {
    const value = first(call, sources);
    if (value === null) dynamic = true;
    else if (value !== undefined && value !== '') found[field] = value;
  }
  return { ...found, ...(dynamic ? { unclear: true } : {}) };
}

/** Null: given, and known only when it runs. */
function first(call: Call, [arg, ...names]: Sources): string | null | undefined {
  if (arg !== undefined) return arg.dynamic || arg.glob ? null : arg.value;
  for (const name of names) {
    const variable = call.scope.variables.get(name);
    if (variable !== undefined) return variable.value ?? null;
  }
  return undefined;
}

function isNamed(call: Call, name: string): boolean {
  const variable = call.scope.variables.get(name);
  return variable !== undefined && variable.value !== '';
}
