import type { JsonObject } from '../action/json.ts';
import type { HookCaller } from './agent.ts';
import { CLAUDE_NAMES } from './claudeTools.ts';
import { editCall, writeCall, type FileNames } from './fileCalls.ts';
import type { ToolInput } from './hookJson.ts';
import { one, shellCall, type ToolCall } from './knownCall.ts';

/** VS Code's own names. */
const VSCODE_NAMES: FileNames = {
  path: 'filePath',
  content: 'content',
  before: 'oldString',
  after: 'newString',
  all: 'replaceAll',
};

/**
 * Tools that only look, plan, or start an agent whose own calls come here again. The hook is called for every tool, since
 * VS Code knows no matcher.
 */
const HARMLESS = new Set([
  // Copilot CLI, where it uses Claude Code's names
  ...['Read', 'Grep', 'Glob', 'LS', 'Agent', 'Task', 'TodoWrite', 'AskUserQuestion', 'WebSearch', 'Skill'],
  // and its own
  ...['view', 'grep', 'rg', 'glob', 'task', 'read_agent', 'write_agent', 'list_agents', 'session_store_sql'],
  ...['ask_user', 'report_intent', 'update_todo', 'skill', 'read_bash', 'list_bash', 'stop_bash', 'web_search'],
  'fetch_copilot_cli_documentation',
  // VS Code
  ...['read_file', 'list_dir', 'grep_search', 'file_search', 'semantic_search', 'get_errors', 'get_terminal_output'],
  ...[
    'manage_todo_list',
    'runSubagent',
    'test_search',
    'list_code_usages',
    'get_changed_files',
    'get_search_view_results',
  ],
]);

/** What a tool call would do. A tool that is not known is a `tool` action: held, never waved through. */
export function copilotCall(
  tool: string,
  { input, inputText }: ToolInput,
  cwd: string,
  caller: HookCaller,
): ToolCall | 'harmless' {
  if (HARMLESS.has(tool)) return 'harmless';
  switch (tool) {
    case 'Bash':
    case 'bash':
    case 'run_in_terminal':
      return shellCall(input, cwd);
    case 'PowerShell':
    case 'powershell':
      return shellCall(input, cwd, 'powershell');
    case 'Write':
    case 'create':
      return writeCall(input, 'path' in input ? { ...CLAUDE_NAMES, path: 'path', content: 'file_text' } : CLAUDE_NAMES);
    case 'Edit':
    case 'edit':
      return editCall(
        input,
        'path' in input ? { ...CLAUDE_NAMES, path: 'path', before: 'old_str', after: 'new_str' } : CLAUDE_NAMES,
        caller,
      );
    case 'sql':
      return staysInNotes(input) ? 'harmless' : one({ kind: 'tool', server: 'copilot', tool, input: inputText });
    case 'create_file':
      return writeCall(input, VSCODE_NAMES);
    case 'replace_string_in_file':
      return editCall(input, VSCODE_NAMES, caller);
    default:
      return one({ kind: 'tool', server: 'copilot', tool, input: inputText });
  }
}

/**
 * Copilot CLI keeps what it has to do in a SQLite database of the session's own, and asks there all the time. From it another
 * file is reached only by a statement or a function of these names, which SQLite spells in no other way.
 */
function staysInNotes({ query }: JsonObject): boolean {
  return typeof query === 'string' && !/attach|vacuum|load_extension|writefile|readfile/i.test(query);
}
