import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openAcceptedAutoPass } from '../../../../src/app/kept/acceptedAutoPass.ts';
import { openAcceptedTolerance } from '../../../../src/app/databases/acceptedTolerance.ts';
import { openKeep } from '../../../../src/app/kept/keptSetting.ts';
import { OBSERVE_FOR, openObserveMode } from '../../../../src/app/kept/observeMode.ts';
import { alarmSentence } from '../../../../src/app/sentences/alarms.ts';
import type { Consents } from '../../../../src/review/consent.ts';
import { memorySecrets } from '../../../support/product.ts';

/** A keychain that can be locked, a person who accepts at once, and the alarms that came of it. */
function scene() {
  const inner = memorySecrets();
  const state = { locked: false, now: 1000 };
  const alarms: string[] = [];
  const secrets = {
    get: inner.get,
    store: (key: string, value: string) =>
      state.locked ? Promise.reject(new Error('the keychain is locked')) : inner.store(key, value),
  };
  const keep = openKeep(secrets, (code, values) => {
    assert.match(alarmSentence(code, values), /keychain is locked.*\. [A-Z].*\.$/, `${code} has no sentence`);
    alarms.push(`${code} ${values['setting'] ?? ''}`);
  });
  const consents = {
    waiting: () => [],
    withdraw: () => undefined,
    offer: () => Promise.resolve(true),
  } satisfies Partial<Consents> as unknown as Consents;
  const openAutoPass = () => openAcceptedAutoPass(secrets, keep, consents, () => undefined);
  const openObserve = () =>
    openObserveMode({
      clock: { wall: () => state.now },
      secrets,
      keep,
      consents,
      trusted: () => true,
      changed: () => undefined,
      ended: (since) => alarms.push(`ended ${since}`),
    });
  return { state, alarms, openAutoPass, openObserve, tolerance: openAcceptedTolerance(secrets, keep, consents) };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('what was accepted and cannot be kept is not in force, and an alarm says so', async () => {
  const { state, alarms, openAutoPass, openObserve, tolerance } = scene();
  const [autoPass, observe] = await Promise.all([openAutoPass(), openObserve()]);
  state.locked = true;
  await Promise.all([autoPass.wish('low'), observe.wish(true), tolerance.wish(10)]);
  await settled();
  assert.deepEqual([autoPass.inForce(), observe.until(), await tolerance.inForce()], ['reads', undefined, 0]);
  assert.deepEqual(alarms.sort(), [
    'setting.not-loosened keyturn.autoPass',
    'setting.not-loosened keyturn.mode',
    'setting.not-loosened keyturn.rowTolerance',
  ]);
});

test('what tightens is in force also when it cannot be kept', async () => {
  const { state, alarms, openAutoPass, openObserve, tolerance } = scene();
  const [autoPass, observe] = await Promise.all([openAutoPass(), openObserve()]);
  await Promise.all([observe.wish(true), tolerance.wish(10)]);
  await settled();
  assert.deepEqual([observe.until(), await tolerance.inForce()], [1000 + OBSERVE_FOR, 10]);
  state.locked = true;
  await Promise.all([autoPass.wish('nothing'), observe.wish(false), tolerance.wish(5)]);
  assert.deepEqual([autoPass.inForce(), observe.until(), await tolerance.inForce()], ['nothing', undefined, 5]);
  assert.deepEqual(alarms.sort(), [
    'ended 1000',
    'setting.not-kept keyturn.autoPass',
    'setting.not-kept keyturn.mode',
    'setting.not-kept keyturn.rowTolerance',
  ]);
});

test('the week ends with its report also when that cannot be kept', async () => {
  const { state, alarms, openObserve } = scene();
  const observe = await openObserve();
  await observe.wish(true);
  await settled();
  state.locked = true;
  state.now += OBSERVE_FOR;
  await observe.look();
  await observe.look();
  assert.deepEqual(alarms, ['setting.not-kept keyturn.mode', 'ended 1000']);
});
