import type { DatabaseSync } from 'node:sqlite';
import type { Remark } from '../preview.ts';
import { quoted, tablesOf, type Counters, type RowChange } from './counters.ts';
import { failure, messageOf } from './failure.ts';
import type { Guard } from './guard.ts';
import { actionOn, measure, measureHere, parentOf, same, type Changes, type Measured } from './measure.ts';
import { foreignKeys, rowsOf, tableTriggers, type ForeignKey } from './schema.ts';
import { changeSchema } from './schemaChange.ts';
import type { Statement } from './statements.ts';
import type { Ran, TableHit } from './tableHit.ts';

/** Runs one statement and tells the rows it names from those that cascades and triggers add. */
export function runOne(
  guard: Guard,
  database: DatabaseSync,
  counters: Counters,
  statement: Statement,
  [first, second]: readonly [string, string],
  pending: (hits: readonly TableHit[]) => void,
): Ran | Remark {
  const prepared = guard.watch(() => database.prepare(statement.text));
  const failed = failure(prepared);
  if (failed !== undefined) return failed;
  const { direct, writes } = prepared.seen;
  if (!writes) return { hits: [] };
  if (first === 'DROP' || first === 'ALTER' || first === 'CREATE') {
    return changeSchema(guard, database, counters, statement, [first, second], direct);
  }
  if (direct === undefined) return { hits: [] };

  const isTable = tablesOf(database).includes(direct);
  const before = isTable ? rowsOf(database, direct) : undefined;
  const verb = prepared.seen.verb ?? 'change';
  pending([own(direct, isTable ? 'table' : 'view', verb, before)]);

  const measured = measureTwice(guard, database, counters, statement, prepared.seen.triggers);
  if ('code' in measured) {
    // OR FAIL keeps what it did before the row at which it stops.
    const isHalf = measured.code === 'unknown.sql-would-fail' && statement.keywords.includes('FAIL');
    return isHalf ? { ...measured, code: 'unknown.sql-fails-half' } : measured;
  }
  const { withTriggers, bare } = measured;
  const after = isTable ? rowsOf(database, direct) : undefined;
  const totals = new Map<string, number>();
  for (const table of withTriggers.counts.keys()) totals.set(table, rowsOf(database, table));
  const released = guard.watch(() => database.exec('RELEASE keyturn_step'));
  if (released.error !== undefined) {
    database.exec('ROLLBACK');
    return { code: 'unknown.sql-would-fail', values: { message: messageOf(released.error) } };
  }

  const hits = hitsOf(
    withTriggers,
    bare,
    totals,
    isTable ? { table: direct, changes: DIRECT[verb] ?? [] } : undefined,
    foreignKeys(database, tablesOf(database)),
  );
  if (isTable && before !== undefined && after !== undefined) {
    const changes = withTriggers.counts.get(direct);
    // REPLACE takes rows away without firing a trigger.
    const replaced = before + (changes?.insert ?? 0) - (changes?.delete ?? 0) - after;
    if (replaced > 0) hits.push({ ...own(direct, 'table', 'replace', before), rows: replaced });
  }
  if (!isTable) hits.push({ ...own(direct, 'view', verb, undefined), rows: withTriggers.changed });
  else if (!hits.some(({ via }) => via === 'direct')) hits.push({ ...own(direct, 'table', verb, before), rows: 0 });
  const sorted = hits.sort((a, b) => WAYS.indexOf(a.via) - WAYS.indexOf(b.via));
  return { hits: UNSTEADY.test(statement.text) ? sorted.map((hit) => ({ ...hit, about: true as const })) : sorted };
}

/** Chance decides which rows these are. */
const UNSTEADY = /\b(?:WHERE|ON|ORDER|LIMIT|HAVING)\b[\s\S]*\brandom(?:blob)?\s*\(/i;

/** What a statement does itself to rows of the table that it names; an INSERT may update one that is there. */
const DIRECT: Readonly<Record<string, readonly RowChange[]>> = {
  delete: ['delete'],
  update: ['update'],
  insert: ['insert', 'update'],
};

/**
 * With the triggers that it may fire and, where there are any, without them first: the statements that follow find what
 * the whole statement leaves. Leaves a savepoint `keyturn_step` open behind it when it went well.
 */
function measureTwice(
  guard: Guard,
  database: DatabaseSync,
  counters: Counters,
  statement: Statement,
  mayFire: ReadonlySet<string>,
): { readonly withTriggers: Measured; readonly bare: Changes } | Remark {
  const triggers = tableTriggers(database).filter(({ name }) => mayFire.has(name.toLowerCase()));
  let bare: Changes | undefined;
  if (triggers.length > 0) {
    database.exec('SAVEPOINT keyturn_bare');
    for (const { name } of triggers) database.exec(`DROP TRIGGER main.${quoted(name)}`);
    const without = measureHere(guard, database, counters, statement);
    bare = 'code' in without ? new Map() : without.counts;
    if (!database.isTransaction) {
      // OR ROLLBACK ended the savepoint, and with it what the text had begun.
      return 'code' in without ? without : { code: 'unknown.sql-would-fail', values: { message: 'ROLLBACK' } };
    }
    database.exec('ROLLBACK TO keyturn_bare; RELEASE keyturn_bare');
  }
  const withTriggers = measure(guard, database, counters, statement);
  return 'code' in withTriggers ? withTriggers : { withTriggers, bare: bare ?? withTriggers.counts };
}

/** What the statement names itself, before its rows are known. */
function own(table: string, type: TableHit['type'], verb: string, of: number | undefined): TableHit {
  return { table, type, verb, via: 'direct', ...(of === undefined ? {} : { of }), sample: [], notes: [] };
}

/**
 * Every change by what caused it: the statement's own rows; then what happens without triggers too, so by foreign keys;
 * the rest is by triggers.
 */
function hitsOf(
  all: Measured,
  withoutTriggers: Changes,
  totals: ReadonlyMap<string, number>,
  direct: { readonly table: string; readonly changes: readonly RowChange[] } | undefined,
  keys: readonly ForeignKey[],
): TableHit[] {
  const hits: TableHit[] = [];
  for (const [table, changes] of all.counts) {
    const of = (totals.get(table) ?? 0) + (changes.delete ?? 0) - (changes.insert ?? 0);
    for (const change of ['delete', 'update', 'insert'] as const) {
      const rows = changes[change] ?? 0;
      const bare = Math.min(rows, withoutTriggers.get(table)?.[change] ?? 0);
      const isDirect = direct !== undefined && same(table, direct.table) && direct.changes.includes(change);
      const named = isDirect ? directRows(changes, change, all.changed) : 0;
      // A row that a key sets to null may go by another key after all.
      const maySink = change === 'update' && (changes.delete ?? 0) > 0;
      const first = Math.min(bare, named);
      const sample = all.samples.get(`${change} ${table}`) ?? [];
      const add = (via: TableHit['via'], verb: string, part: number): void => {
        if (part === 0) return;
        const whole = change === 'insert' ? undefined : of;
        const from = via === 'cascade' ? parentOf(table, keys, all.counts) : undefined;
        hits.push({
          ...own(table, 'table', verb, whole),
          via,
          ...(from === undefined ? {} : { from }),
          ...(maySink && via === 'cascade' ? { about: true } : {}),
          rows: part,
          sample: part === rows || via === 'direct' ? sample : [],
        });
      };
      add('direct', change, first);
      add('cascade', change === 'update' ? actionOn(table, keys, all.counts) : change, bare - first);
      add('trigger', change, rows - bare);
    }
  }
  return hits;
}

const WAYS: readonly TableHit['via'][] = ['direct', 'cascade', 'trigger'];

/** How many of a table's changes are the statement's own: SQLite's `changes()` counts no cascade and no trigger. */
function directRows(changes: Readonly<Partial<Record<RowChange, number>>>, change: RowChange, changed: number): number {
  const all = changes[change] ?? 0;
  const total = (changes.delete ?? 0) + (changes.update ?? 0) + (changes.insert ?? 0);
  return total === changed ? all : Math.min(all, changed);
}
