import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agents } from '../../../../src/agents/registry.ts';
import { proofSentences } from '../../../../src/app/sentences/agents.ts';
import { gapsOf } from '../../../../src/app/sentences/agentGaps.ts';
import {
  proofDetail,
  proofLabel,
  protectionReport,
  protectionWords,
  unprotectedWords,
} from '../../../../src/app/sentences/protection.ts';

const proof = (agent: string, state: 'protected' | 'partly' | 'unprotected') => ({
  agent,
  state,
  sentence: `${agent} …`,
});

test('the status bar names the agent that runs unseen, or how many do', () => {
  assert.equal(unprotectedWords([proof('codex', 'partly')]), undefined);
  const open = [proof('codex', 'unprotected'), proof('claude-code', 'protected')];
  assert.equal(unprotectedWords(open), 'Keyturn: OpenAI Codex is unprotected');
  assert.equal(unprotectedWords([...open, ...open]), 'Keyturn: OpenAI Codex is unprotected', 'in two folders');
  assert.equal(unprotectedWords([...open, proof('qwen', 'unprotected')]), 'Keyturn: 2 agents are unprotected');
});

test('“protected” is said only when every agent is; nothing where none is connected', () => {
  assert.deepEqual(protectionWords([]), {});
  assert.equal(protectionWords([proof('codex', 'protected')]).text, 'Keyturn: protected');
  const mixed = [proof('codex', 'protected'), proof('qwen', 'partly')];
  assert.deepEqual(protectionWords(mixed), {
    text: 'Keyturn: partly protected',
    spoken: 'Keyturn: partly protected, nothing waits',
  });
});

test('a row of the list begins with the agent’s name; the whole text has each sentence and all that is not held', () => {
  assert.equal(proofLabel(proof('gemini', 'unprotected')), '$(warning) Gemini CLI: not protected');
  const said = proofSentences.partly('Gemini CLI', ['Restart it.']);
  assert.equal(
    proofDetail({ agent: 'gemini', sentence: said }),
    'Restart it. Its hook was tried and denied.',
    'what is open comes first',
  );
  const late = proofSentences.late('Gemini CLI');
  assert.match(proofDetail({ agent: 'gemini', sentence: late }), /^UNPROTECTED, perhaps\./, 'what is not sure stays');
  const all = agents.map(({ name }) => proof(name, 'partly'));
  const report = protectionReport('What holds', all);
  for (const { name, title } of agents) {
    assert.ok(report.includes(`## ${title}\n\n${name} …`), name);
    for (const gap of gapsOf({ name })) assert.ok(report.includes(`- ${gap}`), gap);
  }
});
