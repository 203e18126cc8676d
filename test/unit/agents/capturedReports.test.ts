import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventsOf, type Agent, type HookCall } from '../../../src/agents/agent.ts';
import { agents } from '../../../src/agents/registry.ts';
import { captured, capturedNames, mutations } from './fixtures.ts';

/** Of every captured body, the agents of its family, each under each event that its settings register. */
const readings = capturedNames().flatMap((name) =>
  agents
    .filter((agent) => agent.name.startsWith(name.split('-')[0] ?? ''))
    .flatMap((agent) => eventsOf(agent).map((event) => ({ name, agent, event }))),
);

/** What a call may become under an event: only a deciding one is held, and no other lets anything go. */
function isSound(agent: Agent, event: string, call: HookCall): boolean {
  switch (call.call) {
    case 'problem':
      return true;
    case 'intents':
      return agent.deciding.includes(event);
    case 'session':
      return agent.telling.includes(event);
    case 'prompt':
      // Answered from what was decided before on the same call: of an empty key that would be anybody's.
      return !agent.reporting.includes(event) && call.promptKey.length > 3;
    case 'outcome':
      return agent.reporting.includes(event) && call.key.length > 3 && !call.outcome.sealed;
    case 'noOpinion':
      // The agent's own question stays its own: it asks its person, or refuses.
      return event === 'PermissionRequest';
  }
}

test('every family of captured bodies is read, reports and sessions too', () => {
  assert.deepEqual([...new Set(readings.map(({ name }) => name))], capturedNames());
  const kinds = readings.map(({ name, agent, event }) => agent.decode(event, captured(name), {}).call);
  for (const kind of ['intents', 'session', 'prompt', 'outcome', 'problem'])
    assert.ok(
      kinds.some((one) => one === kind),
      `no captured body is read as ${kind}`,
    );
});

test('no captured body with anything missing, added or of another type passes, throws or speaks for a person', () => {
  let count = 0;
  for (const { name, agent, event } of readings) {
    for (const mutated of mutations(JSON.parse(captured(name)))) {
      const body = JSON.stringify(mutated);
      const call = agent.decode(event, body, {});
      assert.ok(isSound(agent, event, call), `${name} as ${agent.name} ${event} ⇒ ${JSON.stringify(call)}: ${body}`);
      count += 1;
    }
  }
  assert.ok(count > 10_000, `only ${count} mutations were made`);
});

test('captured bodies that are cut, doubled, or hold what is not UTF-8 are read as nothing', () => {
  for (const { name, agent, event } of readings) {
    const text = captured(name).trimEnd();
    for (const body of [
      ...['', 'null', `[${text}]`, `${text}${text}`, text.slice(0, -1), text.slice(0, text.length / 2)],
      text.replace('{', '{"unknownMember":"\ud800",'),
      text.replace('{', '{"unknownMember":"\\ud800",'),
    ])
      assert.equal(agent.decode(event, body, {}).call, 'problem', `${name} as ${agent.name} ${event}: ${body}`);
  }
});

test('captured bodies whose texts have a megabyte are read as what they are, and are kept short', () => {
  const long = 'x'.repeat(1024 * 1024);
  for (const name of capturedNames()) {
    const body = JSON.parse(captured(name)) as Record<string, unknown>;
    const own = body['hook_event_name'];
    const longest = ['error', 'prompt', 'tool_response', 'tool_output', 'last_assistant_message'];
    const grown = JSON.stringify({ ...body, ...Object.fromEntries(longest.map((key) => [key, long])) });
    for (const { agent, event } of readings.filter((one) => one.name === name && one.event === own)) {
      const call = agent.decode(event, grown, {});
      assert.ok(isSound(agent, event, call), `${name} as ${agent.name} ${event}: ${call.call}`);
      if (call.call === 'outcome')
        assert.ok(JSON.stringify(call.outcome).length < 1000, `${name}: an outcome is a line`);
    }
  }
});
