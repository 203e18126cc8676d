import type { JsonObject } from '../action/json.ts';
import type { Outcome } from '../review/decision.ts';
import type { HookCaller } from './agent.ts';
import { clinePlugin, clineProbe } from './clinePlugin.ts';
import { patchedFiles } from './codexPatch.ts';
import { absolute, editCall, writeCall, type FileNames } from './fileCalls.ts';
import { isObject, textField, type ToolInput } from './hookJson.ts';
import { one, type KnownCall, type ToolCall } from './knownCall.ts';
import { moduleAgent } from './moduleAgent.ts';

/**
 * Cline's command line. Facts, by runs of 3.0.65: a plugin that answers `skip` stops the call, and the model reads why; one
 * that throws, ends, or takes more than 3 seconds ends the whole run, and the call with it; subagents go by it too. So a call
 * that waits for a person is skipped after a moment and proposed again (`cli/heldCalls.ts`). One that cannot be loaded is
 * silently absent, so that the file loads nothing until it is asked. Its file hooks let calls run after 120 seconds.
 */
export const cline = moduleAgent({
  name: 'cline',
  title: 'Cline',
  program: 'cline',
  packages: ['cline', '@cline/cli'],
  onHookFailure: { rule: 'closed', since: '3.0.65' },
  before: 'beforeTool',
  after: 'afterTool',
  file: '.cline/plugins/keyturn.js',
  text: clinePlugin,
  module: {
    shellCall: (command, directory, conversationId, toolCallId) => ({
      directory,
      snapshot: { conversationId },
      toolCall: { toolCallId, toolName: 'run_commands' },
      input: { commands: [command] },
    }),
    probe: clineProbe,
  },
  session: ['snapshot', 'conversationId'],
  use: ['toolCall', 'toolCallId'],
  tool: ['toolCall', 'toolName'],
  input: ['input'],
  call: clineCall,
  outcomeOf,
  subagentOf({ snapshot }) {
    if (!isObject(snapshot)) return undefined;
    // Only a subagent has one above it.
    return textField(snapshot, 'parentAgentId') === undefined ? undefined : textField(snapshot, 'agentId');
  },
});

const NAMES: FileNames = {
  path: 'path',
  content: 'new_text',
  before: 'old_text',
  after: 'new_text',
  all: '',
};

/** Tools that only look, ask the person, wait for them, or start and steer agents whose own calls come here again. */
const HARMLESS = new Set([
  ...['read_files', 'search_codebase', 'ask_question', 'skills', 'submit_and_exit', 'spawn_agent', 'keyturn_wait'],
  ...['team_spawn_teammate', 'team_shutdown_teammate', 'team_status', 'team_task', 'team_run_task', 'team_cancel_run'],
  ...['team_list_runs', 'team_await_runs', 'team_send_message', 'team_broadcast', 'team_read_mailbox'],
  ...['team_mission_log', 'team_cleanup', 'team_create_outcome', 'team_attach_outcome_fragment'],
  ...['team_review_outcome_fragment', 'team_finalize_outcome', 'team_list_outcomes'],
]);

function clineCall(
  tool: string,
  { input, inputText }: ToolInput,
  cwd: string,
  caller: HookCaller,
): ToolCall | 'harmless' {
  if (HARMLESS.has(tool)) return 'harmless';
  // What these mean is known in the form in which they are offered; any other is shown as it came.
  const asItCame = one({ kind: 'tool', server: 'cline', tool, input: inputText });
  switch (tool) {
    case 'run_commands':
      return (
        all(textsOf(input, 'commands')?.map((command) => ({ kind: 'shell', command, shell: 'bash', cwd }))) ?? asItCame
      );
    case 'editor':
      return editorCall(input, caller);
    case 'apply_patch':
      return all(patchedFiles(textField(input, 'input') ?? '', cwd, caller)) ?? asItCame;
    case 'fetch_web_content':
      return all(urlsOf(input)?.map((url) => ({ kind: 'http', method: 'GET', url }))) ?? asItCame;
    default:
      return asItCame;
  }
}

/** One call that does several things. Undefined: it does nothing that is known. */
function all(actions: readonly KnownCall['action'][] | undefined): ToolCall | undefined {
  const [first, ...more] = (actions ?? []).map((action) => ({ action }));
  return first === undefined ? undefined : { calls: [first, ...more] };
}

/** Undefined: no list of texts, or more beside it than is offered. */
function textsOf(input: JsonObject, name: string): readonly string[] | undefined {
  const list = Object.keys(input).length === 1 ? input[name] : undefined;
  return Array.isArray(list) && list.every((one) => typeof one === 'string') ? list : undefined;
}

function urlsOf({ requests }: JsonObject): readonly string[] | undefined {
  if (!Array.isArray(requests)) return undefined;
  const urls = requests.map((request) => (isObject(request) ? textField(request, 'url') : undefined));
  return urls.every((url) => url !== undefined) ? urls : undefined;
}

function editorCall(input: JsonObject, caller: HookCaller): ToolCall {
  const line = input['insert_line'];
  if (line !== undefined && line !== null) {
    const path = absolute(input, NAMES.path);
    if (path === undefined) return { missing: NAMES.path };
    const content = `# insert at line ${JSON.stringify(line)}\n${textField(input, NAMES.after) ?? ''}`;
    return one({ kind: 'file', operation: 'edit', path, content });
  }
  return textField(input, NAMES.before) === undefined ? writeCall(input, NAMES) : editCall(input, NAMES, caller);
}

/** It tells an exit code only in words, each command its own. */
function outcomeOf({ result }: JsonObject): Outcome {
  const { output, isError, error } = isObject(result) ? result : {};
  const [first, ...more] = Array.isArray(output) ? output : [];
  const { success, error: said } = isObject(first) ? first : {};
  const code = typeof said === 'string' ? /^Command exited with code (\d{1,3})$/.exec(said)?.[1] : undefined;
  if (typeof error === 'string') return { sealed: false, error };
  if (more.length === 0 && success === true) return { sealed: false, exitCode: 0 };
  if (more.length === 0 && code !== undefined) return { sealed: false, exitCode: Number(code) };
  return { sealed: false, ...(isError === true && typeof output === 'string' ? { error: output } : {}) };
}
