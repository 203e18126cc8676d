import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { diffParts } from '../../../../src/app/card/diffParts.ts';
import type { DiffLine } from '../../../../src/app/card/lineDiff.ts';

/** `..+` is two unchanged lines and one that is added. */
const lines = (signs: string): readonly DiffLine[] =>
  [...signs].map((sign, index) => ({ sign: sign === '.' ? ' ' : (sign as '+' | '-'), text: String(index) }));

/** As it is written above, with what is folded in brackets. */
const shown = (signs: string): string =>
  diffParts(lines(signs))
    .map(({ folded, lines: its }) => {
      const text = its.map(({ sign }) => (sign === ' ' ? '.' : sign)).join('');
      return folded ? `[${text}]` : text;
    })
    .join('');

test('what is unchanged and far from a change is folded, with three lines left on each side', () => {
  assert.equal(shown('..........+..........'), '[.......]...+...[.......]');
  assert.equal(shown('+.............-'), '+...[.......]...-');
  assert.equal(shown('..........'), '[..........]', 'nothing changes: nothing is hidden by that either');
  assert.equal(shown(''), '');
});

test('a few lines are not folded, and stand in one part with what is around them', () => {
  assert.equal(shown('+.........-'), '+.........-');
  assert.equal(diffParts(lines('......+..')).length, 1);
});

test('nothing is lost or moved, and no changed line is ever folded', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('.', '.', '.', '.', '.', '+', '-'), { maxLength: 60 }), (signs) => {
      const all = lines(signs.join(''));
      const parts = diffParts(all);
      assert.deepEqual(
        parts.flatMap((part) => part.lines),
        all,
      );
      assert.ok(parts.every(({ folded, lines: its }) => !folded || its.every(({ sign }) => sign === ' ')));
    }),
  );
});
