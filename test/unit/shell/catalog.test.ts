import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FAMILIES } from '../../support/wholeCatalogue.ts';
import { onlyReads, read } from './reading.ts';

for (const [family, tools] of Object.entries(FAMILIES)) {
  test(`${family}: what the catalogue says of its examples is what the reader finds`, () => {
    for (const tool of tools) {
      for (const [command, expected] of Object.entries(tool.examples.held ?? {})) {
        const found = new Set(read(command).effects.map((effect) => effect.kind));
        assert.deepEqual([...found].sort(), expected.split(' ').filter(Boolean).sort(), command);
      }
      for (const command of tool.examples.passed ?? []) {
        const reading = read(command);
        const what = JSON.stringify([reading.effects, reading.problems]);
        assert.ok(onlyReads(reading), `${command} only reads, but: ${what}`);
      }
    }
  });
}

test('a name belongs to one tool', () => {
  const owners = new Map<string, string>();
  for (const [family, tools] of Object.entries(FAMILIES)) {
    for (const tool of tools) {
      for (const name of tool.names.split(' ')) {
        assert.equal(owners.get(name), undefined, `${name} is in ${family} and in ${owners.get(name) ?? ''}`);
        owners.set(name, family);
      }
    }
  }
});
