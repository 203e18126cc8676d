import { isSet, type Tree } from '../../../sql/parse/tree.ts';
import { NotCounted } from '../../server/notCounted.ts';
import type { Counting } from '../tables/counting.ts';
import { emptyFound, renderExpression, type Found, type Name, type Walk } from '../statements/expression.ts';
import { orderOf, orderedColumns, renderTableWithJoins } from '../statements/query.ts';
import { shownName, type Table } from '../tables/schema.ts';
import { quoted } from '../statements/sqlText.ts';
import { sourcesOf, type RowsStatement } from '../statements/statement.ts';

/** A table that a statement changes rows of. */
export interface Target {
  readonly table: Table;
  /** What the statement calls it. */
  readonly alias: string;
}

/** A value that the query of the hit rows gives: an expression of the statement. */
export interface Wanted {
  readonly name: string;
  readonly sql: string;
}

/** A statement whose every name leads to a table that may be counted, and whose every expression only computes. */
export interface Vetted {
  readonly targets: readonly Target[];
  readonly found: Found;
  /** Tables of its FROM by what they are called. */
  readonly sources: ReadonlyMap<string, Table>;
  readonly single: boolean;
  readonly limited: boolean;
  /** Which rows a limit takes is the server's choice: no order settles it. */
  readonly picks: boolean;
  readonly filtered: boolean;
  /** Names as the statement gives them, each column in quotes. */
  expression(node: Tree): string;
  column(target: Target, name: string): string;
  /** The query of the rows of one target, each once. */
  rows(target: Target, wanted: readonly Wanted[], most?: number): string;
}

/** Throws `NotCounted` where anything in the statement is not known to be harmless to count with. */
export async function vet(counting: Counting, statement: RowsStatement): Promise<Vetted> {
  const { catalogue } = counting;
  const { body, single, from, kind } = statement;
  const walk: Walk = { found: emptyFound(), made: [], database: catalogue.database };
  const tables = from.map((one) => renderTableWithJoins(one, walk)).join(', ');
  const where = isSet(body, 'selection') ? renderExpression(body.selection, walk) : undefined;
  const order = orderOf(body, walk);
  const limit = isSet(body, 'limit') ? renderExpression(body.limit, walk) : undefined;
  if (limit !== undefined && !/^\d{1,9}$/.test(limit)) throw new NotCounted('unknown.sql-form', { what: 'LIMIT' });
  if (!single && (limit !== undefined || order !== '')) throw new NotCounted('unknown.sql-form', { what: 'LIMIT' });
  const sources = new Map<string, Table>();
  for (const { name, alias } of sourcesOf(from)) sources.set(alias, await catalogue.table(name));
  for (const { value } of statement.sets) if (value !== undefined) renderExpression(value, walk);
  for (const name of walk.found.tables) await catalogue.table(name);
  const targets = kind === 'delete' ? deleteTargets(statement, sources) : updateTargets(statement, sources);
  const column = ({ alias }: Target, name: string): string => `${quoted(alias)}.${quoted(name)}`;
  return {
    targets,
    found: walk.found,
    sources,
    single,
    limited: limit !== undefined,
    picks: limit !== undefined && !targets.every(({ table }) => isOrderedByKey(body, table)),
    filtered: where !== undefined || limit !== undefined || !single,
    expression: (node) => renderExpression(node, walk),
    column,
    rows: (target, wanted, most) => {
      const columns = wanted.map(({ name, sql }) => `${sql} AS ${name}`).join(', ') || '1 AS c0';
      if (single) {
        const rest = `${where === undefined ? '' : ` WHERE ${where}`}${order}`;
        const least = Math.min(Number(limit ?? Infinity), most ?? Infinity);
        return `SELECT ${columns} FROM ${tables}${rest}${least === Infinity ? '' : ` LIMIT ${least}`}`;
      }
      const { key } = target.table;
      if (key === undefined) throw new NotCounted('unknown.sql-no-key', { name: shownName(target.table) });
      const own = key.map((name, index) => `${column(target, name)} AS keyturn_k${index}`).join(', ');
      // An outer join gives rows of nulls where there is no row.
      const there = `${column(target, key[0] ?? '')} IS NOT NULL`;
      const list = wanted.length === 0 ? own : `${own}, ${columns}`;
      const all = `SELECT DISTINCT ${list} FROM ${tables} WHERE ${where === undefined ? '' : `(${where}) AND `}${there}`;
      const picked = wanted.map(({ name }) => `keyturn_d.${name}`).join(', ') || '1 AS c0';
      return `SELECT ${picked} FROM (${all}) AS keyturn_d${most === undefined ? '' : ` LIMIT ${most}`}`;
    },
  };
}

function isOrderedByKey(body: Tree, { key }: Table): boolean {
  const ordered = orderedColumns(body).map((name) => name.toLowerCase());
  return key?.every((name) => ordered.includes(name.toLowerCase())) === true;
}

function deleteTargets({ single, targets }: RowsStatement, sources: ReadonlyMap<string, Table>): readonly Target[] {
  if (single) return [...sources].map(([alias, table]) => ({ alias, table }));
  return targets.map((name) => {
    const found = sourceOf(name, sources);
    if (found === undefined) throw new NotCounted('unknown.sql-missing-table', { name: name.name });
    return found;
  });
}

function sourceOf({ schema, name }: Name, sources: ReadonlyMap<string, Table>): Target | undefined {
  const table = sources.get(name);
  if (table !== undefined && (schema === undefined || schema === table.schema)) return { alias: name, table };
  return undefined;
}

function updateTargets({ single, sets }: RowsStatement, sources: ReadonlyMap<string, Table>): readonly Target[] {
  const found = new Map<string, Target>();
  for (const { of, column } of sets) {
    const target = assigned(of, column, single, sources);
    found.set(target.alias, target);
  }
  return [...found.values()];
}

/** The table that an assignment changes. */
export function assigned(
  of: string | undefined,
  column: string,
  single: boolean,
  sources: ReadonlyMap<string, Table>,
): Target {
  const having = [...sources].filter(
    ([alias, { columns }]) =>
      (of === undefined || of === alias) && columns.some(({ name }) => name.toLowerCase() === column.toLowerCase()),
  );
  const [first] = having;
  if (first === undefined || (single && sources.size !== 1))
    throw new NotCounted('unknown.sql-missing-column', { name: column });
  if (having.length > 1) throw new NotCounted('unknown.sql-column', { name: column });
  return { alias: first[0], table: first[1] };
}

/** Whether a subquery reads a table that the statement changes, beside its FROM. */
export function readsItself({ found, targets, sources }: Vetted, database: string | undefined): boolean {
  return targets.some(({ table }) => {
    const named = found.tables.filter(
      ({ schema, name }) => name === table.name && (schema ?? database) === table.schema,
    ).length;
    const own = [...sources.values()].filter((one) => one === table).length;
    return named > own;
  });
}

/** Whether it reads tables that it changes on the way, by keys or triggers: the server may look again after each row. */
export function readsAny(vetted: Vetted, database: string | undefined, changed: readonly string[]): boolean {
  const own = vetted.targets.map(({ table }) => shownName(table));
  const itself = readsItself(vetted, database);
  return vetted.found.tables.some(({ schema, name }) => {
    const full = shownName({ schema: schema ?? database ?? '', name });
    return changed.includes(full) && (itself || !own.includes(full));
  });
}
