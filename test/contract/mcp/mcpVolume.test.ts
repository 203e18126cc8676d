import assert from 'node:assert/strict';
import { test } from 'node:test';
import { volume } from '../../support/volume.ts';
import { mcpScene } from './mcpScene.ts';

/** In a row, in `npm test`; 1,000 in `npm run test:full`. */
const ROUNDS = volume(50, 1000);

test(`${ROUNDS} calls in a row by MCP: each runs once, and is answered once, by its own output`, () =>
  mcpScene(
    () => ({ deny: 'nobody should be asked' }),
    async ({ call, review }) => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const { said } = await call('run_command', { command: `echo ${round}` });
        assert.equal(said['stdout'], `${round}\n`, `call ${round}: ${JSON.stringify(said)}`);
      }
      const ids = review.today().map(({ id }) => id);
      assert.deepEqual([ids.length, new Set(ids).size], [ROUNDS, ROUNDS], 'each call is there once');
    },
  ));

test('50 calls at once are 50 cards, each with its own answer', () =>
  mcpScene(
    ({ intent: { action } }) => ({ deny: action.kind === 'shell' ? (action.command ?? '') : '' }),
    async ({ call, review }) => {
      const commands = [...Array(50).keys()].map((number) => `touch mark-${number}`);
      const answers = await Promise.all(commands.map((command) => call('run_command', { command })));
      assert.deepEqual(
        answers.map(({ said }) => said['note']),
        commands,
      );
      assert.equal(review.today().length, 50);
    },
  ));
