import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import { NO_OPINION } from '../../../src/agents/agent.ts';
import { agentNamed } from '../../../src/agents/registry.ts';
import { openProduct } from '../../../src/app/keyturn.ts';
import { installHook } from '../../../src/app/launcher.ts';
import { mayRun } from '../../../src/cli/agentModule.ts';
import { callSocket } from '../../../src/cli/client/http.ts';
import type { Hold } from '../../../src/review/hold.ts';
import type { Review } from '../../../src/review/service.ts';
import { until } from '../../support/http.ts';
import { approve, seatPerson, type Verdict } from '../../support/person.ts';
import { openGround } from '../../support/product.ts';
import { volume } from '../../support/volume.ts';

/** One call of a command, and what its agent would be told: empty where it may go on without a word. */
type Call = (command: string) => Promise<string>;

type Form = 'HTTP' | 'plugin' | 'script';

/** Calls by one form of an agent's hook, each with its own answer. */
async function calls(
  form: Form,
  verdict: (hold: Hold) => Verdict,
  act: (call: Call, review: Review) => Promise<void>,
): Promise<void> {
  const ground = await openGround();
  const product = await openProduct(ground.options);
  const folder = product.folders()[0];
  const agent = agentNamed('claude-code');
  assert.ok(folder !== undefined && agent !== undefined);
  const { place, root } = ground;
  const { home, dist } = ground.options;
  const { socket } = folder.gate;
  const leave = seatPerson(folder.review, verdict);
  let number = 0;
  const bodyOf = (command: string): string =>
    JSON.stringify({
      ...{ session_id: 's', cwd: root, hook_event_name: 'PreToolUse', tool_name: 'Bash' },
      ...{ tool_use_id: `toolu_${++number}`, tool_input: { command } },
    });
  const byHttp: Call = async (command) => {
    const asked = { method: 'POST', path: '/v1/hooks/claude-code/PreToolUse', body: bodyOf(command) } as const;
    const reply = await callSocket(socket, asked, new AbortController().signal);
    assert.ok(reply.reply === 'answer' && reply.status === 200, JSON.stringify(reply));
    return reply.body === NO_OPINION ? '' : reply.body;
  };
  const byPlugin: Call = async (command) => {
    const asked = { place, agent: 'opencode', event: 'tool.execute.before', folder: root };
    const input = { tool: 'bash', sessionID: 's', callID: String(++number) };
    return mayRun({ ...asked, call: { input, output: { args: { command } }, directory: root } }).then(
      () => '',
      (reason: unknown) => String(reason),
    );
  };
  const script = await installHook({ place, agent, root, home, socket, dist });
  const byScript: Call = (command) =>
    new Promise((resolve, reject) => {
      const child = spawn(script, ['PreToolUse'], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
      let out = '';
      child.stdout.on('data', (part: Buffer) => (out += part.toString('utf8')));
      child.on('error', reject);
      child.on('close', () => resolve(out));
      child.stdin.end(bodyOf(command));
    });
  try {
    await act({ HTTP: byHttp, plugin: byPlugin, script: byScript }[form], folder.review);
  } finally {
    leave();
    await product.close();
    await ground.remove();
  }
}

/** In a row, in `npm test`; in `npm run test:full` 1,000 by each form. */
const ROUNDS: Readonly<Record<Form, number>> = {
  HTTP: 1000,
  plugin: volume(100, 1000),
  script: volume(10, 1000),
};

for (const form of ['HTTP', 'plugin', 'script'] as const) {
  test(`${ROUNDS[form]} calls in a row by ${form}: each is answered once, by its own decision`, () =>
    calls(
      form,
      () => ({ deny: 'nobody should be asked' }),
      async (call, review) => {
        for (let round = 0; round < ROUNDS[form]; round += 1)
          assert.equal(await call(`echo ${round}`), '', `call ${round} was not passed`);
        const ids = review.today().map(({ id }) => id);
        assert.deepEqual([ids.length, new Set(ids).size], [ROUNDS[form], ROUNDS[form]], 'each call is there once');
      },
    ));

  test(`50 calls at once by ${form} are 50 cards, and each gets the answer to its own`, () => atOnce(form));
}

function atOnce(form: Form): Promise<void> {
  return calls(
    form,
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
      const allowed = form === 'plugin' ? /^$/ : /"permissionDecision":"allow"/;
      for (const [index, answer] of (await Promise.all(answers)).entries())
        assert.match(answer, index % 10 === 0 ? allowed : new RegExp(`no to ${names[index]}\\b`));
      assert.equal(review.today().length, 50, 'none may be lost, none filed twice');
    },
  );
}
