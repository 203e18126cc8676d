import { listOf, textOf, treeOf, type Tree } from '../../../sql/parse/tree.ts';
import { selectBody } from './build.ts';
import type { Modification } from './modification.ts';
import { NotCounted } from '../../server/notCounted.ts';

/** The clauses of a MERGE as statements of their own: each takes the rows that no clause of its kind before it takes. */
export function mergeParts(body: Tree, withClause: Tree | undefined): readonly Modification[] {
  const source = treeOf(body.sourceRelation);
  const before = new Map<string, Tree[]>();
  const parts: Modification[] = [];
  for (const item of listOf(body, 'mergeWhenClauses')) {
    const clause = treeOf(item.MergeWhenClause);
    const kind = textOf(clause, 'matchKind') ?? '';
    const earlier = before.get(kind) ?? [];
    before.set(kind, earlier);
    const own = [...earlier, ...(clause.condition === undefined ? [] : [treeOf(clause.condition)])];
    // Without a condition it leaves nothing to those after it.
    earlier.push(clause.condition === undefined ? FALSE : not(treeOf(clause.condition)));
    const part = partOf(body, source, clause, kind, own);
    if (part !== undefined) parts.push({ ...part, withClause, merged: true });
  }
  return parts;
}

type Part = Pick<Modification, 'kind' | 'body'>;

function partOf(body: Tree, source: Tree, clause: Tree, kind: string, own: readonly Tree[]): Part | undefined {
  const command = textOf(clause, 'commandType');
  const join = treeOf(body.joinCondition);
  const { relation } = body;
  if (command === 'CMD_NOTHING') return undefined;
  if (command === 'CMD_INSERT') {
    const rows = selectBody({
      targetList: listOf(clause, 'values').map((value) => ({ ResTarget: { val: value } })),
      fromClause: [source],
      whereClause: allOf([none({ RangeVar: relation }, join), ...own]),
    });
    return { kind: 'insert', body: { relation, cols: clause.targetList ?? [], selectStmt: { SelectStmt: rows } } };
  }
  const matched = kind === 'MERGE_WHEN_MATCHED';
  const whereClause = allOf([matched ? join : none(source, join), ...own]);
  const others = matched ? [source] : [];
  switch (command) {
    case 'CMD_DELETE':
      return { kind: 'delete', body: { relation, whereClause, ...(matched ? { usingClause: others } : {}) } };
    case 'CMD_UPDATE':
      return {
        kind: 'update',
        body: { relation, whereClause, targetList: clause.targetList, ...(matched ? { fromClause: others } : {}) },
      };
    default:
      throw new NotCounted('unknown.sql-form', { what: 'MERGE' });
  }
}

const constant = (value: boolean): Tree => ({ A_Const: { boolval: value ? { boolval: true } : {} } });
const TRUE = constant(true);
const FALSE = constant(false);

/** A condition that is null does not hold. */
function not(condition: Tree): Tree {
  return { BooleanTest: { arg: condition, booltesttype: 'IS_NOT_TRUE' } };
}

function none(from: Tree, where: Tree): Tree {
  const select = selectBody({
    targetList: [{ ResTarget: { val: { A_Const: { ival: { ival: 1 } } } } }],
    fromClause: [from],
    whereClause: where,
  });
  const exists = { SubLink: { subLinkType: 'EXISTS_SUBLINK', subselect: { SelectStmt: select } } };
  return { BoolExpr: { boolop: 'NOT_EXPR', args: [exists] } };
}

/** One AND, as the grammar makes it of a list. */
function allOf(conditions: readonly Tree[]): Tree {
  const flat = conditions.flatMap((condition) => {
    const { boolop, args } = treeOf(condition.BoolExpr);
    return boolop === 'AND_EXPR' && Array.isArray(args) ? (args as readonly Tree[]) : [condition];
  });
  const [first = TRUE, ...rest] = flat;
  return rest.length === 0 ? first : { BoolExpr: { boolop: 'AND_EXPR', args: flat } };
}
