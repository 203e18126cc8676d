import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { diskTexts } from '../../../src/app/texts.ts';

const root = mkdtempSync(path.join(tmpdir(), 'keyturn-texts-'));
after(() => rmSync(root, { recursive: true, force: true }));
const texts = diskTexts();
const write = (name: string, text: string | Uint8Array): string => {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};

test('a script’s text with the hash of its bytes', async () => {
  const found = await texts.file(write('a.sh', 'rm -rf é\n'));
  assert.deepEqual(found, { text: 'rm -rf é\n', sha256: createHash('sha256').update('rm -rf é\n').digest('hex') });
});

test('what is no plain text is not read, and why', async () => {
  execFileSync('mkfifo', [path.join(root, 'pipe')]);
  const cases: readonly (readonly [name: string, why: string])[] = [
    [path.join(root, 'gone'), 'absent'],
    [path.join(root, 'a.sh/below'), 'absent'],
    [root, 'special'],
    [path.join(root, 'pipe'), 'special'],
    [write('nul', 'a\0b'), 'not-text'],
    [write('latin', Buffer.from([0x61, 0xff])), 'not-text'],
    [write('large', 'a'.repeat(512 * 1024 + 1)), 'too-large'],
  ];
  for (const [name, unread] of cases) assert.deepEqual(await texts.file(name), { unread }, name);
});

test('a package script with what runs before and after it', async () => {
  write('p/package.json', JSON.stringify({ scripts: { build: 'tsc', prebuild: 'rm -rf dist', x: 7, __proto__: {} } }));
  const script = (name: string) =>
    texts.packageScript({ request: 'package-script', directory: path.join(root, 'p'), runner: 'npm', name });
  const found = await script('build');
  assert.ok(Array.isArray(found));
  assert.deepEqual(
    found.map(({ text }) => text),
    ['rm -rf dist', 'tsc'],
  );
  for (const name of ['gone', 'x', 'toString', '__proto__'])
    assert.deepEqual(await script(name), { unread: 'absent' }, name);
  write('broken/package.json', '{');
  assert.deepEqual(
    await texts.packageScript({
      request: 'package-script',
      directory: path.join(root, 'broken'),
      runner: 'npm',
      name: 'a',
    }),
    { unread: 'absent' },
  );
});

test('a make target and a just recipe come with the hash of their file; a task’s text cannot be had', async () => {
  write('m/Makefile', 'all: deps\n\ttsc\ndeps:\n\tnpm ci\n');
  write('m/justfile', 'build:\n    tsc\n');
  write('m/Taskfile.yml', 'tasks: {}\n');
  const recipe = async (runner: 'make' | 'just' | 'task', name: string): Promise<unknown> => {
    const found = await texts.packageScript({
      request: 'package-script',
      directory: path.join(root, 'm'),
      runner,
      name,
    });
    return 'unread' in found ? found : found.map(({ text, dialect }) => [text, dialect]);
  };
  assert.deepEqual(await recipe('make', ''), [['(npm ci\n)\n(tsc\n)', 'sh']]);
  assert.deepEqual(await recipe('make', 'gone'), { unread: 'not-text' });
  assert.deepEqual(await recipe('just', 'build'), [['(tsc\n)', 'sh']]);
  assert.deepEqual(await recipe('task', 'build'), { unread: 'not-text' });
});
