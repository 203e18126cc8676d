import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agents } from '../../../src/agents/registry.ts';
import { canaryFor, canaryMark } from '../../../src/agents/canary.ts';

const mark = '0123456789abcdef0123456789abcdef';

test('every agent’s canary is one shell call of its own form, known by its mark', () => {
  for (const agent of agents) {
    const { event, body } = canaryFor(agent, '/home/ana/shop', mark);
    assert.ok(agent.deciding.includes(event), agent.name);
    const call = agent.decode(event, body, {});
    assert.ok(call.call === 'intents', `${agent.name}: ${JSON.stringify(call)}`);
    assert.equal(call.cwd, '/home/ana/shop', agent.name);
    // Claude Code is Claude Code, whichever way it is connected.
    assert.equal(call.intents[0].runner.name, agent.name.replace('claude-plugin', 'claude-code'));
    assert.equal(canaryMark(call.intents), mark, agent.name);
  }
});

test('what does anything else is no canary', () => {
  const intent = (command: string) =>
    ({ version: 1, runner: { name: 'x' }, action: { kind: 'shell', command } }) as const;
  assert.equal(canaryMark([intent(`: keyturn-canary ${mark}`)]), mark);
  for (const command of [
    `: keyturn-canary ${mark}; rm -rf data`,
    `: keyturn-canary ${mark}\nrm -rf data`,
    `: keyturn-canary ${mark}\n`,
    ` : keyturn-canary ${mark}`,
    `: keyturn-canary $(rm -rf data)`,
    `: keyturn-canary ${mark.slice(1)}`,
  ])
    assert.equal(canaryMark([intent(command)]), undefined, JSON.stringify(command));
  assert.equal(canaryMark([intent(`: keyturn-canary ${mark}`), intent('ls')]), undefined);
});
