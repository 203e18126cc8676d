import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changedLines } from '../../../../src/app/guard/changedLines.ts';

test('what was taken out and put in, in the order of the file', () => {
  assert.equal(changedLines('a\nb\nc\n', 'a\nx\nc\nd\n'), '- b  + x  + d');
});

test('what was put in is shown, however much was taken out', () => {
  const many = Array.from({ length: 50 }, (_, at) => `a line of the launcher, number ${at}`).join('\n');
  const said = changedLines(`${many}\n`, 'exit 0\n');
  assert.match(said, /^- a line of the launcher, number 0 .* … {2}\+ exit 0 \(51 lines in all\)$/);
  assert.ok(said.length < 700, 'an alarm is one sentence');
});

test('a file that was only lengthened tells nothing of lines taken out', () => {
  const said = changedLines('', 'x'.repeat(5000));
  assert.match(said, /^\+ x+ … \(1 line in all\)$/);
});
