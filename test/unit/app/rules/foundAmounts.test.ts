import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foundAmounts } from '../../../../src/app/rules/foundAmounts.ts';
import type { PreviewEntry, PreviewReport } from '../../../../src/preview/preview.ts';
import { effect } from '../../../builders/holds.ts';

const users = effect({ kind: 'sql.delete', object: { type: 'table', name: 'public.users' } });
const orders = effect({ kind: 'sql.delete', object: { type: 'table', name: 'public.orders' } });
const update = effect({ kind: 'sql.update', object: { type: 'table', name: 'public.users' } });
const aFile = effect({ kind: 'file.delete', object: { type: 'file', name: '/w/a' } });
const tree = effect({ kind: 'file.delete', object: { type: 'directory', name: '/w/data' }, traits: ['recursive'] });
const opaque = effect({ kind: 'exec.opaque', object: { type: 'unknown', name: 'x' } });

const entry = (name: string, value: number, more: Partial<PreviewEntry> = {}): PreviewEntry => ({
  object: { type: 'table', name },
  verb: 'delete',
  via: 'direct',
  count: { kind: 'exact', value },
  unit: 'rows',
  undo: 'none',
  ...more,
});
const report = (entries: readonly PreviewEntry[], more: Partial<PreviewReport> = {}): PreviewReport => ({
  source: 'postgresql',
  state: 'done',
  entries,
  unknown: [],
  ...more,
});

test('what several effects hit is added up, with what a cascade takes along, each once', () => {
  const count = foundAmounts([
    report([entry('public.users', 3), entry('public.notes', 40, { via: 'cascade' }), entry('public.orders', 5)]),
  ]);
  assert.deepEqual(count([users, orders], 'rows'), { atLeast: 48, end: 'exact' });
  assert.deepEqual(count([users, users], 'rows'), { atLeast: 43, end: 'exact' });
});

test('what nobody counted to its end is not known', () => {
  const unknown: readonly (readonly [string, readonly PreviewReport[]])[] = [
    ['nobody looked', []],
    ['another table', [report([entry('public.orders', 3)])]],
    ['another verb', [report([entry('public.users', 3, { verb: 'update' })])]],
    ['only by a cascade', [report([entry('public.users', 3, { via: 'cascade' })])]],
    ['an estimate', [report([entry('public.users', 3, { count: { kind: 'estimate', value: 3 } })])]],
    ['at least', [report([entry('public.users', 3, { count: { kind: 'at-least', value: 3 } })])]],
    ['the look failed', [report([entry('public.users', 3)], { state: 'failed' })]],
    ['something was left out', [report([entry('public.users', 3)], { unknown: [{ code: 'unknown.x', values: {} }] })]],
    ['other things are counted', [report([entry('public.users', 3, { unit: 'commits' })])]],
  ];
  for (const [why, reports] of unknown) assert.equal(foundAmounts(reports)([users], 'rows').end, 'unknown', why);
  assert.equal(foundAmounts([report([entry('public.users', 3)])])([users, opaque], 'rows').end, 'unknown', 'code');
});

test('an estimate is no ground to refuse, an at-least is', () => {
  const of = (kind: 'estimate' | 'at-least') =>
    foundAmounts([report([entry('public.users', 9, { count: { kind, value: 9 } })])])([users], 'rows').atLeast;
  assert.deepEqual([of('estimate'), of('at-least')], [0, 9]);
});

test('while any look goes on, what is not known is still being counted', () => {
  const going = report([entry('public.users', 3)], { state: 'counting' });
  assert.deepEqual(foundAmounts([going])([users], 'rows'), { atLeast: 3, end: 'running' });
  assert.equal(foundAmounts([report([]), going])([update], 'rows').end, 'running');
});

test('the text alone tells what cannot be hit and what is one file', () => {
  const count = foundAmounts([]);
  assert.deepEqual(count([aFile, aFile], 'files'), { atLeast: 2, end: 'exact' });
  assert.deepEqual(count([tree], 'files'), { atLeast: 0, end: 'unknown' });
  assert.deepEqual(count([tree, aFile], 'rows'), { atLeast: 0, end: 'exact' });
  assert.deepEqual(count([users], 'files'), { atLeast: 0, end: 'exact' });
  assert.equal(count([opaque], 'files').end, 'unknown');
});

test('bytes come from what was measured', () => {
  const of = (more: Partial<PreviewEntry>) =>
    foundAmounts([report([entry('/w/data', 2, { object: tree.object, unit: 'files', ...more })], { source: 'files' })])(
      [tree],
      'bytes',
    );
  assert.deepEqual(of({ bytes: 77 }), { atLeast: 77, end: 'exact' });
  assert.deepEqual(of({}), { atLeast: 0, end: 'unknown' });
});
