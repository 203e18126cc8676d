import assert from 'node:assert/strict';
import { test } from 'node:test';
import { feared } from '../../../../src/shell/calls/feared.ts';
import { PROJECT_CODE } from '../../../../src/shell/catalog/projectCode.ts';
import { openShell } from '../../../../src/shell/commands/walk.ts';
import { actOnFile } from '../../../../src/shell/effects/act.ts';
import { plainArg } from '../../../../src/shell/state/arg.ts';
import { callOf } from '../../../../src/shell/state/call.ts';
import type { Call } from '../../../../src/shell/state/call.ts';
import { startScope } from '../../../../src/shell/startScope.ts';
import { startRun } from '../../../../src/shell/state/run.ts';
import { CONTEXT } from '../reading.ts';

/** A call of which nothing is known, at this depth of wrappers. */
function callAt(depth: number): Call {
  const run = startRun();
  const scope = { ...startScope(run, CONTEXT, { language: 'shell', text: 'frob' }), depth };
  return callOf(openShell(run, PROJECT_CODE), scope, plainArg('frob', [0, 4]), [], [0, 10], undefined);
}

const kindsOf = (call: Call): readonly string[] =>
  call.shell.run.effects.map(({ object, certainty }) => `${certainty} ${object.name}`);

test('only what is feared is possible: what was found before stays certain', () => {
  const call = callAt(0);
  actOnFile(call, 'delete', plainArg('a', [5, 6]));
  feared(call, (here) => actOnFile(here, 'delete', plainArg('b', [7, 8])));
  actOnFile(call, 'delete', plainArg('c', [9, 10]));
  assert.deepEqual(kindsOf(call), ['certain /workspace/a', 'possible /workspace/b', 'certain /workspace/c']);
});

test('what a fear marks does not mark the call itself', () => {
  const call = callAt(0);
  feared(call, (here) => {
    here.traits.add('recursive');
    here.state.weighty = true;
    here.state.secret = 'x';
  });
  assert.deepEqual([...call.traits], []);
  assert.equal(call.state.weighty, false);
  assert.equal(call.state.secret, undefined);
});

test('wrappers in wrappers are feared to a depth', () => {
  const call = callAt(13);
  feared(call, (here) => actOnFile(here, 'delete', plainArg('b', [7, 8])));
  assert.deepEqual(kindsOf(call), []);
});
