import { EXECUTABLE_COMMENT } from '../../../sql/parse/mysql.ts';
import { treeOf } from '../../../sql/parse/tree.ts';
import { DatabaseError } from '../../server/databaseError.ts';
import { NotCounted } from '../../server/notCounted.ts';
import type { Counting } from '../tables/counting.ts';
import { WOULD_FAIL } from '../tables/doubts.ts';
import { emptyFound, renderExpression } from '../statements/expression.ts';
import { isFaithful } from '../statements/faithful.ts';
import { COMPARED } from './meetings.ts';
import type { NewRows, Verdict } from './newRows.ts';
import { shownName } from '../tables/schema.ts';
import { numberOf } from '../session/session.ts';
import { quoted } from '../statements/sqlText.ts';

/** What the conditions of a table's own say to new values of its rows. */
export async function checkedValues(counting: Counting, rows: NewRows): Promise<Verdict> {
  const { table, columns } = rows;
  const name = shownName(table);
  const own = table.checks.filter((clause) => columns.some((one) => clause.toLowerCase().includes(one.toLowerCase())));
  for (const clause of own) {
    const broken = await breaking(counting, rows, clause);
    if (broken === 0) continue;
    if (broken === undefined || !table.transactional)
      return { doubts: [{ code: 'note.checks', values: { name } }], unknown: [] };
    const values = { name, check: clause.slice(0, 200), count: String(broken) };
    return { doubts: [WOULD_FAIL], unknown: [{ code: 'unknown.sql-check-refuses', values }] };
  }
  return { doubts: [], unknown: [] };
}

/** Rows of which a condition is false; undefined: it asks for more than the values that come, or for what is not known to be harmless. */
async function breaking(
  counting: Counting,
  { table, columns, query }: NewRows,
  clause: string,
): Promise<number | undefined> {
  const condition = conditionOf(counting, clause);
  const isPlain = (wanted: string): boolean => {
    const column = table.columns.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
    return column !== undefined && columns.includes(column.name) && COMPARED.test(column.type);
  };
  if (condition === undefined || !condition.columns.every(isPlain)) return undefined;
  // In a union with the table's own columns, values take their types and their names.
  const typed = `SELECT ${columns.map(quoted).join(', ')} FROM ${quoted(table.schema)}.${quoted(table.name)} WHERE FALSE UNION ALL SELECT ${columns.map((_, index) => `n${index}`).join(', ')} FROM (${query}) AS keyturn_q`;
  try {
    return await numberOf(
      counting.session,
      `SELECT COUNT(*) AS n FROM (${typed}) AS keyturn_n WHERE (${condition.sql}) IS FALSE`,
    );
  } catch (error) {
    if (error instanceof DatabaseError) return undefined;
    throw error;
  }
}

/** A condition as the catalogue has it, if all that it does is compute. */
function conditionOf(
  { parser }: Counting,
  clause: string,
): { readonly sql: string; readonly columns: readonly string[] } | undefined {
  if (EXECUTABLE_COMMENT.test(clause)) return undefined;
  const query = treeOf(treeOf(parser.parse(`SELECT 1 FROM t WHERE ${clause}`)).Query);
  const found = emptyFound();
  try {
    const sql = renderExpression(treeOf(treeOf(query.body).Select).selection, { found, made: [], database: undefined });
    return found.tables.length > 0 || found.unsteady || !isFaithful(clause, sql)
      ? undefined
      : { sql, columns: found.columns };
  } catch (error) {
    if (error instanceof NotCounted) return undefined;
    throw error;
  }
}
