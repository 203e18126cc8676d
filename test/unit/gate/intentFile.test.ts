import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { INTENT_NAME, readIntentFile } from '../../../src/gate/intentFile.ts';

test('a file of another person is refused', async (context) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'kt-intent-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'intent.json');
  await writeFile(file, '{}', { mode: 0o600 });
  const own = process.getuid?.() ?? 0;
  const theirs = await readIntentFile(file, own + 1);
  assert.equal(theirs.ok, false);
  assert.equal(!theirs.ok && theirs.problem.code, 'file-owner');
  const mine = await readIntentFile(file, own);
  assert.equal(mine.ok && mine.bytes.toString(), '{}');
});

test('only a ULID and .json is the name of an intent', () => {
  assert.ok(INTENT_NAME.test('01K9ABCDEFGHJKMNPQRSTVWXYZ.json'));
  for (const name of [
    '01K9ABCDEFGHJKMNPQRSTVWXYZ',
    '01K9ABCDEFGHJKMNPQRSTVWXY.json',
    '01K9ABCDEFGHJKMNPQRSTVWXYL.json',
    '81K9ABCDEFGHJKMNPQRSTVWXYZ.json',
    '01K9ABCDEFGHJKMNPQRSTVWXYZ.json\n',
    '../1K9ABCDEFGHJKMNPQRSTVWXY.json',
  ])
    assert.equal(INTENT_NAME.test(name), false, JSON.stringify(name));
});
