import { mysqlTokens, type MysqlToken } from '../../../sql/parse/mysql.ts';
import { unescaped } from './sqlText.ts';

/** Words that change nothing where the parser takes them. */
const NOISE: ReadonlySet<string> = new Set(['AS', 'INNER', 'OUTER']);

/** The same in another spelling, as pairs of tokens in a row. */
const SAME: readonly (readonly [from: readonly string[], to: readonly string[]])[] = [
  [
    ['! ', '= '],
    ['< ', '> '],
  ],
  [['& ', '& '], ['AND']],
  [['CROSS', 'JOIN'], [', ']],
  [['REGEXP'], ['RLIKE']],
];

/**
 * Whether a statement that was rendered from its tree is the statement itself, token by token. A parser that misunderstood or
 * left out anything gives another text: what is counted is then not what would run.
 */
export function isFaithful(text: string, rendered: string): boolean {
  const own = formsOf(text);
  const made = formsOf(rendered);
  return (
    own !== undefined && made !== undefined && own.length === made.length && own.every((one, at) => one === made[at])
  );
}

function formsOf(text: string): readonly string[] | undefined {
  const tokens = mysqlTokens(text);
  return tokens === undefined ? undefined : merged(tokens.flatMap((token) => formOf(token, text)));
}

/** Names and words by what they say, strings by what they mean. */
function formOf(token: MysqlToken, text: string): readonly string[] {
  switch (token.kind) {
    case 'word':
      // A word may be a name or a keyword: names are written in quotes by us, keywords are not.
      return NOISE.has(token.value) ? [] : [token.value];
    case 'name':
      return [token.value.toUpperCase()];
    case 'string':
      return [`'${unescaped(text.slice(token.start + 1, token.end - 1), text.charAt(token.start))}`];
    case 'number':
      return [`#${token.value.toLowerCase()}`];
    case 'semicolon':
    case 'comment':
      return [];
    case 'other':
      return [`${token.value} `];
  }
}

function merged(tokens: readonly string[]): readonly string[] {
  const out: string[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const same = SAME.find(([from]) => from.every((one, index) => tokens[at + index] === one));
    if (same === undefined) out.push(tokens[at] ?? '');
    else {
      out.push(...same[1]);
      at += same[0].length - 1;
    }
  }
  return out;
}
