import type { Action } from '../action/action.ts';
import type { JsonObject } from '../action/json.ts';
import type { HookCaller } from './agent.ts';
import { isObject, textField, type HookJson } from './hookJson.ts';

/**
 * Tools whose calls are held. Anchored, because Claude Code takes anything but a plain list as an unanchored regular
 * expression: `Write` would also catch `TodoWrite`.
 */
export const CLAUDE_MATCHER = '^(Bash|PowerShell|Edit|Write|NotebookEdit|mcp__.*)$';

export interface KnownCall {
  readonly action: Action;
  /** The agent's own words on it. */
  readonly summary?: string;
}
/** `missing`: the member of `tool_input` without which the call means nothing. */
type ToolCall = KnownCall | { readonly missing: string };
type Read = Extract<HookJson, { ok: true }>;

/** What a tool call would do. A tool that is not known is a `tool` action: held, never waved through. */
export function actionOf(tool: string, { fields, input, inputText }: Read, cwd: string, caller: HookCaller): ToolCall {
  switch (tool) {
    case 'Bash':
    case 'PowerShell':
      return shellCall(tool === 'Bash' ? 'bash' : 'powershell', input, cwd);
    case 'Write':
      return writeCall(input);
    case 'Edit':
      return editCall(input, caller);
    case 'NotebookEdit':
      return notebookCall(input);
    default:
      return toolCall(tool, fields, inputText);
  }
}

function shellCall(shell: 'bash' | 'powershell', input: JsonObject, cwd: string): ToolCall {
  const command = textField(input, 'command');
  if (command === undefined) return { missing: 'command' };
  const summary = textField(input, 'description');
  return { action: { kind: 'shell', command, shell, cwd }, ...(summary === undefined ? {} : { summary }) };
}

function writeCall(input: JsonObject): ToolCall {
  const path = absolute(input, 'file_path');
  if (path === undefined) return { missing: 'file_path' };
  const content = textField(input, 'content');
  if (content === undefined) return { missing: 'content' };
  return { action: { kind: 'file', operation: 'write', path, content } };
}

function editCall(input: JsonObject, caller: HookCaller): ToolCall {
  const path = absolute(input, 'file_path');
  if (path === undefined) return { missing: 'file_path' };
  const before = textField(input, 'old_string');
  const after = textField(input, 'new_string');
  if (before === undefined) return { missing: 'old_string' };
  if (after === undefined) return { missing: 'new_string' };
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

function notebookCall(input: JsonObject): ToolCall {
  const path = absolute(input, 'notebook_path');
  if (path === undefined) return { missing: 'notebook_path' };
  const source = textField(input, 'new_source');
  const mode = textField(input, 'edit_mode') ?? 'replace';
  if (source === undefined && mode !== 'delete') return { missing: 'new_source' };
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

function toolCall(tool: string, fields: JsonObject, input: string): ToolCall {
  if (!tool.startsWith('mcp__')) return { action: { kind: 'tool', server: 'claude-code', tool, input } };
  const described = fields['mcp_server'];
  const named = isObject(described) ? textField(described, 'name') : undefined;
  // The name in `tool_name` is the one that is called; the description only says where it ends.
  const server = named !== undefined && tool.startsWith(`mcp__${named}__`) ? named : tool.slice(5).split('__', 1)[0];
  // An odd name is kept whole rather than cut wrongly.
  const rest = server === undefined ? '' : tool.slice(`mcp__${server}__`.length);
  if (!server || rest === '') return { action: { kind: 'tool', server: 'mcp', tool, input } };
  return { action: { kind: 'tool', server, tool: rest, input } };
}

function absolute(input: JsonObject, name: string): string | undefined {
  const path = textField(input, name);
  return path?.startsWith('/') === true ? path : undefined;
}
