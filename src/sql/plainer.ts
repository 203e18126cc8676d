import type { TextRange } from '../effect/effect.ts';
import type { Dialect } from './dialect.ts';
import type { Token } from './lex.ts';

/** Words that the broad parser does not know and that change nothing but the shape, with what stands in for them. */
const FRAGMENTS: readonly { readonly words: readonly string[]; readonly instead: string }[] = [
  { words: ['WITH', 'ROLLUP'], instead: '' },
  { words: ['LOCK', 'IN', 'SHARE', 'MODE'], instead: 'FOR UPDATE' },
  { words: ['DROP', 'TABLES'], instead: 'DROP TABLE' },
];
/** Which rows of a table that keeps its history: `FOR SYSTEM_TIME …`, with literals or variables alone. */
const SYSTEM_TIME: readonly (readonly string[])[] = [
  ['ALL'],
  ['AS', 'OF', 'TIMESTAMP', '<value>'],
  ['BETWEEN', '<value>', 'AND', '<value>'],
  ['BETWEEN', 'TIMESTAMP', '<value>', 'AND', 'TIMESTAMP', '<value>'],
  ['FROM', '<value>', 'TO', '<value>'],
  ['FROM', 'TIMESTAMP', '<value>', 'TO', 'TIMESTAMP', '<value>'],
  ['BETWEEN', '@', '<value>', 'AND', '@', '<value>'],
  ['FROM', '@', '<value>', 'TO', '@', '<value>'],
  ['CONTAINED', 'IN', '(', '<value>', ',', '<value>', ')'],
];
const EXPLAINED = /^(?:PIPELINE|PLAN|AST|SYNTAX|ESTIMATE|EXTENDED|PARTITIONS)$/;

/**
 * The statement as the broad parser takes it. Offsets may move: the places of names are found in the text itself.
 */
export function plainer(sql: string, tokens: readonly Token[], [start]: TextRange, dialect: Dialect): string {
  const second = tokens[1];
  if (isWord(tokens[0], 'EXPLAIN') && second?.kind === 'word' && EXPLAINED.test(second.value))
    return instead(sql, second.start - start, second.end - start, '');
  if (dialect === 'mysql' || dialect === 'mariadb') {
    const update = joinedUpdate(sql, tokens, start);
    if (update !== undefined) return update;
    return tokens.reduce(
      (text, token, index) => {
        if (token.value === 'INTO' && token.kind === 'word' && tokens[index + 1]?.value === '@')
          return withoutVariables(text, tokens, index, start);
        if (assigns(tokens, index)) return instead(text, token.start - start, token.end - start, ' ');
        const found = FRAGMENTS.find(({ words }) => words.every((word, k) => isWord(tokens[index + k], word)));
        const last = tokens[index + (found?.words.length ?? 0) - 1];
        if (found === undefined || last === undefined) return text;
        return instead(text, token.start - start, last.end - start, found.instead);
      },
      withoutHistory(sql, tokens, start),
    );
  }
  if (dialect !== 'tsql') return sql;
  return withoutHints(withoutJoinHints(withoutHistory(sql, tokens, start), tokens, start), tokens, start);
}

/** The colon of `SET @rank := 0`: the parser knows it in queries alone, where `=` would compare, which comes to the same here. */
function assigns(tokens: readonly Token[], index: number): boolean {
  const [at, name, colon, equals] = [tokens[index - 2], tokens[index - 1], tokens[index], tokens[index + 1]];
  return (
    at?.value === '@' &&
    name?.kind === 'word' &&
    colon?.value === ':' &&
    equals?.start === colon.end &&
    equals.value === '='
  );
}

/** `… INTO @a, @b` at the end of a query, or before its FROM, sets variables of the session: the parser knows one at most. */
function withoutVariables(text: string, tokens: readonly Token[], into: number, start: number): string {
  let last = into + 2;
  if (tokens[last]?.kind !== 'word' && tokens[last]?.kind !== 'name') return text;
  while (tokens[last + 1]?.value === ',' && tokens[last + 2]?.value === '@' && tokens[last + 3]?.kind === 'word')
    last += 3;
  const [from, to] = [tokens[into]?.start ?? start, tokens[last]?.end ?? start];
  return instead(text, from - start, to - start, '');
}

function withoutHistory(sql: string, tokens: readonly Token[], start: number): string {
  return tokens.reduce((text, token, index) => {
    if (!isWord(token, 'FOR') || !isWord(tokens[index + 1], 'SYSTEM_TIME')) return text;
    const found = SYSTEM_TIME.find((steps) => steps.every((step, k) => isStep(tokens[index + 2 + k], step)));
    const last = tokens[index + 1 + (found?.length ?? 0)];
    return found === undefined || last === undefined ? text : instead(text, token.start - start, last.end - start, '');
  }, sql);
}

function isStep(token: Token | undefined, step: string): boolean {
  if (step === '<value>') return token !== undefined && token.kind !== 'other' && token.kind !== 'semicolon';
  return token?.value === step && (token.kind === 'word' || token.kind === 'other');
}

function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'word' && token.value === word;
}

function instead(text: string, from: number, to: number, by: string): string {
  return text.slice(0, from) + by.padEnd(to - from) + text.slice(to);
}

/** `UPDATE a, b SET …`: the commas are joins. */
function joinedUpdate(sql: string, tokens: readonly Token[], start: number): string | undefined {
  if (!isWord(tokens[0], 'UPDATE')) return undefined;
  const set = tokens.findIndex((token) => isWord(token, 'SET'));
  const commas = tokens.slice(0, Math.max(0, set)).filter(({ value, kind }) => kind === 'other' && value === ',');
  const calls = tokens.slice(0, Math.max(0, set)).some(({ value }) => value === '(');
  if (commas.length === 0 || calls) return undefined;
  return commas.reduceRight(
    (text, comma) => `${text.slice(0, comma.start - start)} CROSS JOIN ${text.slice(comma.end - start)}`,
    sql,
  );
}

/** `INNER HASH JOIN` tells SQL Server how to join. */
function withoutJoinHints(sql: string, tokens: readonly Token[], start: number): string {
  return tokens.reduce((text, token, index) => {
    const hints = token.kind === 'word' && /^(?:HASH|LOOP|REMOTE)$/.test(token.value);
    const joins =
      isWord(tokens[index + 1], 'JOIN') && /^(?:INNER|OUTER|LEFT|RIGHT|FULL)$/.test(tokens[index - 1]?.value ?? '');
    return hints && joins ? instead(text, token.start - start, token.end - start, '') : text;
  }, sql);
}

/** `… OPTION (RECOMPILE)` at the end tells SQL Server how to plan. */
function withoutHints(sql: string, tokens: readonly Token[], start: number): string {
  const option = tokens.findLastIndex((token, index) => isWord(token, 'OPTION') && tokens[index + 1]?.value === '(');
  const first = tokens[option];
  if (first === undefined || tokens.at(-1)?.value !== ')') return sql;
  return sql.slice(0, first.start - start);
}
