/**
 * Calls as the documentation of two agents gives them, of which no program could be had to capture from. `mcp` at the end of
 * a name: a tool of a server's, which is to delete a row; all others make `marker`.
 */
const inCursor = {
  conversation_id: 'c-41',
  generation_id: 'g-7',
  model: 'auto',
  cursor_version: '3.11.2',
  workspace_roots: ['/home/ana/shop'],
  user_email: null,
  transcript_path: null,
};

const cursorEvents: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  beforeShellExecution: { command: 'touch marker', cwd: '/home/ana/shop', sandbox: false },
  beforeMCPExecution: {
    tool_name: 'query',
    tool_input: { sql: 'DELETE FROM t WHERE id = 1' },
    mcp_server_name: 'pg',
    command: 'pg-mcp',
  },
  preToolUse: { tool_name: 'Shell', tool_input: { command: 'touch marker' }, tool_use_id: 't1', cwd: '' },
  afterShellExecution: { command: 'touch marker', output: '', duration: 12 },
  afterMCPExecution: {
    tool_name: 'query',
    tool_input: '{"sql":"DELETE FROM t WHERE id = 1"}',
    result_json: '{}',
    duration: 12,
  },
};

export function cursorBody(event: string, more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ ...inCursor, hook_event_name: event, ...cursorEvents[event], ...more });
}

/** VS Code's page shows both spellings of event and session. */
function vscodeBody(
  spelling: 'hookEventName' | 'hook_event_name',
  more: Readonly<Record<string, unknown>> = {},
): string {
  const event = 'PreToolUse';
  return JSON.stringify({
    timestamp: '2026-11-20T10:02:11.000Z',
    cwd: '/home/ana/shop',
    ...(spelling === 'hookEventName'
      ? { sessionId: '0d5b', hookEventName: event }
      : { session_id: '0d5b', hook_event_name: event }),
    transcript_path: '/home/ana/.vscode/chat/0d5b.jsonl',
    tool_name: 'run_in_terminal',
    tool_input: { command: 'touch marker', explanation: 'make it', isBackground: false },
    tool_use_id: 'tooluse_77',
    ...more,
  });
}

const created = { tool_name: 'create_file', tool_input: { filePath: '/home/ana/shop/marker', content: '' } };

export const documentedCalls = [
  { name: 'cursor-shell', agent: 'cursor', event: 'beforeShellExecution', text: cursorBody('beforeShellExecution') },
  { name: 'cursor-mcp', agent: 'cursor', event: 'beforeMCPExecution', text: cursorBody('beforeMCPExecution') },
  { name: 'cursor-tool', agent: 'cursor', event: 'preToolUse', text: cursorBody('preToolUse') },
  { name: 'vscode', agent: 'copilot', event: 'PreToolUse', text: vscodeBody('hookEventName') },
  { name: 'vscode-snake', agent: 'copilot', event: 'PreToolUse', text: vscodeBody('hook_event_name') },
  { name: 'vscode-file', agent: 'copilot', event: 'PreToolUse', text: vscodeBody('hookEventName', created) },
  {
    name: 'vscode-mcp',
    agent: 'copilot',
    event: 'PreToolUse',
    text: vscodeBody('hookEventName', { tool_name: 'mcp_pg_query', tool_input: { sql: 'DELETE FROM t WHERE id = 1' } }),
  },
] as const;
