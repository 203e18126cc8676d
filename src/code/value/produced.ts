import { withoutEnd } from '../../effect/withoutEnd.ts';
import type { TextRange } from '../../effect/effect.ts';
import type { Context } from '../../reading/reader.ts';
import type { Gives } from './rule.ts';
import { DATA } from './value.ts';
import type { TextValue, Value } from './value.ts';

const MAX_TEXT = 16 * 1024;

/** What a folder holds has hidden files among it, which no `*` is taken for. */
const ALL = '{*,.*}';
const PLAIN =
  /\.(?:json[lc5]?|ndjson|pyi?|[cm]?[jt]sx?|s?css|html?|md|mdx|rst|txt|csv|tsv|ya?ml|toml|xml|svg|png|jpe?g|gif|webp|pdf|go|rs|java|kt|rb|php|sh|sql|log|ipynb|parquet|sqlite3?|db|duckdb|lock|vue|svelte|tf|proto|c|h|cc|cpp|hpp|cs|swift|ini|cfg|zip|gz|whl)$/i;

/** The last name of a path's own pattern: its wildcards are taken for a dot as well. */
function withHidden(pattern: string): string {
  const at = pattern.lastIndexOf('/') + 1;
  const name = pattern.slice(at);
  if (!/^[*?[]/.test(name) || name.includes('{') || name.startsWith('**') || PLAIN.test(name)) return pattern;
  return `${pattern.slice(0, at)}{${name},.${name.replace(/^(?:\?|\[[^\]]*\])/, '')}}`;
}

/** What a known function gives for these arguments. */
export function produced(
  gives: Exclude<
    Gives,
    | 'same'
    | 'argument'
    | 'kept'
    | 'json'
    | 'module'
    | 'attribute'
    | 'options'
    | 'plain'
    | 'partial'
    | { readonly decodes: string }
    | { readonly function: string }
    | { readonly among: string }
  >,
  receiver: Value | undefined,
  args: readonly (readonly Value[])[],
  context: Context,
  range: TextRange,
): Value {
  if (typeof gives === 'object') {
    const target = gives.of === 'self' ? targetOf(receiver) : textOf(args[0]?.length === 1 ? args[0][0] : undefined);
    return { is: 'object', type: gives.object, ...(target === undefined ? {} : { target }) };
  }
  const base = receiver === undefined ? [] : [[receiver]];
  const path = (): TextValue | undefined => {
    const [value] = joined([...base, ...args], '/', range);
    return value?.is === 'text' ? value : undefined;
  };
  const asPath = (target: TextValue | undefined): Value => ({
    is: 'object',
    type: 'path',
    ...(target === undefined ? {} : { target }),
  });
  switch (gives) {
    case 'path':
      return asPath(args.length === 0 && receiver === undefined ? text('.', range) : path());
    case 'text':
      return path() ?? DATA;
    case 'home': {
      const target = path();
      if (target === undefined) return DATA;
      const home = target.text === '~' || target.text.startsWith('~/');
      const full: TextValue = home ? { ...target, text: context.home + target.text.slice(1) } : target;
      return receiver === undefined ? full : asPath(full);
    }
    case 'homeFolder':
      return asPath(text(context.home, range));
    case 'cwdFolder':
      return asPath(text(context.cwd, range));
    case 'cwd':
      return text(context.cwd, range);
    case 'glob':
    case 'paths':
    case 'rglob': {
      const below = gives === 'rglob' ? [...base, [text('**', range)], ...args] : [...base, ...args];
      const [value] = joined(below, '/', range);
      if (value?.is !== 'text') return DATA;
      const found: TextValue = {
        ...value,
        text: receiver === undefined ? value.text : withHidden(value.text),
        pattern: true,
      };
      return { is: 'many', of: receiver === undefined && gives !== 'paths' ? found : asPath(found) };
    }
    case 'children': {
      const [value] = joined(
        [...base, ...(args.length === 0 && receiver === undefined ? [[text('.', range)]] : args), [text(ALL, range)]],
        '/',
        range,
      );
      if (value?.is !== 'text') return DATA;
      return { is: 'many', of: asPath({ ...value, pattern: true }) };
    }
    case 'scanned': {
      const target = targetOf(receiver);
      // Names below the folder that it is given; options may ask for whole paths.
      if (target === undefined || args.some((one) => one.some(({ is }) => is !== 'text'))) return DATA;
      return { is: 'many', of: { ...target, pattern: true } };
    }
    case 'numbers':
      return { is: 'many', of: { ...text('*', range), pattern: true } };
    case 'names':
      return { is: 'many', of: { ...text(ALL, range), pattern: true } };
    case 'resolved': {
      const [from, to] = args.map((one) => textOf(one.length === 1 ? one[0] : undefined));
      const origin = /^[a-z]+:\/\/[^/?#*]+(?=\/|$)/i.exec(from?.text ?? '')?.[0];
      if (from?.pattern === true || to === undefined || to.pattern === true) return DATA;
      if (/^[a-z][\w+.-]*:\/\/[^\\\s\0-\x1f]*$/i.test(to.text)) return to.open === true ? DATA : to;
      // What begins with two slashes goes to another machine, and blanks between them are dropped.
      if (origin === undefined || !/^\/(?![/*])[^\\\s\0-\x1f]*$/.test(to.text)) return DATA;
      return { ...to, text: `${origin}${to.text}`, range };
    }
    case 'parent': {
      const target = textOf(receiver) ?? path();
      if (target === undefined || target.pattern === true || target.open === true) return DATA;
      const parent = target.text.includes('/') ? target.text.replace(/\/[^/]*$/, '') || '/' : '.';
      const value: TextValue = { is: 'text', text: parent, range: target.range };
      return receiver === undefined ? value : asPath(value);
    }
  }
}

/** Texts put together; as a path a later absolute part replaces what was before. Unknown parts leave `*`. */
export function joined(sides: readonly (readonly Value[])[], separator: '' | '/', range: TextRange): readonly Value[] {
  const parts = sides.map((side) => (side.length === 1 ? textOf(side[0]) : undefined));
  if (parts.every((part) => part === undefined)) return [DATA];
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return [only];
  let all = '';
  for (const part of parts) {
    const piece = part?.text ?? '*';
    if (separator === '' || all === '') all += piece;
    else if (piece.startsWith('/')) all = piece;
    else all = `${all.replace(/\/$/, '')}/${piece}`;
    if (all.length > MAX_TEXT) return [DATA];
  }
  const open = parts.some((part) => part === undefined || part.open === true);
  const pattern = parts.some((part) => part?.pattern === true);
  const below = parts.some((part) => part?.below === true);
  const how = { ...(pattern ? { pattern } : {}), ...(open ? { open } : {}), ...(below ? { below } : {}) };
  return [{ is: 'text', text: all, range, ...how }];
}

/** The text that a value is, or that a path was made of. */
export function textOf(value: Value | undefined): TextValue | undefined {
  if (value?.is === 'text') return value;
  if (value?.is === 'object' && value.type === 'path') return value.target;
  if (value?.is === 'constant' && typeof value.value === 'number')
    return { is: 'text', text: String(value.value), range: [0, 0] };
  return undefined;
}

/** What a thing was made of. */
export function targetOf(value: Value | undefined): TextValue | undefined {
  return value?.is === 'object' ? value.target : undefined;
}

export function elementOf(value: Value): Value {
  if (value.is === 'object' && value.type === 'files' && value.target !== undefined)
    return { is: 'object', type: 'path', target: allBelow(value.target) };
  return value.is === 'many' ? value.of : DATA;
}

function allBelow(target: TextValue): TextValue {
  return { ...target, text: `${withoutEnd(target.text, '/')}/**`, pattern: true };
}

/** This part of each of many: a walk through folders gives folder, folders and files. */
export function partOf(value: Value, part: number): Value {
  if (value.is !== 'object' || value.type !== 'tree' || value.target === undefined) return DATA;
  const { target } = value;
  if (part > 0) return { is: 'many', of: { ...text(ALL, target.range), pattern: true } };
  return allBelow(target);
}

function text(value: string, range: TextRange): TextValue {
  return { is: 'text', text: value, range };
}
