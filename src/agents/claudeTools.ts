import type { Action } from '../action/action.ts';
import type { HookCaller } from './agent.ts';
import { textField } from './hookJson.ts';

/**
 * Tools whose calls are held. Anchored, because Claude Code takes anything but a plain list as an unanchored regular
 * expression: `Write` would also catch `TodoWrite`.
 */
export const CLAUDE_MATCHER = '^(Bash|PowerShell|Edit|Write|NotebookEdit|mcp__.*)$';

type Fields = Readonly<Record<string, unknown>>;
export type ToolCall = { readonly action: Action; readonly summary?: string } | { readonly missing: string };

/** What a tool call would do. A tool that is not known is a `tool` action: held, never waved through. */
export function actionOf(
  tool: string,
  fields: Fields,
  raw: Readonly<Record<string, string>>,
  cwd: string,
  caller: HookCaller,
): ToolCall {
  const input = fields['tool_input'];
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return { missing: 'tool_input' };
  const given = input as Fields;
  switch (tool) {
    case 'Bash':
    case 'PowerShell':
      return shellCall(tool === 'Bash' ? 'bash' : 'powershell', given, cwd);
    case 'Write':
      return writeCall(given);
    case 'Edit':
      return editCall(given, caller);
    case 'NotebookEdit':
      return notebookCall(given);
    default:
      return toolCall(tool, fields, raw['tool_input'] ?? '');
  }
}

function shellCall(shell: 'bash' | 'powershell', input: Fields, cwd: string): ToolCall {
  const command = textField(input, 'command');
  if (command === undefined) return { missing: 'tool_input/command' };
  const summary = textField(input, 'description');
  return { action: { kind: 'shell', command, shell, cwd }, ...(summary === undefined ? {} : { summary }) };
}

function writeCall(input: Fields): ToolCall {
  const path = absolute(input, 'file_path');
  if (path === undefined) return { missing: 'tool_input/file_path' };
  const content = textField(input, 'content');
  if (content === undefined) return { missing: 'tool_input/content' };
  return { action: { kind: 'file', operation: 'write', path, content } };
}

function editCall(input: Fields, caller: HookCaller): ToolCall {
  const path = absolute(input, 'file_path');
  if (path === undefined) return { missing: 'tool_input/file_path' };
  const before = textField(input, 'old_string');
  const after = textField(input, 'new_string');
  if (before === undefined) return { missing: 'tool_input/old_string' };
  if (after === undefined) return { missing: 'tool_input/new_string' };
  const content = edited(caller.readText?.(path), before, after, input['replace_all'] === true);
  // Where the new file cannot be known, the two texts as the agent gave them: it is shown as an edit, not as a file.
  return { action: { kind: 'file', operation: 'edit', path, content: content ?? `- ${before}\n+ ${after}` } };
}

/** The whole new text, where the file as it is now has exactly the place that the agent means. */
function edited(text: string | undefined, before: string, after: string, all: boolean): string | undefined {
  if (text === undefined) return before === '' ? after : undefined;
  const parts = before === '' ? [] : text.split(before);
  if (parts.length < 2 || (!all && parts.length > 2)) return undefined;
  return parts.join(after);
}

function notebookCall(input: Fields): ToolCall {
  const path = absolute(input, 'notebook_path');
  if (path === undefined) return { missing: 'tool_input/notebook_path' };
  const source = textField(input, 'new_source');
  const mode = textField(input, 'edit_mode') ?? 'replace';
  if (source === undefined && mode !== 'delete') return { missing: 'tool_input/new_source' };
  const cell = textField(input, 'cell_id');
  return {
    action: {
      kind: 'file',
      operation: 'edit',
      path,
      content: `# ${mode} cell${cell === undefined ? '' : ` ${cell}`}\n${source ?? ''}`,
    },
  };
}

function toolCall(tool: string, fields: Fields, input: string): ToolCall {
  if (!tool.startsWith('mcp__')) return { action: { kind: 'tool', server: 'claude-code', tool, input } };
  const described = fields['mcp_server'];
  const named =
    typeof described === 'object' && described !== null ? textField(described as Fields, 'name') : undefined;
  // The name in `tool_name` is the one that is called; the description only says where it ends.
  const server = named !== undefined && tool.startsWith(`mcp__${named}__`) ? named : tool.slice(5).split('__')[0];
  if (server === undefined || server === '' || tool.length <= server.length + 7) return { missing: 'tool_name' };
  return { action: { kind: 'tool', server, tool: tool.slice(server.length + 7), input } };
}

function absolute(input: Fields, name: string): string | undefined {
  const path = textField(input, name);
  return path?.startsWith('/') === true ? path : undefined;
}
