import type { NewRows, Verdict } from './newRows.ts';
import type { Remark } from '../../preview.ts';
import { DatabaseError } from '../../server/databaseError.ts';
import { checkedValues } from './checks.ts';
import type { Counting } from '../tables/counting.ts';
import { WOULD_FAIL } from '../tables/doubts.ts';
import { fits } from './fits.ts';
import type { ForeignKey } from '../tables/foreignKeys.ts';
import { shownName, type Column, type Table } from '../tables/schema.ts';
import { numberOf } from '../session/session.ts';
import { quoted } from '../statements/sqlText.ts';

const FINE: Verdict = { doubts: [], unknown: [] };

/** Whether the server would take these values: their form, nulls, and the rows that they refer to. */
export async function takesValues(counting: Counting, rows: NewRows): Promise<Verdict> {
  const { table, columns } = rows;
  const strict = counting.session.server.modes.some((mode) => /^STRICT_/.test(mode));
  const doubts: Remark[] = [];
  const unknown: Remark[] = [];
  for (const [index, wanted] of columns.entries()) {
    const column = columnOf(table, wanted);
    if (column === undefined) continue;
    if (column.generated) {
      doubts.push({ code: 'note.value-may-not-fit', values: { name: column.name } });
      continue;
    }
    const value = `keyturn_n.n${index}`;
    const bad = await tally(counting, rows, `(${value}) IS NULL`);
    // What only warns in a query may be an error in a change: a division by nothing.
    if ((await numberOf(counting.session, 'SELECT @@warning_count AS n')) > 0)
      doubts.push({ code: 'note.value-may-not-fit', values: { name: column.name } });
    if (!column.nullable && !column.auto && bad !== 0) {
      if (strict && bad !== undefined && table.transactional) {
        unknown.push({ code: 'unknown.sql-needs-value', values: { name: column.name } });
        doubts.push(WOULD_FAIL);
      } else doubts.push({ code: 'note.value-may-not-fit', values: { name: column.name } });
      continue;
    }
    const condition = fits(table, column, value);
    const misfits = condition === undefined ? undefined : await tally(counting, rows, `NOT (${condition})`);
    if (misfits !== 0) doubts.push({ code: 'note.value-may-not-fit', values: { name: column.name } });
  }
  const checks = await checkedValues(counting, rows);
  const parents = await missingParents(counting, rows);
  return {
    doubts: [...doubts, ...checks.doubts, ...parents.doubts],
    unknown: [...unknown, ...checks.unknown, ...parents.unknown],
  };
}

function columnOf(table: Table, wanted: string): Column | undefined {
  return table.columns.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
}

/** Rows of which a condition is not false; undefined: the server does not say. */
async function tally({ session }: Counting, { query }: NewRows, condition: string): Promise<number | undefined> {
  try {
    return await numberOf(
      session,
      `SELECT COUNT(*) AS n FROM (${query}) AS keyturn_n WHERE (${condition}) IS NOT FALSE`,
    );
  } catch (error) {
    if (error instanceof DatabaseError) return undefined;
    throw error;
  }
}

/** A row that refers to one that is not there makes the statement fail. */
async function missingParents(counting: Counting, rows: NewRows): Promise<Verdict> {
  const { table, columns } = rows;
  const name = shownName(table);
  if (!table.transactional || !counting.session.server.keysChecked) return FINE;
  const own = (await counting.keys()).filter(
    (key) => key.child === name && key.childColumns.some((column) => has(columns, column)),
  );
  const doubts: Remark[] = [];
  const unknown: Remark[] = [];
  for (const key of own) {
    const values = { name, key: key.name };
    const missing = await without(counting, rows, key);
    if (missing === 0) continue;
    if (missing === undefined || key.parent === name) doubts.push({ code: 'note.parent-there', values });
    else {
      unknown.push({ code: 'unknown.sql-no-parent', values: { ...values, count: String(missing), of: key.parent } });
      doubts.push(WOULD_FAIL);
    }
  }
  return { doubts, unknown };
}

async function without(counting: Counting, { columns, query }: NewRows, key: ForeignKey): Promise<number | undefined> {
  const at = key.childColumns.map((column) => columns.findIndex((one) => one.toLowerCase() === column.toLowerCase()));
  // A part of the key that is not given keeps its value, or gets its default.
  if (at.some((index) => index < 0)) return undefined;
  const { schema, name } = key.parentPlace;
  const known = at.map((index) => `keyturn_n.n${index} IS NOT NULL`).join(' AND ');
  const meets = key.parentColumns
    .map((column, index) => `x.${quoted(column)} = keyturn_n.n${at[index] ?? 0}`)
    .join(' AND ');
  const there = `EXISTS (SELECT 1 FROM ${quoted(schema)}.${quoted(name)} AS x WHERE ${meets})`;
  try {
    return await numberOf(
      counting.session,
      `SELECT COUNT(*) AS n FROM (${query}) AS keyturn_n WHERE ${known} AND NOT ${there}`,
    );
  } catch (error) {
    if (error instanceof DatabaseError) return undefined;
    throw error;
  }
}

function has(columns: readonly string[], wanted: string): boolean {
  return columns.some((name) => name.toLowerCase() === wanted.toLowerCase());
}
