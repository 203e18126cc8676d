import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTree } from '../../../../src/app/card/cascadeTree.ts';
import { affectedLines } from '../../../../src/app/card/text/plainText.ts';
import type { PreviewEntry, Via } from '../../../../src/preview/preview.ts';
import { hold } from '../../../builders/holds.ts';

const entry = (name: string, via: Via = 'direct', from?: string): PreviewEntry => ({
  object: { type: 'table', name },
  verb: 'delete',
  via,
  ...(from === undefined ? {} : { from }),
  count: { kind: 'exact', value: 1 },
  unit: 'rows',
  undo: 'none',
});

const shape = (entries: readonly PreviewEntry[]): readonly string[] =>
  inTree(entries).map(({ entry: { object }, depth }) => `${'-'.repeat(depth)}${object.name}`);

test('what a cascade takes along stands below what takes it', () => {
  const all = [
    entry('orders'),
    entry('users'),
    entry('lines', 'cascade', 'items'),
    entry('items', 'cascade', 'orders'),
    entry('audit', 'trigger'),
  ];
  assert.deepEqual(shape(all), ['orders', '-items', '--lines', 'users', 'audit']);
});

test('every entry stands once, whatever the ways between them', () => {
  const circle = [
    entry('a', 'cascade', 'b'),
    entry('b', 'cascade', 'a'),
    entry('c', 'cascade', 'c'),
    entry('d', 'cascade', 'gone'),
  ];
  assert.deepEqual([...shape(circle)].map((one) => one.replace(/-/g, '')).sort(), ['a', 'b', 'c', 'd']);
  const twice = [entry('a'), entry('a', 'cascade', 'a')];
  assert.deepEqual(shape(twice), ['a', '-a']);
  const deep = ['b', 'c', 'd', 'e', 'f'].map((name, index) => entry(name, 'cascade', 'abcde'[index]));
  assert.deepEqual(shape([entry('a'), ...deep]), ['a', '-b', '--c', '---d', '---e', '---f']);
});

test('the document lists under each object its own things, whatever the order in which they were found', () => {
  const listed = (name: string, more: Partial<PreviewEntry> = {}): PreviewEntry => ({
    ...entry(name),
    ...more,
    sample: [{ columns: [['name', `${name} one`]] }],
    all: [{ columns: [['name', `${name} one`]] }, { columns: [['name', `${name} two`]] }],
  });
  const entries = [listed('a'), listed('b'), listed('of a', { via: 'cascade', from: 'a' })];
  const lines = affectedLines(
    hold({
      action: { kind: 'sql', statement: 'delete from a; delete from b' },
      level: 'high',
      previews: [{ source: 'sqlite', state: 'done', entries, unknown: [] }],
    }),
  );
  assert.deepEqual(
    lines.filter((line) => line.startsWith('    ')).map((line) => line.trim()),
    ['a', 'of a', 'b'].flatMap((name) => [`name: ${name} one`, `name: ${name} two`]),
  );
});
