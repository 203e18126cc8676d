import { LEX_RULES, lexRules } from './dialect.ts';
import { lex, type LexRules } from './lex.ts';

const BASE = LEX_RULES.other;
/** What the warehouses' rules of writing differ in. */
const OTHERS: readonly LexRules[] = [
  { ...BASE, backslash: true },
  { ...BASE, backslash: true, nameQuotes: '`', stringQuotes: `'"` },
  { ...BASE, nestedComments: true },
  { ...BASE, hashComments: true },
  { ...BASE, dollarQuotes: true },
];

const MYSQL = LEX_RULES.mysql;
/** What MySQL's `sql_mode` may change in it: `NO_BACKSLASH_ESCAPES`, `ANSI_QUOTES`. */
const MYSQL_MODES: readonly LexRules[] = [
  { ...MYSQL, backslash: false },
  { ...MYSQL, nameQuotes: '`"', stringQuotes: "'" },
];

/**
 * Whether a text has the same strings, names and comments by the rules of every warehouse. Where it has not, the rules of
 * another dialect may take for a string what the server runs: `'\'', 1; DROP TABLE t; -- '`.
 */
export function lexesOneWay(sql: string, dialect: string): boolean {
  if (dialect === 'mysql' || dialect === 'mariadb') return lexesAlike(sql, MYSQL, MYSQL_MODES);
  if (/'''|"""|\bn?q'/i.test(sql)) return false;
  const own = lexRules('other', dialect);
  if (dialect !== 'duckdb' && hasSlashes(sql, own)) return false;
  // Whose strings are known has one way to write them: the rest must be the same by every rule.
  return lexesAlike(sql, own, own === BASE ? OTHERS : OTHERS.map((rules) => ({ ...rules, ...QUOTES_OF(own) })));
}

const QUOTES_OF = ({ backslash, nameQuotes, stringQuotes }: LexRules): Partial<LexRules> => ({
  backslash,
  nameQuotes,
  stringQuotes,
});

/** Two slashes outside of strings: Snowflake's comment. */
function hasSlashes(sql: string, rules: LexRules): boolean {
  if (!sql.includes('//')) return false;
  return lex(sql, rules).some(
    (token, index, all) =>
      token.value === '/' &&
      token.kind === 'other' &&
      all[index + 1]?.value === '/' &&
      all[index + 1]?.start === token.end,
  );
}

function lexesAlike(sql: string, base: LexRules, others: readonly LexRules[]): boolean {
  const tokens = lex(sql, base);
  return others.every((rules) => {
    const other = lex(sql, rules);
    return (
      other.length === tokens.length &&
      other.every((token, index) => token.start === tokens[index]?.start && token.end === tokens[index]?.end)
    );
  });
}
