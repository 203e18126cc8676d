import { realpathSync } from 'node:fs';
import path from 'node:path';
import type { SqlAction } from '../../action/action.ts';
import { redact } from '../../action/redact.ts';
import { cliSentences as sentences } from '../../app/sentences/cli.ts';
import { MOST_OUTCOME_TABLES, type Outcome } from '../../review/decision.ts';
import { openSqlite } from '../editorNode.ts';
import { NOT_RUN, type Executed } from '../executed.ts';
import { claim, report, type Approved } from '../sealed.ts';
import { writeOut, type Terminal } from '../terminal.ts';
import { expectedCounts, type Measured } from './counts.ts';
import { runOnServer } from './serverRun.ts';
import { isServerUrl, urlTarget } from './serverTarget.ts';
import type { SqlEnd } from './sqlEnd.ts';
import { foldSqlite } from './sqliteCounts.ts';
import { runSqlite } from './sqliteRun.ts';

/** Claims an approved SQL action and executes exactly it, in one transaction. Exit codes: 0, 1 failed or rolled back, 120. */
export function executeSql(
  place: string,
  approved: Approved,
  action: SqlAction,
  terminal: Terminal,
): Promise<Executed> {
  const { connection = '', dialect } = action;
  const isFile = path.isAbsolute(connection) && (dialect ?? 'sqlite') === 'sqlite';
  return isFile
    ? executeInFile(place, approved, action, connection, terminal)
    : executeOnServer(place, approved, action, connection, terminal);
}

async function executeInFile(
  place: string,
  approved: Approved,
  action: SqlAction,
  file: string,
  terminal: Terminal,
): Promise<Executed> {
  const { tell } = terminal;
  const sqlite = openSqlite();
  if (sqlite === undefined) {
    tell(sentences.noSqlite());
    return NOT_RUN;
  }
  const go = await claim(place, approved, terminal);
  if (go === undefined) return NOT_RUN;
  if (databaseFile(file) !== file) {
    tell(sentences.changed(file));
    await report(approved, { error: `changed after the approval: ${file}` }, terminal);
    return NOT_RUN;
  }
  const expected = expectedCounts(approved.answer, foldSqlite);
  return ended(runSqlite(sqlite, file, action.statement, expected, go.tolerance), approved, terminal);
}

async function executeOnServer(
  place: string,
  approved: Approved,
  action: SqlAction,
  connection: string,
  terminal: Terminal,
): Promise<Executed> {
  const { tell } = terminal;
  // Before the claim, which can be made only once.
  const given = isServerUrl(connection) ? await urlTarget(connection) : undefined;
  if (given?.ok === false) {
    tell(sentences.badConnection(given.why));
    return NOT_RUN;
  }
  const go = await claim(place, approved, terminal);
  if (go === undefined) return NOT_RUN;
  const found = given ?? (go.connection === undefined ? undefined : await urlTarget(go.connection));
  if (found?.ok !== true) {
    const why = found === undefined ? sentences.noConnection(connection) : sentences.badConnection(found.why);
    tell(why);
    await report(approved, { error: why.slice(0, 4096) }, terminal);
    return NOT_RUN;
  }
  const expected = expectedCounts(approved.answer, (name) => name);
  const { target, dialect } = found;
  const job = { target, dialect, text: action.statement, expected, tolerance: go.tolerance };
  return ended(await runOnServer(job, terminal.signal), approved, terminal);
}

async function ended(end: SqlEnd, approved: Approved, terminal: Terminal): Promise<Executed> {
  const { tell } = terminal;
  const failed = async (told: string, error: string, differences: readonly Measured[] = []): Promise<Executed> => {
    tell(told);
    await report(approved, { exitCode: 1, rows: 0, ...tablesOf(differences), error: error.slice(0, 4096) }, terminal);
    return { ran: true, exitCode: 1, rows: 0 };
  };
  switch (end.ended) {
    case 'done':
      writeOut(end.lines.map((line) => `${line}\n`).join(''), terminal);
      for (const one of end.measured) tell(measuredWords(one));
      await report(approved, { exitCode: 0, rows: end.rows, ...tablesOf(end.measured) }, terminal);
      return { ran: true, exitCode: 0, rows: end.rows };
    case 'different': {
      const words = end.differences.map(measuredWords).join('; ');
      return failed(sentences.rolledBack(words), `rolled back: ${words}`, end.differences);
    }
    case 'failed':
      return failed(sentences.sqlFailed(redact(end.message)), redact(end.message));
    case 'unsure':
      tell(sentences.sqlUnsure(redact(end.message)));
      await report(
        approved,
        { error: `not known whether it was committed: ${redact(end.message)}`.slice(0, 4096) },
        terminal,
      );
      return { ran: true, exitCode: 1 };
  }
}

/** For the record. Of no table is said what was not measured. */
function tablesOf(measured: readonly Measured[]): Pick<Outcome, 'tables'> {
  if (measured.length === 0) return {};
  const tables = measured.slice(0, MOST_OUTCOME_TABLES).map(({ table, change, shown, real }) => ({
    table: table.slice(0, 512),
    change,
    ...(shown === undefined ? {} : { shown }),
    rows: real,
  }));
  return { tables };
}

function measuredWords({ table, change, shown, real }: Measured): string {
  return sentences.rowsMeasured(table, change, shown, real);
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
