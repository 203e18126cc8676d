import type { Agent, HookCall, HookCaller, HookDecision, SettingsPlace } from './agent.ts';
import { eventsOf, HOOK_REPORT, HOOK_WAIT, NO_OPINION } from './agent.ts';
import { reasonText } from './answerText.ts';
import { CLAUDE_MATCHER, claudeCall } from './claudeTools.ts';
import { cursorByClaude, isCursors } from './cursor.ts';
import { claudeOutcome } from './claudeOutcome.ts';
import { readHookJson, textField, unreadable } from './hookJson.ts';
import { intentsCall } from './knownCall.ts';
import { hooksConnected, planHooks } from './nestedHooks.ts';
import { isSettings, readSettings, riskyVariables } from './settingsText.ts';

const DECIDING = 'PreToolUse';

/** Claude Code. Facts: its hooks page, and runs of 2.1.330 (nested form only; exit 0 with other text lets the call run). */
export const claudeCode: Agent = {
  name: 'claude-code',
  title: 'Claude Code',
  program: 'claude',
  onHookFailure: { rule: 'closed', since: '2.1.295' },
  folderFrom: 'settings',
  client: 'script',
  deciding: [DECIDING],
  reporting: ['PostToolUse', 'PostToolUseFailure'],
  decode,
  answer,
  answerFrames: [['{"hookSpecificOutput":{"hookEventName":"PreToolUse",', '}}']],
  denial: 'answer',
  settingsFile,
  sharedSettings: ({ root, home }) => [
    settingsFile({ root, home }),
    `${root === '/' ? '' : root}/.claude/settings.json`,
    `${home}/.claude/settings.json`,
  ],
  hazards,
  planConnect: (change) => planHooks(change, handlersOf(change.client), 'connect'),
  planDisconnect: (change) => planHooks(change, handlersOf(change.client), 'disconnect'),
  connected: (settings, client) =>
    hooksConnected(settings, handlersOf(client)) && !hazards(settings).includes('disableAllHooks'),
};

function settingsFile({ root }: SettingsPlace): string {
  return `${root === '/' ? '' : root}/.claude/settings.local.json`;
}

function handlersOf(script: string) {
  // `args` makes it the exec form: no shell between, so no shell start-up file or exported function can answer instead.
  const handler = { type: 'command', command: script };
  return {
    PreToolUse: {
      matcher: CLAUDE_MATCHER,
      handler: {
        ...handler,
        args: ['PreToolUse'],
        timeout: HOOK_WAIT,
        onFailure: 'block',
        statusMessage: 'Waiting for Keyturn',
      },
    },
    PostToolUse: { matcher: CLAUDE_MATCHER, handler: { ...handler, args: ['PostToolUse'], timeout: HOOK_REPORT } },
    PostToolUseFailure: {
      matcher: CLAUDE_MATCHER,
      handler: { ...handler, args: ['PostToolUseFailure'], timeout: HOOK_REPORT },
    },
  };
}

/** Keys by which a settings file switches hooks off or puts code in front of them. */
function hazards(text: string | undefined): readonly string[] {
  const settings = readSettings(text);
  if (!isSettings(settings)) return [];
  const env = settings['env'];
  const simple = isSettings(env) && 'CLAUDE_CODE_SIMPLE' in env ? ['CLAUDE_CODE_SIMPLE'] : [];
  return [
    ...(settings['disableAllHooks'] === true ? ['disableAllHooks'] : []),
    ...[...riskyVariables(env), ...simple].map((name) => `env.${name}`),
  ];
}

function decode(event: string, body: string, caller: HookCaller): HookCall {
  const events = eventsOf(claudeCode);
  if (!events.includes(event)) return unreadable('event', 'wrong-value', { expected: events.join(', ') });
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
  if (use === '') return unreadable('tool_use_id', 'missing');
  if (tool === '') return unreadable('tool_name', 'missing');
  if (!cwd.startsWith('/')) return unreadable('cwd', 'wrong-value', { expected: '/…' });
  const key = `${session}/${use}`;
  if (event !== DECIDING) return { call: 'outcome', outcome: claudeOutcome(event, tool, fields), cwd, key };
  const promptId = textField(fields, 'prompt_id');
  const facts = { agent: claudeCode.name, session, ...(promptId === undefined ? {} : { promptId }), cwd, key };
  return intentsCall(claudeCall(tool, fields, read, cwd, caller), { ...facts, inputName: 'tool_input' }, caller);
}

function answer(event: string, decision: HookDecision): string {
  // Only PreToolUse can decide. `ask` is never sent: its prompt would be somebody else's approval.
  if (event !== 'PreToolUse' || decision.decision === 'none') return NO_OPINION;
  return JSON.stringify({
    hookSpecificOutput: {
      hookEventName: 'PreToolUse',
      permissionDecision: decision.decision,
      permissionDecisionReason: reasonText(decision.reason),
    },
  });
}
