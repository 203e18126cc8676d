import assert from 'node:assert/strict';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { openStopState } from '../../../src/app/stopState.ts';
import type { Secrets } from '../../../src/app/kept/secrets.ts';
import { memorySecrets } from '../../support/product.ts';

/** Longer than the state's own period of looking. */
const SLOW = 1_600;

async function open(context: TestContext, secrets: Secrets = memorySecrets()) {
  const place = await mkdtemp(path.join(tmpdir(), 'kt-stop-'));
  const heard: boolean[] = [];
  const failures: string[] = [];
  const state = await openStopState(
    place,
    secrets,
    (stopped) => {
      heard.push(stopped);
      return Promise.resolve();
    },
    (reason) => failures.push(String(reason)),
  );
  context.after(async () => {
    state.close();
    await rm(place, { recursive: true, force: true });
  });
  return { place, heard, failures, state };
}

/** As an editor's keychain on a busy day. */
function slowSecrets(): Secrets {
  const values = memorySecrets();
  return {
    get: values.get,
    store: async (key, value) => {
      await new Promise((resolve) => setTimeout(resolve, SLOW));
      await values.store(key, value);
    },
  };
}

test('a stop is in force while it is still being written down', async (context) => {
  const { heard, state } = await open(context, slowSecrets());
  const stopping = state.stop();
  assert.equal(state.stopped, true);
  await new Promise((resolve) => setTimeout(resolve, SLOW - 300));
  assert.equal(state.stopped, true, 'a look between the two steps of a stop undid it');
  await stopping;
  assert.deepEqual([state.stopped, heard], [true, []]);
});

test('a stop that comes while a resume is being written down has the last word', async (context) => {
  for (const moment of ['work', 'storage'] as const) {
    const secrets = slowSecrets();
    const { place, state } = await open(context, secrets);
    await state.stop();
    let stopping: Promise<void> | undefined;
    const resuming = state.resume(() => {
      if (moment === 'work') stopping = state.stop();
      return Promise.resolve();
    });
    if (moment === 'storage') {
      await new Promise((resolve) => setTimeout(resolve, 200));
      stopping = state.stop();
    }
    await Promise.all([resuming, stopping]);
    assert.equal(state.stopped, true, moment);
    assert.equal(await secrets.get('keyturn.stopped'), 'yes', moment);
    await access(path.join(place, 'stopped'));
  }
});

test('what cannot be resumed stays stopped', async (context) => {
  const { state } = await open(context);
  await state.stop();
  await assert.rejects(state.resume(() => Promise.reject(new Error('the disk is full'))));
  assert.equal(state.stopped, true);
});

test('one of two places is enough for a stop; when both fail it says so, and is in force all the same', async (context) => {
  const secrets: Secrets = { get: () => Promise.resolve(undefined), store: () => Promise.reject(new Error('locked')) };
  const one = await open(context, secrets);
  await one.state.stop();
  assert.deepEqual([one.state.stopped, one.failures], [true, ['Error: locked']]);
  const none = await open(context, secrets);
  await rm(none.place, { recursive: true });
  await assert.rejects(none.state.stop());
  assert.equal(none.state.stopped, true);
});
