import { EXECUTABLE_COMMENT, mysqlTokens } from '../../../sql/parse/mysql.ts';
import { treeOf } from '../../../sql/parse/tree.ts';
import type { Count, Remark } from '../../preview.ts';
import type { ServerHit } from '../../server/serverHit.ts';
import type { Counting } from '../tables/counting.ts';
import { noRollback } from '../tables/doubts.ts';
import { shownName, type Table } from '../tables/schema.ts';
import { isTable, type Session } from '../session/session.ts';
import { insertOf } from '../statements/statement.ts';

/** What the triggers of a table add to a change of its rows. Rows that a foreign key changes fire none. */
export interface Fired {
  readonly hits: readonly ServerHit[];
  readonly notes: readonly Remark[];
  /** Why the other figures are not exact. */
  readonly doubts: readonly Remark[];
}

export type TriggerEvent = 'INSERT' | 'UPDATE' | 'DELETE';

const NONE: Fired = { hits: [], notes: [], doubts: [] };

/** `rows`: for how many rows of the table they fire. `changed`: shown names of the tables whose rows are counted already. */
export async function triggersOn(
  counting: Counting,
  table: Table,
  event: TriggerEvent,
  rows: Count,
  changed: readonly string[],
): Promise<Fired> {
  if (rows.value === 0) return NONE;
  const triggers = await triggersOf(counting.session, table, event);
  const hits: ServerHit[] = [];
  const notes: Remark[] = [];
  const doubts: Remark[] = [];
  const own = (await counting.keys()).filter(({ child }) => child === shownName(table));
  const keys = [...table.unique, ...own.map(({ childColumns: columns }) => ({ columns }))].flatMap(
    ({ columns }) => columns,
  );
  for (const { name, body } of triggers) {
    const values = { name, function: name };
    notes.push({ code: 'note.trigger-fires', values });
    const deeds = deedsOf(counting, body, keys);
    if (deeds === undefined) doubts.push({ code: 'note.trigger-unread', values });
    for (const deed of deeds ?? []) {
      const other = await counting.catalogue.table({ schema: deed.schema ?? table.schema, name: deed.name });
      const more = await triggersOf(counting.session, other, 'INSERT');
      if (more.length > 0 || changed.includes(shownName(other))) doubts.push({ code: 'note.trigger-unread', values });
      const count: Count =
        rows.value === undefined ? { kind: 'unknown' } : { kind: rows.kind, value: deed.rows * rows.value };
      hits.push({
        type: 'table',
        name: shownName(other),
        verb: 'insert',
        via: 'trigger',
        count,
        sample: [],
        notes: noRollback(other),
      });
    }
  }
  return { hits, notes, doubts };
}

interface Trigger {
  readonly name: string;
  readonly body: string;
}

async function triggersOf(session: Session, { schema, name }: Table, event: TriggerEvent): Promise<readonly Trigger[]> {
  const rows = await session.query(
    `SELECT TRIGGER_NAME AS n, ACTION_STATEMENT AS b FROM information_schema.TRIGGERS
WHERE ${isTable(schema, name, ['EVENT_OBJECT_SCHEMA', 'EVENT_OBJECT_TABLE'])} AND EVENT_MANIPULATION = '${event}' ORDER BY ACTION_ORDER`,
  );
  return rows.map((row) => ({ name: row['n'] ?? '', body: row['b'] ?? '' }));
}

interface Deed {
  readonly schema: string | undefined;
  readonly name: string;
  /** Rows for each time that it fires. */
  readonly rows: number;
}

/** The rows that a body inserts, when that and settings of plain values of the new row is all it does; undefined: it does more. */
function deedsOf({ parser }: Counting, body: string, keys: readonly string[]): readonly Deed[] | undefined {
  const block = /^\s*BEGIN\b([\s\S]*)\bEND\s*;?\s*$/i.exec(body)?.[1] ?? body;
  const { statements, commands } = parser.split(block);
  if (commands.length > 0 || EXECUTABLE_COMMENT.test(block)) return undefined;
  const deeds: Deed[] = [];
  for (const text of statements) {
    if (setsPlainly(text, keys)) continue;
    const insert = treeOf(treeOf(parser.parse(text)).Insert);
    if (Object.keys(insert).length === 0) return undefined;
    try {
      const { table: other, rows, replaces, ignores, updates } = insertOf(insert);
      if (rows === undefined || replaces || ignores || updates !== undefined || calls(text)) return undefined;
      deeds.push({ schema: other.schema, name: other.name, rows: rows.length });
    } catch {
      return undefined;
    }
  }
  return deeds;
}

/** Functions of somebody's would do more than give a value. */
const GIVES_A_VALUE = /^(?:NOW|CURRENT_TIMESTAMP|CONCAT|UPPER|LOWER|VALUES|COALESCE|IFNULL|TRIM|USER|CURRENT_USER)$/;

function calls(text: string): boolean {
  const tokens = mysqlTokens(text) ?? [];
  return tokens.some((token, at) => {
    const before = tokens[at - 1];
    if (token.value !== '(' || token.kind !== 'other' || before?.kind !== 'word' || GIVES_A_VALUE.test(before.value))
      return false;
    // `INSERT INTO name (columns)`
    return !/^(?:INTO|INSERT|\.)$/.test(tokens[at - 2]?.value ?? '');
  });
}

/** `SET NEW.column = value`, of a column that is no key. */
function setsPlainly(text: string, keys: readonly string[]): boolean {
  const column = /^\s*SET\s+NEW\s*\.\s*`?(\w+)`?\s*=\s*(?:NOW\(\)|CURRENT_TIMESTAMP|[^()@;,]*)$/i.exec(text)?.[1];
  return column !== undefined && !keys.some((key) => key.toLowerCase() === column.toLowerCase());
}
