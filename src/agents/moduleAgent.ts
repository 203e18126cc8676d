import type { JsonObject, JsonValue } from '../action/json.ts';
import type { Outcome } from '../review/decision.ts';
import type { Agent, AgentModule, AnswerFrame, FailureRule, HookCall, HookCaller, HookDecision } from './agent.ts';
import { NO_OPINION } from './agent.ts';
import { reasonText } from './answerText.ts';
import { isObject, readHookJson, unreadable, type ToolInput } from './hookJson.ts';
import { intentsCall, type ToolCall } from './knownCall.ts';
import { planOwnFile } from './ownFile.ts';

/** Keys that lead to a field. */
type Place = readonly [string, ...string[]];

/** What differs between the agents that load a module of ours into themselves. */
export interface ModuleParts extends Pick<Agent, 'name' | 'title' | 'program' | 'packages' | 'needs'> {
  readonly onHookFailure: FailureRule;
  /** Its names of the events before and after a tool call. */
  readonly before: string;
  readonly after: string;
  /** The file that it loads, below the person's home folder, and its text. */
  readonly file: string;
  readonly text: (client: string) => string;
  readonly module: AgentModule;
  /** Where a call tells what. */
  readonly session: Place;
  readonly use: Place;
  readonly tool: Place;
  readonly input: Place;
  call(tool: string, input: ToolInput, cwd: string, caller: HookCaller): ToolCall | 'harmless';
  outcomeOf(fields: JsonObject): Outcome;
  /** The subagent that calls. Undefined: the agent itself. */
  subagentOf(fields: JsonObject): string | undefined;
}

const FRAMES: readonly AnswerFrame[] = [
  ['{"keyturn":"allow","reason":"', '"}'],
  ['{"keyturn":"deny","reason":"', '"}'],
];

/** An agent that has no hook scripts but loads a module, whose file is wholly ours. */
export function moduleAgent(parts: ModuleParts): Agent {
  const { name, title, program, packages, onHookFailure, before, after, file, text, module } = parts;
  return {
    name,
    title,
    program,
    packages,
    onHookFailure,
    folderFrom: 'cwd',
    client: 'module',
    deciding: [before],
    reporting: [after],
    telling: [],
    decode: (event, body, caller) => decode(parts, event, body, caller),
    answer: (event, decision) => (event === before ? answer(decision) : NO_OPINION),
    answerFrames: FRAMES,
    denial: 'answer',
    hookCommand: () => undefined,
    settingsFile: ({ home }) => `${home}/${file}`,
    sharedSettings: () => [],
    hazards: () => [],
    planConnect: (change) => planOwnFile(change, text(change.client), 'connect'),
    planDisconnect: (change) => planOwnFile(change, text(change.client), 'disconnect'),
    connected: (settings, client) => settings === text(client),
    module,
    ...(parts.needs === undefined ? {} : { needs: parts.needs }),
  };
}

function answer(decision: HookDecision): string {
  if (decision.decision === 'none') return NO_OPINION;
  return JSON.stringify({ keyturn: decision.decision, reason: reasonText(decision.reason) });
}

function decode(parts: ModuleParts, event: string, body: string, caller: HookCaller): HookCall {
  const { before, after } = parts;
  if (event !== before && event !== after)
    return unreadable('event', 'wrong-value', { expected: [before, after].join(', ') });
  const read = readHookJson(body, parts.input);
  if (!read.ok) return { call: 'problem', problem: read.problem };
  const { fields } = read;
  const told = [];
  for (const place of [parts.session, parts.use, parts.tool]) {
    const found = textAt(fields, place);
    if ('missing' in found) return unreadable(found.missing, 'missing');
    told.push(found.text);
  }
  const [session = '', use = '', tool = ''] = told;
  const { directory } = fields;
  const cwd = typeof directory === 'string' ? directory : '';
  if (!cwd.startsWith('/')) return unreadable('directory', 'wrong-value', { expected: '/…' });
  const key = `${session}/${use}`;
  if (event === after) return { call: 'outcome', outcome: parts.outcomeOf(fields), cwd, key };
  const call = parts.call(tool, read, cwd, caller);
  if (call === 'harmless') return { call: 'noOpinion' };
  const subagent = parts.subagentOf(fields);
  const facts = { agent: parts.name, session, cwd, key, ...(subagent === undefined ? {} : { subagent }) };
  return intentsCall(call, { ...facts, inputName: parts.input.join('.') }, caller);
}

/** A text that is not empty, or the outermost key that does not lead to it. */
function textAt(fields: JsonObject, place: Place): { readonly text: string } | { readonly missing: string } {
  let at: JsonValue | undefined = fields;
  for (const [depth, key] of place.entries()) {
    at = isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined;
    const isLast = depth === place.length - 1;
    if (isLast && typeof at === 'string' && at !== '') return { text: at };
    if (isLast || !isObject(at)) return { missing: place.slice(0, depth + 1).join('.') };
  }
  return { missing: place.join('.') };
}
