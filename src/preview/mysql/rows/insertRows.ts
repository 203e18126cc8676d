import type { Tree } from '../../../sql/parse/tree.ts';
import type { Count, Remark } from '../../preview.ts';
import { NotCounted } from '../../server/notCounted.ts';
import { doubted, type ServerHit } from '../../server/serverHit.ts';
import type { Change } from '../../server/textLook.ts';
import { cascadeFigures } from '../cascade/cascade.ts';
import { countFigures, tablesOf } from '../cascade/below.ts';
import { blindness, hitOf } from './changeRows.ts';
import { countRows, type Counting } from '../tables/counting.ts';
import { UNSTEADY, WOULD_FAIL, partDoubts, unique } from '../tables/doubts.ts';
import { emptyFound, isDefault, renderExpression, type Walk } from '../statements/expression.ts';
import { keysBelow } from '../tables/foreignKeys.ts';
import { meetings, type ComingRows, type Meetings } from './meetings.ts';
import { takesValues } from './newValues.ts';
import { renderQuery } from '../statements/query.ts';
import { shownName, type Column, type Table } from '../tables/schema.ts';
import type { InsertStatement } from '../statements/statement.ts';
import { triggersOn, type TriggerEvent } from '../cascade/triggers.ts';

/** Literal rows of one statement whose values are looked at one by one. */
const MOST_LITERAL = 1_000;

/** Rows of an INSERT or a REPLACE: how many come, and how many of them meet a row that is there. */
export async function insertRows(counting: Counting, statement: InsertStatement): Promise<Change> {
  const table = await counting.catalogue.table(statement.table);
  const columns = (statement.columns.length > 0 ? statement.columns : table.columns.map(({ name }) => name)).map(
    (name) => columnOf(table, name),
  );
  const walk: Walk = { found: emptyFound(), made: [], database: counting.catalogue.database };
  const coming = comingRows(statement, columns, walk);
  for (const name of walk.found.tables) await counting.catalogue.table(name);
  const { count, warned } = await rowsOf(counting, statement, walk);
  const doubts: Remark[] = [];
  const unknown: Remark[] = [];
  if (walk.found.unsteady && statement.query !== undefined) doubts.push(UNSTEADY);
  if (warned) doubts.push({ code: 'note.conversion', values: {} });
  const given = coming?.columns ?? [];
  const left = (column: Column): boolean => {
    const at = columns.indexOf(column);
    return at < 0 || statement.rows?.some((row) => row.length > 0 && !isGiven(row[at])) === true;
  };
  const lacking = table.columns.find((column) => needsValue(column) && left(column));
  if (lacking !== undefined) fallsShort(lacking, statement, doubts, unknown);
  if (coming === undefined) doubts.push({ code: 'note.conflicts', values: {} });
  else {
    const verdict = await takesValues(counting, { table, columns: given.map(({ name }) => name), query: coming.query });
    // What is refused row by row is left out; which rows that are is not followed.
    const { ignores } = statement;
    doubts.push(...verdict.doubts.map((doubt) => (ignores && doubt === WOULD_FAIL ? CONFLICTS : doubt)));
    if (!ignores) unknown.push(...verdict.unknown);
  }
  const met = coming === undefined ? undefined : await meetings(counting, table, coming);
  const outcome = outcomeOf(statement, table, count, met);
  const gone = await goneWith(counting, statement, table, met);
  const all = [...outcome.hits, ...gone.hits];
  const fired = await firedBy(counting, statement, table, outcome.hits, all);
  const final = unique([
    ...doubts,
    ...outcome.doubts,
    ...gone.doubts,
    ...fired.doubts,
    ...updateDoubts(statement, table, outcome.hits),
    ...partDoubts(table, undefined),
    ...(await blindness(counting, [{ table }])),
  ]);
  return {
    hits: [
      ...doubted(all, final).map((hit, index) =>
        index === 0 ? { ...hit, notes: [...hit.notes, ...fired.notes] } : hit,
      ),
      ...doubted(fired.hits, final),
    ],
    unknown: [...unknown, ...outcome.unknown, ...gone.unknown],
  };
}

const CONFLICTS: Remark = { code: 'note.conflicts', values: {} };

function columnOf(table: Table, wanted: string): Column {
  const found = table.columns.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  if (found === undefined) throw new NotCounted('unknown.sql-missing-column', { name: wanted });
  return found;
}

function needsValue({ nullable, fallback, auto, generated, type }: Column): boolean {
  return !nullable && fallback === undefined && !auto && !generated && type !== 'timestamp';
}

function fallsShort({ name, type }: Column, { ignores }: InsertStatement, doubts: Remark[], unknown: Remark[]): void {
  // An enum without a default takes its first value; the settings of the server may let others pass too.
  if (ignores || type === 'enum') return void doubts.push({ code: 'note.value-may-not-fit', values: { name } });
  doubts.push(WOULD_FAIL);
  unknown.push({ code: 'unknown.sql-needs-value', values: { name } });
}

/** The values that come, by those columns of which every row says one; undefined: too many, or a form that is not followed. */
function comingRows(statement: InsertStatement, columns: readonly Column[], walk: Walk): ComingRows | undefined {
  const { rows, query } = statement;
  if (rows === undefined) return { columns, query: namedQuery(renderQuery(query ?? {}, walk), columns) };
  const short = rows.find((row) => row.length !== columns.length && row.length > 0);
  if (short !== undefined) throw new NotCounted('unknown.sql-columns-differ');
  const at = columns.map((_, index) => index).filter((index) => rows.every((row) => isGiven(row[index])));
  const lines = rows.map((row) => at.map((index) => renderExpression(row[index], walk)));
  if (rows.length > MOST_LITERAL) return undefined;
  if (at.length === 0) return { columns: [], query: lines.map(() => 'SELECT 1 AS n').join(' UNION ALL ') };
  const text = lines.map((line) => `SELECT ${line.map((value, index) => `${value} AS n${index}`).join(', ')}`);
  return {
    columns: at.map((index) => columns[index]).filter((one) => one !== undefined),
    query: text.join(' UNION ALL '),
  };
}

function isGiven(value: Tree | undefined): boolean {
  return value !== undefined && !isDefault(value);
}

/** The server names a query's columns as it likes: here they are `n0`, `n1` … by their place. */
function namedQuery(query: string, columns: readonly Column[]): string {
  const names = columns.map((_, index) => `n${index}`).join(', ');
  return `WITH keyturn_source (${names}) AS (${query}) SELECT ${names} FROM keyturn_source`;
}

async function rowsOf(
  counting: Counting,
  { rows, query }: InsertStatement,
  walk: Walk,
): Promise<{ readonly count: Count; readonly warned: boolean }> {
  if (rows !== undefined) return { count: { kind: 'exact', value: rows.length }, warned: false };
  return countRows(counting, `SELECT COUNT(*) AS n FROM (${renderQuery(query ?? {}, walk)}) AS keyturn_h`);
}

interface Outcome {
  readonly hits: readonly ServerHit[];
  readonly doubts: readonly Remark[];
  readonly unknown: readonly Remark[];
}

function outcomeOf(statement: InsertStatement, table: Table, rows: Count, met: Meetings | undefined): Outcome {
  const name = shownName(table);
  const insert = (count: Count): ServerHit => hitOf(table, 'insert', count);
  const total = rows.value ?? 0;
  const { kind } = rows;
  if (met === undefined) return { hits: [insert(rows)], doubts: [CONFLICTS], unknown: [] };
  const doubts: Remark[] = met.sure ? [] : [CONFLICTS];
  if (statement.replaces) {
    if (met.doubled !== undefined) doubts.push(CONFLICTS);
    return { hits: [insert(rows), hitOf(table, 'replace', { kind, value: met.there })], doubts, unknown: [] };
  }
  if (statement.updates !== undefined) {
    if (met.doubled !== undefined || met.keysMet > 1) doubts.push(CONFLICTS);
    return {
      hits: [insert({ kind, value: total - met.rows }), hitOf(table, 'update', { kind, value: met.rows })],
      doubts,
      unknown: [],
    };
  }
  if (statement.ignores) {
    const fresh = met.keys === 1 && met.fresh !== undefined ? met.fresh : total - met.rows;
    if (met.doubled !== undefined && met.keys > 1) doubts.push(CONFLICTS);
    return { hits: [insert({ kind, value: fresh })], doubts, unknown: [] };
  }
  const key = met.metKey ?? met.doubled;
  if (key === undefined) return { hits: [insert(rows)], doubts, unknown: [] };
  // Without transactions the rows before the one that fails stay.
  return {
    hits: [insert(rows)],
    doubts: [...doubts, WOULD_FAIL],
    unknown: [{ code: 'unknown.sql-not-unique', values: { name, key } }],
  };
}

/** What goes with the rows that a REPLACE deletes. */
async function goneWith(
  counting: Counting,
  { replaces }: InsertStatement,
  table: Table,
  met: Meetings | undefined,
): Promise<Outcome> {
  const keys = replaces ? keysBelow(await counting.keys(), [shownName(table)]) : [];
  if (met?.replaced === undefined || met.there === 0 || keys.length === 0) return { hits: [], doubts: [], unknown: [] };
  if (!counting.session.server.keysChecked)
    return { hits: [], doubts: [{ code: 'note.keys-off', values: {} }], unknown: [] };
  const tables = await tablesOf(counting, keys, [{ table, alias: table.name }]);
  const figures = cascadeFigures([{ table, hit: met.replaced }], keys, tables);
  return countFigures(counting, figures, tables, keys, 'delete');
}

/** A row that is updated may get another key, or values that do not fit: which is not followed. */
function updateDoubts({ updates }: InsertStatement, table: Table, hits: readonly ServerHit[]): readonly Remark[] {
  const updated = hits.find(({ verb }) => verb === 'update');
  if (updates === undefined || updated === undefined || updated.count.value === 0) return [];
  const names = updates.map(({ column }) => column.toLowerCase());
  const keys = table.unique.flatMap(({ columns }) => columns).map((name) => name.toLowerCase());
  return keys.some((name) => names.includes(name)) ? [CONFLICTS] : [];
}

async function firedBy(
  counting: Counting,
  { replaces, updates }: InsertStatement,
  table: Table,
  own: readonly ServerHit[],
  all: readonly ServerHit[],
): Promise<{
  readonly hits: readonly ServerHit[];
  readonly notes: readonly Remark[];
  readonly doubts: readonly Remark[];
}> {
  const events: readonly (readonly [TriggerEvent, string])[] = [
    ['INSERT', 'insert'],
    ...(updates === undefined ? [] : [['UPDATE', 'update'] as const]),
    ...(replaces ? [['DELETE', 'replace'] as const] : []),
  ];
  const hits: ServerHit[] = [];
  const notes: Remark[] = [];
  const doubts: Remark[] = [];
  for (const [event, verb] of events) {
    const count = own.find((hit) => hit.verb === verb)?.count ?? { kind: 'exact', value: 0 };
    const fired = await triggersOn(
      counting,
      table,
      event,
      count,
      all.map(({ name }) => name),
    );
    hits.push(...fired.hits);
    notes.push(...fired.notes);
    doubts.push(...fired.doubts);
    // Before a row is found to be there already, what fires before an insert has fired.
    const counts =
      updates !== undefined && event === 'INSERT' && own.some((hit) => hit.verb === 'update' && hit.count.value !== 0);
    if (counts && fired.notes.length > 0)
      doubts.push(...fired.notes.map(({ values }) => ({ code: 'note.trigger-unread', values })));
  }
  return { hits, notes, doubts };
}
