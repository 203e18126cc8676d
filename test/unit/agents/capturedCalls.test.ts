import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventsOf, type Agent, type HookCall } from '../../../src/agents/agent.ts';
import { agents } from '../../../src/agents/registry.ts';
import { textOf } from '../../../src/action/utf8.ts';
import { documentedCalls } from './documented.ts';
import { captured, capturedNames, mutations } from './fixtures.ts';

/** Which of the captured bodies are calls that an agent's settings register, and under which event they come. */
const DECIDING: Readonly<Record<string, readonly [agent: string, event: string]>> = {
  'claude-PreToolUse': ['claude-code', 'PreToolUse'],
  'claude-PreToolUse-http-body': ['claude-code', 'PreToolUse'],
  'claude-PreToolUse-mcp': ['claude-code', 'PreToolUse'],
  'claude-PreToolUse-subagent': ['claude-code', 'PreToolUse'],
  'codex-PreToolUse': ['codex', 'PreToolUse'],
  'codex-PreToolUse-apply_patch': ['codex', 'PreToolUse'],
  'codex-PreToolUse-mcp': ['codex', 'PreToolUse'],
  'codex-PreToolUse-subagent': ['codex', 'PreToolUse'],
  'copilot-PascalCase-PreToolUse': ['copilot', 'PreToolUse'],
  'copilot-PascalCase-PreToolUse-mcp': ['copilot', 'PreToolUse'],
  'opencode-tool.execute.before': ['opencode', 'tool.execute.before'],
  'opencode-tool.execute.before-mcp': ['opencode', 'tool.execute.before'],
  'cline-plugin-beforeTool': ['cline', 'beforeTool'],
  'gemini-BeforeTool': ['gemini', 'BeforeTool'],
  'gemini-BeforeTool-mcp': ['gemini', 'BeforeTool'],
  'qwen-PreToolUse': ['qwen', 'PreToolUse'],
  'qwen-PreToolUse-mcp': ['qwen', 'PreToolUse'],
};

const CAPTURED = Object.entries(DECIDING).map(([name, [agent, event]]) => ({
  name,
  agent,
  event,
  text: captured(name),
}));

/** Every call that must be held, captured or documented. */
const held = [...CAPTURED, ...documentedCalls].map(({ name, agent: of, event, text }) => {
  const agent = agents.find((one) => one.name === of);
  assert.ok(agent !== undefined, of);
  return { name, agent, event, text };
});

/** A call that goes on without anybody having looked: what no text that is not understood may become. */
function waved(call: HookCall): boolean {
  return call.call === 'noOpinion' || call.call === 'outcome';
}

test('every captured or documented call of a tool becomes an intent, of each agent one at least', () => {
  // The plugin's calls are Claude Code's.
  const names = agents.map(({ name }) => name).filter((name) => name !== 'claude-plugin');
  assert.deepEqual([...new Set(held.map(({ agent }) => agent.name))].sort(), names.sort());
  for (const { name, agent, event, text: body } of held) {
    const call = agent.decode(event, body, { pid: 77 });
    assert.equal(call.call, 'intents', `${name}: ${JSON.stringify(call)}`);
    assert.ok(call.call === 'intents');
    assert.equal(call.cwd, '/home/ana/shop', name);
    assert.deepEqual(call.intents[0].runner.name, agent.name);
    const text = JSON.stringify(call.intents[0].action);
    assert.match(text, /mcp$/.test(name) ? /DELETE FROM t WHERE id = 1/ : /marker/, name);
  }
});

test('no captured body is waved through by an agent or event it does not belong to', () => {
  assert.equal(capturedNames().length, 52, 'each that was captured must be looked at');
  for (const name of capturedNames()) {
    for (const agent of agents) {
      for (const event of [...agent.deciding, 'SessionStart', '']) {
        const call = agent.decode(event, captured(name), {});
        assert.equal(waved(call), false, `${name} as ${agent.name} ${event}: ${JSON.stringify(call)}`);
      }
    }
  }
});

test('a call with anything missing, added or of another type is held or denied', () => {
  let count = 0;
  for (const { name, agent, event, text } of held) {
    for (const mutated of mutations(JSON.parse(text))) {
      const body = JSON.stringify(mutated);
      const call = agent.decode(event, body, {});
      assert.equal(waved(call), false, `${name}: ${body}`);
      count += 1;
    }
  }
  assert.ok(count > 1000, `only ${count} mutations were made`);
});

test('texts that are no JSON, cut, doubled, or not UTF-8 are denied', () => {
  for (const { name, agent, event, text } of held) {
    const [firstKey = ''] = Object.keys(JSON.parse(text) as object);
    const { length } = text.trimEnd();
    for (let cut = 0; cut < length; cut += 23) {
      assert.equal(agent.decode(event, text.slice(0, cut), {}).call, 'problem', `${name} cut at ${cut}`);
    }
    for (const body of [`${text}${text}`, `[${text}]`, `"${name}"`, 'null', text.replace('{', `{"${firstKey}":"/",`)]) {
      assert.equal(agent.decode(event, body, {}).call, 'problem', body.slice(0, 80));
    }
    // The gate reads the bytes; what is not UTF-8 never becomes a text.
    assert.equal(textOf(Buffer.concat([Buffer.from(text), Buffer.from([0xc3, 0x28])])), undefined);
    assert.equal(agent.decode(event, text.replace('marker', '\ud800').replace('DELETE', '\ud800'), {}).call, 'problem');
  }
});

test('a command of a megabyte is held as it is', () => {
  const command = `echo ${'x'.repeat(1024 * 1024)}`;
  for (const { name, agent, event, text } of held.filter((one) => one.text.includes('touch marker'))) {
    const call = agent.decode(event, text.replaceAll('touch marker', command), {});
    assert.ok(call.call === 'intents', `${name}: ${call.call}`);
    const { action } = call.intents[0];
    assert.equal(action.kind === 'shell' ? action.command : '', command, name);
  }
});

test('no agent asks, none allows what was not approved, and each deny has a reason', () => {
  for (const agent of agents) {
    for (const event of eventsOf(agent)) {
      const none = agent.answer(event, { decision: 'none' });
      const allow = agent.answer(event, { decision: 'allow', reason: 'approved' });
      for (const reason of ['', 'no', 'a\nb\r\u2028"\\', '𝒳'.repeat(5000), '\u0001'.repeat(9000)]) {
        const deny = agent.answer(event, { decision: 'deny', reason });
        for (const answer of [none, allow, deny]) {
          assert.doesNotMatch(answer, /"ask"|[\n\r]/, `${agent.name} ${event}`);
          assert.ok(Buffer.byteLength(answer) <= 8000, `${agent.name} ${event}: one write must do`);
        }
        if (agent.deciding.includes(event))
          assert.ok(saysNo(agent, deny), `${agent.name} ${event}: ${deny.slice(0, 200)}`);
      }
    }
  }
});

function saysNo(agent: Agent, answer: string): boolean {
  if (agent.denial === 'status') return /^Keyturn: ./.test(answer);
  const framed = agent.answerFrames.some(([start, end]) => answer.startsWith(start) && answer.endsWith(end));
  return framed && /deny/.test(answer) && /reason|message/i.test(answer);
}
