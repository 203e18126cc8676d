import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { eventsOf, type Agent, type HookCall, type HookCaller } from '../../src/agents/agent.ts';
import { isAnswer } from '../../src/agents/answerText.ts';
import { agents } from '../../src/agents/registry.ts';
import { volume } from '../support/volume.ts';
import { documentedCalls } from '../unit/agents/documented.ts';
import { captured, capturedNames } from '../unit/agents/fixtures.ts';

/** Every key that stands in a body of any agent's: keys put where they do not belong, too. */
const KEYS = [...new Set(capturedNames().flatMap((name) => keysOf(JSON.parse(captured(name)))))];

/** Tools that act, and names that no agent has. What is known to act on nothing is not among them. */
const ACTING = fc.oneof(
  fc.constantFrom(
    'Bash',
    'bash',
    'Write',
    'Edit',
    'run_in_terminal',
    'run_shell_command',
    'apply_patch',
    'run_commands',
  ),
  fc.constantFrom('mcp__pg__query', 'mcp__', 'mcp____', 'MCP:', 'MCP:query', 'constructor', '__proto__', 'toString'),
  fc.string({ unit: 'binary' }).map((text) => `zz ${text}`),
);

const BODIES = [
  ...capturedNames().map((name) => ({ family: name.split('-')[0] ?? '', text: captured(name) })),
  ...documentedCalls.map(({ agent, text }) => ({ family: agent, text })),
];

/** A body of an agent's own in which some places, named by their path, hold something else, or nothing. */
const change = fc.record({
  path: fc.array(fc.nat(40), { minLength: 1, maxLength: 3 }),
  key: fc.constantFrom(...KEYS),
  value: fc.oneof(
    ACTING,
    fc.jsonValue(),
    fc.constantFrom('/', '/home/ana/shop', '../..', '', undefined),
    fc.string({ unit: 'binary' }),
    fc.dictionary(fc.constantFrom(...KEYS), fc.jsonValue()),
  ),
});

type Change = typeof change extends fc.Arbitrary<infer One> ? One : never;

function changed(body: unknown, changes: readonly Change[]): unknown {
  const root = structuredClone(body);
  for (const { path, key, value } of changes) {
    let at = root as Record<string, unknown>;
    for (const step of path) {
      const inner = Object.values(at).filter((one) => typeof one === 'object' && one !== null);
      const next = inner[step % Math.max(1, inner.length)];
      if (next === undefined || step % 2 === 0) break;
      at = next as Record<string, unknown>;
    }
    const own = Object.keys(at);
    // Its own keys mostly; else one that belongs elsewhere.
    const name = path.length % 3 === 0 ? key : (own[(path[0] ?? 0) % Math.max(1, own.length)] ?? key);
    if (value === undefined) delete at[name];
    else at[name] = value;
  }
  return root;
}

const CALLER: HookCaller = { pid: 77, readText: () => 'one\ntwo\n', namesIn: () => [] };

/** What a call may become under an event. Nothing that acts may be let go unseen. */
function isSound(agent: Agent, event: string, call: HookCall): boolean {
  switch (call.call) {
    case 'problem':
      return true;
    case 'intents':
      return agent.deciding.includes(event) && call.cwd.startsWith('/') && call.key !== '';
    case 'session':
      return agent.telling.includes(event);
    case 'prompt':
      return event === 'PermissionRequest';
    case 'outcome':
      return agent.reporting.includes(event) && !call.outcome.sealed;
    case 'noOpinion':
      return false;
  }
}

/** Where each agent's body names the tool; what acts on nothing is let by, and its names are not the test's matter. */
function withActingTool(body: unknown, tool: string): unknown {
  const whole = structuredClone(body) as Record<string, unknown>;
  for (const key of ['tool_name', 'toolName']) if (key in whole) whole[key] = tool;
  for (const outer of ['input', 'toolCall']) {
    const inner = whole[outer];
    if (typeof inner !== 'object' || inner === null) continue;
    for (const key of ['tool', 'toolName']) if (key in inner) (inner as Record<string, unknown>)[key] = tool;
  }
  return whole;
}

test('whatever stands in a hook’s body, no adapter throws, and nothing that could act is let go', () => {
  const sound = fc.record({
    body: fc.constantFrom(...BODIES),
    changes: fc.array(change, { maxLength: 4 }),
    tool: ACTING,
    own: fc.boolean(),
  });
  const seen = new Set<string>();
  fc.assert(
    fc.property(sound, fc.nat(), ({ body, changes, tool, own }, pick) => {
      // Mostly its own family's; sometimes a body of another agent's.
      const family = agents.filter(({ name }) => name.startsWith(body.family));
      const agent = (own ? family : agents)[pick % (own ? family : agents).length] ?? agents[0];
      assert.ok(agent !== undefined);
      const parsed = withActingTool(changed(JSON.parse(body.text), changes), tool);
      const text = JSON.stringify(parsed) ?? '';
      for (const event of eventsOf(agent)) {
        const call = agent.decode(event, text, CALLER);
        seen.add(call.call);
        const asksItself = call.call === 'noOpinion' && event === 'PermissionRequest';
        assert.ok(
          isSound(agent, event, call) || asksItself,
          `${agent.name} ${event} ⇒ ${JSON.stringify(call)}: ${text}`,
        );
      }
    }),
    { numRuns: volume(1500) },
  );
  for (const kind of ['intents', 'problem', 'session', 'outcome'])
    assert.ok(seen.has(kind), `nothing was read as ${kind}`);
});

test('no text is let go, of whatever kind', () => {
  const text = fc.oneof(
    fc.json(),
    fc.string({ unit: 'binary' }),
    fc
      .tuple(fc.constantFrom(...BODIES), fc.nat(), fc.string({ unit: 'binary', maxLength: 3 }))
      .map(([{ text }, at, put]) => {
        const place = at % text.length;
        return text.slice(0, place) + put + text.slice(place + 1);
      }),
  );
  fc.assert(
    fc.property(text, fc.constantFrom(...agents), (body, agent) => {
      for (const event of eventsOf(agent)) {
        const { call } = agent.decode(event, body, CALLER);
        // A letter put elsewhere may still leave a call of its own; never one that is let go.
        assert.ok(call !== 'noOpinion' || event === 'PermissionRequest', `${agent.name} ${event}: ${body}`);
      }
    }),
    { numRuns: volume(1500) },
  );
});

test('whatever a reason holds, the answer is one whole answer of the agent’s, and a deny stays one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 9000 }), fc.constantFrom(...agents), (reason, agent) => {
      for (const event of eventsOf(agent)) {
        const deny = agent.answer(event, { decision: 'deny', reason });
        assert.ok(isAnswer(agent, deny), `${agent.name} ${event}: ${deny}`);
        assert.doesNotMatch(deny, /[\n\r]/);
        if (agent.deciding.includes(event)) assert.match(deny, agent.denial === 'status' ? /^Keyturn: ./ : /deny/);
      }
    }),
    { numRuns: volume(500) },
  );
});

function keysOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)]);
}
