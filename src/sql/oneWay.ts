import { LEX_RULES } from './dialect.ts';
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

/**
 * Whether a text has the same strings, names and comments by the rules of every warehouse. Where it has not, the rules of
 * another dialect may take for a string what the server runs: `'\'', 1; DROP TABLE t; -- '`.
 */
export function lexesOneWay(sql: string, dialect: string): boolean {
  if (/'''|"""|\bn?q'/i.test(sql) || (dialect !== 'duckdb' && sql.includes('//'))) return false;
  const tokens = lex(sql, BASE);
  return OTHERS.every((rules) => {
    const other = lex(sql, rules);
    return (
      other.length === tokens.length &&
      other.every((token, index) => token.start === tokens[index]?.start && token.end === tokens[index]?.end)
    );
  });
}
