import type { Action } from '../action/action.ts';
import { scanJson, type JsonObject, type JsonValue } from '../action/json.ts';
import { inputProblem } from '../action/problem.ts';
import type { Agent, HookCall, HookCaller, HookDecision } from './agent.ts';
import { eventsOf, HOOK_REPORT, HOOK_WAIT, NO_OPINION } from './agent.ts';
import { reasonText } from './answerText.ts';
import { cursorCall, withoutPrefix } from './cursorTools.ts';
import { answeringCommand, namedHookGone, plainCommand } from './guardedCommand.ts';
import { isObject, textField, unreadable, type HookJson } from './hookJson.ts';
import { intentsCall } from './knownCall.ts';
import { hooksConnected, planHooks, type Hooks } from './nestedHooks.ts';

const SHELL = 'beforeShellExecution';
const MCP = 'beforeMCPExecution';
const TOOL = 'preToolUse';
const EVENTS = [SHELL, MCP, TOOL];
const AFTER_SHELL = 'afterShellExecution';
const REPORTS = [AFTER_SHELL, 'afterMCPExecution'];

/**
 * Cursor, the editor and its command line. Facts: its hooks page, and captures of 3.9.16; it could not be run here. A person's
 * hooks are started in `~/.cursor`, so only the input tells the folder. `failClosed` makes it stop a call when the hook
 * fails. One call may come by up to three ways: its own event, `preToolUse`, and the hooks of Claude Code, which Cursor loads
 * too.
 */
export const cursor: Agent = {
  name: 'cursor',
  title: 'Cursor',
  program: 'cursor',
  packages: [],
  onHookFailure: { rule: 'closed', since: '3.9.16' },
  folderFrom: 'input',
  client: 'script',
  deciding: EVENTS,
  reporting: REPORTS,
  telling: [],
  decode,
  answer,
  answerFrames: [
    ['{"permission":"allow"', '}'],
    ['{"permission":"deny",', '}'],
  ],
  denial: 'answer',
  hookCommand: (client, event) => ({ shell: answeringCommand(client, event, goneOf(client)) }),
  settingsFile: ({ home }) => `${home}/.cursor/hooks.json`,
  sharedSettings: () => [],
  hazards: () => [],
  planConnect: (change) => planHooks(change, hooksOf(change.client), 'connect'),
  planDisconnect: (change) => planHooks(change, hooksOf(change.client), 'disconnect'),
  connected: (settings, client) => hooksConnected(settings, hooksOf(client)),
};

/** No matcher: a tool that is new must come here too. */
function hooksOf(script: string): Hooks {
  const deciding = (event: string) => ({
    handler: { command: answeringCommand(script, event, goneOf(script)), timeout: HOOK_WAIT, failClosed: true },
  });
  const report = (event: string) => ({ handler: { command: plainCommand(script, event), timeout: HOOK_REPORT } });
  return Object.fromEntries([
    ...EVENTS.map((event) => [event, deciding(event)] as const),
    ...REPORTS.map((event) => [event, report(event)] as const),
  ]);
}

function goneOf(script: string): string {
  return answer(TOOL, { decision: 'deny', reason: namedHookGone(script, '~/.cursor/hooks.json') });
}

function decode(event: string, body: string, caller: HookCaller): HookCall {
  const events = eventsOf(cursor);
  if (!events.includes(event)) return unreadable('event', 'wrong-value', { expected: events.join(', ') });
  const whole = scanJson(body, ['tool_input']);
  if (!whole.ok) return { call: 'problem', problem: whole.problem };
  if (!isObject(whole.value)) return unreadable('', 'wrong-type', { expected: 'object' });
  if (whole.value['hook_event_name'] !== event)
    return unreadable('hook_event_name', 'wrong-value', { expected: event });
  return REPORTS.includes(event) ? reportOf(event, whole.value) : callOf(event, whole.value, event, caller);
}

/** It tells no exit code, and no folder: only that what it names is over. */
function reportOf(event: string, fields: JsonObject): HookCall {
  const session = textField(fields, 'conversation_id') ?? '';
  const generation = textField(fields, 'generation_id') ?? '';
  if (session === '') return unreadable('conversation_id', 'missing');
  if (generation === '') return unreadable('generation_id', 'missing');
  const cwd = folderOf(fields, {});
  if (cwd === undefined) return unreadable('cwd', 'wrong-value', { expected: '/…' });
  const over = (what: unknown): HookCall => ({
    call: 'outcome',
    outcome: { sealed: false },
    cwd,
    key: JSON.stringify([session, generation, what]),
  });
  if (event === AFTER_SHELL) {
    const command = textField(fields, 'command');
    return command === undefined ? unreadable('command', 'missing') : over(command);
  }
  const tool = textField(fields, 'tool_name') ?? '';
  if (tool === '') return unreadable('tool_name', 'missing');
  const read = inputOf(fields);
  return read.ok ? over([withoutPrefix(tool), read.inputText]) : { call: 'problem', problem: read.problem };
}

/** Whether a body that came to Claude Code's hook is Cursor's, which loads that hook as well. */
export function isCursors(fields: JsonObject): boolean {
  return Object.hasOwn(fields, 'cursor_version');
}

/** The same call by Claude Code's hook. */
export function cursorByClaude(body: string, caller: HookCaller): HookCall {
  const whole = scanJson(body, ['tool_input']);
  if (!whole.ok) return { call: 'problem', problem: whole.problem };
  if (!isObject(whole.value)) return unreadable('', 'wrong-type', { expected: 'object' });
  return callOf(TOOL, whole.value, 'claude', caller);
}

/** `way`: how this delivery of the call came; the same call may come once by each. */
function callOf(event: string, fields: JsonObject, way: string, caller: HookCaller): HookCall {
  const session = textField(fields, 'conversation_id') ?? '';
  const generation = textField(fields, 'generation_id') ?? '';
  if (session === '') return unreadable('conversation_id', 'missing');
  if (generation === '') return unreadable('generation_id', 'missing');
  const tool = event === SHELL ? 'Shell' : (textField(fields, 'tool_name') ?? '');
  if (tool === '') return unreadable('tool_name', 'missing');
  const read = event === SHELL ? { ok: true as const, input: fields, inputText: '' } : inputOf(fields);
  if (!read.ok) return { call: 'problem', problem: read.problem };
  const cwd = folderOf(fields, read.input);
  if (cwd === undefined) return unreadable('cwd', 'wrong-value', { expected: '/…' });
  const server = event === MCP ? (textField(fields, 'mcp_server_name') ?? '') : undefined;
  const found = cursorCall(tool, server, read, cwd, caller);
  if (found === 'harmless') return { call: 'noOpinion' };
  const inputName = event === SHELL ? '' : 'tool_input';
  const call = intentsCall(
    found,
    { agent: cursor.name, session, promptId: generation, cwd, key: '', inputName },
    caller,
  );
  if (call.call !== 'intents') return call;
  const actions = call.intents.map(({ action }) => commonOf(action));
  const key = JSON.stringify([session, generation, cwd, actions]);
  const reported = JSON.stringify([session, generation, reportedOf(call.intents[0].action)]);
  return { ...call, key, promptKey: reported, twin: { key, way } };
}

/** What a report names of a call. Files are not reported. */
function reportedOf(action: Action): unknown {
  return action.kind === 'shell' ? action.command : commonOf(action);
}

/** `preToolUse` does not say which server a tool is of. */
function commonOf(action: Action): unknown {
  return action.kind === 'tool' ? [action.tool, action.input] : action;
}

/** Older versions send the input of an MCP tool as a text. */
function inputOf(fields: JsonObject): HookJson {
  const found = fields['tool_input'];
  if (typeof found !== 'string') return { ok: false, problem: inputProblem('tool_input', 'missing') };
  const input = scanJson(found);
  if (!input.ok) return input;
  const inner = typeof input.value === 'string' ? scanJson(input.value) : input;
  const inputText = typeof input.value === 'string' ? input.value : found;
  if (!inner.ok) return inner;
  if (isObject(inner.value)) return { ok: true, fields, input: inner.value, inputText };
  return { ok: false, problem: inputProblem('tool_input', 'wrong-type', { expected: 'object' }) };
}

/** The folder that the call names, else the first of the window. */
function folderOf(fields: JsonObject, input: JsonObject): string | undefined {
  const roots = fields['workspace_roots'];
  const [first] = Array.isArray(roots) ? roots : [];
  for (const named of [input['working_directory'], input['cwd'], fields['cwd']])
    if (named !== undefined && named !== null && named !== '') return absoluteText(named);
  return absoluteText(first);
}

function absoluteText(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value.startsWith('/') ? value : undefined;
}

/** Cursor takes silence for a failed hook, so what has no opinion must be said as "allow". */
function answer(event: string, decision: HookDecision): string {
  if (REPORTS.includes(event)) return NO_OPINION;
  if (decision.decision === 'none') return JSON.stringify({ permission: 'allow' });
  // In both texts: which of them the model is shown has changed before.
  const reason = reasonText(decision.reason, 2);
  return JSON.stringify({ permission: decision.decision, user_message: reason, agent_message: reason });
}
