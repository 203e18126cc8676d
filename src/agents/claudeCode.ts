import { scanJson } from '../action/json.ts';
import type { Agent, HookCall, HookCaller, HookDecision, SettingsPlace } from './agent.ts';
import { eventsOf, HOOK_REPORT, HOOK_WAIT, NO_OPINION } from './agent.ts';
import { reasonText } from './answerText.ts';
import { CLAUDE_MATCHER, claudeCall } from './claudeTools.ts';
import { cursorByClaude, isCursors } from './cursor.ts';
import { claudeOutcome } from './claudeOutcome.ts';
import { guardedWords } from './guardedCommand.ts';
import { isObject, readHookJson, textField, unreadable } from './hookJson.ts';
import { intentsCall } from './knownCall.ts';
import { hooksConnected, planHooks } from './nestedHooks.ts';
import { isSettings, readSettings, riskyVariables } from './settingsText.ts';

const DECIDING = 'PreToolUse';
/** From the folder. */
const SETTINGS = '.claude/settings.local.json';
const ASKING = 'PermissionRequest';
const PROMPTED = 'UserPromptSubmit';
/** No call hangs on these. Its own question is answered from the decision just given, else it stays its own. */
const TELLING = [ASKING, PROMPTED, 'SessionStart', 'SessionEnd'];

/** Claude Code. Facts: its hooks page, and runs of 2.1.330 (nested form only; exit 0 with other text lets the call run). */
export const claudeCode: Agent = {
  name: 'claude-code',
  title: 'Claude Code',
  program: 'claude',
  packages: ['@anthropic-ai/claude-code'],
  onHookFailure: { rule: 'closed', since: '2.1.295' },
  folderFrom: 'settings',
  client: 'script',
  deciding: [DECIDING],
  reporting: ['PostToolUse', 'PostToolUseFailure'],
  telling: TELLING,
  decode: (event, body, caller) => decodeClaude(event, body, caller, 'settings'),
  answer,
  answerFrames: [DECIDING, ASKING].map((event) => [`{"hookSpecificOutput":{"hookEventName":"${event}",`, '}}']),
  denial: 'answer',
  hookCommand: (client, event) => ({ words: guardedWords(client, event, SETTINGS) }),
  settingsFile,
  sharedSettings: ({ root, home }) => [
    settingsFile({ root, home }),
    `${root === '/' ? '' : root}/.claude/settings.json`,
    `${home}/.claude/settings.json`,
  ],
  hazards: claudeHazards,
  planConnect: (change) => planHooks(change, handlersOf(change.client, SETTINGS), 'connect'),
  planDisconnect: (change) => planHooks(change, handlersOf(change.client, SETTINGS), 'disconnect'),
  connected: (settings, client) =>
    hooksConnected(settings, handlersOf(client, SETTINGS)) && !claudeHazards(settings).includes('disableAllHooks'),
};

function settingsFile({ root }: SettingsPlace): string {
  return `${root === '/' ? '' : root}/${SETTINGS}`;
}

/** `settings`: where the handlers stand, for whoever has to take them out. `more`: said to the script behind the event. */
export function handlersOf(script: string, settings: string, ...more: readonly string[]) {
  // `args` makes it the exec form: no shell of the person's, whose start-up file or exported function could answer instead.
  const handler = ([command, ...args]: readonly [string, ...string[]], timeout: number) => ({
    type: 'command',
    command,
    args,
    timeout,
  });
  // Unguarded, since a failure of these is to stop nothing, least of all what the person has typed.
  const report = (event: string) => handler([script, event, ...more], HOOK_REPORT);
  const after = (event: string) => ({ matcher: CLAUDE_MATCHER, handler: report(event) });
  const always = (event: string) => ({ matcher: '*', handler: report(event) });
  const deciding = handler(guardedWords(script, DECIDING, settings, ...more), HOOK_WAIT);
  return {
    [DECIDING]: {
      matcher: CLAUDE_MATCHER,
      handler: { ...deciding, onFailure: 'block', statusMessage: 'Waiting for Keyturn' },
    },
    PostToolUse: after('PostToolUse'),
    PostToolUseFailure: after('PostToolUseFailure'),
    [ASKING]: after(ASKING),
    [PROMPTED]: always(PROMPTED),
    SessionStart: always('SessionStart'),
    SessionEnd: always('SessionEnd'),
  };
}

/** Keys by which a settings file switches hooks off or puts code in front of them. */
export function claudeHazards(text: string | undefined): readonly string[] {
  const settings = readSettings(text);
  if (!isSettings(settings)) return [];
  const env = settings['env'];
  const simple = isSettings(env) && 'CLAUDE_CODE_SIMPLE' in env ? ['CLAUDE_CODE_SIMPLE'] : [];
  return [
    ...(settings['disableAllHooks'] === true ? ['disableAllHooks'] : []),
    ...[...riskyVariables(env), ...simple].map((name) => `env.${name}`),
  ];
}

/** `way`: a person may have connected it by both; then one call comes twice, and is one card. */
export function decodeClaude(event: string, body: string, caller: HookCaller, way: 'settings' | 'plugin'): HookCall {
  const events = eventsOf(claudeCode);
  if (!events.includes(event)) return unreadable('event', 'wrong-value', { expected: events.join(', ') });
  if (TELLING.includes(event) && event !== ASKING) return sessionCall(event, body);
  const read = readHookJson(body);
  if (!read.ok) return { call: 'problem', problem: read.problem };
  const { fields } = read;
  if (event === DECIDING && isCursors(fields)) return cursorByClaude(body, caller);
  if (fields['hook_event_name'] !== event) return unreadable('hook_event_name', 'wrong-value', { expected: event });
  const session = textField(fields, 'session_id') ?? '';
  const use = textField(fields, 'tool_use_id') ?? '';
  const tool = textField(fields, 'tool_name') ?? '';
  const cwd = textField(fields, 'cwd') ?? '';
  if (session === '') return unreadable('session_id', 'missing');
  if (tool === '') return unreadable('tool_name', 'missing');
  if (!cwd.startsWith('/')) return unreadable('cwd', 'wrong-value', { expected: '/…' });
  const promptId = textField(fields, 'prompt_id');
  // The question comes without the call's own id: the same input in the same turn is the same call.
  const promptKey = `${session}/${promptId ?? ''}/${tool}/${read.inputText}`;
  if (event === ASKING) return { call: 'prompt', cwd, promptKey };
  if (use === '') return unreadable('tool_use_id', 'missing');
  const key = `${session}/${use}`;
  if (event !== DECIDING) return { call: 'outcome', outcome: claudeOutcome(event, tool, fields), cwd, key };
  const facts = {
    agent: claudeCode.name,
    session,
    ...(promptId === undefined ? {} : { promptId }),
    cwd,
    key,
    promptKey,
  };
  const subagent =
    textField(fields, 'agent_id') === undefined ? {} : { subagent: textField(fields, 'agent_type') ?? '' };
  const found = claudeCall(tool, fields, read, cwd, caller);
  if (found === 'harmless') return { call: 'noOpinion' };
  const call = intentsCall(found, { ...facts, ...subagent, inputName: 'tool_input' }, caller);
  if (call.call !== 'intents') return call;
  const changeable = tool === 'Bash' ? { changeable: read.input } : {};
  // Its id alone would let one call go by what was decided of another.
  return { ...call, ...changeable, twin: { key: JSON.stringify([claudeCode.name, key, tool, read.inputText]), way } };
}

/** Its person's words are kept for the cards of this turn; they never count for a verdict. */
function sessionCall(event: string, body: string): HookCall {
  const whole = scanJson(body);
  if (!whole.ok) return { call: 'problem', problem: whole.problem };
  const fields = isObject(whole.value) ? whole.value : {};
  if (fields['hook_event_name'] !== event) return unreadable('hook_event_name', 'wrong-value', { expected: event });
  const session = textField(fields, 'session_id') ?? '';
  const cwd = textField(fields, 'cwd') ?? '';
  if (session === '') return unreadable('session_id', 'missing');
  if (!cwd.startsWith('/')) return unreadable('cwd', 'wrong-value', { expected: '/…' });
  const text = event === PROMPTED ? textField(fields, 'prompt') : undefined;
  const id = textField(fields, 'prompt_id');
  const prompt = text === undefined ? {} : { prompt: { text, ...(id === undefined ? {} : { id }) } };
  return { call: 'session', session, cwd, ...prompt };
}

/** `ask` is never sent: its prompt would be somebody else's approval. */
function answer(event: string, decision: HookDecision): string {
  if (decision.decision === 'none') return NO_OPINION;
  switch (event) {
    case DECIDING:
      return output({
        hookEventName: event,
        permissionDecision: decision.decision,
        ...(decision.decision === 'allow' && decision.input !== undefined ? { updatedInput: decision.input } : {}),
        permissionDecisionReason: reasonText(decision.reason),
      });
    case ASKING:
      return output({
        hookEventName: event,
        decision:
          decision.decision === 'allow'
            ? { behavior: 'allow' }
            : { behavior: 'deny', message: reasonText(decision.reason) },
      });
    default:
      return NO_OPINION;
  }
}

function output(hookSpecificOutput: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ hookSpecificOutput });
}
