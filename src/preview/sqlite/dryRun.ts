import type * as NodeSqlite from 'node:sqlite';
import type { DatabaseSync } from 'node:sqlite';
import type { Remark } from '../preview.ts';
import { openCounters } from './counters.ts';
import { messageOf } from './failure.ts';
import { openGuard, type Guard } from './guard.ts';
import { runOne } from './rowChange.ts';
import { splitStatements, type Statement } from './statements.ts';
import { mergeHits, type TableHit } from './tableHit.ts';

type Sqlite = typeof NodeSqlite;

export interface DryRun {
  readonly hits: readonly TableHit[];
  readonly unknown: readonly Remark[];
}

/** Statements of one text; beyond, they are not run. */
const MOST_STATEMENTS = 500;

/**
 * Runs a text statement by statement in a copy and counts what each changes. `progress` gets what is known before each
 * statement, so that a run cut short still says where it was.
 */
export function dryRun(sqlite: Sqlite, database: DatabaseSync, text: string, progress: (run: DryRun) => void): DryRun {
  const counters = openCounters(database);
  counters.install();
  const guard = openGuard(sqlite, database, counters.functions, counters.isOwn);
  const unknown: Remark[] = [];
  let kept: TableHit[] = [];
  /** What a transaction of the text's own has changed so far: a ROLLBACK takes it back. */
  let open: TableHit[] | undefined;
  const now = (pending: readonly TableHit[] = []): DryRun => ({
    hits: mergeHits([...kept, ...(open ?? []), ...pending]),
    unknown,
  });

  const statements = splitStatements(text);
  for (const [index, statement] of statements.entries()) {
    const number = String(index + 1);
    const say = (code: string, values: Readonly<Record<string, string>> = {}): void => {
      unknown.push({ code, values: { statement: number, ...values } });
    };
    if (index >= MOST_STATEMENTS) {
      say('unknown.sql-too-many', { count: String(statements.length - index) });
      break;
    }
    const [first = '', second = ''] = statement.keywords;
    if (first.startsWith('.')) {
      if (!HARMLESS_DOTS.test(first)) say('unknown.sql-dot-command', { name: first });
      continue;
    }
    if (statement.parameters) {
      say('unknown.sql-parameters');
      continue;
    }
    switch (first) {
      case 'VACUUM':
        // VACUUM INTO writes another file, and the authorizer is not asked.
        if (statement.keywords.includes('INTO')) say('unknown.sql-vacuum-into');
        continue;
      case 'EXPLAIN':
      case 'SELECT':
      case 'VALUES':
      case 'ANALYZE':
      case 'REINDEX':
        continue;
      case 'PRAGMA':
        runPragma(guard, database, statement, say);
        continue;
      case 'BEGIN':
      case 'COMMIT':
      case 'END':
      case 'ROLLBACK':
      case 'SAVEPOINT':
      case 'RELEASE': {
        const { error } = guard.watch(() => database.exec(statement.text));
        if (error !== undefined) say('unknown.sql-would-fail', { message: messageOf(error) });
        if (first === 'SAVEPOINT' || first === 'RELEASE' || statement.keywords.includes('TO')) {
          if (first === 'ROLLBACK') {
            say('unknown.sql-savepoint');
            // Which of these it takes back is not followed.
            kept = kept.map(roughly);
            open = open?.map(roughly);
          }
        } else if (first === 'BEGIN') open ??= [];
        else if (first === 'ROLLBACK') {
          if ((open ?? []).length > 0) say('note.rolled-back');
          open = undefined;
        } else if (error === undefined) {
          kept = [...kept, ...(open ?? [])];
          open = undefined;
        }
        continue;
      }
      default:
        break;
    }
    const found = runOne(guard, database, counters, statement, [first, second], (pending) => progress(now(pending)));
    if ('code' in found) say(found.code, found.values);
    else if (open === undefined) kept.push(...found.hits);
    else open.push(...found.hits);
  }
  if ((open ?? []).length > 0) unknown.push({ code: 'note.never-committed', values: {} });
  if (database.isTransaction) database.exec('ROLLBACK');
  open = undefined;
  return now();
}

function roughly(hit: TableHit): TableHit {
  return { ...hit, about: true };
}

/** Commands of the shell that only change how it prints. */
const HARMLESS_DOTS =
  /^\.(mode|headers?|separator|nullvalue|width|timer|echo|bail|changes|print|stats|timeout|tables|schema|indexes|indices|databases|dbinfo|show|eqp|explain|prompt|help|quit|exit|version)$/i;

/** Settings that change how the file is kept or how fast it is, not what its rows are. */
const STORAGE_PRAGMAS =
  /^(journal_mode|synchronous|cache_size|busy_timeout|temp_store|mmap_size|page_size|auto_vacuum|wal_autocheckpoint|wal_checkpoint|locking_mode|optimize|incremental_vacuum|user_version|application_id|encoding|journal_size_limit|cell_size_check|cache_spill|threads|analysis_limit|shrink_memory)$/i;

function runPragma(
  guard: Guard,
  database: DatabaseSync,
  statement: Statement,
  say: (code: string, values?: Readonly<Record<string, string>>) => void,
): void {
  const name = statement.keywords.find((word, index) => index > 0 && word !== 'MAIN' && word !== 'TEMP') ?? '';
  if (STORAGE_PRAGMAS.test(name)) return;
  const { error, seen } = guard.watch(() => database.exec(statement.text));
  if (seen.refused !== undefined) say(seen.refused.code, { name: seen.refused.name });
  else if (error !== undefined) say('unknown.sql-would-fail', { message: messageOf(error) });
}
