import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openHeldCalls, type HeldCalls, type ProposedCall } from '../../../src/cli/heldCalls.ts';

interface Stage {
  readonly held: HeldCalls;
  /** How often Keyturn was asked. */
  readonly asked: () => number;
  readonly told: readonly ProposedCall[];
  /** Of the call that was asked about last. */
  readonly approve: () => void;
  readonly deny: (reason: string) => void;
  readonly givenUp: Promise<void>;
}

const FAST = { hook: 5, tool: 5, lapse: 10_000, approved: 10_000 };

function open(patience = FAST): Stage {
  const decisions: { readonly resolve: () => void; readonly reject: (reason: Error) => void }[] = [];
  const told: ProposedCall[] = [];
  let giveUp = (): void => undefined;
  const givenUp = new Promise<void>((resolve) => (giveUp = resolve));
  const held = openHeldCalls({
    ask: (_folder, _call, gone) =>
      new Promise((resolve, reject) => {
        decisions.push({ resolve, reject });
        gone.addEventListener('abort', () => {
          giveUp();
          reject(new Error('gone'));
        });
      }),
    tell: (_folder, call) => Promise.resolve(void told.push(call)),
    patience,
  });
  return {
    held,
    asked: () => decisions.length,
    told,
    approve: () => decisions.at(-1)?.resolve(),
    deny: (reason) => decisions.at(-1)?.reject(new Error(reason)),
    givenUp,
  };
}

function callOf(toolCallId: string, command = 'touch marker'): ProposedCall {
  return { toolCall: { toolCallId, toolName: 'run_commands' }, snapshot: { conversationId: 'c' }, input: { command } };
}

test('a call that nobody has decided on does not run, however often it is proposed, and is asked about once', async () => {
  const { held, asked } = open();
  for (const id of ['1', '2', '3'])
    assert.match((await held.propose('/w', callOf(id))) ?? '', /did not run.*keyturn_wait/);
  assert.match(await held.wait(), /nobody has decided yet/);
  assert.equal(asked(), 1);
});

test('approved, it runs once: the next call of the same words is asked about anew', async () => {
  const { held, asked, approve } = open();
  await held.propose('/w', callOf('1'));
  approve();
  assert.match(await held.wait(), /approved the call of run_commands.*exactly the same call again/);
  assert.equal(await held.propose('/w', callOf('2')), undefined);
  assert.match((await held.propose('/w', callOf('3'))) ?? '', /did not run/);
  assert.equal(asked(), 2);
});

test('an approval is for that call: other words, another folder or conversation do not run by it', async () => {
  const { held, approve } = open();
  await held.propose('/w', callOf('1'));
  approve();
  await held.wait();
  for (const [folder, call] of [
    ['/w', callOf('2', 'touch other')],
    ['/x', callOf('2')],
    ['/w', { ...callOf('2'), snapshot: { conversationId: 'd' } }],
  ] as const)
    assert.match((await held.propose(folder, call)) ?? '', /did not run/);
});

test('of two calls of the same words at once one runs by one approval', async () => {
  const { held, approve, asked } = open({ ...FAST, hook: 10_000 });
  const both = [held.propose('/w', callOf('1')), held.propose('/w', callOf('2'))];
  approve();
  const [first, second] = await Promise.all(both);
  assert.equal(asked(), 1);
  assert.equal(first, undefined);
  assert.match(second ?? '', /used up\. Nothing ran/);
});

test('denied: the reason is told by whichever asks first', async () => {
  const { held, deny } = open();
  await held.propose('/w', callOf('1'));
  deny('Keyturn: a person denied this: no');
  assert.match(await held.wait(), /a person denied this: no/);
  assert.match(await held.wait(), /no call of yours is held/);
  const again = open({ ...FAST, hook: 10_000 });
  const answer = again.held.propose('/w', callOf('1'));
  again.deny('Keyturn: no');
  assert.equal(await answer, 'Keyturn: no');
});

test('an approval that is not used in time is void, and told as not run', async () => {
  const { held, approve, told } = open({ ...FAST, approved: 1 });
  await held.propose('/w', callOf('1'));
  approve();
  while (told.length === 0) await new Promise((resolve) => setImmediate(resolve));
  assert.match(JSON.stringify(told[0]), /"toolCallId":"1".*not run/);
  assert.match((await held.propose('/w', callOf('2'))) ?? '', /did not run/);
});

test('an agent that does not come back gives its call up', async () => {
  const { held, givenUp } = open({ ...FAST, lapse: 1 });
  await held.propose('/w', callOf('1'));
  await givenUp;
});

test('what became of a call is told under the name it was decided on by, and only of one that ran', async () => {
  const { held, approve, told } = open();
  await held.propose('/w', callOf('1'));
  await held.over('/w', { ...callOf('1'), result: { isError: true } });
  assert.deepEqual(told, [], 'a call that was put off is not over');
  approve();
  await held.wait();
  await held.propose('/w', callOf('2'));
  await held.over('/w', { ...callOf('2'), result: { output: 'x' } });
  assert.deepEqual(told, [{ ...callOf('1'), result: { output: 'x' } }]);
});

test('an outcome that cannot be reported ends nothing: an error without a listener would end the agent itself', async () => {
  const lost: unknown[] = [];
  const listen = (reason: unknown): unknown => lost.push(reason);
  process.on('unhandledRejection', listen);
  // Its own timers keep no process alive.
  const alive = setInterval(() => undefined, 60_000);
  try {
    const held = openHeldCalls({
      ask: () => Promise.resolve(),
      tell: () => Promise.reject(new Error('no window')),
      patience: FAST,
    });
    assert.equal(await held.propose('/w', callOf('1')), undefined);
    await held.over('/w', callOf('1'));
    // Approved, and not proposed again in time.
    let approve = (): void => undefined;
    let told = (): void => undefined;
    const reported = new Promise<void>((resolve) => (told = resolve));
    const late = openHeldCalls({
      ask: () => new Promise((resolve) => (approve = resolve)),
      tell: () => {
        told();
        return Promise.reject(new Error('no window'));
      },
      patience: { ...FAST, approved: 0 },
    });
    assert.match((await late.propose('/w', callOf('2'))) ?? '', /did not run/);
    approve();
    await reported;
    await new Promise(setImmediate);
    assert.deepEqual(lost, []);
  } finally {
    clearInterval(alive);
    process.off('unhandledRejection', listen);
  }
});
