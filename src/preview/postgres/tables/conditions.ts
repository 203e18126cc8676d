import { isTree, listOf, textOf, treeOf, type Tree } from '../../../sql/parse/tree.ts';
import type { Remark } from '../../preview.ts';
import { NotCounted } from '../../server/notCounted.ts';
import { columnRef, selectBody } from '../trees/build.ts';
import type { Counting } from './counting.ts';
import { shownName, type Column, type Relation } from './relation.ts';
import { vet } from './vetted.ts';

/** A condition that the server asks of every new row. */
export interface Condition {
  /** Columns that it looks at. */
  readonly columns: readonly string[];
  /** Over columns of `h` by the names that are given for them; undefined: it does more than compute, or is another table's. */
  readonly tree: ((place: (column: string) => string) => Tree) | undefined;
  /** Said where it could not be asked. */
  readonly unsure: Remark;
  refuses(count: string): Remark;
}

/** More partitions are not asked one by one. */
const MOST_PARTS = 200;

/** Checks of the table and those below it, once each; of tables below alone they are not its own. */
const CHECKS = `
WITH RECURSIVE below AS (
  SELECT $1::int8::oid AS oid UNION SELECT i.inhrelid FROM below b JOIN pg_inherits i ON i.inhparent = b.oid
)
SELECT pg_get_expr(k.conbin, k.conrelid) AS text, bool_or(k.conrelid = $1::int8::oid) AS own
FROM below b JOIN pg_constraint k ON k.conrelid = b.oid WHERE k.contype = 'c' AND coalesce((to_jsonb(k) ->> 'conenforced')::bool, true)
GROUP BY 1 ORDER BY 1`;

const OF_DOMAINS = `
SELECT k.contypid::int8::float8 AS domain, pg_get_expr(k.conbin, 0) AS text FROM pg_constraint k
WHERE k.contypid = ANY ($1::int8[]::oid[]) AND k.contype = 'c' ORDER BY k.conname`;

/** Where the rows of a table's parts may lie; of a part itself, its own. */
const PARTS = `
WITH RECURSIVE below AS (
  SELECT $1::int8::oid AS oid UNION SELECT i.inhrelid FROM below b JOIN pg_inherits i ON i.inhparent = b.oid
)
SELECT pg_get_partition_constraintdef(c.oid) AS text FROM below b JOIN pg_class c ON c.oid = b.oid WHERE c.relkind <> 'p' LIMIT ${MOST_PARTS + 1}`;

/** `set`: the columns that change; undefined: every condition is asked. */
export async function conditionsOf(
  counting: Counting,
  table: Relation,
  set: readonly string[] | undefined,
): Promise<readonly Condition[]> {
  const { session } = counting;
  const name = shownName(table);
  const domains = table.columns.filter((column) => column.domain !== 0 && set?.includes(column.name) !== false);
  const [checks, ofDomains, parts] = await Promise.all([
    session.query(CHECKS, [table.oid]),
    domains.length === 0 ? [] : session.query(OF_DOMAINS, [domains.map(({ domain }) => domain)]),
    table.kind === 'p' || table.partition ? session.query(PARTS, [table.oid]) : [],
  ]);
  const found: Condition[] = [];
  const add = async (tree: Tree | undefined, text: string, own: boolean): Promise<void> => {
    const columns = tree === undefined ? [] : columnsIn(tree);
    if (tree !== undefined && set !== undefined && !columns.some((one) => set.includes(one))) return;
    found.push({
      columns,
      tree: tree === undefined || !own ? undefined : await harmless(counting, table, tree),
      unsure: { code: 'note.checks', values: { name } },
      refuses: (count) => ({ code: 'unknown.sql-check-refuses', values: { name, check: text.slice(0, 200), count } }),
    });
  };
  for (const row of checks) {
    const text = textOf(row, 'text') ?? '';
    await add(expression(counting, text), text, row.own === true);
  }
  for (const row of ofDomains) {
    const text = textOf(row, 'text') ?? '';
    const tree = expression(counting, text);
    for (const column of domains.filter(({ domain }) => domain === row.domain))
      await add(tree === undefined ? undefined : replaced(tree, valueAs(column)), text, true);
  }
  const texts = parts.map((row) => textOf(row, 'text'));
  // A part without a condition of its own takes every row.
  if (parts.length > 0 && texts.every((text) => text !== undefined))
    await add(
      texts.length > MOST_PARTS ? undefined : expression(counting, texts.map((text) => `(${text})`).join(' OR ')),
      'of its partitions',
      true,
    );
  return found;
}

/** `VALUE` of a domain's condition is the column. */
function valueAs({ name }: Column): (field: string) => Tree | undefined {
  return (field) => (field === 'value' ? columnRef(name) : undefined);
}

function expression({ grammar }: Counting, text: string): Tree | undefined {
  try {
    return treeOf(grammar.one(`SELECT 1 WHERE ${text}`).body.whereClause);
  } catch (error) {
    if (error instanceof NotCounted) return undefined;
    throw error;
  }
}

/** The condition with its names in full, if all that it does is compute. */
async function harmless(counting: Counting, table: Relation, tree: Tree): Promise<Condition['tree']> {
  const select = await vetted(counting, table, tree);
  if (select === undefined) return undefined;
  return (place) => replaced(select, (field) => columnRef('h', place(field)));
}

/** A condition of the catalogue over columns of a table, as SQL. */
export interface Predicate {
  readonly columns: readonly string[];
  /** `place`: what stands for a column, as the parts of a name. */
  sql(place: (column: string) => readonly string[]): string;
}

/** Undefined: it does more than compute. */
export async function predicateOf(counting: Counting, table: Relation, text: string): Promise<Predicate | undefined> {
  const tree = expression(counting, text);
  const select = tree === undefined ? undefined : await vetted(counting, table, tree);
  if (select === undefined) return undefined;
  return {
    columns: columnsIn(select),
    sql: (place) => {
      const val = replaced(select, (field) => columnRef(...place(field)));
      const query = counting.grammar.render(selectBody({ targetList: [{ ResTarget: { val } }] }));
      return `((${query.replace(/^\s*SELECT\s+/, '')}) IS TRUE)`;
    },
  };
}

/** The condition with its names in full; undefined: it does more than compute. */
async function vetted(counting: Counting, table: Relation, tree: Tree): Promise<Tree | undefined> {
  const query = selectBody({
    targetList: [{ ResTarget: { val: { A_Const: { ival: { ival: 1 } } } } }],
    fromClause: [{ RangeVar: { schemaname: table.schema, relname: table.name, inh: true, relpersistence: 'p' } }],
    whereClause: tree,
  });
  try {
    // The catalogue writes all that is not the server's own with its schema.
    const { select, named } = await vet(counting.session, ['pg_catalog'], query);
    return named.unsteady || named.relations.length > 1 ? undefined : treeOf(select.whereClause);
  } catch (error) {
    if (error instanceof NotCounted) return undefined;
    throw error;
  }
}

function columnsIn(tree: Tree): readonly string[] {
  const found = new Set<string>();
  replaced(tree, (field) => {
    found.add(field);
    return undefined;
  });
  return [...found];
}

/** The tree with other nodes in the place of its columns. */
function replaced(tree: Tree, column: (field: string) => Tree | undefined): Tree {
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (!isTree(value)) return value;
    if (isTree(value.ColumnRef)) {
      const field = listOf(value.ColumnRef, 'fields').at(-1);
      const name = textOf(treeOf(field?.String), 'sval');
      const other = name === undefined ? undefined : column(name);
      if (other !== undefined) return other;
    }
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, visit(inner)]));
  };
  return treeOf(visit(tree));
}
