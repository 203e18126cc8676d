import assert from 'node:assert/strict';
import { test } from 'node:test';
import { segmentPattern } from '../../../src/effect/segmentPattern.ts';

const CASES: readonly (readonly [pattern: string, name: string, matches: boolean])[] = [
  ['*', 'a', true],
  ['*', '.env', false],
  ['.*', '.env', true],
  ['?', 'a', true],
  ['?', '.', false],
  ['[.]env', '.env', false],
  ['*.log', 'a.log', true],
  ['*.log', 'a.log.gz', false],
  ['a*b*c', 'aXbXbXc', true],
  ['a*b*c', 'aXbXbX', false],
  ['[a-c]x', 'bx', true],
  ['[!a-c]x', 'bx', false],
  ['[^a-c]x', 'dx', true],
  ['[]]x', ']x', true],
  ['[a-]x', '-x', true],
  ['[[:digit:]]', '7', true],
  ['[[:digit:]]', 'x', false],
  ['[abc', '[abc', true],
  ['\\*', '*', true],
  ['\\*', 'a', false],
  ['**', 'abc', true],
  ['', '', true],
  ['?', '😀', true],
];

for (const [pattern, name, matches] of CASES) {
  test(`"${pattern}" ${matches ? 'matches' : 'does not match'} "${name}"`, () => {
    assert.equal(segmentPattern(pattern).matches(name), matches);
  });
}

test('a hostile pattern costs no more than name × pattern', () => {
  const pattern = segmentPattern(`${'*a'.repeat(120)}b`);
  assert.equal(pattern.matches('a'.repeat(250)), false);
});

test('only what bash would expand is a glob', () => {
  assert.equal(segmentPattern('[d').special, false);
  assert.equal(segmentPattern('\\*').special, false);
  assert.equal(segmentPattern('*.js').special, true);
});

test('a pattern of brackets that never close is not understood, at no cost', () => {
  for (const piece of ['[', '[[:', '[a-', '[\\]']) {
    const before = performance.now();
    const pattern = segmentPattern(piece.repeat(50_000));
    assert.ok(performance.now() - before < 1_000, piece);
    assert.equal(pattern.known, false);
    assert.ok(pattern.matches('a'), 'what is not understood may be any name');
  }
  // Without anything special it is a name, however long.
  assert.equal(segmentPattern('a'.repeat(2_000)).known, true);
});
