import { isSet, isTree, listOf, textOf, treeOf, type Tree } from '../../../sql/parse/tree.ts';
import { isDefault, namesOf, renderExpression, tableName, unfit, type Name, type Walk } from './expression.ts';
import { fullName, orderOf, renderQuery, renderTableWithJoins } from './query.ts';
import { quoted } from './sqlText.ts';

/** `column = value`; the value undefined: DEFAULT. */
export interface Assignment {
  /** The table's name or alias where it is said. */
  readonly of: string | undefined;
  readonly column: string;
  readonly value: Tree | undefined;
}

/** A DELETE or an UPDATE: rows of a FROM. */
export interface RowsStatement {
  readonly kind: 'delete' | 'update';
  /** One table, without a join: only then may there be an order and a limit. */
  readonly single: boolean;
  /** The tables that lose rows, as the text names them; empty: the only one. */
  readonly targets: readonly Name[];
  readonly from: readonly Tree[];
  readonly sets: readonly Assignment[];
  /** The statement, for its WHERE, its order and its limit. */
  readonly body: Tree;
  /** `DELETE FROM a USING a JOIN b` */
  readonly using: boolean;
}

export interface InsertStatement {
  readonly kind: 'insert';
  readonly table: Name;
  readonly columns: readonly string[];
  /** Literal rows, or undefined where a query gives them. */
  readonly rows: readonly (readonly Tree[])[] | undefined;
  readonly query: Tree | undefined;
  readonly replaces: boolean;
  readonly ignores: boolean;
  /** ON DUPLICATE KEY UPDATE. */
  readonly updates: readonly Assignment[] | undefined;
  readonly body: Tree;
}

export function rowsOfDelete(body: Tree): RowsStatement {
  const named = treeOf(body.from).WithFromKeyword ?? treeOf(body.from).WithoutKeyword;
  const list = Array.isArray(named) ? named.map(treeOf) : [];
  const using = isSet(body, 'using');
  const tables = Array.isArray(body.tables) ? body.tables.map(tableName) : [];
  if (using && tables.length > 0) throw unfit('DELETE … USING');
  const targets = using ? list.map((one) => tableName(treeOf(treeOf(one.relation).Table).name)) : tables;
  const from = using ? listOf(body, 'using') : list;
  const single = targets.length === 0;
  if (single && (from.length !== 1 || listOf(from[0] ?? {}, 'joins').length > 0)) throw unfit('DELETE');
  return { kind: 'delete', single, targets, from, sets: [], body, using };
}

export function rowsOfUpdate(body: Tree): RowsStatement {
  const from = [treeOf(body.table)];
  const single = listOf(from[0] ?? {}, 'joins').length === 0;
  return { kind: 'update', single, targets: [], from, sets: assignments(body.assignments), body, using: false };
}

export function assignments(list: unknown): readonly Assignment[] {
  if (!Array.isArray(list)) return [];
  return list.map((item: unknown) => {
    const { target, value } = treeOf(item);
    const names = namesOf(treeOf(target).ColumnName);
    if (names.length === 0 || names.length > 3) throw unfit('SET');
    return { of: names.at(-2), column: names.at(-1) ?? '', value: isDefault(value) ? undefined : treeOf(value) };
  });
}

export function insertOf(body: Tree): InsertStatement {
  const source = treeOf(body.source);
  const values = treeOf(treeOf(source.body).Values);
  const sets = assignments(body.assignments);
  const isRows = isTree(treeOf(source.body).Values);
  const rows = isRows
    ? listOf(values, 'rows').map(({ content }) => (Array.isArray(content) ? content.map(treeOf) : []))
    : undefined;
  const { DuplicateKeyUpdate } = treeOf(body.on);
  const columns = (Array.isArray(body.columns) ? body.columns : []).map((one) => namesOf(one)[0] ?? '');
  return {
    kind: 'insert',
    table: tableName(treeOf(body.table).TableName),
    columns: sets.length > 0 ? sets.map(({ column }) => column) : columns,
    rows: sets.length > 0 ? [sets.map(({ value }) => value ?? DEFAULT)] : rows,
    query: isRows || sets.length > 0 ? undefined : source,
    replaces: body.replace_into === true,
    ignores: body.ignore === true,
    updates: DuplicateKeyUpdate === undefined ? undefined : assignments(DuplicateKeyUpdate),
    body,
  };
}

const DEFAULT: Tree = { Identifier: { value: 'DEFAULT' } };

/** The statement's whole text again, to be compared with what the person sees. */
export function renderRows(statement: RowsStatement, walk: Walk): string {
  const { kind, targets, using, from, sets, body } = statement;
  if (listOf(body, 'returning').length > 0) throw unfit('RETURNING');
  for (const field of ['or', 'output']) if (isSet(body, field)) throw unfit(field);
  const tables = from.map((one) => renderTableWithJoins(one, walk)).join(', ');
  const names = targets.map((name) => fullName(name, walk)).join(', ');
  const rest = restOf(statement, walk);
  if (kind === 'update') return `UPDATE ${tables} SET ${setText(sets, walk)}${rest}`;
  if (using) return `DELETE FROM ${names} USING ${tables}${rest}`;
  return `DELETE ${names === '' ? '' : `${names} `}FROM ${tables}${rest}`;
}

/** ` WHERE … ORDER BY … LIMIT …` */
export function restOf({ body }: Pick<RowsStatement, 'body'>, walk: Walk): string {
  const where = isSet(body, 'selection') ? ` WHERE ${renderExpression(body.selection, walk)}` : '';
  const limit = isSet(body, 'limit') ? ` LIMIT ${renderExpression(body.limit, walk)}` : '';
  return `${where}${orderOf(body, walk)}${limit}`;
}

function setText(sets: readonly Assignment[], walk: Walk): string {
  return sets
    .map(({ of, column, value }) => {
      const name = of === undefined ? quoted(column) : `${quoted(of)}.${quoted(column)}`;
      return `${name} = ${valueText(value, walk)}`;
    })
    .join(', ');
}

function valueText(value: Tree | undefined, walk: Walk): string {
  return value === undefined || isDefault(value) ? 'DEFAULT' : renderExpression(value, walk);
}

export function renderInsert(statement: InsertStatement, walk: Walk): string {
  const { body, table, columns, rows, query, updates, replaces, ignores } = statement;
  if (listOf(body, 'returning').length > 0) throw unfit('RETURNING');
  for (const field of ['overwrite', 'or', 'partitioned', 'settings', 'priority', 'table_alias'])
    if (isSet(body, field) && !(Array.isArray(body[field]) && body[field].length === 0)) throw unfit(field);
  const head = `${replaces ? 'REPLACE' : 'INSERT'}${ignores ? ' IGNORE' : ''}${body.into === true ? ' INTO' : ''} ${fullName(table, walk)}`;
  const alias = isSet(body, 'insert_alias')
    ? ` AS ${namesOf(treeOf(body.insert_alias).row_alias).map(quoted).join('.')}`
    : '';
  const update = updates === undefined ? '' : ` ON DUPLICATE KEY UPDATE ${setText(updates, loose(walk))}`;
  if (Array.isArray(body.assignments) && body.assignments.length > 0)
    return `${head} SET ${setText(assignments(body.assignments), walk)}${alias}${update}`;
  const list = columns.length === 0 ? '' : ` (${columns.map(quoted).join(', ')})`;
  if (rows === undefined) return `${head}${list} ${renderQuery(query ?? {}, walk)}${update}`;
  const word = treeOf(treeOf(treeOf(body.source).body).Values).value_keyword === true ? 'VALUE' : 'VALUES';
  const lines = rows.map((row) => `(${row.map((value) => valueText(value, walk)).join(', ')})`);
  return `${head}${list} ${word} ${lines.join(', ')}${alias}${update}`;
}

/** `VALUES(column)` in ON DUPLICATE KEY UPDATE is no call; what else stands there is vetted where it is counted. */
function loose(walk: Walk): Walk {
  return { ...walk, values: true };
}

/** A table of a FROM, with what it is called there. */
export interface Source {
  readonly name: Name;
  readonly alias: string;
}

/** The tables of a FROM in order; what is no table is left out. */
export function sourcesOf(from: readonly Tree[]): readonly Source[] {
  return from.flatMap((item) =>
    [item, ...listOf(item, 'joins')].flatMap(({ relation }): readonly Source[] => {
      const { Table } = treeOf(relation);
      if (!isTree(Table)) return [];
      const name = tableName(Table.name);
      return [{ name, alias: textOf(treeOf(treeOf(Table.alias).name), 'value') ?? name.name }];
    }),
  );
}
