import type { GivenLogin } from '../connectionUrl.ts';
import { isUrl, parseUrl } from '../connectionUrl.ts';

/** A database that a settings file of the workspace names. Structured-cloneable: it comes from a worker. */
export interface Configured {
  readonly dialect: 'postgresql' | 'mysql';
  readonly login: GivenLogin;
  readonly file: string;
}

/** What a reader of one form of settings gets. It runs nothing, and what is not written out is not known to it. */
export interface SettingsText {
  readonly text: string;
  readonly file: string;
  /** Of the environment files beside it. */
  readonly variables: ReadonlyMap<string, string>;
}

export type ReadSettings = (settings: SettingsText) => readonly Configured[];

/** The dialect that a driver's, an adapter's or an image's name stands for. */
export function dialectNamed(name: string): Configured['dialect'] | undefined {
  if (/postg(?:res|is)|^pg$|timescale|pgvector|cockroach/i.test(name))
    return /cockroach/i.test(name) ? undefined : 'postgresql';
  return /mysql|mariadb|percona/i.test(name) ? 'mysql' : undefined;
}

export function fromUrl(url: string | undefined, file: string): readonly Configured[] {
  if (url === undefined || !isUrl(url)) return [];
  const login = parseUrl(url);
  const dialect = dialectNamed(url.slice(0, url.indexOf(':')));
  return login === undefined || dialect === undefined ? [] : [{ dialect, login, file }];
}

/** Parts that are known each; one that is not makes the whole unknown, since it could lead anywhere. */
export function fromParts(
  dialect: Configured['dialect'] | undefined,
  parts: Readonly<Record<'host' | 'port' | 'database' | 'user' | 'password', Part>>,
  file: string,
): readonly Configured[] {
  const { host, port, database, user, password } = parts;
  if (dialect === undefined || [host, port, database, user].includes(null) || typeof database !== 'string') return [];
  const login: Record<string, string> = { host: 'localhost' };
  for (const [name, value] of Object.entries({ host, port, database, user, password }))
    if (typeof value === 'string' && value !== '') login[name] = value;
  return [{ dialect, login, file }];
}

/** Its text; null: written as something that is known only when it runs; undefined: not given. */
export type Part = string | null | undefined;

/** What stands behind `name:` or `'NAME':` in a piece of JavaScript, TypeScript or Python. */
export function valueIn(piece: string, names: readonly string[], variables: ReadonlyMap<string, string>): Part {
  for (const name of names) {
    const found = new RegExp(`(?:^|[\\s{,(])["']?${name}["']?\\s*[:=]\\s*([^\\n]*)`, 'i').exec(piece);
    if (found !== null) return literal(found[1] ?? '', variables);
  }
  return undefined;
}

/** A quoted text without anything to fill in, or a number. */
const PLAIN = /(?:"([^"\\\n]*)"|'([^'\\\n]*)'|`([^`\\$\n]*)`|(\d+))/.source;
/** What may stand behind a value: the next one, an end, a comment. */
const REST = /\s*(?:as\s+\w+\s*)?(?:[,;})\]].*|\/\/.*|#.*)?$/.source;

const WRITTEN = new RegExp(`^${PLAIN}${REST}`);
const OF_NODE = new RegExp(
  `^(?:Number\\(|parseInt\\()?(?:process|import\\.meta)\\.env(?:\\.(\\w+)|\\[["'](\\w+)["']\\])!?(?:\\s*(?:\\|\\||\\?\\?)\\s*${PLAIN})?\\)?${REST}`,
);
const OF_PYTHON = new RegExp(
  `^(?:int\\()?(?:os\\.environ\\[["'](\\w+)["']\\]|(?:os\\.environ\\.get|os\\.getenv|env)\\(["'](\\w+)["'](?:,\\s*${PLAIN})?\\))\\)?${REST}`,
);

/** A value as it is written out; a variable of the environment where an environment file gives it, else what stands in its place. */
function literal(written: string, variables: ReadonlyMap<string, string>): Part {
  const value = written.trim();
  const plain = WRITTEN.exec(value)
    ?.slice(1)
    .find((part) => part !== undefined);
  if (plain !== undefined) return plain;
  const found = OF_NODE.exec(value) ?? OF_PYTHON.exec(value);
  if (found === null) return null;
  const [, dotted, indexed, ...fallback] = found;
  return variables.get(dotted ?? indexed ?? '') ?? fallback.find((part) => part !== undefined) ?? null;
}

/** An object of a parsed text; anything else has no members. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** The text between the brackets that open at or behind `at`, strings left aside; undefined: they do not close. */
export function bracketed(text: string, at: number): string | undefined {
  const start = text.slice(at).search(/[{[(]/);
  if (start < 0) return undefined;
  let depth = 0;
  let quote = '';
  for (let place = at + start; place < text.length; place += 1) {
    const character = text[place] ?? '';
    if (quote !== '') {
      if (character === '\\') place += 1;
      else if (character === quote) quote = '';
    } else if (/["'`]/.test(character)) quote = character;
    else if (/[{[(]/.test(character)) depth += 1;
    else if (/[}\])]/.test(character)) {
      depth -= 1;
      if (depth === 0) return text.slice(at + start + 1, place);
    }
  }
  return undefined;
}
