import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, symlinkSync } from 'node:fs';
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

const hash = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

test('what is no plain text is not read, and why; but it is known what it is', async () => {
  execFileSync('mkfifo', [path.join(root, 'pipe')]);
  const latin = Buffer.from([0x61, 0xff]);
  const large = 'a'.repeat(512 * 1024 + 1);
  const cases: readonly (readonly [name: string, why: string, mark: string])[] = [
    [path.join(root, 'gone'), 'absent', 'absent'],
    [path.join(root, 'a.sh/below'), 'absent', 'absent'],
    [root, 'special', 'special'],
    [path.join(root, 'pipe'), 'special', 'special'],
    [write('nul', 'a\0b'), 'not-text', hash('a\0b')],
    [write('latin', latin), 'not-text', hash(latin)],
    [write('large', large), 'too-large', hash(large)],
    [path.join(root, 'x'.repeat(300)), 'failed', 'unreadable'],
  ];
  for (const [name, unread, sha256] of cases)
    assert.deepEqual(await texts.file(name), { unread, files: [{ path: name, sha256 }] }, name);
});

test('a text that is late is late, and nobody says what it is', async () => {
  assert.deepEqual(await diskTexts(0).file(write('late', 'x'.repeat(500_000))), { unread: 'late' });
});

test('a package script with what runs before and after it', async () => {
  write('p/package.json', JSON.stringify({ scripts: { build: 'tsc', prebuild: 'rm -rf dist', x: 7, __proto__: {} } }));
  const script = (name: string) =>
    texts.packageScript({ request: 'package-script', directory: path.join(root, 'p'), runner: 'npm', name });
  const found = await script('build');
  assert.ok('texts' in found);
  assert.deepEqual(
    found.texts.map(({ text }) => text),
    ['rm -rf dist', 'tsc'],
  );
  const file = path.join(root, 'p/package.json');
  const files = [{ path: file, sha256: hash(readFileSync(file)) }];
  assert.deepEqual(found.files, files);
  for (const name of ['gone', 'x', 'toString', '__proto__'])
    assert.deepEqual(await script(name), { unread: 'absent', files }, name);
  const broken = write('broken/package.json', '{');
  assert.deepEqual(
    await texts.packageScript({
      request: 'package-script',
      directory: path.join(root, 'broken'),
      runner: 'npm',
      name: 'a',
    }),
    { unread: 'absent', files: [{ path: broken, sha256: hash('{') }] },
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
    return 'unread' in found ? found.unread : found.texts.map(({ text, dialect }) => [text, dialect]);
  };
  assert.deepEqual(await recipe('make', ''), [['(npm ci\n)\n(tsc\n)', 'sh']]);
  assert.deepEqual(await recipe('make', 'gone'), 'not-text');
  assert.deepEqual(await recipe('just', 'build'), [['(tsc\n)', 'sh']]);
  assert.deepEqual(await recipe('task', 'build'), 'not-text');
});

test('the makefile that make would take before the one that is there is held to be absent', async () => {
  const makefile = write('n/Makefile', 'all:\n\ttsc\n');
  const found = await texts.packageScript({
    request: 'package-script',
    directory: path.join(root, 'n'),
    runner: 'make',
    name: '',
  });
  assert.ok('texts' in found);
  assert.deepEqual(found.files, [
    { path: path.join(root, 'n/GNUmakefile'), sha256: 'absent' },
    { path: path.join(root, 'n/makefile'), sha256: 'absent' },
    { path: makefile, sha256: hash('all:\n\ttsc\n') },
  ]);
});

test('a package that lies deep is among all of them; one that cannot be read, or too many, leave the script unknown', async () => {
  const all = async (name: string): Promise<unknown> => {
    const directory = path.join(root, name);
    const found = await texts.packageScript({
      request: 'package-script',
      directory,
      runner: 'npm',
      name: 'build',
      packages: ['*'],
    });
    return 'unread' in found ? found.unread : found.texts.map(({ text }) => text).sort();
  };
  const manifest = (build: string): string => JSON.stringify({ scripts: { build } });
  write('deepest/package.json', JSON.stringify({ workspaces: ['libs/**'] }));
  write('deepest/libs/a/package.json', manifest('near'));
  write('deepest/libs/b/c/d/e/package.json', manifest('far'));
  assert.deepEqual(await all('deepest'), ['far', 'near']);
  write('broken/package.json', JSON.stringify({ workspaces: ['apps/*'] }));
  write('broken/apps/a/package.json', manifest('a'));
  mkdirSync(path.join(root, 'broken/apps/b/package.json'), { recursive: true });
  assert.equal(await all('broken'), 'absent');
  write('many/package.json', JSON.stringify({ workspaces: ['apps/*/x'] }));
  write('many/apps/one/x/package.json', manifest('one'));
  for (let at = 0; at < 300; at += 1) mkdirSync(path.join(root, 'many/apps', String(at)));
  assert.equal(await all('many'), 'absent');
  // npm goes through links to packages; to other folders and files there may be some.
  write('linked/package.json', JSON.stringify({ workspaces: ['apps/*'] }));
  write('linked/apps/a/package.json', manifest('a'));
  mkdirSync(path.join(root, 'elsewhere/notes'), { recursive: true });
  symlinkSync(path.join(root, 'elsewhere/notes'), path.join(root, 'linked/apps/notes'));
  symlinkSync('gone', path.join(root, 'linked/apps/broken'));
  assert.deepEqual(await all('linked'), ['a']);
  write('elsewhere/b/package.json', manifest('b'));
  symlinkSync(path.join(root, 'elsewhere/b'), path.join(root, 'linked/apps/b'));
  assert.equal(await all('linked'), 'absent');
  write('full/package.json', JSON.stringify({ workspaces: ['apps/*'] }));
  write('full/apps/a/package.json', manifest('a'));
  for (let at = 0; at < 4_100; at += 1) write(`full/apps/${at}.txt`, '');
  assert.equal(await all('full'), 'absent');
});

test('the script of a workspace’s package is that of the package, not the root’s of the same name', async () => {
  const at = (name: string): string => path.join(root, 'mono', name);
  const manifest = (name: string, build?: string) => JSON.stringify({ name, ...(build && { scripts: { build } }) });
  write(
    'mono/package.json',
    JSON.stringify({ workspaces: ['apps/*', './libs/**', '!apps/old'], scripts: { build: 'root' } }),
  );
  write('mono/apps/web/package.json', manifest('@acme/web', 'web'));
  write('mono/apps/api/package.json', manifest('api', 'api'));
  write('mono/libs/ui/deep/package.json', manifest('deep', 'deep'));
  write('mono/libs/bare/package.json', manifest('bare'));
  const scripts = async (packages: readonly string[], directory = at('')): Promise<unknown> => {
    const found = await texts.packageScript({
      request: 'package-script',
      directory: path.resolve(directory),
      runner: 'npm',
      name: 'build',
      packages,
    });
    return 'unread' in found ? found.unread : found.texts.map(({ text, directory: folder }) => [text, folder]).sort();
  };
  const [web, api, deep] = [
    ['web', at('apps/web')],
    ['api', at('apps/api')],
    ['deep', at('libs/ui/deep')],
  ];
  assert.deepEqual(await scripts(['@acme/web']), [web]);
  assert.deepEqual(await scripts(['web']), [web]);
  assert.deepEqual(await scripts(['apps/web', 'api']), [api, web]);
  assert.deepEqual(await scripts(['./apps']), [api, web]);
  assert.deepEqual(await scripts(['@acme/*']), [web]);
  assert.deepEqual(await scripts(['*']), [api, deep, web]);
  assert.deepEqual(await scripts(['...^web']), [api, deep, web], 'what the tool works out may be any');
  assert.equal(await scripts(['gone']), 'absent');
  assert.equal(await scripts(['bare']), 'absent');
  assert.deepEqual(await scripts(['api'], at('apps/web')), [api], 'from within another package');
  write('single/package.json', manifest('one', 'one'));
  const single = path.join(root, 'single');
  assert.deepEqual(await scripts(['one'], single), [['one', single]], 'no workspace');
  assert.deepEqual(await scripts(['*'], single), [['one', single]]);
  assert.equal(await scripts(['web'], single), 'absent');

  write(
    'pnpm/pnpm-workspace.yaml',
    "# all\npackages:\n  - 'apps/*' # here\n  - \"libs/a\"\n  - '!**/test/**'\ncatalog:\n  x: 1\n",
  );
  write('pnpm/apps/web/package.json', manifest('web', 'web'));
  write('pnpm/libs/a/package.json', manifest('a', 'a'));
  assert.deepEqual(await scripts(['*'], path.join(root, 'pnpm')), [
    ['a', path.join(root, 'pnpm/libs/a')],
    ['web', path.join(root, 'pnpm/apps/web')],
  ]);
  write('pnpm/pnpm-workspace.yaml', 'packages: [apps/*]\n');
  assert.equal(await scripts(['web'], path.join(root, 'pnpm')), 'absent', 'written as nobody reads it here');
});
