import type { ModificationKind, Modification } from './modification.ts';
import { isTree, listOf, textOf, treeOf, type Tree } from '../../../sql/parse/tree.ts';
import { mergeParts } from './mergeParts.ts';

const KINDS: Readonly<Record<string, ModificationKind | 'merge'>> = {
  DeleteStmt: 'delete',
  UpdateStmt: 'update',
  InsertStmt: 'insert',
  MergeStmt: 'merge',
};

/** What a statement changes: itself, and what hides in its WITH. All see the rows as they were before. */
export function modificationsOf(tag: string, body: Tree): readonly Modification[] {
  const clause = treeOf(body.withClause);
  const found: Modification[] = [];
  const seen: Tree[] = [];
  const withSeen = (inner: Tree): Tree | undefined => {
    const own = listOf(treeOf(inner.withClause), 'ctes');
    const ctes = [...seen, ...own].filter((part) => isUsed(part, inner, [...seen, ...own]));
    return ctes.length === 0 ? undefined : { ...clause, ...treeOf(inner.withClause), ctes };
  };
  for (const part of listOf(clause, 'ctes')) {
    const cte = treeOf(part.CommonTableExpr);
    const [innerTag = '', inner] = Object.entries(treeOf(cte.ctequery))[0] ?? [];
    const kind = KINDS[innerTag];
    if (kind === undefined) {
      found.push(...(innerTag === 'SelectStmt' ? modificationsOf(innerTag, treeOf(inner)) : []));
      seen.push(part);
      continue;
    }
    found.push(...partsOf(kind, treeOf(inner), withSeen(treeOf(inner))));
    const query = asQuery(kind, treeOf(inner));
    seen.push(query === undefined ? part : { CommonTableExpr: { ...cte, ctequery: { SelectStmt: query } } });
  }
  const kind = KINDS[tag];
  if (kind !== undefined) {
    const { withClause: _own, ...rest } = body;
    found.push(...partsOf(kind, rest, withSeen(rest)));
  }
  return found;
}

function partsOf(kind: ModificationKind | 'merge', body: Tree, withClause: Tree | undefined): readonly Modification[] {
  return kind === 'merge' ? mergeParts(body, withClause) : [{ kind, body, withClause }];
}

/** Parts that nobody reads are left out: they may be of a kind that cannot be counted. */
function isUsed(part: Tree, body: Tree, all: readonly Tree[]): boolean {
  const name = textOf(treeOf(part.CommonTableExpr), 'ctename') ?? '';
  const reads = (tree: unknown): boolean => JSON.stringify(tree).includes(`"relname":${JSON.stringify(name)}`);
  return (
    reads(body) ||
    all.some(
      (other) =>
        other !== part &&
        reads(other) &&
        isUsed(
          other,
          body,
          all.filter((one) => one !== part),
        ),
    )
  );
}

/**
 * What a modifying part of a WITH hands on, as a query of the same rows: the old values of deleted rows, and the columns of
 * updated rows that stay as they are.
 */
function asQuery(kind: ModificationKind | 'merge', body: Tree): Tree | undefined {
  const list = returned(body);
  const others = [...listOf(body, 'usingClause'), ...listOf(body, 'fromClause')];
  if (list.length === 0 || others.length > 0 || body.withClause !== undefined) return undefined;
  if (kind !== 'delete' && kind !== 'update') return undefined;
  if (kind === 'update') {
    const set = listOf(body, 'targetList').map((item) => textOf(treeOf(item.ResTarget), 'name'));
    const kept = list.every((item) => {
      const field = listOf(treeOf(treeOf(treeOf(item.ResTarget).val).ColumnRef), 'fields').at(-1);
      const name = textOf(treeOf(field?.String), 'sval');
      return name !== undefined && !set.includes(name);
    });
    if (!kept) return undefined;
  }
  return {
    targetList: list,
    fromClause: [{ RangeVar: body.relation }],
    ...(body.whereClause === undefined ? {} : { whereClause: body.whereClause }),
    limitOption: 'LIMIT_OPTION_DEFAULT',
    op: 'SETOP_NONE',
  };
}

export function returned(body: Tree): readonly Tree[] {
  const clause = treeOf(body.returningClause);
  return [...listOf(body, 'returningList'), ...listOf(clause, 'exprs')];
}

/** Columns that an UPDATE sets, with their new values; undefined where a value is not an expression of its own. */
export function assignments(body: Tree): ReadonlyMap<string, Tree | undefined> {
  return new Map(
    listOf(body, 'targetList').map((item) => {
      const { name, val, indirection } = treeOf(item.ResTarget);
      const value = 'MultiAssignRef' in treeOf(val) ? ofSeveral(treeOf(treeOf(val).MultiAssignRef)) : treeOf(val);
      const whole = indirection === undefined && value !== undefined && !('SetToDefault' in value);
      return [typeof name === 'string' ? name : '', whole ? value : undefined] as const;
    }),
  );
}

/** One value of `(a, b) = ROW (…)` or `(a, b) = (SELECT …)`. */
function ofSeveral({ source, colno }: Tree): Tree | undefined {
  const at = (typeof colno === 'number' ? colno : 0) - 1;
  const { RowExpr, SubLink } = treeOf(source);
  if (isTree(RowExpr)) return listOf(RowExpr, 'args')[at];
  const select = treeOf(treeOf(treeOf(SubLink).subselect).SelectStmt);
  const own = listOf(select, 'targetList')[at];
  if (own === undefined || select.op !== 'SETOP_NONE' || select.distinctClause !== undefined) return undefined;
  return { SubLink: { ...treeOf(SubLink), subselect: { SelectStmt: { ...select, targetList: [own] } } } };
}

/** The name by which a statement's other parts call its table. */
export function calledName(relation: Tree): string {
  return textOf(treeOf(relation.alias), 'aliasname') ?? textOf(relation, 'relname') ?? '';
}
