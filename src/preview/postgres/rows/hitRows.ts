import { listOf, treeOf, type Tree } from '../../../sql/parse/tree.ts';
import { columnRef, selectBody, target } from '../trees/build.ts';
import { calledName } from '../trees/modifications.ts';
import type { Modification } from '../trees/modification.ts';
import { NotCounted } from '../../server/notCounted.ts';

/** A value that the query of the hit rows carries along. */
export interface Carried {
  readonly name: string;
  readonly value: Tree;
}

export function column(modification: Modification, name: string): Tree {
  return columnRef(calledName(treeOf(modification.body.relation)), name);
}

/** The query of the rows of its own table that a DELETE or an UPDATE hits: each once, by its place, with what is carried along. `once` false: as often as the join meets it. */
export function hitRows(modification: Modification, carried: readonly Carried[], once = true): Tree {
  const { body, withClause } = modification;
  const relation = treeOf(body.relation);
  const where = treeOf(body.whereClause);
  if ('CurrentOfExpr' in where) throw new NotCounted('unknown.sql-form', { what: 'WHERE CURRENT OF' });
  const others = [...listOf(body, 'usingClause'), ...listOf(body, 'fromClause')];
  const table = column(modification, 'tableoid');
  const place = column(modification, 'ctid');
  return selectBody({
    ...(others.length === 0 || !once ? {} : { distinctClause: [table, place] }),
    targetList: [target(table, 't'), target(place, 'c'), ...carried.map(({ name, value }) => target(value, name))],
    fromClause: [{ RangeVar: relation }, ...others],
    ...(body.whereClause === undefined ? {} : { whereClause: body.whereClause }),
    ...(withClause === undefined ? {} : { withClause }),
  });
}
