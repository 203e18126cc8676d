import type { DatabaseSync } from 'node:sqlite';
import type { Sqlite } from '../editorNode.ts';
import { differencesIn, type Expected } from './counts.ts';
import { LOCK_TIME, openLines, type SqlEnd } from './sqlEnd.ts';
import { watchCounts, type Watch } from './sqliteCounts.ts';

/** SQLite's action codes for BEGIN, COMMIT, ROLLBACK and for savepoints. */
const SQLITE_TRANSACTION = 22;
const SQLITE_SAVEPOINT = 32;
const SQLITE_OK = 0;
const SQLITE_DENY = 1;

/** Runs a text on a database file inside one transaction that ends only when the counts are those that were approved. */
export function runSqlite(
  { DatabaseSync }: Sqlite,
  file: string,
  text: string,
  expected: Expected,
  tolerance: number,
): SqlEnd {
  let db: DatabaseSync | undefined;
  try {
    // As the preview read it: foreign keys are enforced, "text" may be a string as in the sqlite3 shell.
    db = new DatabaseSync(file, {
      timeout: LOCK_TIME,
      allowExtension: false,
      enableForeignKeyConstraints: true,
      enableDoubleQuotedStringLiterals: true,
    });
    db.exec('BEGIN IMMEDIATE');
    const watch = watchCounts(db, expected);
    const before = totalChanges(db);
    const lines = runStatements(db, text, watch);
    const rows = totalChanges(db) - before;
    const measured = watch.measured();
    const differences = differencesIn(measured, tolerance);
    if (differences.length > 0) {
      db.exec('ROLLBACK');
      return { ended: 'different', differences };
    }
    db.exec('COMMIT');
    return { ended: 'done', lines, rows: Math.max(0, rows), measured };
  } catch (error) {
    // Closing without COMMIT rolls back.
    return { ended: 'failed', message: error instanceof Error ? error.message : String(error) };
  } finally {
    db?.close();
  }
}

/** Rows changed so far, triggers and foreign keys included. */
function totalChanges(db: DatabaseSync): number {
  return Number(db.prepare('SELECT total_changes() AS rows').get()?.['rows']);
}

/** One statement after the other, cut by SQLite itself: `prepare` takes the first one only and drops the rest in silence. */
function runStatements(db: DatabaseSync, text: string, watch: Watch): readonly string[] {
  const lines = openLines();
  let rest = withoutBlank(text);
  while (rest !== '') {
    if (/^ALTER\b/i.test(rest)) watch.remove();
    else watch.install();
    // The text must not end our transaction: a COMMIT in it would make its first half stay, whatever the counts.
    db.setAuthorizer((code) => (code === SQLITE_TRANSACTION || code === SQLITE_SAVEPOINT ? SQLITE_DENY : SQLITE_OK));
    const statement = db.prepare(rest);
    statement.setReadBigInts(true);
    for (const row of statement.iterate()) lines.add(row);
    db.setAuthorizer(null);
    if (statement.sourceSQL === '' || !rest.startsWith(statement.sourceSQL)) {
      throw new Error('the text could not be cut into its statements');
    }
    rest = withoutBlank(rest.slice(statement.sourceSQL.length));
  }
  return lines.all;
}

/** Without leading blanks, empty statements and comments: where nothing else is left, there is no statement to prepare. */
function withoutBlank(text: string): string {
  return text.replace(/^(?:[\s;]|--[^\n]*(?:\n|$)|\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$))+/, '');
}
