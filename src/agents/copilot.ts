import type { JsonObject } from '../action/json.ts';
import type { Agent, HookCall, HookCaller, HookDecision } from './agent.ts';
import { eventsOf, HOOK_REPORT, HOOK_WAIT, NO_OPINION } from './agent.ts';
import { reasonText } from './answerText.ts';
import { copilotCall } from './copilotTools.ts';
import { answeringCommand, namedHookGone, plainCommand } from './guardedCommand.ts';
import { readHookJson, textField, unreadable, type HookJson } from './hookJson.ts';
import { intentsCall } from './knownCall.ts';
import { planOwnFile } from './ownFile.ts';
import { isSettings, readSettings, sameValue } from './settingsText.ts';

/**
 * GitHub Copilot CLI, and VS Code's own agent, which reads the same folder. Facts: GitHub's and VS Code's hook pages, and
 * runs of Copilot CLI 1.0.102. Registered with a capital letter, an event is answered in the one form that both take.
 * Copilot CLI stops the call when the hook fails; VS Code does so for status 2, into which the command turns a failure.
 */
export const copilot: Agent = {
  name: 'copilot',
  title: 'GitHub Copilot CLI and VS Code agent',
  program: 'copilot',
  packages: ['@github/copilot'],
  onHookFailure: { rule: 'open' },
  folderFrom: 'cwd',
  client: 'script',
  deciding: ['PreToolUse'],
  reporting: ['PostToolUse'],
  telling: [],
  decode,
  answer,
  answerFrames: [['{"hookSpecificOutput":{"hookEventName":"PreToolUse",', '}}']],
  denial: 'answer',
  hookCommand: (client, event) => ({ shell: answeringCommand(client, event, goneOf(client)) }),
  settingsFile: ({ home }) => `${home}/.copilot/hooks/keyturn.json`,
  sharedSettings: ({ root, home }) => [
    `${home}/.copilot/settings.json`,
    `${root}/.github/copilot/settings.json`,
    `${root}/.github/copilot/settings.local.json`,
  ],
  hazards: (settings) => {
    const root = readSettings(settings);
    return isSettings(root) && root['disableAllHooks'] === true ? ['disableAllHooks'] : [];
  },
  planConnect: (change) => planOwnFile(change, textOf(change.client), 'connect'),
  planDisconnect: (change) => planOwnFile(change, textOf(change.client), 'disconnect'),
  connected: (settings, client) => sameValue(readSettings(settings), valueOf(client)),
};

function valueOf(script: string) {
  const handler = (command: string, timeout: number) => ({ type: 'command', command, timeoutSec: timeout, timeout });
  return {
    version: 1,
    hooks: {
      PreToolUse: [handler(answeringCommand(script, 'PreToolUse', goneOf(script)), HOOK_WAIT)],
      PostToolUse: [handler(plainCommand(script, 'PostToolUse'), HOOK_REPORT)],
    },
  };
}

function goneOf(script: string): string {
  const reason = namedHookGone(script, '~/.copilot/hooks/keyturn.json');
  return answer('PreToolUse', { decision: 'deny', reason });
}

function textOf(script: string): string {
  return `${JSON.stringify(valueOf(script), null, 2)}\n`;
}

/** How a dialect calls the same things. */
interface Dialect {
  readonly event: string;
  readonly session: string;
  readonly tool: string;
  readonly input: string;
}

/** VS Code's page shows both spellings of the first two. */
const DIALECTS: readonly Dialect[] = [
  { event: 'hook_event_name', session: 'session_id', tool: 'tool_name', input: 'tool_input' },
  { event: 'hookEventName', session: 'sessionId', tool: 'tool_name', input: 'tool_input' },
];

function decode(event: string, body: string, caller: HookCaller): HookCall {
  const events = eventsOf(copilot);
  if (!events.includes(event)) return unreadable('event', 'wrong-value', { expected: events.join(', ') });
  const read = readHookJson(body);
  if (!read.ok) return { call: 'problem', problem: read.problem };
  const { fields } = read;
  const dialect = DIALECTS.find((one) => fields[one.event] === event);
  if (dialect === undefined) return unreadable('hook_event_name', 'wrong-value', { expected: event });
  const session = textField(fields, dialect.session) ?? '';
  const tool = textField(fields, dialect.tool) ?? '';
  const cwd = textField(fields, 'cwd') ?? '';
  if (session === '') return unreadable(dialect.session, 'missing');
  if (tool === '') return unreadable(dialect.tool, 'missing');
  if (!cwd.startsWith('/')) return unreadable('cwd', 'wrong-value', { expected: '/…' });
  const key = keyOf(session, tool, read);
  if (event === 'PostToolUse') return { call: 'outcome', outcome: outcomeOf(fields), cwd, key };
  const call = copilotCall(tool, read, cwd, caller);
  if (call === 'harmless') return { call: 'noOpinion' };
  const agentId = textField(fields, 'agent_id');
  const subagent = agentId === undefined ? {} : { subagent: textField(fields, 'agent_type') ?? agentId };
  return intentsCall(call, { agent: copilot.name, session, cwd, key, ...subagent, inputName: dialect.input }, caller);
}

/** Copilot CLI gives a call no id: then it is the call of this tool with this input. */
function keyOf(session: string, tool: string, { fields, inputText }: Extract<HookJson, { ok: true }>): string {
  return `${session}/${textField(fields, 'tool_use_id') ?? `${tool}/${inputText}`}`;
}

/** Its words end with "exited with exit code 3", or "completed with exit code 0". */
function outcomeOf(fields: JsonObject) {
  const text = JSON.stringify(fields['tool_result'] ?? fields['tool_response'] ?? '');
  const code = /exit code (\d{1,3})\b/.exec(text)?.[1];
  return { sealed: false, ...(code === undefined ? {} : { exitCode: Number(code) }) };
}

function answer(event: string, decision: HookDecision): string {
  if (event !== 'PreToolUse' || decision.decision === 'none') return NO_OPINION;
  return JSON.stringify({
    hookSpecificOutput: {
      hookEventName: 'PreToolUse',
      permissionDecision: decision.decision,
      permissionDecisionReason: reasonText(decision.reason),
    },
  });
}
