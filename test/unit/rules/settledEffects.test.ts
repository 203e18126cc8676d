import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Effect } from '../../../src/effect/effect.ts';
import { settledEffects } from '../../../src/rules/settledEffects.ts';
import { effect, fact, facts, HOME, read } from './ruling.ts';

const HEAD = { tracked: true };
const GONE = { type: 'absent' } as const;

function settled(one: Effect, known: Parameters<typeof facts>[0]): string {
  const [after] = settledEffects([one], facts(known));
  return `${after?.kind} ${after?.undo}`;
}

test('what git has every byte of can be brought back', () => {
  const path = `${HOME}/a`;
  for (const kind of ['file.delete', 'file.write', 'file.move'] as const)
    assert.equal(settled(effect(kind, 'file', path), { paths: [fact(path, HEAD)] }), `${kind} git`);
  const own = effect('file.delete', 'file', path);
  assert.equal(
    settled(own, { paths: [fact(path, { ...HEAD, modified: true })] }),
    'file.delete unknown',
    'changed since',
  );
  assert.equal(
    settled(own, { paths: [fact(path, { ...HEAD, real: '/srv/a' })] }),
    'file.delete unknown',
    'behind a link',
  );
  assert.equal(settled(own, { paths: [] }), 'file.delete unknown', 'not looked at');
});

test('of a pattern all that it matches', () => {
  const [a, b, pattern] = [`${HOME}/a.ts`, `${HOME}/b.ts`, `${HOME}/*.ts`];
  const own = effect('file.delete', 'glob', pattern);
  const globs = [{ pattern, matches: [a, b] }];
  assert.equal(settled(own, { paths: [fact(a, HEAD), fact(b, HEAD)], globs }), 'file.delete git');
  assert.equal(settled(own, { paths: [fact(a, HEAD), fact(b)], globs }), 'file.delete unknown', 'one that git has not');
  assert.equal(settled(own, { globs: [{ pattern, matches: [] }] }), 'file.delete unknown', 'nothing');
});

test('of a folder all that it holds', () => {
  const [a, folder] = [`${HOME}/lib/a.ts`, `${HOME}/lib`];
  const own = effect('file.delete', 'directory', folder);
  const globs = [{ pattern: `${folder}/**`, matches: [a] }];
  assert.equal(settled(own, { paths: [fact(a, HEAD)], globs }), 'file.delete git');
  assert.equal(settled(own, { paths: [fact(a)], globs }), 'file.delete unknown');
  const into = effect('file.write', 'directory', folder);
  assert.equal(
    settled(into, { paths: [fact(a, HEAD)], globs }),
    'file.write unknown',
    'what is written may be another file',
  );
});

test('what is written where nothing is yet is made', () => {
  const path = `${HOME}/new`;
  assert.equal(settled(effect('file.write', 'file', path), { paths: [fact(path, GONE)] }), 'file.create unknown');
  const away = fact(path, { ...GONE, real: '/srv/new' });
  assert.equal(settled(effect('file.write', 'file', path), { paths: [away] }), 'file.write unknown', 'behind a link');
  assert.equal(settled(effect('file.delete', 'file', path), { paths: [fact(path, GONE)] }), 'file.delete unknown');
});

test('where the disk knows no better it is the same list', () => {
  const effects = [read(`${HOME}/a`), effect('file.delete', 'file', `${HOME}/b`)];
  assert.equal(settledEffects(effects, facts({ paths: [fact(`${HOME}/a`, HEAD), fact(`${HOME}/b`)] })), effects);
});
