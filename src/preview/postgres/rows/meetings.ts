import { listOf, numberOf, textOf, treeOf, type Tree } from '../../../sql/parse/tree.ts';
import { NotCounted } from '../../server/notCounted.ts';
import { quoted } from '../trees/build.ts';
import { withHit } from '../trees/withHit.ts';
import type { ComingRows } from './comingRows.ts';
import type { Counting } from '../tables/counting.ts';
import type { Carried } from './hitRows.ts';
import { isNull } from './newValues.ts';
import { typed } from './newKeys.ts';
import { shownName, type Relation } from '../tables/relation.ts';
import { comparedColumns, isIn, sameKey, uniqueKeys, type UniqueKey } from '../tables/uniqueKeys.ts';
import { vet } from '../tables/vetted.ts';

/** What rows that come in meet, by one key. */
export interface Meeting {
  readonly key: UniqueKey;
  /** Rows that come with a key which is there. */
  readonly met: number;
  /** Keys that come more than once. */
  readonly doubled: number;
  /** Rows that come in, when one that is there is left as it is. */
  readonly fresh: number;
}

export interface Meetings {
  /** By the keys that ON CONFLICT names; without it, and without a target, by all. */
  readonly of: readonly Meeting[];
  /** Some of these keys could not be compared. */
  readonly special: boolean;
  /** By other keys, of the rows that meet none of those: such a row fails. */
  readonly others: readonly Meeting[];
  readonly othersSpecial: boolean;
}

export async function meetings(
  counting: Counting,
  conflict: Tree | undefined,
  table: Relation,
  coming: ComingRows,
): Promise<Meetings> {
  const all = await uniqueKeys(counting, table);
  const wanted = conflict === undefined ? all : arbiters(conflict, all, table);
  // A key with a value that the server makes gets one that is new, as a rule; one that is null is no key.
  const open = all.filter((key) =>
    key.columns.every((name) => {
      const value = coming.valueOf(name);
      return value !== undefined && (key.special || key.nulls || !isNull(value));
    }),
  );
  const compared = open.filter(
    (key) =>
      !key.special &&
      comparedColumns(key).every(
        (name) => table.columns.find((one) => one.name === name)?.plain === true && coming.valueOf(name) !== undefined,
      ),
  );
  const isUnsure = (key: UniqueKey): boolean => open.includes(key) && !compared.includes(key);
  const own = compared.filter((key) => wanted.includes(key));
  const others = compared.filter((key) => !wanted.includes(key));
  return {
    of: await meet(counting, table, coming, own, []),
    // Whether the condition that the text names is the one of the key is not settled.
    special: wanted.some(isUnsure) || treeOf(conflict?.infer).whereClause !== undefined,
    others: await meet(counting, table, coming, others, own),
    othersSpecial: all.some((key) => !wanted.includes(key) && isUnsure(key)),
  };
}

/** `before`: of rows that meet one of these keys nothing is asked. */
async function meet(
  counting: Counting,
  table: Relation,
  coming: ComingRows,
  keys: readonly UniqueKey[],
  before: readonly UniqueKey[],
): Promise<readonly Meeting[]> {
  if (keys.length === 0) return [];
  const names = [...new Set([...keys, ...before].flatMap(comparedColumns))];
  const carried = names.map((name, index): Carried => {
    const column = table.columns.find((one) => one.name === name);
    const value = coming.valueOf(name);
    if (column?.plain !== true || value === undefined) throw new NotCounted('unknown.sql-type', { name });
    return { name: `k${index}`, value: typed(counting.grammar, value, column) };
  });
  const { select } = await vet(counting.session, counting.path, coming.rows(carried));
  const there = `${quoted(table.schema)}.${quoted(table.name)}`;
  const place = (name: string): string => `h.k${names.indexOf(name)}`;
  const comes = (key: UniqueKey): string => `true${isIn(key, (name) => ['h', `k${names.indexOf(name)}`])}`;
  const isThere = (key: UniqueKey): string =>
    `(${comes(key)} AND EXISTS (SELECT 1 FROM ${there} AS x WHERE ${sameKey(key, (name) => `x.${quoted(name)}`, place)}${isIn(key, (name) => ['x', name])}))`;
  const from = `FROM keyturn_hit AS h WHERE ${before.length === 0 ? 'true' : before.map((key) => `NOT ${isThere(key)}`).join(' AND ')}`;
  const counts = keys.flatMap((key, index) => {
    const own = key.columns.map(place);
    const known = [comes(key), ...(key.nulls ? [] : own.map((one) => `${one} IS NOT NULL`))].join(' AND ');
    return [
      `(SELECT count(*) ${from} AND ${isThere(key)})::float8 AS m${index}`,
      `(SELECT count(*) FROM (SELECT 1 ${from} AND ${known} GROUP BY ${own.join(', ')} HAVING count(*) OPERATOR(pg_catalog.>) 1) AS g)::float8 AS d${index}`,
      `((SELECT count(*) FROM (SELECT DISTINCT ${own.join(', ')} ${from} AND ${known} AND NOT ${isThere(key)}) AS g) OPERATOR(pg_catalog.+) (SELECT count(*) ${from} AND NOT (${known})))::float8 AS f${index}`,
    ];
  });
  const skeleton = `WITH keyturn_hit AS MATERIALIZED (SELECT 1) SELECT ${counts.join(', ')}`;
  const [row = {}] = await counting.session.query(counting.grammar.render(withHit(counting.grammar, skeleton, select)));
  return keys.map((key, index) => ({
    key,
    met: numberOf(row, `m${index}`) ?? 0,
    doubled: numberOf(row, `d${index}`) ?? 0,
    fresh: numberOf(row, `f${index}`) ?? 0,
  }));
}

/** The keys that ON CONFLICT names; without a target all. Throws where the server would find none. */
function arbiters(conflict: Tree, keys: readonly UniqueKey[], table: Relation): readonly UniqueKey[] {
  const infer = treeOf(conflict.infer);
  const constraint = textOf(infer, 'conname');
  const elements = listOf(infer, 'indexElems').map((item) => textOf(treeOf(item.IndexElem), 'name'));
  if (constraint === undefined && elements.length === 0) return keys;
  if (elements.includes(undefined)) throw new NotCounted('unknown.sql-form', { what: 'ON CONFLICT' });
  const found = keys.filter((key) =>
    constraint === undefined
      ? !key.special &&
        (key.only === undefined || infer.whereClause !== undefined) &&
        key.columns.length === elements.length &&
        key.columns.every((name) => elements.includes(name))
      : key.constraint === constraint,
  );
  if (found.length === 0) throw new NotCounted('unknown.sql-no-arbiter', { name: shownName(table) });
  return found;
}
