import { decodeAction } from '../action/decodeIntent.ts';
import type { Intent } from '../action/intent.ts';
import type { JsonObject } from '../action/json.ts';
import { inputProblem, type InputCode } from '../action/problem.ts';
import type { Agent, HookCall, HookCaller, HookDecision } from './agent.ts';
import { NO_OPINION, REASON_LIMIT } from './agent.ts';
import { actionOf, CLAUDE_MATCHER, type KnownCall } from './claudeTools.ts';
import { claudeOutcome } from './claudeOutcome.ts';
import { hooksConnected, planHooks, settingsHazards } from './claudeSettings.ts';
import { readHookJson, textField } from './hookJson.ts';

/** Claude Code. Facts: its hooks page, and runs of 2.1.330 (nested form only; exit 0 with other text lets the call run). */
export const claudeCode: Agent = {
  name: 'claude-code',
  title: 'Claude Code',
  events: ['PreToolUse', 'PostToolUse', 'PostToolUseFailure'],
  program: 'claude',
  closedSince: '2.1.295',
  decode,
  answer,
  answerFrame: ['{"hookSpecificOutput":{"hookEventName":"PreToolUse",', '}}'],
  settingsFile,
  sharedSettings: (root, home) => [
    settingsFile(root),
    `${root === '/' ? '' : root}/.claude/settings.json`,
    `${home}/.claude/settings.json`,
  ],
  hazards: settingsHazards,
  planConnect: (root, before, script) => planHooks(settingsFile(root), before, handlersOf(script), 'connect'),
  planDisconnect: (root, before, script) => planHooks(settingsFile(root), before, handlersOf(script), 'disconnect'),
  connected: (settings, script) => hooksConnected(settings, handlersOf(script)),
};

/** Seconds Claude Code waits for the hook: a day, as long as a hold may last. */
const WAIT = 86_400;
/** Seconds a hold lasts: it ends, with an answer, before anybody stops waiting for it. */
const HELD = 86_000;
/** Seconds for the report of an outcome: nobody waits for a person there. */
const REPORT = 10;

function settingsFile(root: string): string {
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
        timeout: WAIT,
        onFailure: 'block',
        statusMessage: 'Waiting for Keyturn',
      },
    },
    PostToolUse: { matcher: CLAUDE_MATCHER, handler: { ...handler, args: ['PostToolUse'], timeout: REPORT } },
    PostToolUseFailure: {
      matcher: CLAUDE_MATCHER,
      handler: { ...handler, args: ['PostToolUseFailure'], timeout: REPORT },
    },
  };
}

function decode(event: string, body: string, caller: HookCaller): HookCall {
  if (!claudeCode.events.includes(event)) {
    return unreadable('event', 'wrong-value', { expected: claudeCode.events.join(', ') });
  }
  const read = readHookJson(body);
  if (!read.ok) return { call: 'problem', problem: read.problem };
  const { fields } = read;
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
  if (event !== 'PreToolUse') return { call: 'outcome', outcome: claudeOutcome(event, tool, fields), cwd, key };
  const known = actionOf(tool, read, cwd, caller);
  if ('missing' in known) return unreadable(`tool_input.${known.missing}`, 'missing');
  // The same limits as for an action that came as an intent.
  const action = decodeAction({ ...known.action });
  if (!action.ok) return { call: 'problem', problem: action.problem };
  return { call: 'intent', intent: intentOf(known, session, fields, caller), cwd, key };
}

function intentOf(known: KnownCall, session: string, fields: JsonObject, caller: HookCaller): Intent {
  const promptId = textField(fields, 'prompt_id');
  const claim = {
    ...(known.summary === undefined ? {} : { summary: known.summary }),
    ...(promptId === undefined ? {} : { promptId }),
  };
  return {
    version: 1,
    // No version: what the environment says of it is not to be trusted.
    runner: { name: claudeCode.name, session, ...(caller.pid === undefined ? {} : { pid: caller.pid }) },
    action: known.action,
    ...(Object.keys(claim).length === 0 ? {} : { claim }),
    expiresIn: HELD,
  };
}

function unreadable(field: string, code: InputCode, values: Readonly<Record<string, string>> = {}): HookCall {
  return { call: 'problem', problem: inputProblem(field, code, values) };
}

function answer(event: string, decision: HookDecision): string {
  // Only PreToolUse can decide. `ask` is never sent: its prompt would be somebody else's approval.
  if (event !== 'PreToolUse' || decision.decision === 'none') return NO_OPINION;
  return JSON.stringify({
    hookSpecificOutput: {
      hookEventName: 'PreToolUse',
      permissionDecision: decision.decision,
      permissionDecisionReason: shortened(decision.reason),
    },
  });
}

/** As much of it as fits, never half a character and never nothing. */
function shortened(reason: string): string {
  let text = '';
  let size = 0;
  for (const character of reason) {
    size += BYTES.encode(JSON.stringify(character)).length - 2;
    if (size > REASON_LIMIT) return `${text}…`;
    text += character;
  }
  return text === '' ? 'Keyturn' : text;
}

const BYTES = new TextEncoder();
