import {
  bracketed,
  dialectNamed,
  fromParts,
  fromUrl,
  valueIn,
  type Configured,
  type ReadSettings,
} from './configured.ts';

/** `datasource db { provider = "postgresql" url = env("DATABASE_URL") }`. */
export const readPrisma: ReadSettings = ({ text, file, variables }) => {
  const code = withoutComments(text, '//');
  const at = code.search(/^\s*datasource\s/m);
  const block = at < 0 ? '' : (bracketed(code, at) ?? '');
  const [, written, name] = /^\s*url\s*=\s*(?:"([^"]*)"|env\("(\w+)"\))/m.exec(block) ?? [];
  return fromUrl(written ?? variables.get(name ?? ''), file);
};

/** `drizzle.config.ts`: its `dbCredentials`. */
export const readDrizzle: ReadSettings = ({ text, file, variables }) => {
  const code = withoutComments(text, '//');
  const dialect = dialectNamed(valueIn(code, ['dialect', 'driver'], variables) ?? '');
  return fromBlock(code, /\bdbCredentials\b/, dialect, file, variables);
};

/** `knexfile.js`: the connection of its `development` part, or the only one. */
export const readKnex: ReadSettings = ({ text, file, variables }) => {
  const code = withoutComments(text, '//');
  const development = code.search(/\bdevelopment\b\s*['"]?\s*:/);
  const part = development < 0 ? code : (bracketed(code, development) ?? '');
  const dialect = dialectNamed(valueIn(part, ['client'], variables) ?? '');
  const direct = valueIn(part, ['connection'], variables);
  return typeof direct === 'string'
    ? fromUrl(direct, file)
    : fromBlock(part, /\bconnection\b\s*['"]?\s*:/, dialect, file, variables);
};

/** `settings.py`: the `default` of its `DATABASES`. */
export const readDjango: ReadSettings = ({ text, file, variables }) => {
  const code = withoutComments(text, '#');
  const databases = code.search(/^DATABASES\s*(?::[^=\n]*)?=/m);
  const all = databases < 0 ? undefined : bracketed(code, databases);
  const fallback = all?.search(/["']default["']\s*:/) ?? -1;
  const block = all === undefined || fallback < 0 ? undefined : bracketed(all, fallback);
  if (block === undefined) return [];
  const part = (name: string) => valueIn(block, [name], variables);
  return fromParts(
    dialectNamed(part('ENGINE') ?? ''),
    {
      host: part('HOST') === '' ? undefined : part('HOST'),
      port: part('PORT'),
      database: part('NAME'),
      user: part('USER'),
      password: part('PASSWORD'),
    },
    file,
  );
};

function fromBlock(
  code: string,
  name: RegExp,
  dialect: Configured['dialect'] | undefined,
  file: string,
  variables: ReadonlyMap<string, string>,
): readonly Configured[] {
  const at = code.search(name);
  const block = at < 0 ? undefined : bracketed(code, at);
  if (block === undefined) return [];
  const part = (...names: readonly string[]) => valueIn(block, names, variables);
  const url = part('url', 'connectionString', 'uri');
  if (url !== undefined) return fromUrl(url ?? undefined, file);
  return fromParts(
    dialect,
    {
      host: part('host'),
      port: part('port'),
      database: part('database'),
      user: part('user', 'username'),
      password: part('password'),
    },
    file,
  );
}

/** Lines that are comments alone: what is switched off must not be found. A mark inside a line may stand in a text. */
function withoutComments(text: string, mark: string): string {
  return text
    .replace(mark === '//' ? /^\s*\/\*.*?\*\//gms : /(?!)/g, '')
    .split('\n')
    .map((line) => (line.trimStart().startsWith(mark) ? '' : line))
    .join('\n');
}
