import type { RowSample } from '../../rowReport.ts';
import { DatabaseError } from '../../server/databaseError.ts';
import { NotCounted } from '../../server/notCounted.ts';
import type { Counting } from '../tables/counting.ts';
import type { Target, Vetted } from './hitRows.ts';
import type { Column } from '../tables/schema.ts';
import type { RowsStatement } from '../statements/statement.ts';

const MOST_ROWS = 5;
const MOST_COLUMNS = 8;
/** Characters of one value. */
const LONGEST = 200;

/** Values that are no text to a person. */
const BINARY = /blob|binary|geometry|point|polygon|linestring|bit/;

/** Up to 5 of the rows: the key first, then the columns that change or decide, then others. No sample is no failure. */
export async function sampleRows(
  { session }: Counting,
  vetted: Vetted,
  target: Target,
  { sets }: RowsStatement,
): Promise<readonly RowSample[]> {
  const { table, alias } = target;
  const assigned = (name: string) =>
    sets.find(({ of, column }) => (of === undefined || of === alias) && column.toLowerCase() === name.toLowerCase())
      ?.value;
  const deciding = vetted.found.columns.map((name) => name.toLowerCase());
  const rank = ({ name }: Column): number =>
    table.key?.includes(name) === true
      ? 0
      : assigned(name) !== undefined
        ? 1
        : deciding.includes(name.toLowerCase())
          ? 2
          : 3;
  const columns = table.columns
    .filter(({ type }) => !BINARY.test(type))
    .map((one, index) => ({ one, index }))
    .sort((a, b) => rank(a.one) - rank(b.one) || a.index - b.index)
    .slice(0, MOST_COLUMNS)
    .map(({ one }) => one.name);
  const changed = columns.flatMap((name) => {
    const value = assigned(name);
    return value === undefined ? [] : [[name, vetted.expression(value)] as const];
  });
  const wanted = [
    ...columns.map((name, index) => ({ name: `s${index}`, sql: short(vetted.column(target, name)) })),
    ...changed.map(([, sql], index) => ({ name: `b${index}`, sql: short(sql) })),
  ];
  try {
    const rows = await session.query(vetted.rows(target, wanted, MOST_ROWS));
    return rows.map((row) => ({
      columns: columns.map((name, index) => [name, row[`s${index}`] ?? 'NULL'] as const),
      ...(changed.length === 0
        ? {}
        : { becomes: changed.map(([name], index) => [name, row[`b${index}`] ?? 'NULL'] as const) }),
    }));
  } catch (error) {
    if (error instanceof NotCounted || error instanceof DatabaseError) return [];
    throw error;
  }
}

function short(sql: string): string {
  return `LEFT(CAST(${sql} AS CHAR), ${LONGEST})`;
}
