import { isTree, listOf, textOf, treeOf, type Tree } from '../../../sql/parse/tree.ts';
import { COMPUTING_FUNCTIONS, PLAIN_TYPE_NAMES, UNSTEADY_FUNCTIONS } from './harmless.ts';
import { NotCounted } from '../../server/notCounted.ts';

export interface Name {
  readonly schema: string | undefined;
  readonly name: string;
}

/** What a query's tree names. Each list in the order of the text, with repetitions. */
export interface Named {
  readonly relations: Name[];
  readonly functions: Name[];
  readonly operators: Name[];
  /** Types that are none of the plain ones: enumerations, if at all. */
  readonly types: Name[];
  /** Last parts of column references. */
  readonly columns: string[];
  /** Names that the query itself makes: aliases, columns of lists. */
  readonly declared: Set<string>;
  /** `*` as a value, or a comparison of columns that are not written. */
  allColumns: boolean;
  /** Other rows, or other values, may come when it runs. */
  unsteady: boolean;
}

export interface Walk {
  readonly named: Named;
  /** Gives the name in full, once that is known. */
  readonly full?: (kind: 'relation' | 'type', name: Name) => Name;
  /** Relations that the query itself makes (WITH), innermost last. */
  readonly made: readonly string[];
}

export function emptyNamed(): Named {
  return {
    relations: [],
    functions: [],
    operators: [],
    types: [],
    columns: [],
    declared: new Set(),
    allColumns: false,
    unsteady: false,
  };
}

/** Kinds of nodes that only compute. Whatever is not among them is not counted. */
const PLAIN_NODES: ReadonlySet<string> = new Set(
  'ResTarget String Integer Float Boolean BoolExpr NullTest BooleanTest SubLink CaseExpr CaseWhen CoalesceExpr MinMaxExpr A_ArrayExpr RowExpr List A_Indirection A_Indices RangeSubselect RangeFunction JoinExpr WindowDef GroupingSet A_Star'.split(
    ' ',
  ),
);

const SELECT_FIELDS: ReadonlySet<string> = new Set(
  'distinctClause targetList fromClause whereClause groupClause groupDistinct havingClause windowClause valuesLists sortClause limitOffset limitCount limitOption withClause op all larg rarg lockingClause'.split(
    ' ',
  ),
);

/** Reads a tree, notes what it names, gives it back with full names. Throws `NotCounted` for what is not known to be harmless. */
export function walkNode(node: Tree, walk: Walk): Tree {
  const [tag, ...more] = Object.keys(node);
  if (tag === undefined || more.length > 0) throw unfit('an expression');
  const body = treeOf(node[tag]);
  switch (tag) {
    case 'A_Const':
      return node;
    case 'SelectStmt':
      return { SelectStmt: walkSelect(body, walk) };
    case 'RangeVar':
      return { RangeVar: walkRangeVar(body, walk) };
    case 'ColumnRef':
      walkColumnRef(body, walk);
      return node;
    case 'FuncCall':
      walkFunction(body, walk);
      break;
    case 'A_Expr':
      walkOperator(body, walk);
      break;
    case 'TypeCast':
      return { TypeCast: { ...walkFields(body, walk), typeName: walkType(treeOf(body.typeName), walk) } };
    case 'SQLValueFunction':
      // The schema depends on the path of names, which is another one while counting.
      if (textOf(body, 'op') === 'SVFOP_CURRENT_SCHEMA')
        throw new NotCounted('unknown.sql-function', { name: 'current_schema' });
      return node;
    case 'SortBy':
      if (listOf(body, 'useOp').length > 0) throw unfit('ORDER BY … USING');
      break;
    case 'ParamRef':
      throw new NotCounted('unknown.sql-parameters');
    case 'SubLink':
      if (Array.isArray(body.operName)) walk.named.operators.push(nameOf(listOf(body, 'operName')));
      break;
    case 'JoinExpr':
      if (body.isNatural === true) walk.named.allColumns = true;
      for (const column of listOf(body, 'usingClause'))
        walk.named.columns.push(textOf(treeOf(column.String), 'sval') ?? '');
      break;
    case 'A_Indirection':
      // `(x).name` may be a function's call as well as a field.
      if (listOf(body, 'indirection').some((step) => !('A_Indices' in step))) throw unfit('a field of a value');
      break;
    default:
      if (!PLAIN_NODES.has(tag)) throw unfit(tag);
  }
  return { [tag]: walkFields(body, walk) };
}

function walkFields(body: Tree, walk: Walk): Tree {
  return Object.fromEntries(Object.entries(body).map(([field, value]) => [field, walkValue(field, value, walk)]));
}

function walkValue(field: string, value: unknown, walk: Walk): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => (isTree(one) ? walkListed(field, one, walk) : one));
  if (!isTree(value)) return value;
  switch (field) {
    case 'alias':
      declare(value, walk);
      return value;
    case 'typeName':
      return value;
    case 'over':
      return walkFields(value, walk);
    default:
      return walkNode(value, walk);
  }
}

function walkListed(field: string, value: Tree, walk: Walk): Tree {
  // Names, not expressions.
  if (field === 'name' || field === 'funcname' || field === 'operName' || field === 'usingClause') return value;
  // `DISTINCT` without a list of expressions is a list of nothing.
  return Object.keys(value).length === 0 ? value : walkNode(value, walk);
}

export function walkSelect(body: Tree, walk: Walk): Tree {
  for (const field of Object.keys(body)) if (!SELECT_FIELDS.has(field)) throw unfit('SELECT … INTO');
  const inner =
    body.withClause === undefined ? walk : { ...walk, made: [...walk.made, ...madeBy(treeOf(body.withClause), walk)] };
  if (body.limitCount !== undefined && body.sortClause === undefined) walk.named.unsteady = true;
  for (const item of listOf(body, 'targetList')) {
    const name = textOf(treeOf(item.ResTarget), 'name');
    if (name !== undefined) walk.named.declared.add(name);
  }
  const { withClause, larg, rarg, lockingClause: _locks, ...rest } = body;
  return {
    ...walkFields(rest, inner),
    ...(withClause === undefined ? {} : { withClause: walkWith(treeOf(withClause), walk) }),
    ...(larg === undefined ? {} : { larg: walkSelect(treeOf(larg), inner) }),
    ...(rarg === undefined ? {} : { rarg: walkSelect(treeOf(rarg), inner) }),
  };
}

/** Names of the parts of a WITH. */
function madeBy(clause: Tree, walk: Walk): readonly string[] {
  const names: string[] = [];
  for (const part of listOf(clause, 'ctes')) {
    const cte = treeOf(part.CommonTableExpr);
    const name = textOf(cte, 'ctename');
    if (name !== undefined) names.push(name);
    for (const column of listOf(cte, 'aliascolnames'))
      walk.named.declared.add(textOf(treeOf(column.String), 'sval') ?? '');
  }
  return names;
}

/** A part sees those before it; with RECURSIVE it sees all. */
function walkWith(clause: Tree, walk: Walk): Tree {
  const all = madeBy(clause, walk);
  const ctes = listOf(clause, 'ctes').map((part, index) => {
    const { ctequery, ...rest } = treeOf(part.CommonTableExpr);
    const query = treeOf(treeOf(ctequery).SelectStmt);
    if (Object.keys(query).length === 0) throw new NotCounted('unknown.sql-feeds');
    if (rest.search_clause !== undefined || rest.cycle_clause !== undefined) throw unfit('SEARCH or CYCLE');
    const seen = clause.recursive === true ? all : all.slice(0, index);
    return {
      CommonTableExpr: {
        ...rest,
        ctequery: { SelectStmt: walkSelect(query, { ...walk, made: [...walk.made, ...seen] }) },
      },
    };
  });
  return { ...clause, ctes };
}

function walkRangeVar(body: Tree, walk: Walk): Tree {
  const name = textOf(body, 'relname') ?? '';
  const schema = textOf(body, 'schemaname');
  if (body.catalogname !== undefined) throw unfit('a name with a database');
  if (body.alias !== undefined) declare(treeOf(body.alias), walk);
  if (schema === undefined && walk.made.includes(name)) return body;
  walk.named.relations.push({ schema, name });
  const full = walk.full?.('relation', { schema, name }) ?? { schema, name };
  return { ...body, ...(full.schema === undefined ? {} : { schemaname: full.schema }), relname: full.name };
}

function declare(alias: Tree, walk: Walk): void {
  // A function's alias names its column too.
  walk.named.declared.add(textOf(alias, 'aliasname') ?? '');
  for (const column of listOf(alias, 'colnames')) walk.named.declared.add(textOf(treeOf(column.String), 'sval') ?? '');
}

function walkColumnRef(body: Tree, walk: Walk): void {
  const last = listOf(body, 'fields').at(-1) ?? {};
  if ('A_Star' in last) walk.named.allColumns = true;
  else walk.named.columns.push(textOf(treeOf(last.String), 'sval') ?? '');
}

function walkFunction(body: Tree, walk: Walk): void {
  const name = nameOf(listOf(body, 'funcname'));
  const known = COMPUTING_FUNCTIONS.has(name.name) || UNSTEADY_FUNCTIONS.has(name.name);
  if (!known || (name.schema !== undefined && name.schema !== 'pg_catalog'))
    throw new NotCounted('unknown.sql-function', { name: [name.schema, name.name].filter(Boolean).join('.') });
  if (UNSTEADY_FUNCTIONS.has(name.name)) walk.named.unsteady = true;
  if (body.func_variadic === true) throw unfit('VARIADIC');
  walk.named.functions.push(name);
}

const BETWEEN = /^AEXPR_(?:NOT_)?BETWEEN(?:_SYM)?$/;

function walkOperator(body: Tree, walk: Walk): void {
  if (BETWEEN.test(textOf(body, 'kind') ?? '')) {
    for (const name of ['<', '<=', '>', '>=']) walk.named.operators.push({ schema: undefined, name });
    return;
  }
  const name = nameOf(listOf(body, 'name'));
  if (name.schema !== undefined && name.schema !== 'pg_catalog')
    throw new NotCounted('unknown.sql-operator', { schema: name.schema, name: name.name });
  walk.named.operators.push(name);
}

function walkType(type: Tree, walk: Walk): Tree {
  const name = nameOf(listOf(type, 'names'));
  if (type.setof === true || type.pct_type === true) throw unfit('a type');
  if (PLAIN_TYPE_NAMES.has(name.name) && (name.schema === undefined || name.schema === 'pg_catalog')) return type;
  walk.named.types.push(name);
  const full = walk.full?.('type', name) ?? name;
  return {
    ...type,
    names: [...(full.schema === undefined ? [] : [full.schema]), full.name].map((part) => ({ String: { sval: part } })),
  };
}

export function nameOf(parts: readonly Tree[]): Name {
  const names = parts.map((part) => textOf(treeOf(part.String), 'sval') ?? '');
  if (names.length > 2) throw unfit('a name with a database');
  return { schema: names.length === 2 ? names[0] : undefined, name: names.at(-1) ?? '' };
}

export function unfit(what: string): NotCounted {
  return new NotCounted('unknown.sql-form', { what });
}
