import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tableGroups, type Way } from '../../../src/preview/server/tableGroups.ts';

/** `ab` : rows of b go with those of a. */
const ways = (...words: readonly string[]): readonly Way<string>[] =>
  words.map(([parent = '', child = '']) => ({ parent, child }));

test('a table stands after all whose rows take its rows along', () => {
  assert.deepEqual(tableGroups(['a'], ways('ab', 'ac', 'bc')), [['a'], ['b'], ['c']]);
  assert.deepEqual(tableGroups(['a'], ways('ac', 'ab', 'bd', 'cb')), [['a'], ['c'], ['b'], ['d']]);
});

test('what nobody reaches is left out, and a table that refers to itself is no circle', () => {
  assert.deepEqual(tableGroups(['b'], ways('ab', 'bb')), [['b']]);
});

test('tables in a circle are one group, wherever it is entered', () => {
  const circle = ways('ab', 'bc', 'cb', 'cd');
  assert.deepEqual(tableGroups(['a'], circle), [['a'], ['b', 'c'], ['d']]);
  assert.deepEqual(tableGroups(['c'], circle), [['c', 'b'], ['d']]);
});

test('two circles that share a table are one', () => {
  assert.deepEqual(
    tableGroups(['a'], ways('ab', 'ba', 'bc', 'cb')).map((group) => [...group].sort()),
    [['a', 'b', 'c']],
  );
});

test('of several tops each stands before what it takes along', () => {
  assert.deepEqual(tableGroups(['b', 'a'], ways('ab', 'ac')), [['a'], ['c'], ['b']]);
});
