import type { JsonObject } from '../action/json.ts';
import type { HookCaller } from './agent.ts';
import { absolute, editCall, writeCall } from './fileCalls.ts';
import type { ToolInput } from './hookJson.ts';
import { one, shellCall, type ToolCall } from './knownCall.ts';

/** Tools that only look, plan, or start an agent whose own calls come here again. */
const HARMLESS = new Set(['Read', 'Grep', 'Glob', 'LS', 'Ls', 'Task', 'TodoWrite', 'SemanticSearch', 'ReadLints']);

/** The members by which a tool may name its file and its text: the documentation gives none. */
const PATHS = ['file_path', 'path', 'target_file'];
const TEXTS = ['content', 'contents', 'file_text'];

/**
 * What a tool call would do. A tool that is not known, or whose input is not as expected, is a `tool` action: held with
 * its input as it came, never waved through. `server`: of an MCP tool, where the event tells it.
 */
export function cursorCall(
  tool: string,
  server: string | undefined,
  { input, inputText }: ToolInput,
  cwd: string,
  caller: HookCaller,
): ToolCall | 'harmless' {
  if (server !== undefined)
    return one({ kind: 'tool', server: server === '' ? 'mcp' : server, tool: withoutPrefix(tool), input: inputText });
  if (HARMLESS.has(tool)) return 'harmless';
  if (tool.startsWith('MCP:')) return one({ kind: 'tool', server: 'mcp', tool: withoutPrefix(tool), input: inputText });
  const asTool = one({ kind: 'tool', server: 'cursor', tool, input: inputText });
  switch (tool) {
    case 'Shell':
    case 'Bash':
      return shellCall(input, cwd);
    case 'Write':
    case 'Edit':
      return fileCall(input, caller) ?? asTool;
    case 'Delete': {
      const path = namedPath(input);
      return path === undefined ? asTool : one({ kind: 'file', operation: 'delete', path });
    }
    default:
      return asTool;
  }
}

function fileCall(input: JsonObject, caller: HookCaller): ToolCall | undefined {
  const path = PATHS.find((name) => absolute(input, name) !== undefined);
  const content = TEXTS.find((name) => typeof input[name] === 'string');
  if (path === undefined) return undefined;
  const names = { path, content: content ?? '', before: 'old_string', after: 'new_string', all: 'replace_all' };
  if (content !== undefined) return writeCall(input, names);
  return typeof input['old_string'] === 'string' && typeof input['new_string'] === 'string'
    ? editCall(input, names, caller)
    : undefined;
}

function namedPath(input: JsonObject): string | undefined {
  return PATHS.map((name) => absolute(input, name)).find((path) => path !== undefined);
}

export function withoutPrefix(tool: string): string {
  return /^MCP:(.+)$/s.exec(tool)?.[1] ?? tool;
}
