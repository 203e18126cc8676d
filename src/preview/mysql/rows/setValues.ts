import { DatabaseError } from '../../server/databaseError.ts';
import type { Remark } from '../../preview.ts';
import type { Counting } from '../tables/counting.ts';
import type { Target, Vetted } from './hitRows.ts';
import { takesValues } from './newValues.ts';
import type { Verdict } from './newRows.ts';
import { shownName, type Column } from '../tables/schema.ts';
import { numberOf } from '../session/session.ts';
import { quoted } from '../statements/sqlText.ts';
import type { Assignment, RowsStatement } from '../statements/statement.ts';

/** Why an UPDATE would or may fail by the values that it sets. */
export async function setValues(counting: Counting, vetted: Vetted, { sets }: RowsStatement): Promise<Verdict> {
  const doubts: Remark[] = [];
  const unknown: Remark[] = [];
  for (const target of vetted.targets) {
    const { table } = target;
    const own = sets.flatMap((one): readonly (readonly [Column, Assignment])[] => {
      const column = table.columns.find(({ name }) => name.toLowerCase() === one.column.toLowerCase());
      return column === undefined || (one.of !== undefined && one.of !== target.alias) ? [] : [[column, one]];
    });
    const given = own.filter(([, { value }]) => value !== undefined);
    // A default that the server computes or that is missing is its own affair.
    for (const [column, { value }] of own)
      if (value === undefined && !column.nullable && column.fallback === undefined)
        doubts.push({ code: 'note.value-may-not-fit', values: { name: column.name } });
    if (given.length > 0) {
      const wanted = given.map(([, { value }], index) => ({ name: `n${index}`, sql: vetted.expression(value ?? {}) }));
      const query = vetted.rows(target, wanted);
      const verdict = await takesValues(counting, { table, columns: given.map(([{ name }]) => name), query });
      doubts.push(...verdict.doubts);
      unknown.push(...verdict.unknown);
    }
    // Assignments happen from left to right: a later one sees what an earlier one set.
    const names = own.map(([{ name }]) => name.toLowerCase());
    const reads = vetted.found.columns.filter((name) => names.includes(name.toLowerCase())).length;
    if (own.length > 1 && reads > 0 && (await touchesKey(counting, target, names)))
      doubts.push({ code: 'note.set-order', values: {} });
    unknown.push(...(await collisions(counting, vetted, target, own)));
  }
  return { doubts: [...doubts, ...(unknown.length > 0 ? [{ code: 'note.may-fail-set', values: {} }] : [])], unknown };
}

async function touchesKey(counting: Counting, { table }: Target, names: readonly string[]): Promise<boolean> {
  const keys = (await counting.keys()).flatMap((key) => [
    ...(key.parent === shownName(table) ? key.parentColumns : []),
    ...(key.child === shownName(table) ? key.childColumns : []),
  ]);
  const all = [...keys, ...table.unique.flatMap(({ columns }) => columns)];
  return all.some((name) => names.includes(name.toLowerCase()));
}

/** New keys that another row has now, or that come more than once. The server looks at each row as it changes it. */
async function collisions(
  counting: Counting,
  vetted: Vetted,
  target: Target,
  own: readonly (readonly [Column, Assignment])[],
): Promise<readonly Remark[]> {
  const { table } = target;
  const name = shownName(table);
  for (const key of table.unique) {
    const set = own.filter(([column]) => key.columns.includes(column.name));
    const computed = table.columns.some((column) => column.generated && key.columns.includes(column.name));
    if (set.length === 0 && !(computed && own.length > 0)) continue;
    const may: Remark = { code: 'unknown.sql-may-collide', values: { name, key: key.name } };
    if (computed || key.special || table.key === undefined || !vetted.single) return [may];
    const news = key.columns.map((one, index) => {
      const value = set.findLast(([column]) => column.name === one)?.[1].value;
      return { name: `n${index}`, sql: value === undefined ? vetted.column(target, one) : vetted.expression(value) };
    });
    const olds = table.key.map((one, index) => ({ name: `o${index}`, sql: vetted.column(target, one) }));
    const rows = vetted.rows(target, [...news, ...olds]);
    const meets = key.columns.map((one, index) => `x.${quoted(one)} = h.n${index}`).join(' AND ');
    const itself = table.key.map((one, index) => `x.${quoted(one)} = h.o${index}`).join(' AND ');
    const there = `SELECT COUNT(*) FROM (${rows}) AS h JOIN ${quoted(table.schema)}.${quoted(table.name)} AS x ON ${meets} WHERE NOT (${itself})`;
    const list = key.columns.map((_, index) => `h.n${index}`);
    const known = list.map((one) => `${one} IS NOT NULL`).join(' AND ');
    const twice = `SELECT COUNT(*) FROM (SELECT 1 FROM (${rows}) AS h WHERE ${known} GROUP BY ${list.join(', ')} HAVING COUNT(*) > 1) AS g`;
    try {
      if ((await numberOf(counting.session, `SELECT (${there}) + (${twice}) AS n`)) > 0) return [may];
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      return [may];
    }
  }
  return [];
}
