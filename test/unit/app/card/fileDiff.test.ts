import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FileAction } from '../../../../src/action/action.ts';
import { fileDiff } from '../../../../src/app/card/fileDiff.ts';
import type { FileText, Unread } from '../../../../src/reading/ports.ts';

const PATH = '/home/ada/shop/config.ts';
const OLD = 'export const a = 1;\nexport const b = 2;\n';

const compare = (parts: Partial<FileAction>, found: string | Unread) => {
  const read: FileText | Unread = typeof found === 'string' ? { text: found, sha256: '0'.repeat(64) } : found;
  return fileDiff(
    { kind: 'file', operation: 'write', path: PATH, ...parts },
    { file: (path) => Promise.resolve(path === PATH ? read : { unread: 'failed' }) },
  );
};

test('a file that is written is compared with the one on disk, a new one with nothing; hidden characters are marks on both sides', async () => {
  assert.deepEqual(await compare({ content: 'new\u202e\n' }, 'old\u200b\n'), {
    before: 'old⟨U+200B ZWSP⟩\n',
    after: 'new⟨U+202E RLO⟩\n',
  });
  assert.deepEqual(await compare({ content: 'new\n' }, { unread: 'absent' }), { before: '', after: 'new\n' });
});

test('an edit is compared where its whole new text is known', async () => {
  const whole = OLD.replace('b = 2', 'b = 3');
  assert.deepEqual(await compare({ operation: 'edit', content: whole }, OLD), { before: OLD, after: whole });
  const first = OLD.replace('a = 1', 'a = 0');
  assert.deepEqual(await compare({ operation: 'edit', content: first }, OLD), { before: OLD, after: first });
  // What the file becomes is not known: all but the part would look deleted.
  assert.deepEqual(await compare({ operation: 'edit', content: '- b = 2\n+ b = 3' }, OLD), { why: 'part' });
});

test('what cannot be compared says why', async () => {
  assert.deepEqual(await compare({ operation: 'delete' }, OLD), { why: 'not-a-file' });
  assert.deepEqual(await compare({ content: 'x'.repeat(600_000) }, OLD), { why: 'too-large' });
  assert.deepEqual(await compare({ content: 'x' }, { unread: 'too-large' }), { why: 'too-large' });
  for (const unread of ['special', 'failed', 'not-text', 'late'] as const)
    assert.deepEqual(await compare({ content: 'x' }, { unread }), { why: 'unreadable' }, unread);
});
