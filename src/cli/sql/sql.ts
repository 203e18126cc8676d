import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { SqlAction } from '../../action/action.ts';
import { textOf } from '../../action/utf8.ts';
import { SEALED_RUNNERS } from '../../app/sealedRunners.ts';
import { cliSentences as sentences } from '../../app/sentences/cli.ts';
import { placeOf, realFolder } from '../client/place.ts';
import { openSqlite, runAgain } from '../editorNode.ts';
import { NOT_APPROVED, USAGE } from '../exitCode.ts';
import { askFor } from '../sealed.ts';
import { dialectOf } from './serverTarget.ts';
import { databaseFile, executeSql } from './sqlExecute.ts';
import { isConnectionName } from '../../preview/server/remoteServer.ts';
import { ownTerminal, tell } from '../terminal.ts';

const FORM = 'keyturn sql --connection NAME|URL|FILE [-f FILE]   (without -f the SQL comes from standard input)';

/** `keyturn sql`: the whole text is shown, approved, and executed in one transaction. 0, 1 failed, 120 not approved. */
export async function sql(args: readonly string[]): Promise<number> {
  const asked = readArguments(args);
  if (asked === undefined) {
    tell(sentences.usage(FORM));
    return USAGE;
  }
  const cwd = realFolder(process.cwd()) ?? '/';
  const named = connectionOf(asked.connection, cwd);
  if (named === undefined) {
    tell(sentences.unknownConnection(asked.connection));
    return NOT_APPROVED;
  }
  const place = placeOf(process.env);
  // Before anything is asked: an approval must not be lost because this Node cannot execute it.
  if (named.dialect === 'sqlite' && openSqlite() === undefined) {
    const code = await runAgain(place, cwd);
    if (code === undefined) tell(sentences.noSqlite());
    return code ?? NOT_APPROVED;
  }
  const statement = statementOf(asked.file);
  if (statement === undefined) {
    tell(sentences.noStatement(asked.file ?? 'standard input'));
    return NOT_APPROVED;
  }
  const action: SqlAction = { kind: 'sql', statement, ...named, cwd };
  const approved = await askFor({ place, cwd, action, runner: SEALED_RUNNERS.sql });
  if (typeof approved === 'number') return approved;
  return (await executeSql(place, approved, action, ownTerminal)).exitCode;
}

function readArguments(args: readonly string[]): { readonly connection: string; readonly file?: string } | undefined {
  let connection: string | undefined;
  let file: string | undefined;
  for (let i = 0; i < args.length; i += 2) {
    const value = args[i + 1];
    if (value === undefined || value === '') return undefined;
    if (args[i] === '--connection') connection = value;
    else if (args[i] === '-f' || args[i] === '--file') file = value;
    else return undefined;
  }
  return connection === undefined ? undefined : { connection, ...(file === undefined ? {} : { file }) };
}

/** As an action says it: a URL of a server, an absolute path of a database file, or a connection's name, whose dialect only the window knows. */
export function connectionOf(connection: string, cwd: string): Pick<SqlAction, 'dialect' | 'connection'> | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(connection)) {
    const dialect = dialectOf(connection);
    return dialect === undefined ? undefined : { dialect, connection };
  }
  const file = path.resolve(cwd, connection);
  const isThere = statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  if (isThere || /\.(db|db3|sqlite|sqlite3)$/i.test(connection)) {
    const real = databaseFile(file);
    return real === undefined ? undefined : { dialect: 'sqlite', connection: real };
  }
  return isConnectionName(connection) ? { connection } : undefined;
}

function statementOf(file: string | undefined): string | undefined {
  try {
    // 0: standard input, to its end.
    return textOf(readFileSync(file ?? 0));
  } catch {
    return undefined;
  }
}
