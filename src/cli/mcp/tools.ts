import path from 'node:path';
import type { HttpAction, ShellAction, SqlAction } from '../../action/action.ts';
import { visibleText } from '../../action/visible.ts';
import { cliSentences } from '../../app/sentences/cli.ts';
import { mcpSentences as sentences } from '../../app/sentences/mcp.ts';
import { realFolder } from '../client/place.ts';
import { openSqlite } from '../editorNode.ts';
import { namedVariables } from '../environment.ts';
import { executeApproved, holdFolder } from '../execute.ts';
import type { Executed } from '../executed.ts';
import { claim, report } from '../sealed.ts';
import { connectionOf } from '../sql/sql.ts';
import { executeSql } from '../sql/sqlExecute.ts';
import { callThrough, type Caller, type ToolEnd } from './approvedCall.ts';
import { openOutput } from './boundedOutput.ts';
import { plainUrl, sendRequest, unfitHeader } from './requestExecute.ts';
import type { CallResult, CommandArguments, RequestArguments, SqlArguments } from './toolShapes.ts';

export async function runCommand(input: CommandArguments, caller: Caller): Promise<CallResult> {
  const cwd = folderOf(input.cwd);
  if (cwd === undefined) return unavailable(sentences.noFolder(visibleText(input.cwd ?? '.')));
  // Held open from before anything is shown.
  const folder = holdFolder(cwd);
  const environment = namedVariables(process.env);
  const action: ShellAction = {
    kind: 'shell',
    command: input.command,
    shell: 'bash',
    cwd,
    ...(Object.keys(environment).length === 0 ? {} : { environment }),
  };
  try {
    return await callThrough(caller, cwd, action, input, async (place, approved, terminal) => {
      const out = openOutput();
      const error = openOutput();
      const capture = { out: out.add, error: error.add };
      const ended = await executeApproved(place, approved, action, folder, { ...terminal, capture });
      return ended.ran ? { ...endOf(ended), stdout: out.text(), stderr: error.text() } : endOf(ended);
    });
  } finally {
    folder.release();
  }
}

export async function runSql(input: SqlArguments, caller: Caller): Promise<CallResult> {
  const cwd = folderOf(input.cwd);
  if (cwd === undefined) return unavailable(sentences.noFolder(visibleText(input.cwd ?? '.')));
  const named = connectionOf(input.connection, cwd);
  if (named === undefined) return unavailable(visibleText(cliSentences.unknownConnection(input.connection)));
  // Before anything is asked: an approval must not be lost because this Node cannot execute it.
  if (named.dialect === 'sqlite' && openSqlite() === undefined) return unavailable(cliSentences.noSqlite());
  const action: SqlAction = { kind: 'sql', statement: input.statement, ...named, cwd };
  return callThrough(caller, cwd, action, input, async (place, approved, terminal) => {
    const rows = openOutput();
    const capture = { out: rows.add, error: rows.add };
    const ended = await executeSql(place, approved, action, { ...terminal, capture });
    if (!ended.ran) return { result: 'not-run' };
    return ended.exitCode === 0
      ? { result: 'ran', rows: rows.text(), changed: ended.rows ?? 0 }
      : { result: 'failed', changed: 0 };
  });
}

export async function proposeRequest(input: RequestArguments, caller: Caller): Promise<CallResult> {
  const cwd = folderOf(input.cwd);
  if (cwd === undefined) return unavailable(sentences.noFolder(visibleText(input.cwd ?? '.')));
  const headers = Object.entries(input.headers ?? {});
  const unfit = unfitHeader(headers);
  if (unfit !== undefined) return unavailable(visibleText(sentences.badHeader(unfit)));
  if (plainUrl(input.url) === undefined) return unavailable(sentences.badUrl());
  const action: HttpAction = {
    kind: 'http',
    method: input.method,
    url: input.url,
    ...(headers.length === 0 ? {} : { headers }),
    ...(input.body === undefined ? {} : { body: input.body }),
  };
  return callThrough(caller, cwd, action, input, async (place, approved, terminal): Promise<ToolEnd> => {
    if (!(await claim(place, approved, terminal))) return { result: 'not-run' };
    const body = openOutput();
    const sent = await sendRequest(action, body, caller.signal);
    if (sent.sent === 'failed') {
      terminal.tell(sentences.requestFailed(sent.why));
      await report(approved, { error: sent.why.slice(0, 4096) }, terminal);
      return { result: 'failed' };
    }
    const { status, headers: answered } = sent;
    await report(approved, status < 400 ? { exitCode: 0 } : { error: `HTTP status ${status}` }, terminal);
    return { result: 'ran', status, headers: [...answered], body: body.text() };
  });
}

/** The real path of the folder that a call names, from where the server was started. */
function folderOf(named: string | undefined): string | undefined {
  return realFolder(path.resolve(process.cwd(), named ?? '.'));
}

function unavailable(message: string): CallResult {
  return { result: 'unavailable', message };
}

function endOf({ ran, exitCode, signal }: Executed): ToolEnd {
  if (!ran) return { result: 'not-run' };
  return { result: 'ran', exitCode, ...(signal === undefined ? {} : { signal }) };
}
