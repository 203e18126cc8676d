import { numberOf, treeOf, listOf, type Tree } from '../../../sql/parse/tree.ts';
import type { Remark } from '../../preview.ts';
import { quoted } from '../trees/build.ts';
import { withHit } from '../trees/withHit.ts';
import { DatabaseError } from '../../server/databaseError.ts';
import type { Counting } from '../tables/counting.ts';
import type { Grammar } from '../trees/grammar.ts';
import { column, hitRows, type Carried } from './hitRows.ts';
import { assignments } from '../trees/modifications.ts';
import type { Modification } from '../trees/modification.ts';
import { NotCounted } from '../../server/notCounted.ts';
import { shownName, type Column, type Relation } from '../tables/relation.ts';
import { comparedColumns, isIn, sameKey, uniqueKeys, type UniqueKey } from '../tables/uniqueKeys.ts';
import { vet } from '../tables/vetted.ts';

/** Keys that an UPDATE sets and that another row has, or several of its own rows. The server looks at each row as it changes it. */
export async function takenKeys(
  counting: Counting,
  modification: Modification,
  table: Relation,
): Promise<{ readonly doubts: readonly Remark[]; readonly unknown: readonly Remark[] }> {
  const set = assignments(modification.body);
  const name = shownName(table);
  const keys = (await uniqueKeys(counting, table)).filter((key) => key.depends.some((one) => set.has(one)));
  for (const key of keys) {
    const may: Remark = { code: 'unknown.sql-may-collide', values: { name, key: key.constraint } };
    const taken = key.special ? undefined : await collisions(counting, modification, table, key);
    if (taken === 0) continue;
    return { doubts: [taken === undefined ? MAY_FAIL : WOULD_FAIL], unknown: [may] };
  }
  return { doubts: [], unknown: [] };
}

const WOULD_FAIL: Remark = { code: 'note.would-fail', values: {} };
const MAY_FAIL: Remark = { code: 'note.may-fail-set', values: {} };

/** New keys that another row has now, or that come more than once; undefined: they cannot be compared. */
async function collisions(
  { session, path, grammar }: Counting,
  modification: Modification,
  table: Relation,
  key: UniqueKey,
): Promise<number | undefined> {
  const set = assignments(modification.body);
  const carried: Carried[] = [];
  const names = comparedColumns(key);
  for (const name of names) {
    const one = table.columns.find((known) => known.name === name);
    const value = set.has(name) ? set.get(name) : column(modification, name);
    if (one?.plain !== true || one.generated || value === undefined) return undefined;
    carried.push({ name: `n${carried.length}`, value: typed(grammar, value, one) });
  }
  const place = (name: string): string => `h.n${names.indexOf(name)}`;
  const comes = `true${isIn(key, (name) => ['h', `n${names.indexOf(name)}`])}`;
  const meets = `${sameKey(key, (name) => `x.${quoted(name)}`, place)}${isIn(key, (name) => ['x', name])}`;
  const own = 'x.tableoid OPERATOR(pg_catalog.=) h.t AND x.ctid OPERATOR(pg_catalog.=) h.c';
  // Looked at in the end, rows that change too no longer have the key that they have now.
  const others = key.late
    ? 'EXISTS (SELECT 1 FROM keyturn_hit AS o WHERE o.t OPERATOR(pg_catalog.=) x.tableoid AND o.c OPERATOR(pg_catalog.=) x.ctid)'
    : own;
  const there = `SELECT count(*) FROM keyturn_hit AS h JOIN ${quoted(table.schema)}.${quoted(table.name)} AS x ON ${meets} WHERE ${comes} AND NOT (${others})`;
  const news = key.columns.map(place);
  const known = [comes, ...(key.nulls ? [] : news.map((one) => `${one} IS NOT NULL`))].join(' AND ');
  const twice = `SELECT count(*) FROM (SELECT 1 FROM keyturn_hit AS h WHERE ${known} GROUP BY ${news.join(', ')} HAVING count(*) OPERATOR(pg_catalog.>) 1) AS g`;
  const skeleton = `WITH keyturn_hit AS MATERIALIZED (SELECT 1) SELECT ((${there}) OPERATOR(pg_catalog.+) (${twice}))::float8 AS n`;
  try {
    const { select } = await vet(session, path, hitRows(modification, carried));
    const [row = {}] = await session.query(grammar.render(withHit(grammar, skeleton, select)));
    return numberOf(row, 'n') ?? 0;
  } catch (error) {
    if (error instanceof NotCounted || error instanceof DatabaseError) return undefined;
    throw error;
  }
}

/** The value as the column's type, so that a bare literal is compared as what it becomes. */
export function typed(grammar: Grammar, value: Tree, { type }: Pick<Column, 'type'>): Tree {
  const { body } = grammar.one(`SELECT NULL::${type}`);
  const [first = {}] = listOf(body, 'targetList');
  const { typeName } = treeOf(treeOf(treeOf(first.ResTarget).val).TypeCast);
  return { TypeCast: { arg: value, typeName } };
}
