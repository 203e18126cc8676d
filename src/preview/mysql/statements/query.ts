import { isSet, isTree, listOf, textOf, treeOf, type Tree } from '../../../sql/parse/tree.ts';
import { namesOf, renderExpression, renderList, tableName, unfit, type Name, type Walk } from './expression.ts';
import { quoted } from './sqlText.ts';

/** A query's own text again, with tables in full. Throws `NotCounted` where a part is not known to be harmless. */
export function renderQuery(query: Tree, walk: Walk): string {
  for (const field of ['fetch', 'for_clause', 'settings', 'format_clause']) if (isSet(query, field)) throw unfit(field);
  if (listOf(query, 'locks').length > 0 || listOf(query, 'pipe_operators').length > 0) throw unfit('FOR UPDATE');
  const { made, text } = isSet(query, 'with') ? withOf(treeOf(query.with), walk) : { made: walk.made, text: '' };
  const inner = { ...walk, made };
  return `${text}${setOf(treeOf(query.body), inner)}${orderOf(query, inner)}${limitOf(query, inner)}`;
}

function withOf(clause: Tree, walk: Walk): { readonly made: readonly string[]; readonly text: string } {
  const parts = listOf(clause, 'cte_tables');
  const nameOf = (part: Tree): string => textOf(treeOf(treeOf(part.alias).name), 'value') ?? '';
  const recursive = clause.recursive === true;
  let made = recursive ? [...walk.made, ...parts.map(nameOf)] : walk.made;
  const texts: string[] = [];
  for (const part of parts) {
    if (isSet(part, 'from') || isSet(part, 'materialized')) throw unfit('WITH');
    texts.push(`${aliasOf(treeOf(part.alias))} AS (${renderQuery(treeOf(part.query), { ...walk, made })})`);
    if (!recursive) made = [...made, nameOf(part)];
  }
  return { made, text: `WITH ${recursive ? 'RECURSIVE ' : ''}${texts.join(', ')} ` };
}

function setOf(body: Tree, walk: Walk): string {
  if (isTree(body.Select)) return selectOf(body.Select, walk);
  if (isTree(body.Query)) return `(${renderQuery(body.Query, walk)})`;
  const { left, right, op, set_quantifier: quantifier } = treeOf(body.SetOperation);
  if (op !== 'Union' && op !== 'Except' && op !== 'Intersect') throw unfit('a query');
  if (quantifier !== 'None' && quantifier !== 'All' && quantifier !== 'Distinct') throw unfit('UNION');
  const how = quantifier === 'None' ? '' : ` ${quantifier.toUpperCase()}`;
  return `${setOf(treeOf(left), walk)} ${op.toUpperCase()}${how} ${setOf(treeOf(right), walk)}`;
}

/** Parts of a SELECT that are rendered; any other that is there makes it unfit. */
const KNOWN: ReadonlySet<string> = new Set([
  'select_token',
  'distinct',
  'projection',
  'from',
  'selection',
  'group_by',
  'having',
  'flavor',
  'optimizer_hints',
  'top_before_distinct',
]);

function selectOf(select: Tree, walk: Walk): string {
  for (const [field, value] of Object.entries(select))
    if (!KNOWN.has(field) && isSet(select, field) && !(Array.isArray(value) && value.length === 0)) throw unfit(field);
  if (isSet(select, 'distinct') && select.distinct !== 'Distinct') throw unfit('DISTINCT ON');
  const from = listOf(select, 'from').map((one) => renderTableWithJoins(one, walk));
  const groups = treeOf(select.group_by).Expressions;
  const [group, modifiers] = Array.isArray(groups) ? (groups as readonly unknown[]) : [];
  if (groups === undefined || (Array.isArray(modifiers) && modifiers.length > 0)) throw unfit('GROUP BY');
  const grouped = Array.isArray(group) && group.length > 0 ? ` GROUP BY ${renderList(group, walk)}` : '';
  return [
    `SELECT ${select.distinct === 'Distinct' ? 'DISTINCT ' : ''}${listOf(select, 'projection')
      .map((item) => itemOf(item, walk))
      .join(', ')}`,
    from.length === 0 ? '' : ` FROM ${from.join(', ')}`,
    isSet(select, 'selection') ? ` WHERE ${renderExpression(select.selection, walk)}` : '',
    grouped,
    isSet(select, 'having') ? ` HAVING ${renderExpression(select.having, walk)}` : '',
  ].join('');
}

function itemOf(item: Tree, walk: Walk): string {
  if (item.UnnamedExpr !== undefined) return renderExpression(item.UnnamedExpr, walk);
  if (isTree(item.ExprWithAlias)) {
    const { expr, alias } = item.ExprWithAlias;
    return `${renderExpression(expr, walk)} AS ${quoted(textOf(treeOf(alias), 'value') ?? '')}`;
  }
  if (item.Wildcard !== undefined) return '*';
  const [of] = Array.isArray(item.QualifiedWildcard) ? (item.QualifiedWildcard as readonly unknown[]) : [];
  const names = namesOf(treeOf(of).ObjectName);
  if (names.length === 0) throw unfit('a column');
  return `${names.map(quoted).join('.')}.*`;
}

/** `a x JOIN b ON …` */
export function renderTableWithJoins(item: Tree, walk: Walk): string {
  const joins = listOf(item, 'joins').map((join) => {
    if (join.global === true) throw unfit('JOIN');
    const { kind, constraint } = joinOf(join.join_operator);
    const relation = renderRelation(treeOf(join.relation), walk);
    if (constraint === 'Natural') return ` NATURAL ${kind} ${relation}`;
    return ` ${kind} ${relation}${constraintOf(constraint, walk)}`;
  });
  return `${renderRelation(treeOf(item.relation), walk)}${joins.join('')}`;
}

const JOINS: Readonly<Record<string, string>> = {
  Join: 'JOIN',
  Inner: 'INNER JOIN',
  Left: 'LEFT JOIN',
  LeftOuter: 'LEFT OUTER JOIN',
  Right: 'RIGHT JOIN',
  RightOuter: 'RIGHT OUTER JOIN',
  CrossJoin: 'CROSS JOIN',
  StraightJoin: 'STRAIGHT_JOIN',
};

function joinOf(operator: unknown): { readonly kind: string; readonly constraint: unknown } {
  const [tag = '', constraint] = Object.entries(treeOf(operator))[0] ?? [];
  const kind = Object.hasOwn(JOINS, tag) ? JOINS[tag] : undefined;
  if (kind === undefined) throw unfit('JOIN');
  return { kind, constraint };
}

function constraintOf(constraint: unknown, walk: Walk): string {
  if (constraint === 'None') return '';
  const { On, Using } = treeOf(constraint);
  if (On !== undefined) return ` ON ${renderExpression(On, walk)}`;
  if (!Array.isArray(Using)) throw unfit('JOIN');
  return ` USING (${Using.map((one) => quoted(namesOf(one)[0] ?? '')).join(', ')})`;
}

const TABLE_PARTS: ReadonlySet<string> = new Set(['name', 'alias']);

function renderRelation(relation: Tree, walk: Walk): string {
  if (isTree(relation.Table)) {
    const table = relation.Table;
    for (const [field, value] of Object.entries(table))
      if (!TABLE_PARTS.has(field) && isSet(table, field) && !(Array.isArray(value) && value.length === 0))
        throw unfit(field.replaceAll('_', ' '));
    const name = tableName(table.name);
    const alias = isSet(table, 'alias') ? ` AS ${aliasOf(treeOf(table.alias))}` : '';
    if (name.schema === undefined && walk.made.includes(name.name)) return `${quoted(name.name)}${alias}`;
    walk.found.tables.push(name);
    return `${fullName(name, walk)}${alias}`;
  }
  if (isTree(relation.Derived)) {
    const { subquery, alias, lateral } = relation.Derived;
    if (lateral === true) throw unfit('LATERAL');
    return `(${renderQuery(treeOf(subquery), walk)})${alias ? ` AS ${aliasOf(treeOf(alias))}` : ''}`;
  }
  throw unfit('a part of FROM');
}

export function fullName({ schema, name }: Name, { database }: Pick<Walk, 'database'>): string {
  const full = schema ?? database;
  return full === undefined ? quoted(name) : `${quoted(full)}.${quoted(name)}`;
}

function aliasOf(alias: Tree): string {
  const columns = listOf(alias, 'columns').map((column) => quoted(textOf(treeOf(column.name), 'value') ?? ''));
  const name = quoted(textOf(treeOf(alias.name), 'value') ?? '');
  return columns.length === 0 ? name : `${name} (${columns.join(', ')})`;
}

/** ` ORDER BY …`, or nothing. */
export function orderOf(query: Tree, walk: Walk): string {
  return isSet(query, 'order_by') ? orderList(orderItems(query), walk) : '';
}

/** Last parts of the names of columns that an ORDER BY goes by as they are. */
export function orderedColumns(query: Tree): readonly string[] {
  const items = orderItems(query);
  if (!Array.isArray(items)) return [];
  return items.flatMap((item: unknown) => {
    const { Identifier, CompoundIdentifier } = treeOf(treeOf(item).expr);
    const name = namesOf(Array.isArray(CompoundIdentifier) ? CompoundIdentifier : [Identifier]).at(-1);
    return name === undefined || name === '' ? [] : [name];
  });
}

function orderItems({ order_by: order }: Tree): unknown {
  return Array.isArray(order) ? order : treeOf(treeOf(order).kind).Expressions;
}

function orderList(list: unknown, walk: Walk): string {
  if (!Array.isArray(list)) throw unfit('ORDER BY');
  if (list.length === 0) return '';
  const items = list.map((item: unknown) => {
    const { expr, options } = treeOf(item);
    const { asc } = treeOf(options);
    return `${renderExpression(expr, walk)}${asc === true ? ' ASC' : asc === false ? ' DESC' : ''}`;
  });
  return ` ORDER BY ${items.join(', ')}`;
}

function limitOf(query: Tree, walk: Walk): string {
  if (!isSet(query, 'limit_clause')) return '';
  const { LimitOffset, OffsetCommaLimit } = treeOf(query.limit_clause);
  // Which rows a limit takes is the server's choice unless an order settles it.
  if (!isSet(query, 'order_by')) walk.found.unsteady = true;
  if (isTree(OffsetCommaLimit))
    return ` LIMIT ${renderExpression(OffsetCommaLimit.offset, walk)}, ${renderExpression(OffsetCommaLimit.limit, walk)}`;
  const { limit, offset, limit_by: by } = treeOf(LimitOffset);
  if (Array.isArray(by) && by.length > 0) throw unfit('LIMIT BY');
  return ` LIMIT ${renderExpression(limit, walk)}${isTree(offset) ? ` OFFSET ${renderExpression(offset.value, walk)}` : ''}`;
}
