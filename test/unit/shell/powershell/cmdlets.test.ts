import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CMDLETS } from '../../../../src/shell/powershell/cmdlets/all.ts';
import { onlyReads, read } from './reading.ts';

for (const [family, cmdlets] of Object.entries(CMDLETS)) {
  test(`${family}: what is said of a cmdlet's examples is what the reader finds`, () => {
    for (const cmdlet of cmdlets) {
      for (const [text, expected] of Object.entries(cmdlet.examples?.held ?? {})) {
        const found = new Set(read(text).effects.map((effect) => effect.kind));
        assert.deepEqual([...found].sort(), expected.split(' ').filter(Boolean).sort(), text);
      }
      for (const text of cmdlet.examples?.passed ?? []) {
        const reading = read(text);
        const what = JSON.stringify([reading.effects, reading.problems]);
        assert.ok(onlyReads(reading), `${text} only reads, but: ${what}`);
      }
    }
  });
}

test('a name belongs to one cmdlet', () => {
  const owners = new Map<string, string>();
  for (const [family, cmdlets] of Object.entries(CMDLETS)) {
    for (const { names } of cmdlets) {
      for (const name of names.split(' ')) {
        assert.equal(owners.get(name), undefined, `${name} is in ${family} and in ${owners.get(name) ?? ''}`);
        owners.set(name, family);
      }
    }
  }
});
