import type { JsonObject } from '../action/json.ts';
import type { HookCaller } from './agent.ts';
import { absolute, editCall, writeCall, type FileNames } from './fileCalls.ts';
import { isObject, textField, type ToolInput } from './hookJson.ts';
import { mcpCall, one, shellCall, type ToolCall } from './knownCall.ts';

/**
 * Tools whose calls are held. Anchored, because Claude Code takes anything but a plain list as an unanchored regular
 * expression: `Write` would also catch `TodoWrite`.
 */
export const CLAUDE_MATCHER = '^(Bash|PowerShell|Edit|Write|NotebookEdit|WebFetch|mcp__.*)$';

/** Shared with the agents that offer the same tools. */
export const CLAUDE_NAMES: FileNames = {
  path: 'file_path',
  content: 'content',
  before: 'old_string',
  after: 'new_string',
  all: 'replace_all',
};

/** What a tool call would do. A tool that is not known is a `tool` action: held, never waved through. */
export function claudeCall(
  tool: string,
  fields: JsonObject,
  { input, inputText }: ToolInput,
  cwd: string,
  caller: HookCaller,
): ToolCall {
  switch (tool) {
    case 'Bash':
      return shellCall(input, cwd);
    case 'PowerShell':
      return shellCall(input, cwd, 'powershell');
    case 'Write':
      return writeCall(input, CLAUDE_NAMES);
    case 'Edit':
      return editCall(input, CLAUDE_NAMES, caller);
    case 'NotebookEdit':
      return notebookCall(input);
    case 'WebFetch':
      return fetchCall(input);
    default:
      return tool.startsWith('mcp__')
        ? mcpCall(tool, inputText, serverOf(fields))
        : one({ kind: 'tool', server: 'claude-code', tool, input: inputText });
  }
}

/** What it reads the page for is the agent's own words. */
function fetchCall(input: JsonObject): ToolCall {
  const url = textField(input, 'url');
  return url === undefined ? { missing: 'url' } : one({ kind: 'http', method: 'GET', url }, textField(input, 'prompt'));
}

function notebookCall(input: JsonObject): ToolCall {
  const path = absolute(input, 'notebook_path');
  if (path === undefined) return { missing: 'notebook_path' };
  const source = textField(input, 'new_source');
  const mode = textField(input, 'edit_mode') ?? 'replace';
  if (source === undefined && mode !== 'delete') return { missing: 'new_source' };
  const cell = textField(input, 'cell_id');
  return one({
    kind: 'file',
    operation: 'edit',
    path,
    content: `# ${mode} cell${cell === undefined ? '' : ` ${cell}`}\n${source ?? ''}`,
  });
}

function serverOf(fields: JsonObject): string | undefined {
  const described = fields['mcp_server'];
  return isObject(described) ? textField(described, 'name') : undefined;
}
