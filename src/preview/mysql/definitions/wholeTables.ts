import { listOf, textOf, treeOf, type Tree } from '../../../sql/parse/tree.ts';
import type { Count, Remark } from '../../preview.ts';
import { NotCounted } from '../../server/notCounted.ts';
import { alteredHit, type ServerHit } from '../../server/serverHit.ts';
import type { Change } from '../../server/textLook.ts';
import { alteredTable, alteringOf } from './altering.ts';
import { hitOf } from '../rows/changeRows.ts';
import { countRows, type Counting } from '../tables/counting.ts';
import { namesOf, tableName, type Name } from '../statements/expression.ts';
import type { ForeignKey } from '../tables/foreignKeys.ts';
import { shownName, type Table } from '../tables/schema.ts';
import { literal, quoted } from '../statements/sqlText.ts';

/** Tables of one database whose rows are counted. */
const MOST_TABLES = 30;

/** TRUNCATE: all rows of a table, at once and for good. It refuses a table that others refer to, even where nothing does. */
export async function truncateTable(counting: Counting, body: Tree): Promise<Change> {
  const names = listOf(body, 'table_names').map(({ name }) => tableName(name));
  const tables = await Promise.all(names.map((name) => counting.catalogue.table(name)));
  const unknown: Remark[] = [];
  const hits: ServerHit[] = [];
  for (const table of tables) {
    const by = (await referring(counting, [table])).filter(({ child }) => child !== shownName(table));
    if (by.length > 0) unknown.push(referred(shownName(table), by));
    else hits.push(await wholeHit(counting, table, 'truncate'));
  }
  return { hits: waitedFor(hits), unknown };
}

/** Every change of a definition takes the metadata lock of its tables alone; said with the first of them. */
function waitedFor(hits: readonly ServerHit[]): readonly ServerHit[] {
  const names = hits.filter(({ type }) => type === 'table').map(({ name }) => name);
  if (names.length === 0) return hits;
  const note: Remark = { code: 'note.metadata-lock', values: { names: names.slice(0, 10).join(', ') } };
  return hits.map((hit, index) => (index === 0 ? { ...hit, notes: [...hit.notes, note] } : hit));
}

function referred(name: string, by: readonly ForeignKey[]): Remark {
  return {
    code: 'unknown.sql-whole-referred',
    values: { name, by: [...new Set(by.map(({ child }) => child))].join(', ') },
  };
}

async function referring(counting: Counting, tables: readonly Table[]): Promise<readonly ForeignKey[]> {
  if (!counting.session.server.keysChecked) return [];
  const names = tables.map(shownName);
  return (await counting.keys()).filter(({ parent }) => names.includes(parent));
}

async function wholeHit(
  counting: Counting,
  table: Table,
  verb: string,
  via: 'direct' | 'cascade' = 'direct',
): Promise<ServerHit> {
  const { count } = await countRows(
    counting,
    `SELECT COUNT(*) AS n FROM ${quoted(table.schema)}.${quoted(table.name)}`,
  );
  const known: Count = count.kind === 'unknown' ? { kind: 'estimate', value: table.estimate } : count;
  return { ...hitOf(table, verb, known), via, ...(count.kind === 'exact' ? { of: count.value } : {}), notes: [] };
}

/** DROP of tables, views and databases. What else is dropped has no rows. */
export async function dropObjects(counting: Counting, body: Tree): Promise<Change> {
  const names = (Array.isArray(body.names) ? body.names : []).map(tableName);
  const ifExists = body.if_exists === true;
  switch (textOf(body, 'object_type')) {
    case 'Table':
      // A temporary table belongs to the session that made it.
      if (body.temporary === true) return { hits: [], unknown: [] };
      return dropTables(counting, names, ifExists);
    case 'View':
      return dropViews(counting, names, ifExists);
    case 'Database':
    case 'Schema':
      return dropDatabases(counting, names, ifExists);
    default:
      return { hits: [], unknown: [] };
  }
}

async function dropTables(counting: Counting, names: readonly Name[], ifExists: boolean): Promise<Change> {
  const tables: Table[] = [];
  for (const name of names) {
    if (ifExists && (await counting.catalogue.kind(name)) === undefined) continue;
    tables.push(await counting.catalogue.table(name));
  }
  const own = tables.map(shownName);
  const by = (await referring(counting, tables)).filter(({ child, parent }) => child !== parent);
  const others = by.filter(({ child }) => !own.includes(child));
  if (others.length > 0) return { hits: [], unknown: [referred(own.join(', '), others)] };
  const hits: ServerHit[] = [];
  for (const table of tables) hits.push(await wholeHit(counting, table, 'drop'));
  // A table that goes before the one that refers to it is refused by some servers.
  const order = by.some(({ child, parent }) => own.indexOf(parent) < own.indexOf(child));
  const waited = waitedFor(hits);
  if (!order) return { hits: waited, unknown: [] };
  return {
    hits: waited.map((hit) => ({
      ...hit,
      count: hit.count.kind === 'exact' ? { ...hit.count, kind: 'estimate' } : hit.count,
    })),
    unknown: [{ code: 'unknown.sql-drop-order', values: { name: own.join(', ') } }],
  };
}

async function dropViews(counting: Counting, names: readonly Name[], ifExists: boolean): Promise<Change> {
  const hits: ServerHit[] = [];
  for (const name of names) {
    const found = await counting.catalogue.kind(name);
    if (found === undefined && ifExists) continue;
    if (found === undefined) throw new NotCounted('unknown.sql-missing-table', { name: name.name });
    hits.push({
      type: 'view',
      name: shownName(found),
      verb: 'drop',
      via: 'direct',
      count: { kind: 'unknown' },
      sample: [],
      notes: [],
    });
  }
  return { hits, unknown: [] };
}

async function dropDatabases(counting: Counting, names: readonly Name[], ifExists: boolean): Promise<Change> {
  const hits: ServerHit[] = [];
  const unknown: Remark[] = [];
  for (const { name } of names) {
    const rows = await counting.session.query(
      `SELECT t.TABLE_NAME AS n, t.TABLE_TYPE AS t FROM information_schema.SCHEMATA s LEFT JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = s.SCHEMA_NAME
WHERE s.SCHEMA_NAME = ${literal(name)} ORDER BY 1`,
    );
    if (rows.length === 0 && ifExists) continue;
    if (rows.length === 0) throw new NotCounted('unknown.sql-missing-database', { name });
    const by = (await counting.keys()).filter(
      ({ childPlace, parentPlace }) => parentPlace.schema === name && childPlace.schema !== name,
    );
    if (by.length > 0 && counting.session.server.keysChecked) return { hits: [], unknown: [referred(name, by)] };
    const views = rows.filter((row) => /VIEW$/.test(row['t'] ?? '')).map((row) => `view ${row['n'] ?? ''}`);
    const notes: readonly Remark[] =
      views.length === 0 ? [] : [{ code: 'note.dropped-with', values: { names: views.slice(0, 20).join(', ') } }];
    hits.push({ type: 'database', name, verb: 'drop', via: 'direct', count: { kind: 'unknown' }, sample: [], notes });
    const tables = rows.filter((row) => row['n'] !== null && !/VIEW$/.test(row['t'] ?? ''));
    if (tables.length > MOST_TABLES)
      unknown.push({ code: 'unknown.sql-more-tables', values: { count: String(tables.length - MOST_TABLES) } });
    for (const row of tables.slice(0, MOST_TABLES)) {
      try {
        const table = await counting.catalogue.table({ schema: name, name: row['n'] ?? '' });
        hits.push(await wholeHit(counting, table, 'drop', 'cascade'));
      } catch (error) {
        if (!(error instanceof NotCounted)) throw error;
        unknown.push(error.remark);
      }
    }
  }
  return { hits: waitedFor(hits), unknown };
}

/** ALTER TABLE: the rows that have a value in a column that is dropped. Other changes of a table lose no row, but keep others waiting. */
export async function alterTable(counting: Counting, body: Tree, text: string): Promise<Change> {
  const operations = listOf(body, 'operations');
  const name = tableName(body.name);
  if (body.if_exists === true && (await counting.catalogue.kind(name)) === undefined) return { hits: [], unknown: [] };
  const table = await counting.catalogue.table(name);
  const dropped = await droppedColumns(counting, table, operations);
  const altered = alteredHit(shownName(table), table.bytes, notesOf(counting, table, text));
  return { hits: [...dropped, ...waitedFor([altered])], unknown: [] };
}

/** The same of one that the parser does not know, where its words leave no doubt and no column goes; undefined: they do. */
export async function alteredByWords(counting: Counting, text: string): Promise<Change | undefined> {
  const tokens = counting.parser.tokens(text) ?? [];
  const name = alteredTable(tokens, text);
  if (name === undefined || tokens[0]?.value !== 'ALTER') return undefined;
  const table = await counting.catalogue.table(name);
  const losing = tokens.some(
    ({ kind, value }, at) => kind === 'word' && value === 'DROP' && !keepsRows(tokens[at + 1]?.value),
  );
  if (losing || alteringOf(tokens, table, counting.session.server) === undefined) return undefined;
  return { hits: waitedFor([alteredHit(shownName(table), table.bytes, notesOf(counting, table, text))]), unknown: [] };
}

function keepsRows(dropped: string | undefined): boolean {
  return /^(?:INDEX|KEY|PRIMARY|FOREIGN|DEFAULT)$/.test(dropped ?? '');
}

/** How the server carries it out, and what others can do meanwhile. */
function notesOf({ parser, session }: Counting, table: Table, text: string): readonly Remark[] {
  const altering = alteringOf(parser.tokens(text) ?? [], table, session.server);
  const values = { count: String(table.estimate) };
  if (altering === undefined) return [{ code: 'note.alter-may-copy', values }];
  const { work, others } = altering;
  if (work === 'none') return [{ code: 'note.alter-none', values: {} }];
  const code = work === 'index' ? 'note.alter-index' : 'note.alter-rewrite';
  return [
    { code, values },
    { code: `note.others-${others}`, values: {} },
  ];
}

async function droppedColumns(
  counting: Counting,
  table: Table,
  operations: readonly Tree[],
): Promise<readonly ServerHit[]> {
  const dropped = operations.flatMap(({ DropColumn }) => {
    const operation = treeOf(DropColumn);
    return namesOf(operation.column_names).map((name) => ({ name, ifExists: operation.if_exists === true }));
  });
  const hits: ServerHit[] = [];
  const keys = await counting.keys();
  for (const { name, ifExists } of dropped) {
    const column = table.columns.find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (column === undefined && ifExists) continue;
    if (column === undefined) throw new NotCounted('unknown.sql-missing-column', { name });
    const own = shownName(table);
    const key = keys.find(
      ({ child, parent, childColumns, parentColumns }) =>
        (child === own && childColumns.includes(column.name)) ||
        (parent === own && parentColumns.includes(column.name)),
    );
    if (key !== undefined) throw new NotCounted('unknown.sql-column-key', { name: column.name, key: key.name });
    const [row = {}] = await counting.session.query(
      `SELECT COUNT(x.${quoted(column.name)}) AS n, COUNT(*) AS total FROM ${quoted(table.schema)}.${quoted(table.name)} AS x`,
    );
    hits.push({
      type: 'column',
      name: `${own}.${column.name}`,
      verb: 'drop',
      via: 'direct',
      count: { kind: 'exact', value: Number(row['n'] ?? 0) },
      of: Number(row['total'] ?? 0),
      sample: [],
      notes: [{ code: 'note.column-dropped', values: {} }],
    });
  }
  return hits;
}
