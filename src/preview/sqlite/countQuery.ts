import { tokensOf, type Token } from './statements.ts';

/** How many rows a statement names itself, as a query of its own words. */
export interface CountQuery {
  readonly table: string;
  readonly verb: 'delete' | 'update' | 'drop';
  readonly text: string;
  /** It may be another number the next time. */
  readonly unsteady: boolean;
}

/** `DELETE FROM t WHERE …` as `SELECT count(*) FROM t WHERE …`; undefined: of another form, as with a WITH, a FROM of an UPDATE, a limit. */
export function countQuery(text: string): CountQuery | undefined {
  const all = tokensOf(text);
  const tokens = all.filter(({ kind }) => kind !== 'space' && kind !== 'semicolon');
  const apart = new Set(all.filter((_, index) => all[index - 1]?.kind === 'space'));
  const word = (at: number): string => (tokens[at]?.kind === 'word' ? (tokens[at]?.text ?? '').toUpperCase() : '');
  let at: number;
  let verb: CountQuery['verb'];
  if (word(0) === 'DELETE' && word(1) === 'FROM') [verb, at] = ['delete', 2];
  else if (word(0) === 'UPDATE') [verb, at] = ['update', word(1) === 'OR' ? 3 : 1];
  else if (word(0) === 'DROP' && word(1) === 'TABLE') [verb, at] = ['drop', word(2) === 'IF' ? 4 : 2];
  else return undefined;
  const end = nameEnd(tokens, at);
  if (end === undefined) return undefined;
  const name = tokens.slice(at, end);
  const table = named(name.at(-1));
  const own = name.map((token) => token.text).join('');
  if (verb === 'drop')
    return end === tokens.length
      ? { table, verb, text: `SELECT count(*) AS n FROM ${own}`, unsteady: false }
      : undefined;
  const parts = topWords(tokens, end);
  const from = verb === 'update' ? parts.find(([one]) => one === 'SET')?.[1] : end;
  const where = parts.find(([one]) => one === 'WHERE')?.[1];
  if (from === undefined || parts.some(([one]) => /^(?:FROM|ORDER|LIMIT|INDEXED|NOT INDEXED)$/.test(one)))
    return undefined;
  const stop = parts.find(([one]) => one === 'RETURNING')?.[1] ?? tokens.length;
  const alias = tokens.slice(end, verb === 'update' ? from : Math.min(where ?? stop, stop));
  // `<=` is two tokens: only what was apart stays apart.
  const written = (some: readonly Token[]): string =>
    some.map((token) => `${apart.has(token) ? ' ' : ''}${token.text}`).join('');
  const condition = where === undefined ? '' : `${written(tokens.slice(where, stop))}`;
  return {
    table,
    verb,
    text: `SELECT count(*) AS n FROM ${own}${written(alias)}${condition}`,
    unsteady: /\b(?:current_\w+|'now')/i.test(condition),
  };
}

/** Words outside of brackets, with their places. */
function topWords(tokens: readonly Token[], start: number): readonly (readonly [string, number])[] {
  const found: (readonly [string, number])[] = [];
  let depth = 0;
  for (const [index, { kind, text }] of tokens.entries()) {
    if (text === '(') depth += 1;
    if (text === ')') depth -= 1;
    if (index >= start && depth === 0 && kind === 'word') found.push([text.toUpperCase(), index]);
  }
  return found;
}

/** Where `schema.name` ends. */
function nameEnd(tokens: readonly Token[], at: number): number | undefined {
  const isName = (index: number): boolean => tokens[index]?.kind === 'word' || tokens[index]?.kind === 'quoted';
  if (!isName(at)) return undefined;
  if (tokens[at + 1]?.text !== '.') return at + 1;
  return isName(at + 2) && /^"?main"?$/i.test(tokens[at]?.text ?? '') ? at + 3 : undefined;
}

function named(token: Token | undefined): string {
  const text = token?.text ?? '';
  const quote = text.charAt(0);
  if (token?.kind !== 'quoted') return text;
  return quote === '[' ? text.slice(1, -1) : text.slice(1, -1).replaceAll(quote + quote, quote);
}
