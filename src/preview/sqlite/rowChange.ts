import type { DatabaseSync } from 'node:sqlite';
import type { Remark } from '../preview.ts';
import { quoted, tablesOf, type Counters } from './counters.ts';
import { failure, messageOf } from './failure.ts';
import type { Guard, Seen } from './guard.ts';
import { measure, measureHere, same, type Measured } from './measure.ts';
import { openReplaced } from './replaced.ts';
import { foreignKeys, rowsOf, tableTriggers } from './schema.ts';
import { changeSchema } from './schemaChange.ts';
import type { Statement } from './statements.ts';
import { ownHit, splitByWay } from './splitByWay.ts';
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
    return changeSchema(guard, database, counters, statement, [first, second], prepared.seen);
  }
  if (direct === undefined) return { hits: [] };

  const isTable = tablesOf(database).includes(direct);
  const before = isTable ? rowsOf(database, direct) : undefined;
  const verb = prepared.seen.verb ?? 'change';
  pending([ownHit(direct, isTable ? 'table' : 'view', verb, before)]);

  const { triggers, put, chance, looksBack } = prepared.seen;
  const replacedIn = openReplaced(database, isTable ? direct : undefined, put);
  const measured = measureTwice(guard, database, counters, statement, triggers, !looksBack);
  if ('code' in measured) {
    // OR FAIL keeps what it did before the row at which it stops.
    const isHalf = measured.code === 'unknown.sql-would-fail' && statement.keywords.includes('FAIL');
    return isHalf ? { ...measured, code: 'unknown.sql-fails-half' } : measured;
  }
  const { withTriggers, bare } = measured;
  const replaced = replacedIn(withTriggers.counts);
  const totals = new Map<string, number>();
  for (const table of withTriggers.counts.keys()) totals.set(table, rowsOf(database, table));
  const released = guard.watch(() => database.exec('RELEASE keyturn_step'));
  if (released.error !== undefined) {
    database.exec('ROLLBACK');
    return { code: 'unknown.sql-would-fail', values: { message: messageOf(released.error) } };
  }

  const keys = foreignKeys(database, tablesOf(database));
  const hits = splitByWay(withTriggers, bare, totals, isTable ? { table: direct, verb } : undefined, keys);
  for (const { table, before: whole, rows } of replaced) {
    if (rows === 0) continue;
    const isDirect = table === direct;
    // A trigger may replace rows of the table that the statement names, too.
    const isBoth = isDirect && put.has(table.toLowerCase());
    const via = isDirect ? 'direct' : 'trigger';
    hits.push({ ...ownHit(table, 'table', 'replace', whole), via, ...(isBoth ? { about: true } : {}), rows });
  }
  if (!isTable) hits.push({ ...ownHit(direct, 'view', verb, undefined), rows: withTriggers.changed });
  else if (!hits.some(({ via }) => via === 'direct')) hits.push({ ...ownHit(direct, 'table', verb, before), rows: 0 });
  // An INSERT reads as it goes: what becomes of its source meanwhile depends on whether anything counts the rows.
  const isMoving =
    verb === 'insert' &&
    hits.some(({ table }) => !same(table, direct) && isReadBy(database, prepared.seen.reads, table));
  const sorted = hits.sort((a, b) => WAYS.indexOf(a.via) - WAYS.indexOf(b.via));
  const isUnsteady = chance && chanceDecides(statement.text, triggers.size > 0 || verb !== 'insert');
  return { hits: isUnsteady || isMoving ? sorted.map((hit) => ({ ...hit, about: true })) : sorted };
}

/** Whether the statement reads a table, by itself or by a view. */
function isReadBy(database: DatabaseSync, reads: Seen['reads'], table: string): boolean {
  const triggers = new Set(tableTriggers(database).map(({ name }) => name.toLowerCase()));
  return [...reads].some(([reader, tables]) => !triggers.has(reader) && tables.has(table.toLowerCase()));
}

/** Whether chance decides which rows these are, and not only what is in them. `elsewhere`: it may be asked outside of the text. */
function chanceDecides(text: string, elsewhere: boolean): boolean {
  if (!/random/i.test(text)) return elsewhere;
  return /\bSELECT\b|\b(?:WHERE|ON|ORDER|LIMIT|HAVING)\b[\s\S]*\brandom(?:blob)?\s*\(/i.test(text);
}

const WAYS: readonly TableHit['via'][] = ['direct', 'cascade', 'trigger'];

/**
 * With the triggers that it may fire and, where there are any, without them first: the statements that follow find what
 * the whole statement leaves. One that asks what the statement before it did is run once, since nothing may come between.
 * Leaves a savepoint `keyturn_step` open behind it when it went well.
 */
function measureTwice(
  guard: Guard,
  database: DatabaseSync,
  counters: Counters,
  statement: Statement,
  mayFire: ReadonlySet<string>,
  runsTwice: boolean,
): { readonly withTriggers: Measured; readonly bare: Measured | undefined } | Remark {
  const triggers = tableTriggers(database).filter(({ name }) => mayFire.has(name.toLowerCase()));
  let bare: Measured | undefined;
  if (triggers.length > 0 && runsTwice) {
    database.exec('SAVEPOINT keyturn_bare');
    for (const { name } of triggers) database.exec(`DROP TRIGGER main.${quoted(name)}`);
    const without = measureHere(guard, database, counters, statement);
    bare = 'code' in without ? undefined : without;
    if (!database.isTransaction) {
      // OR ROLLBACK ended the savepoint, and with it what the text had begun.
      return 'code' in without ? without : { code: 'unknown.sql-would-fail', values: { message: 'ROLLBACK' } };
    }
    database.exec('ROLLBACK TO keyturn_bare; RELEASE keyturn_bare');
  }
  const withTriggers = measure(guard, database, counters, statement);
  if ('code' in withTriggers) return withTriggers;
  return { withTriggers, bare: triggers.length === 0 ? withTriggers : bare };
}
