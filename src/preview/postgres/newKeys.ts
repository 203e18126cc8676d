import { numberOf, treeOf, listOf, type Tree } from '../../sql/parse/tree.ts';
import type { Remark } from '../preview.ts';
import { quoted } from './build.ts';
import { withHit } from './cascade.ts';
import { isLate, type Counting } from './counting.ts';
import type { Grammar } from './grammar.ts';
import { column, hitRows, type Carried } from './hitRows.ts';
import { assignments, type Modification } from './modification.ts';
import { NotCounted } from '../server/notCounted.ts';
import { shownName, type Column, type Relation } from './relation.ts';
import { uniqueKeys } from './uniqueKeys.ts';
import { vet } from './vetted.ts';

/** Why an UPDATE would fail by the values that it sets: a null where none may be, a key that another row has. */
export async function refusedValues(
  counting: Counting,
  modification: Modification,
  table: Relation,
): Promise<readonly Remark[]> {
  const set = assignments(modification.body);
  const name = shownName(table);
  const empty = table.columns.find((one) => one.notNull && treeOf(treeOf(set.get(one.name)).A_Const).isnull === true);
  if (empty !== undefined) return [{ code: 'unknown.sql-needs-value', values: { name: empty.name } }];
  const keys = (await uniqueKeys(counting.session, table.oid)).filter(
    (key) => !key.special && key.columns.some((one) => set.get(one) !== undefined),
  );
  for (const key of keys) {
    const columns = key.columns.map((one) => table.columns.find((known) => known.name === one));
    if (columns.some((one) => one?.plain !== true)) continue;
    const carried = columns.flatMap((one, index): readonly Carried[] => {
      if (one === undefined) return [];
      const value = set.get(one.name) ?? column(modification, one.name);
      return [{ name: `n${index}`, value: typed(counting.grammar, value, one) }];
    });
    if ((await collisions(counting, modification, table, key.columns, carried)) > 0)
      return [{ code: 'unknown.sql-may-collide', values: { name, key: key.constraint } }];
  }
  return [];
}

/** New keys that another row has now, or that come more than once. The server looks at each row as it changes it. */
async function collisions(
  { session, path, grammar }: Counting,
  modification: Modification,
  table: Relation,
  columns: readonly string[],
  carried: readonly Carried[],
): Promise<number> {
  const meets = columns.map((name, index) => `x.${quoted(name)} OPERATOR(pg_catalog.=) h.n${index}`).join(' AND ');
  const own = 'x.tableoid OPERATOR(pg_catalog.=) h.t AND x.ctid OPERATOR(pg_catalog.=) h.c';
  const there = `SELECT count(*) FROM keyturn_hit AS h JOIN ${quoted(table.schema)}.${quoted(table.name)} AS x ON ${meets} WHERE NOT (${own})`;
  const news = columns.map((_, index) => `h.n${index}`);
  const known = news.map((one) => `${one} IS NOT NULL`).join(' AND ');
  const twice = `SELECT count(*) FROM (SELECT 1 FROM keyturn_hit AS h WHERE ${known} GROUP BY ${news.join(', ')} HAVING count(*) OPERATOR(pg_catalog.>) 1) AS g`;
  const skeleton = `WITH keyturn_hit AS MATERIALIZED (SELECT 1) SELECT ((${there}) OPERATOR(pg_catalog.+) (${twice}))::float8 AS n`;
  try {
    const { select } = await vet(session, path, hitRows(modification, carried));
    const [row = {}] = await session.query(grammar.render(withHit(grammar, skeleton, select)));
    return numberOf(row, 'n') ?? 0;
  } catch (error) {
    if (error instanceof NotCounted || isLate(error)) return 0;
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
