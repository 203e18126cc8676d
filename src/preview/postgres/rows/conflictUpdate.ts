import { listOf, treeOf, type Tree } from '../../../sql/parse/tree.ts';
import { columnRef, target } from '../trees/build.ts';
import type { ComingRows } from './comingRows.ts';
import type { Counting } from '../tables/counting.ts';
import { calledName } from '../trees/modifications.ts';
import type { Modification } from '../trees/modification.ts';
import { typed } from './newKeys.ts';
import type { Relation } from '../tables/relation.ts';
import type { UniqueKey } from '../tables/uniqueKeys.ts';

/** `ON CONFLICT (key) DO UPDATE SET … WHERE …` as the UPDATE that it is: of the rows that are met, from those that come. */
export function conflictUpdate(
  counting: Counting,
  { body }: Modification,
  table: Relation,
  coming: ComingRows,
  key: UniqueKey,
): Modification {
  const conflict = treeOf(body.onConflictClause);
  const relation = treeOf(body.relation);
  const excluded = table.columns.flatMap((column) => {
    const value = coming.valueOf(column.name);
    return value === undefined || !column.plain ? [] : [target(typed(counting.grammar, value, column), column.name)];
  });
  const source = {
    RangeSubselect: {
      subquery: { SelectStmt: { ...coming.rows([]), targetList: excluded } },
      alias: { aliasname: 'excluded' },
    },
  };
  const meets = key.columns.map((name): Tree => ({
    A_Expr: {
      kind: key.nulls ? 'AEXPR_NOT_DISTINCT' : 'AEXPR_OP',
      name: [{ String: { sval: '=' } }],
      lexpr: columnRef(calledName(relation), name),
      rexpr: columnRef('excluded', name),
    },
  }));
  const own = conflict.whereClause === undefined ? [] : conjuncts(treeOf(conflict.whereClause));
  const [first = {}, ...rest] = [...meets, ...own];
  return {
    kind: 'update',
    body: {
      relation,
      targetList: listOf(conflict, 'targetList'),
      fromClause: [source],
      whereClause: rest.length === 0 ? first : { BoolExpr: { boolop: 'AND_EXPR', args: [first, ...rest] } },
    },
    withClause: undefined,
  };
}

/** One AND is one list, as the grammar makes it. */
function conjuncts(where: Tree): readonly Tree[] {
  const { boolop, args } = treeOf(where.BoolExpr);
  return boolop === 'AND_EXPR' && Array.isArray(args) ? (args as readonly Tree[]) : [where];
}
