import type { JsonObject } from '../action/json.ts';
import type { Agent, HookCall, HookCaller, HookDecision } from './agent.ts';
import { eventsOf, HOOK_REPORT, HOOK_WAIT, NO_OPINION } from './agent.ts';
import { refusalLine } from './answerText.ts';
import { patchedFiles } from './codexPatch.ts';
import { CODEX_RULES, CODEX_RULES_SIGN } from './codexRules.ts';
import { guardedCommand, plainCommand } from './guardedCommand.ts';
import { readHookJson, textField, unreadable, type ToolInput } from './hookJson.ts';
import { intentsCall, mcpCall, one, shellCall, type ToolCall } from './knownCall.ts';
import { hooksConnected, planHooks } from './nestedHooks.ts';

/**
 * OpenAI Codex. Facts: its hooks page, and runs of 0.169.0. A deny is status 2 and a line on stderr: its JSON would be void
 * behind one line that a login profile prints, or with one key too many, and the call would run. An approval is silence:
 * a bare allow voids the hook. Codex's own question, where it asks one, is answered from the decision just given.
 */
export const codex: Agent = {
  name: 'codex',
  title: 'OpenAI Codex',
  program: 'codex',
  packages: ['@openai/codex'],
  onHookFailure: { rule: 'open' },
  folderFrom: 'cwd',
  client: 'script',
  deciding: ['PreToolUse', 'PermissionRequest'],
  reporting: ['PostToolUse'],
  telling: [],
  decode,
  answer,
  answerFrames: [['{"hookSpecificOutput":{"hookEventName":"PermissionRequest",', '}}']],
  denial: 'status',
  hookCommand: (client, event) => ({ shell: guardedCommand(client, event, SETTINGS) }),
  settingsFile: ({ home }) => `${home}/.codex/hooks.json`,
  sharedSettings: ({ root, home }) => [`${home}/.codex/config.toml`, `${root}/.codex/config.toml`],
  hazards,
  planConnect: (change) => planHooks(change, handlersOf(change.client), 'connect'),
  planDisconnect: (change) => planHooks(change, handlersOf(change.client), 'disconnect'),
  connected: (settings, client) => hooksConnected(settings, handlersOf(client)),
  besides: { file: ({ home }) => `${home}/.codex/rules/keyturn.rules`, text: CODEX_RULES, sign: CODEX_RULES_SIGN },
};

/** As a person would look for it. */
const SETTINGS = '~/.codex/hooks.json';

/** Every tool, since its matchers cannot say "all but": what is harmless is let by here. */
const MATCHER = '.*';

/** Tools that only look, plan, ask the person, or start and steer agents whose own calls come here again. */
const HARMLESS = new Set([
  ...['view_image', 'web_search', 'tool_search', 'list_mcp_resources', 'list_mcp_resource_templates'],
  ...['read_mcp_resource', 'request_user_input', 'update_plan', 'get_goal', 'create_goal', 'update_goal'],
  ...['spawn_agent', 'wait_agent', 'close_agent', 'resume_agent', 'send_input', 'list_agents'],
]);

function handlersOf(script: string) {
  // Codex asks its person to trust each command again when it changes in any way: these stay as they are.
  const deciding = (event: string) => ({
    matcher: MATCHER,
    handler: { type: 'command', command: guardedCommand(script, event, SETTINGS), timeout: HOOK_WAIT },
  });
  return {
    PreToolUse: deciding('PreToolUse'),
    PermissionRequest: deciding('PermissionRequest'),
    PostToolUse: {
      matcher: MATCHER,
      handler: { type: 'command', command: plainCommand(script, 'PostToolUse'), timeout: HOOK_REPORT },
    },
  };
}

/** In its TOML: the switch that turns all hooks off. */
function hazards(settings: string | undefined): readonly string[] {
  return /^[ \t]*(?:features[ \t]*\.[ \t]*)?(?:codex_)?hooks[ \t]*=[ \t]*false\b/m.test(settings ?? '')
    ? ['features.hooks']
    : [];
}

function decode(event: string, body: string, caller: HookCaller): HookCall {
  const events = eventsOf(codex);
  if (!events.includes(event)) return unreadable('event', 'wrong-value', { expected: events.join(', ') });
  const read = readHookJson(body);
  if (!read.ok) return { call: 'problem', problem: read.problem };
  const { fields } = read;
  if (fields['hook_event_name'] !== event) return unreadable('hook_event_name', 'wrong-value', { expected: event });
  const session = textField(fields, 'session_id') ?? '';
  const turn = textField(fields, 'turn_id') ?? '';
  const tool = textField(fields, 'tool_name') ?? '';
  const cwd = textField(fields, 'cwd') ?? '';
  if (session === '') return unreadable('session_id', 'missing');
  if (turn === '') return unreadable('turn_id', 'missing');
  if (tool === '') return unreadable('tool_name', 'missing');
  if (!cwd.startsWith('/')) return unreadable('cwd', 'wrong-value', { expected: '/…' });
  const promptKey = promptKeyOf(session, turn, tool, read.input);
  if (event === 'PermissionRequest') {
    // Its own question about what no hook was asked of (the network, say) stays its own.
    return promptKey === undefined ? { call: 'noOpinion' } : { call: 'prompt', cwd, promptKey };
  }
  const use = textField(fields, 'tool_use_id') ?? '';
  if (use === '') return unreadable('tool_use_id', 'missing');
  const key = `${session}/${use}`;
  // It tells no exit code: only that the call is over.
  if (event === 'PostToolUse') return { call: 'outcome', outcome: { sealed: false }, cwd, key };
  // Some of them come with the name of the set that they are of.
  if (HARMLESS.has(tool.replace(/^multi_agent_v\d+/, ''))) return { call: 'noOpinion' };
  const subagent = textField(fields, 'agent_id');
  const facts = {
    ...{ agent: codex.name, session, promptId: turn, cwd, key, inputName: 'tool_input' },
    ...(subagent === undefined ? {} : { subagent: textField(fields, 'agent_type') ?? subagent }),
  };
  return intentsCall(
    codexCall(tool, read, cwd, caller),
    promptKey === undefined ? facts : { ...facts, promptKey },
    caller,
  );
}

/** The question comes without the call's own id: the same command in the same turn is the same call. */
function promptKeyOf(session: string, turn: string, tool: string, input: JsonObject): string | undefined {
  const command = textField(input, 'command');
  return command === undefined ? undefined : `${session}/${turn}/${tool}/${command}`;
}

function codexCall(tool: string, { input, inputText }: ToolInput, cwd: string, caller: HookCaller): ToolCall {
  if (tool === 'Bash') return shellCall(input, cwd);
  if (tool.startsWith('mcp__')) return mcpCall(tool, inputText);
  if (tool === 'apply_patch') {
    const patch = textField(input, 'command');
    if (patch === undefined) return { missing: 'command' };
    const [first, ...more] = patchedFiles(patch, cwd, caller) ?? [];
    if (first !== undefined) return { calls: [{ action: first }, ...more.map((action) => ({ action }))] };
  }
  return one({ kind: 'tool', server: codex.name, tool, input: inputText });
}

function answer(event: string, decision: HookDecision): string {
  if (!codex.deciding.includes(event)) return NO_OPINION;
  switch (decision.decision) {
    case 'deny':
      return refusalLine(decision.reason);
    case 'allow':
      return event === 'PermissionRequest' ? ALLOW : NO_OPINION;
    case 'none':
      return NO_OPINION;
  }
}

const ALLOW = '{"hookSpecificOutput":{"hookEventName":"PermissionRequest","decision":{"behavior":"allow"}}}';
