import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_LINES, packRules, unpackRules } from '../../../../src/app/rules/packedRules.ts';
import { decodeRuleFile } from '../../../../src/rules/file/decodeRuleFile.ts';

const text = (...ids: readonly string[]): string =>
  JSON.stringify({
    version: 1,
    environments: [{ environment: 'production', target: 'shop\u2028*' }],
    rules: ids.map((id) => ({ id, when: { effect: 'file.delete' }, then: 'refuse', because: 'two\nlines' })),
    examples: [{ text: 'rm a', expect: 'refuse' }],
  });

const never = (): undefined => undefined;

test('a file comes out of the packing as it went in', async () => {
  for (const one of [text('a', 'b'), text(), '{ "version": 2 }', 'no json']) {
    const decoded = decodeRuleFile(one);
    const { decoded: found } = await unpackRules(packRules(decoded), NO_LINES, never);
    assert.deepEqual(found, decoded);
  }
});

test('a rule that stays is the same object, so that nothing of it is compiled anew', async () => {
  const first = await unpackRules(packRules(decodeRuleFile(text('a', 'b'))), NO_LINES, never);
  const second = await unpackRules(packRules(decodeRuleFile(text('a', 'c'))), first.lines, never);
  assert.ok(first.decoded.ok && second.decoded.ok);
  assert.equal(second.decoded.file.rules[0], first.decoded.file.rules[0]);
  assert.notEqual(second.decoded.file.rules[1], first.decoded.file.rules[1]);
  assert.deepEqual(
    second.decoded.file.rules.map(({ id }) => id),
    ['a', 'c'],
  );
});

test('thousands of rules are taken in turns', async () => {
  let turns = 0;
  const breathe = (): Promise<void> => {
    turns += 1;
    return Promise.resolve();
  };
  await unpackRules(packRules(decodeRuleFile(text('a', 'b', 'c'))), NO_LINES, breathe);
  assert.equal(turns, 4, 'three rules and a label');
});
