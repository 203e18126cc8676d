import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPrivate } from '../../../src/effect/place.ts';

test('the homes of Windows are private by whatever name a Unix shell there sees them', () => {
  const ground = { workspace: '/mnt/c/Users/me/app', home: '/home/me' };
  for (const path of ['/mnt/c/Users/me/notes.txt', '/c/Users/you/a', '/cygdrive/d/users/you', 'C:\\Users\\you\\a'])
    assert.ok(isPrivate(path, ground), path);
  for (const path of [
    '/mnt/c/Users/me/app/a',
    'C:\\Users\\me\\app\\a',
    '/mnt/c/Windows/win.ini',
    '/c/dev/a',
    '/mnt/data/Users',
  ])
    assert.ok(!isPrivate(path, ground), path);
  assert.ok(!isPrivate('/c/Users/me/app/a', { workspace: 'C:\\Users\\me\\app', home: 'C:\\Users\\me' }));
});
