import type { Action } from '../action/action.ts';
import { decodeAction } from '../action/decodeIntent.ts';
import type { Intent } from '../action/intent.ts';
import type { JsonObject } from '../action/json.ts';
import { HOOK_HELD, type HookCall, type HookCaller } from './agent.ts';
import { textField, unreadable } from './hookJson.ts';

/** One action of a tool call, and the agent's own words on it. */
export interface KnownCall {
  readonly action: Action;
  readonly summary?: string;
}

/** `missing`: the member of the tool's input without which the call means nothing. */
export type ToolCall = { readonly calls: readonly [KnownCall, ...KnownCall[]] } | { readonly missing: string };

/** Which call it is. */
export interface CallFacts {
  readonly agent: string;
  readonly session: string;
  readonly promptId?: string;
  readonly cwd: string;
  readonly key: string;
  readonly promptKey?: string;
  /** What the agent calls the subagent that makes the call. */
  readonly subagent?: string;
  /** How the agent's JSON calls the tool's input. */
  readonly inputName: string;
}

/** The intents of a tool call, under the same limits as those that come as intents. */
export function intentsCall(tool: ToolCall, facts: CallFacts, caller: HookCaller): HookCall {
  if ('missing' in tool) return unreadable(`${facts.inputName}.${tool.missing}`, 'missing');
  for (const { action } of tool.calls) {
    const decoded = decodeAction({ ...action });
    if (!decoded.ok) return { call: 'problem', problem: decoded.problem };
  }
  const [first, ...more] = tool.calls;
  const { cwd, key, promptKey } = facts;
  return {
    call: 'intents',
    intents: [intentOf(first, facts, caller), ...more.map((call) => intentOf(call, facts, caller))],
    cwd,
    key,
    ...(promptKey === undefined ? {} : { promptKey }),
  };
}

function intentOf(call: KnownCall, { agent, session, promptId, subagent }: CallFacts, caller: HookCaller): Intent {
  const { action } = call;
  const by = subagent === undefined ? undefined : `subagent ${subagent}`;
  const summary = [by, call.summary].filter((part) => part !== undefined).join(': ') || undefined;
  const claim = { ...(summary === undefined ? {} : { summary }), ...(promptId === undefined ? {} : { promptId }) };
  return {
    version: 1,
    // No version: what the environment says of it is not to be trusted.
    runner: { name: agent, session, ...(caller.pid === undefined ? {} : { pid: caller.pid }) },
    action,
    ...(Object.keys(claim).length === 0 ? {} : { claim }),
    expiresIn: HOOK_HELD,
  };
}

export function one(action: Action, summary?: string): ToolCall {
  return { calls: [{ action, ...(summary === undefined ? {} : { summary }) }] };
}

/** A command line with the agent's own words on it beside it. */
export function shellCall(input: JsonObject, cwd: string, shell: 'bash' | 'powershell' = 'bash'): ToolCall {
  const command = textField(input, 'command');
  if (command === undefined) return { missing: 'command' };
  return one({ kind: 'shell', command, shell, cwd }, textField(input, 'description'));
}

/**
 * A call of the tool `mcp__SERVER__TOOL`. The name that is called decides; `described` only says where the server's part
 * ends. An odd name is kept whole rather than cut wrongly.
 */
export function mcpCall(tool: string, input: string, described?: string): ToolCall {
  const server =
    described !== undefined && tool.startsWith(`mcp__${described}__`) ? described : tool.slice(5).split('__', 1)[0];
  const rest = server === undefined ? '' : tool.slice(`mcp__${server}__`.length);
  if (!server || rest === '') return one({ kind: 'tool', server: 'mcp', tool, input });
  return one({ kind: 'tool', server, tool: rest, input });
}
