import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agentNamed } from '../../src/agents/registry.ts';
import { openProduct } from '../../src/app/keyturn.ts';
import { callSocket } from '../../src/cli/client/http.ts';
import type { Hold } from '../../src/review/hold.ts';
import type { Review } from '../../src/review/service.ts';
import { until } from '../support/http.ts';
import { approve, seatPerson, type Verdict } from '../support/person.ts';
import { openGround } from '../support/product.ts';

/** Calls of Claude Code's hook, each with its own answer. */
async function calls(
  verdict: (hold: Hold) => Verdict,
  act: (call: (command: string) => Promise<string>, review: Review) => Promise<void>,
): Promise<void> {
  const ground = await openGround();
  const product = await openProduct(ground.options);
  const folder = product.folders()[0];
  assert.ok(folder !== undefined && agentNamed('claude-code') !== undefined);
  const leave = seatPerson(folder.review, verdict);
  let number = 0;
  try {
    await act(async (command) => {
      const body = JSON.stringify({
        ...{ session_id: 's', cwd: ground.root, hook_event_name: 'PreToolUse', tool_name: 'Bash' },
        ...{ tool_use_id: `toolu_${++number}`, tool_input: { command } },
      });
      const asked = { method: 'POST', path: '/v1/hooks/claude-code/PreToolUse', body } as const;
      const reply = await callSocket(folder.gate.socket, asked, new AbortController().signal);
      assert.ok(reply.reply === 'answer' && reply.status === 200, JSON.stringify(reply));
      return reply.body;
    }, folder.review);
  } finally {
    leave();
    await product.close();
    await ground.remove();
  }
}

test('1,000 calls in a row: each is answered once, by its own decision', () =>
  calls(
    () => ({ deny: 'nobody should be asked' }),
    async (call, review) => {
      for (let round = 0; round < 1000; round += 1) {
        const answer = await call(`echo ${round}`);
        assert.equal(answer, '{"keyturn":"no-opinion"}', `call ${round} was not passed`);
      }
      const ids = review.today().map(({ id }) => id);
      assert.deepEqual([ids.length, new Set(ids).size], [1000, 1000], 'each call is there once');
    },
  ));

test('50 calls at once are 50 cards, and each gets the answer to its own', () =>
  calls(
    () => 'leave',
    async (call, review) => {
      const names = Array.from({ length: 50 }, (_, index) => `touch f_${String(index).padStart(2, '0')}`);
      const answers = names.map((name) => call(name));
      await until('all are held', () => Promise.resolve(review.held().length === 50));
      const held = review.held();
      const asked = held.map(({ intent }) => (intent.action.kind === 'shell' ? intent.action.command : ''));
      assert.deepEqual([...asked].sort(), names, 'a card each');
      // One person: one card after the other. Each tenth is approved.
      for (const [index, { id }] of held.entries())
        await (asked[index]?.endsWith('0') === true ? approve(review, id) : review.deny(id, `no to ${asked[index]}`));
      for (const [index, answer] of (await Promise.all(answers)).entries())
        assert.match(
          answer,
          index % 10 === 0 ? /"permissionDecision":"allow"/ : new RegExp(`no to ${names[index]}\\b`),
        );
      assert.equal(review.today().length, 50, 'none may be lost, none filed twice');
    },
  ));
