import type { JsonObject } from '../action/json.ts';
import type { Outcome } from '../review/decision.ts';
import type { Agent, HookCall, HookCaller, HookDecision, SettingsChange } from './agent.ts';
import { HOOK_REPORT, HOOK_WAIT, NO_OPINION } from './agent.ts';
import { refusalLine } from './answerText.ts';
import { CLAUDE_NAMES } from './claudeTools.ts';
import { editCall, writeCall } from './fileCalls.ts';
import { guardedCommand, plainCommand } from './guardedCommand.ts';
import { isObject, readHookJson, textField, unreadable, type ToolInput } from './hookJson.ts';
import { intentsCall, mcpCall, one, shellCall, type ToolCall } from './knownCall.ts';
import { everyToolBut, hooksConnected, planHooks } from './nestedHooks.ts';
import { isSettings, readSettings } from './settingsText.ts';

/** What differs between Gemini CLI and Qwen Code, which comes from it. */
interface Kind {
  readonly name: string;
  readonly title: string;
  readonly program: string;
  readonly packages: readonly string[];
  /** Folder of its settings, in a home and in a workspace. */
  readonly folder: string;
  readonly before: string;
  readonly after: string;
  /** Tools that only look, plan, ask the person, or start and steer agents whose own calls come here again. */
  readonly harmless: readonly string[];
}

/**
 * Facts: their hook pages, and runs of Gemini CLI 0.61.0 and Qwen Code 0.24.4. A deny is status 2 and a line on stderr. An
 * approval is silence: Gemini's own rules decide after a hook in any case. Times are milliseconds, and more than
 * 2,147,483,647 of them end the hook before it begins.
 */
function agentOf(kind: Kind): Agent {
  const events = [kind.before, kind.after];
  const handlers = (client: string) => handlersOf(kind, client);
  return {
    name: kind.name,
    title: kind.title,
    program: kind.program,
    packages: kind.packages,
    onHookFailure: { rule: 'open' },
    folderFrom: 'cwd',
    client: 'script',
    deciding: [kind.before],
    reporting: [kind.after],
    telling: [],
    decode: (event, body, caller) =>
      events.includes(event)
        ? decode(kind, event, body, caller)
        : unreadable('event', 'wrong-value', { expected: events.join(', ') }),
    answer: (event, decision) => answer(event === kind.before, decision),
    answerFrames: [],
    denial: 'status',
    hookCommand: (client, event) => ({ shell: guardedCommand(client, event, settingsOf(kind)) }),
    settingsFile: ({ home }) => `${home}/${kind.folder}/settings.json`,
    sharedSettings: ({ root, home }) => [
      `${home}/${kind.folder}/settings.json`,
      `${root}/${kind.folder}/settings.json`,
    ],
    hazards,
    planConnect: (change: SettingsChange) => planHooks(change, handlers(change.client), 'connect'),
    planDisconnect: (change: SettingsChange) => planHooks(change, handlers(change.client), 'disconnect'),
    connected: (settings, client) => hooksConnected(settings, handlers(client)) && hazards(settings).length === 0,
  };
}

/** As a person would look for them. */
function settingsOf({ folder }: Kind): string {
  return `~/${folder}/settings.json`;
}

function handlersOf(kind: Kind, script: string) {
  const { before, after } = kind;
  // All others are held, also one that a later version brings.
  const matcher = everyToolBut(kind.harmless);
  const handler = (command: string, seconds: number) => ({
    matcher,
    handler: { type: 'command', name: 'keyturn', command, timeout: seconds * 1000 },
  });
  return {
    [before]: handler(guardedCommand(script, before, settingsOf(kind)), HOOK_WAIT),
    [after]: handler(plainCommand(script, after), HOOK_REPORT),
  };
}

/** The switches that turn hooks off, all of them or ours by its name. */
function hazards(text: string | undefined): readonly string[] {
  const settings = readSettings(text);
  if (!isSettings(settings)) return [];
  const config = settings['hooksConfig'];
  const disabled = isSettings(config) ? config['disabled'] : undefined;
  return [
    ...(settings['disableAllHooks'] === true ? ['disableAllHooks'] : []),
    ...(isSettings(config) && config['enabled'] === false ? ['hooksConfig.enabled'] : []),
    ...(Array.isArray(disabled) && disabled.includes('keyturn') ? ['hooksConfig.disabled'] : []),
  ];
}

function decode({ name }: Kind, event: string, body: string, caller: HookCaller): HookCall {
  const read = readHookJson(body);
  if (!read.ok) return { call: 'problem', problem: read.problem };
  const { fields } = read;
  if (fields['hook_event_name'] !== event) return unreadable('hook_event_name', 'wrong-value', { expected: event });
  const session = textField(fields, 'session_id') ?? '';
  const tool = textField(fields, 'tool_name') ?? '';
  const cwd = textField(fields, 'cwd') ?? '';
  if (session === '') return unreadable('session_id', 'missing');
  if (tool === '') return unreadable('tool_name', 'missing');
  if (!cwd.startsWith('/')) return unreadable('cwd', 'wrong-value', { expected: '/…' });
  // Gemini CLI gives a call no id: then it is the call of this tool with this input.
  const key = `${session}/${textField(fields, 'tool_use_id') ?? `${tool}/${read.inputText}`}`;
  if (event === 'AfterTool' || event === 'PostToolUse')
    return { call: 'outcome', outcome: outcomeOf(fields['tool_response']), cwd, key };
  const promptId = textField(fields, 'prompt_id');
  // Qwen Code's own; Gemini CLI does not tell which of its agents calls.
  const subagent = textField(fields, 'agent_id');
  const facts = {
    ...{ agent: name, session, cwd, key },
    ...(promptId === undefined ? {} : { promptId }),
    ...(subagent === undefined ? {} : { subagent }),
  };
  return intentsCall(callOf(name, tool, read, fields, cwd, caller), { ...facts, inputName: 'tool_input' }, caller);
}

/** What a tool call would do. A tool that is not known is a `tool` action: held, never waved through. */
function callOf(
  agent: string,
  tool: string,
  { input, inputText }: ToolInput,
  fields: JsonObject,
  cwd: string,
  caller: HookCaller,
): ToolCall {
  switch (tool) {
    // The second is Qwen Code's: a command whose output it goes on reading.
    case 'run_shell_command':
    case 'monitor':
      return shellCall(input, placeOf(input, cwd));
    case 'write_file':
      return writeCall(input, CLAUDE_NAMES);
    case 'replace':
    case 'edit':
      return editCall(input, CLAUDE_NAMES, caller);
  }
  if (tool.startsWith('mcp__')) return mcpCall(tool, inputText);
  const context = fields['mcp_context'];
  const server = isObject(context) ? textField(context, 'server_name') : undefined;
  // The name that is called decides; the context only says where the server's part ends.
  if (server !== undefined && server !== '' && tool.startsWith(`mcp_${server}_`))
    return one({ kind: 'tool', server, tool: tool.slice(server.length + 5) || tool, input: inputText });
  return one({ kind: 'tool', server: agent, tool, input: inputText });
}

/** Where the command runs, when the call names another folder. */
function placeOf(input: JsonObject, cwd: string): string {
  const folder = textField(input, 'dir_path') ?? textField(input, 'directory') ?? '';
  if (folder === '') return cwd;
  return folder.startsWith('/') ? folder : `${cwd}/${folder}`;
}

function outcomeOf(response: JsonObject[string] | undefined): Outcome {
  const text = isObject(response) ? (textField(response, 'llmContent') ?? '') : '';
  const code = /^Exit Code: (\d{1,3})$/m.exec(text)?.[1];
  return { sealed: false, ...(code === undefined ? {} : { exitCode: Number(code) }) };
}

function answer(deciding: boolean, decision: HookDecision): string {
  return deciding && decision.decision === 'deny' ? refusalLine(decision.reason) : NO_OPINION;
}

export const geminiCli: Agent = agentOf({
  name: 'gemini',
  title: 'Gemini CLI',
  program: 'gemini',
  packages: ['@google/gemini-cli'],
  folder: '.gemini',
  before: 'BeforeTool',
  after: 'AfterTool',
  harmless: [
    ...['read_file', 'read_many_files', 'list_directory', 'glob', 'grep_search', 'search_file_content'],
    ...['list_background_processes', 'read_background_output', 'google_web_search', 'get_internal_docs'],
    ...['list_mcp_resources', 'read_mcp_resource', 'activate_skill'],
    ...['ask_user', 'enter_plan_mode', 'exit_plan_mode', 'write_todos', 'update_topic', 'complete_task'],
    ...['invoke_agent', 'codebase_investigator', 'cli_help', 'tracker_create_task', 'tracker_update_task'],
    ...['tracker_get_task', 'tracker_list_tasks', 'tracker_add_dependency', 'tracker_visualize'],
  ],
});

export const qwenCode: Agent = agentOf({
  name: 'qwen',
  title: 'Qwen Code',
  program: 'qwen',
  packages: ['@qwen-code/qwen-code'],
  folder: '.qwen',
  before: 'PreToolUse',
  after: 'PostToolUse',
  harmless: [
    ...['read_file', 'read_many_files', 'list_directory', 'glob', 'grep_search', 'search_file_content', 'lsp'],
    ...['zoom_image', 'display_image', 'web_search', 'tool_search', 'read_mcp_resource', 'skill', 'structured_output'],
    ...['ask_user_question', 'enter_plan_mode', 'exit_plan_mode', 'todo_write', 'record_source', 'report_findings'],
    ...['get_goal', 'propose_goal', 'update_goal', 'agent', 'task', 'list_agents', 'create_sub_session'],
    ...['task_create', 'task_list', 'task_stop', 'task_update', 'team_create', 'team_delete', 'team_plan_approval'],
    ...['send_message', 'request_shutdown', 'cron_create', 'cron_delete', 'cron_list', 'loop_wakeup'],
  ],
});
