import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Effect } from '../../../src/effect/effect.ts';
import type { EffectKind } from '../../../src/effect/kind.ts';
import type { ObjectType } from '../../../src/effect/object.ts';
import { wordOf } from '../../../src/review/word.ts';

const effect = (kind: EffectKind, type: ObjectType, name: string): Effect => ({
  kind,
  object: { type, name },
  range: [0, 1],
  certainty: 'certain',
  undo: 'unknown',
  environment: 'unknown',
  traits: [],
});

test('the word is the worst object’s own name, of a path its last part', () => {
  const reads = effect('file.read', 'file', '/shop/a.sql');
  assert.deepEqual(wordOf([reads, effect('sql.drop', 'table', 'public.orders')], 's'), {
    word: 'public.orders',
    code: false,
  });
  assert.equal(wordOf([effect('file.delete', 'directory', '/home/user/shop')], 's').word, 'shop');
});

test('a worst object without a name that can be typed asks for a code, never for another object’s name', () => {
  const harmless = effect('file.create', 'file', '/shop/notes.txt');
  for (const name of ['заказы', 'or\u200bders', 'a'.repeat(41), ' orders', '']) {
    const asked = wordOf([harmless, effect('sql.drop', 'table', name)], 'seed');
    assert.equal(asked.code, true, JSON.stringify(name));
    assert.match(asked.word, /^[A-HJKMNP-Z2-9]{4}$/);
  }
  assert.equal(wordOf([harmless, effect('exec.download', 'unknown', 'curl')], 'seed').code, true);
  assert.equal(wordOf([], 'seed').code, true);
});
