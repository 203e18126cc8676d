import { realpathSync } from 'node:fs';
import path from 'node:path';
import type { SqlAction } from '../action/action.ts';
import { cliSentences as sentences } from '../app/sentences/cli.ts';
import { openSqlite } from './editorNode.ts';
import { NOT_RUN, type Executed } from './executed.ts';
import { claim, report, type Approved } from './sealed.ts';
import { expectedCounts } from './sqliteCounts.ts';
import { runSqlite } from './sqliteRun.ts';
import { writeOut, type Terminal } from './terminal.ts';

/** Claims an approved SQL action on a SQLite file and executes exactly it. Exit codes: 0, 1 failed or rolled back, 120. */
export async function executeSql(
  place: string,
  approved: Approved,
  action: SqlAction,
  terminal: Terminal,
): Promise<Executed> {
  const { tell } = terminal;
  const sqlite = openSqlite();
  const { connection } = action;
  if (sqlite === undefined) {
    tell(sentences.noSqlite());
    return NOT_RUN;
  }
  if (connection === undefined || !path.isAbsolute(connection) || (action.dialect ?? 'sqlite') !== 'sqlite') {
    tell(sentences.laterConnection(connection ?? ''));
    return NOT_RUN;
  }
  if (!(await claim(place, approved, terminal))) return NOT_RUN;
  if (databaseFile(connection) !== connection) {
    tell(sentences.changed(connection));
    await report(approved, { error: `changed after the approval: ${connection}` }, terminal);
    return NOT_RUN;
  }
  const end = runSqlite(sqlite, connection, action.statement, expectedCounts(approved.answer.preview ?? []));
  switch (end.ended) {
    case 'done':
      writeOut(end.lines.map((line) => `${line}\n`).join(''), terminal);
      await report(approved, { exitCode: 0, rows: end.rows }, terminal);
      return { ran: true, exitCode: 0, rows: end.rows };
    case 'different': {
      const texts = end.differences.map(({ table, change, shown, real }) =>
        sentences.rowsDiffer(table, change, shown, real),
      );
      tell(sentences.rolledBack(texts.join('; ')));
      await report(
        approved,
        { exitCode: 1, rows: 0, error: `rolled back: ${texts.join('; ')}`.slice(0, 4096) },
        terminal,
      );
      return { ran: true, exitCode: 1, rows: 0 };
    }
    case 'failed':
      tell(sentences.sqlFailed(end.message));
      await report(approved, { exitCode: 1, rows: 0, error: end.message.slice(0, 4096) }, terminal);
      return { ran: true, exitCode: 1, rows: 0 };
  }
}

/** The real path of a database file, which need not exist yet. Undefined: its folder is not there. */
export function databaseFile(file: string): string | undefined {
  try {
    return realpathSync.native(file);
  } catch {
    try {
      return path.join(realpathSync.native(path.dirname(file)), path.basename(file));
    } catch {
      return undefined;
    }
  }
}
