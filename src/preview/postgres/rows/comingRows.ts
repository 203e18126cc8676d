import { listOf, textOf, treeOf, type Tree } from '../../../sql/parse/tree.ts';
import type { Count } from '../../preview.ts';
import { NotCounted } from '../../server/notCounted.ts';
import { columnRef, selectBody, stringNode, target } from '../trees/build.ts';
import { countRows, type Counting } from '../tables/counting.ts';
import type { Carried } from './hitRows.ts';
import type { Modification } from '../trees/modification.ts';
import type { Relation } from '../tables/relation.ts';
import { vet } from '../tables/vetted.ts';

/** The rows that an INSERT brings. */
export interface ComingRows {
  /** Columns that get a value of the text's own in every row. */
  readonly given: readonly string[];
  /** Columns that are named, and that at least one row leaves to the server, with the values that other rows give them. */
  readonly later: ReadonlyMap<string, readonly Tree[]>;
  /** What a row has in a column; undefined: known only when it runs. */
  valueOf(column: string): Tree | undefined;
  /** The query of all rows, with values made of those that `valueOf` gives. */
  rows(carried: readonly Carried[]): Tree;
}

/** What the rows' source is called in a query of them. */
const SOURCE = 'keyturn_s';

const NULL: Tree = { A_Const: { isnull: true } };

/** Throws `NotCounted` where the statement names columns that are not there. */
export function comingRows(counting: Counting, { body, withClause }: Modification, table: Relation): ComingRows {
  const named = listOf(body, 'cols').map((item) => textOf(treeOf(item.ResTarget), 'name') ?? '');
  const unknown = named.find((name) => !table.columns.some((one) => one.name === name));
  if (unknown !== undefined) throw new NotCounted('unknown.sql-missing-column', { name: unknown });
  const source = sourceOf(body);
  const all = named.length > 0 ? named : table.columns.map(({ name }) => name);
  const columns = source === undefined ? [] : all.slice(0, widthOf(source, all));
  const defaults = columns.map((name) => constantFallback(counting, table, name));
  const later = new Map(
    columns.flatMap((name, index) => {
      const values = source === undefined ? [] : valuesIn(source, index);
      const isSettled = values.every((value) => !isLater(value) || (isDefault(value) && defaults[index] !== undefined));
      return isSettled ? [] : [[name, values.filter((value): value is Tree => !isLater(value))] as const];
    }),
  );
  const given = columns.filter((name) => !later.has(name));
  return {
    given,
    later,
    valueOf(name) {
      if (given.includes(name)) return columnRef(SOURCE, name);
      const column = table.columns.find((one) => one.name === name);
      return later.has(name) || column === undefined || column.generated
        ? undefined
        : fallbackOf(counting, column.fallback);
    },
    rows: (carried) =>
      selectBody({
        targetList: carried.length === 0 ? [target(NULL, 'n')] : carried.map(({ name, value }) => target(value, name)),
        ...(source === undefined
          ? {}
          : {
              fromClause: [
                {
                  RangeSubselect: {
                    subquery: { SelectStmt: withParts(plainly(source, defaults), withClause) },
                    alias: { aliasname: SOURCE, colnames: columns.map(stringNode) },
                  },
                },
              ],
            }),
      }),
  };
}

/** How many rows come. */
export async function countComing(counting: Counting, { body, withClause }: Modification): Promise<Count> {
  const source = sourceOf(body);
  if (source === undefined) return { kind: 'exact', value: 1 };
  // What the values are does not matter for how many they are.
  if (Array.isArray(source.valuesLists)) return { kind: 'exact', value: source.valuesLists.length };
  const { select, named } = await vet(counting.session, counting.path, withParts(source, withClause));
  const count = await countRows(counting, select);
  return named.unsteady && count.kind === 'exact' ? { ...count, kind: 'estimate' } : count;
}

function sourceOf(body: Tree): Tree | undefined {
  return body.selectStmt === undefined ? undefined : treeOf(treeOf(body.selectStmt).SelectStmt);
}

function withParts(source: Tree, withClause: Tree | undefined): Tree {
  if (withClause === undefined) return source;
  const own = listOf(treeOf(source.withClause), 'ctes');
  return {
    ...source,
    withClause: { ...withClause, ...treeOf(source.withClause), ctes: [...listOf(withClause, 'ctes'), ...own] },
  };
}

/** DEFAULT, and the next number of a sequence: the server makes the value when the row comes. */
function isLater(value: Tree | undefined): boolean {
  if (value === undefined || 'SetToDefault' in value) return true;
  const name = listOf(treeOf(value.FuncCall), 'funcname').at(-1);
  return textOf(treeOf(name?.String), 'sval') === 'nextval';
}

function isDefault(value: Tree | undefined): boolean {
  return value === undefined || 'SetToDefault' in value;
}

/** What literal rows have in one place. */
function valuesIn(source: Tree, index: number): readonly (Tree | undefined)[] {
  return listOf(source, 'valuesLists').map((list) => listOf(treeOf(list.List), 'items')[index]);
}

/** Literal rows with constant defaults, and nothing in the place of what only the server makes. */
function plainly(source: Tree, defaults: readonly (Tree | undefined)[]): Tree {
  if (!Array.isArray(source.valuesLists)) return source;
  const valuesLists = listOf(source, 'valuesLists').map((list) => ({
    List: {
      items: listOf(treeOf(list.List), 'items').map((value, index) =>
        isLater(value) ? ((isDefault(value) ? defaults[index] : undefined) ?? NULL) : value,
      ),
    },
  }));
  return { ...source, valuesLists };
}

/** A default that is the same in every row; undefined: there is none such. */
function constantFallback(counting: Counting, table: Relation, name: string): Tree | undefined {
  const column = table.columns.find((one) => one.name === name);
  if (column === undefined || column.generated) return undefined;
  // An identity has no default in words.
  if (column.fallback === undefined && column.notNull && !column.required) return undefined;
  const value = fallbackOf(counting, column.fallback);
  return value !== undefined &&
    /^\{"(?:A_Const|TypeCast)":(?:(?!"(?:FuncCall|SubLink|A_Expr)":).)*$/.test(JSON.stringify(value))
    ? value
    : undefined;
}

function widthOf(source: Tree, columns: readonly string[]): number {
  const lists = listOf(source, 'valuesLists').map((list) => listOf(treeOf(list.List), 'items').length);
  const [first] = lists;
  if (first !== undefined && lists.some((length) => length !== first))
    throw new NotCounted('unknown.sql-columns-differ');
  const width = first ?? plainWidth(source);
  if (width !== undefined && width > columns.length) throw new NotCounted('unknown.sql-columns-differ');
  return width ?? columns.length;
}

/** Columns of a query that names each of them; undefined: that is not told by its words. */
function plainWidth(source: Tree): number | undefined {
  if (source.op !== 'SETOP_NONE') return plainWidth(treeOf(source.larg));
  const list = listOf(source, 'targetList');
  return list.length === 0 || /"A_Star"/.test(JSON.stringify(list)) ? undefined : list.length;
}

/** A default as a value, unless it is the next number of a sequence. */
function fallbackOf({ grammar }: Counting, fallback: string | undefined): Tree | undefined {
  if (fallback === undefined) return NULL;
  if (/\bnextval\b/.test(fallback)) return undefined;
  const [first = {}] = listOf(grammar.one(`SELECT ${fallback}`).body, 'targetList');
  return treeOf(treeOf(first.ResTarget).val);
}
