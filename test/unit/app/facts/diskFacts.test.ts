import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { diskFacts } from '../../../../src/app/facts/diskFacts.ts';
import type { FactsSubject } from '../../../../src/app/facts/diskFacts.ts';
import { pathFact } from '../../../../src/app/facts/pathFact.ts';
import type { Effect } from '../../../../src/effect/effect.ts';
import type { ObjectType } from '../../../../src/effect/object.ts';
import type { Facts } from '../../../../src/rules/facts.ts';

const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'keyturn-facts-')));
after(() => rmSync(root, { recursive: true, force: true }));
const workspace = path.join(root, 'shop');
mkdirSync(path.join(workspace, 'src'), { recursive: true });
writeFileSync(path.join(workspace, 'src/a.ts'), '');
writeFileSync(path.join(workspace, '.env'), 'API=https://api.shop.example/v1\n');
writeFileSync(path.join(workspace, 'package.json'), '{}');
writeFileSync(path.join(root, 'outside.txt'), '');
symlinkSync(path.join(root, 'outside.txt'), path.join(workspace, 'out'));
symlinkSync('.env', path.join(workspace, 'readme.txt'));
symlinkSync('nowhere', path.join(workspace, 'broken'));
symlinkSync(root, path.join(workspace, 'up'));
execFileSync('mkfifo', [path.join(workspace, 'pipe')]);

/** Time is not what these tests are about: a slow machine must not fail them. */
const port = diskFacts(10_000);
const GROUND = { workspace, home: path.join(root, 'home') };
const read = (name: string, type: ObjectType = 'file', more: Partial<Effect> = {}): Effect => ({
  kind: 'file.read',
  object: { type, name },
  range: [0, 1],
  certainty: 'certain',
  undo: 'unknown',
  environment: 'unknown',
  traits: [],
  ...more,
});

function look(subject: Partial<FactsSubject>): Promise<Facts> {
  return port.look({ effects: [], asks: [], cwd: workspace, environment: {}, git: false, ...subject }, GROUND);
}

test('each path with its real path and type', async () => {
  const cases: readonly (readonly [name: string, real: string, type: string])[] = [
    ['src/a.ts', 'src/a.ts', 'file'],
    ['src', 'src', 'directory'],
    ['out', '../outside.txt', 'file'],
    ['up/outside.txt', '../outside.txt', 'file'],
    ['readme.txt', '.env', 'file'],
    ['broken', 'broken', 'special'],
    ['pipe', 'pipe', 'special'],
    ['new.ts', 'new.ts', 'absent'],
    ['up/new/deep.ts', '../new/deep.ts', 'absent'],
  ];
  for (const [name, real, type] of cases) {
    const fact = pathFact(path.join(workspace, name));
    assert.deepEqual([fact.real, fact.type], [path.join(workspace, real), type], name);
  }
});

test('a glob is looked at by what it matches and is no plain file, without hidden names; braces are not known', async () => {
  const names = (facts: Facts): readonly string[] =>
    facts.paths.map((fact) => path.relative(workspace, fact.path)).sort();
  assert.deepEqual(names(await look({ effects: [read(`${workspace}/*.txt`, 'glob')] })), ['', 'readme.txt']);
  assert.deepEqual(names(await look({ effects: [read(`${workspace}/**/*.ts`, 'glob')] })), ['']);
  assert.ok(!names(await look({ effects: [read(`${workspace}/*`, 'glob')] })).includes('.env'));
  assert.ok(names(await look({ effects: [read(`${workspace}/.e*`, 'glob')] })).includes('.env'));
  assert.equal((await look({ effects: [read(`${workspace}/{a,b}`, 'glob')] })).complete, false);
});

test('who reads a whole folder meets its secrets', async () => {
  const facts = await look({ effects: [read(workspace, 'directory', { traits: ['recursive'] })] });
  assert.ok(facts.paths.some((fact) => fact.path === path.join(workspace, '.env')));
});

test('hosts that the workspace already uses', async () => {
  const facts = await look({ effects: [read('example.com', 'host', { kind: 'network.fetch' })] });
  assert.deepEqual([...facts.knownHosts].sort(), ['api.shop.example']);
});

test('no time, no facts', async () => {
  const facts = await diskFacts(0).look(
    { effects: [read(`${workspace}/**/*`, 'glob')], asks: [], cwd: workspace, environment: {}, git: false },
    GROUND,
  );
  assert.equal(facts.complete, false);
});

test('a file that must not be there', async () => {
  const absent = (name: string): Promise<Facts> =>
    look({ asks: [{ ask: 'absent', path: path.join(workspace, name), range: [0, 1] }] });
  assert.equal((await absent('.ripgreprc')).programs.length, 0);
  assert.equal((await absent('broken')).programs.length, 1);
});

const repository = path.join(root, 'repo');
const git = (...words: readonly string[]): void =>
  void execFileSync('git', words, { cwd: repository, env: { PATH: process.env['PATH'], HOME: root }, stdio: 'ignore' });
mkdirSync(path.join(repository, 'sub'), { recursive: true });
git('init', '-q');

const programs = async (more: Partial<FactsSubject> = {}): Promise<readonly string[]> =>
  (
    await look({ asks: [{ ask: 'git-inert', directory: path.join(repository, 'sub'), range: [0, 1] }], ...more })
  ).programs.map(({ key }) => key);

test('a fresh repository starts nothing', async () => {
  assert.deepEqual(await programs(), []);
});

test('every setting that starts a program from a command that looks is found, written by git itself', async () => {
  const settings: readonly (readonly [key: string, value: string])[] = [
    ['core.fsmonitor', './evil'],
    ['core.pager', 'evil'],
    ['pager.log', 'evil'],
    ['core.sshCommand', 'evil'],
    ['diff.external', 'evil'],
    ['diff.X.textconv', 'evil'],
    ['diff.X.command', 'evil'],
    ['filter.x.clean', 'evil'],
    ['filter.x y.process', 'evil "quoted # not a comment"'],
    ['gpg.program', 'evil'],
    ['gpg.ssh.program', 'evil'],
    ['interactive.diffFilter', 'evil'],
    ['credential.helper', '!evil'],
    ['credential.https://x.helper', 'evil'],
    ['remote.origin.uploadpack', 'evil'],
    ['remote.origin.url', 'ext::sh -c evil'],
    ['url.ext::sh -c evil.insteadOf', 'https://'],
    ['tar.x.command', 'evil'],
    ['lfs.extension.x.clean', 'evil'],
    ['lfs.customtransfer.x.path', 'evil'],
    ['difftool.x.path', 'evil'],
    ['core.worktree', '/'],
  ];
  for (const [key, value] of settings) {
    git('config', key, value);
    assert.deepEqual(
      (await programs()).map((found) => found.toLowerCase()),
      [key.toLowerCase()],
      key,
    );
    git('config', '--unset', key);
  }
  for (const [key, value] of [
    ['core.fsmonitor', 'true'],
    ['pager.branch', 'false'],
    ['url.git@example.com:.insteadOf', 'https://example.com/'],
    ['user.name', 'a'],
    ['remote.origin.url', 'git@example.com:a/b.git'],
    ['branch.main.remote', 'origin'],
  ] as const)
    git('config', key, value);
  assert.deepEqual(await programs(), []);
});

test('what reaches a remote or asks a person is started by no command that only looks, but in a partial clone', async () => {
  const keys = ['core.sshCommand', 'core.editor', 'credential.helper', 'remote.origin.uploadpack', 'core.askPass'];
  for (const key of keys) {
    git('config', key, 'evil');
    const looks = { ask: 'git-inert', directory: repository, local: true, range: [0, 1] } as const;
    const found = async (more: Partial<FactsSubject> = {}): Promise<readonly string[]> =>
      (await programs({ asks: [looks], ...more })).map((one) => one.toLowerCase());
    assert.deepEqual(await found(), [], `${key} when it only looks`);
    const change = read(repository, 'repository', { kind: 'git.change' });
    assert.deepEqual(await found({ effects: [change] }), [key.toLowerCase()], `${key} when something is changed too`);
    git('config', 'remote.origin.promisor', 'true');
    assert.deepEqual(await found(), [key.toLowerCase()], `${key} where looking may fetch`);
    git('config', '--unset', 'remote.origin.promisor');
    git('config', '--unset', key);
  }
});

test('an included file counts as the configuration itself', async () => {
  writeFileSync(path.join(repository, 'extra'), '[core]\n\tfsmonitor = ./evil\n');
  git('config', 'include.path', '../extra');
  assert.deepEqual(await programs(), ['core.fsmonitor']);
  git('config', '--unset', 'include.path');
});

test('a hook that looking runs, where core.hooksPath puts it, and every hook for a command that changes', async () => {
  const hooks = path.join(repository, '.git/hooks');
  mkdirSync(hooks, { recursive: true });
  writeFileSync(path.join(hooks, 'pre-commit'), '#!/bin/sh\n');
  chmodSync(path.join(hooks, 'pre-commit'), 0o755);
  assert.deepEqual(await programs(), []);
  const change = read(repository, 'repository', { kind: 'git.change' });
  assert.deepEqual(await programs({ effects: [change] }), ['pre-commit']);
  mkdirSync(path.join(repository, '.husky'));
  writeFileSync(path.join(repository, '.husky/post-index-change'), '');
  git('config', 'core.hooksPath', '.husky');
  assert.deepEqual(await programs(), ['post-index-change']);
  git('config', 'core.hooksPath', '~other/hooks');
  assert.deepEqual(await programs(), ['core.hookspath'], 'somebody else’s folder is not looked up');
  git('config', '--unset', 'core.hooksPath');
  rmSync(path.join(hooks, 'pre-commit'));
});

test('a configuration that is not understood, another repository by variable, a bare repository in the way', async () => {
  assert.deepEqual(await programs({ environment: { GIT_DIR: '/x' } }), ['GIT_DIR']);
  const bare = path.join(repository, 'sub/bare');
  execFileSync('git', ['init', '-q', '--bare', bare]);
  execFileSync('git', ['-C', bare, 'config', 'core.fsmonitor', './evil']);
  const inBare = await look({ asks: [{ ask: 'git-inert', directory: bare, range: [0, 1] }] });
  assert.deepEqual(
    inBare.programs.map(({ key }) => key),
    ['core.fsmonitor'],
  );
  const inFile = async (text: string): Promise<readonly string[]> => {
    writeFileSync(path.join(repository, 'sub/.git'), text);
    const keys = await programs();
    rmSync(path.join(repository, 'sub/.git'));
    return keys;
  };
  // Of trailing line breaks git takes as many as there are; of two lines it makes one name.
  assert.deepEqual(await inFile(`gitdir: bare${'\n'.repeat(300_000)}`), ['.git'], 'a .git file that is large');
  assert.deepEqual(await inFile('gitdir: other\nbare'), ['.git']);
  assert.deepEqual(await inFile('gitdir: bare\n'), ['core.fsmonitor']);
  writeFileSync(path.join(repository, '.git/config.worktree'), 'no section\n');
  assert.deepEqual(await programs(), ['unreadable']);
  rmSync(path.join(repository, '.git/config.worktree'));
});

test('a linked work tree uses the configuration of its repository', async () => {
  git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-q', '--allow-empty', '-m', 'x');
  git('worktree', 'add', '-q', path.join(root, 'tree'));
  mkdirSync(path.join(root, 'tree/.husky'));
  writeFileSync(path.join(root, 'tree/.husky/post-index-change'), '');
  git('config', 'core.hooksPath', '.husky');
  const ofTree = await look({ asks: [{ ask: 'git-inert', directory: path.join(root, 'tree'), range: [0, 1] }] });
  assert.deepEqual(
    ofTree.programs.map(({ where }) => where),
    [path.join(root, 'tree/.husky/post-index-change')],
    'hooks are looked up from the work tree itself',
  );
  git('config', '--unset', 'core.hooksPath');
  git('config', 'core.pager', 'evil');
  const linked = await look({ asks: [{ ask: 'git-inert', directory: path.join(root, 'tree'), range: [0, 1] }] });
  assert.deepEqual(
    linked.programs.map(({ key }) => key),
    ['core.pager'],
  );
});

test('git says of what is written whether HEAD has it letter by letter, and runs nothing of the repository', async () => {
  const shop = path.join(root, 'kept');
  mkdirSync(path.join(shop, 'src'), { recursive: true });
  const inShop = (...words: readonly string[]): void =>
    void execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...words], {
      cwd: shop,
      env: { PATH: process.env['PATH'], HOME: root },
      stdio: 'ignore',
    });
  inShop('init', '-q');
  for (const name of ['src/a.ts', 'src/b.ts', 'src/*.ts', 'package.json', 'package-lock.json'])
    writeFileSync(path.join(shop, name), `${name}\n`);
  inShop('add', '.');
  inShop('commit', '-q', '-m', 'x');
  writeFileSync(path.join(shop, 'src/b.ts'), 'src/B.ts\n');
  writeFileSync(path.join(shop, 'src/new.ts'), '');
  const trap = path.join(shop, 'ran');
  writeFileSync(path.join(shop, '.gitattributes'), '* filter=evil diff=evil\n');
  for (const key of ['filter.evil.clean', 'filter.evil.smudge', 'diff.evil.textconv', 'core.fsmonitor'])
    inShop('config', key, `touch ${trap}`);
  const ground = { workspace: shop, home: path.join(root, 'home') };
  const lookAt = (subject: Partial<FactsSubject>): Promise<Facts> =>
    port.look({ effects: [], asks: [], cwd: shop, environment: {}, git: true, ...subject }, ground);
  const state = async (name: string, git = true): Promise<readonly boolean[]> => {
    const effects = [read(path.join(shop, name), 'file', { kind: 'file.delete' })];
    const [found] = (await lookAt({ effects, git })).paths;
    assert.ok(found);
    return [found.tracked, found.modified];
  };
  assert.deepEqual(await state('src/a.ts'), [true, false]);
  assert.deepEqual(await state('src/*.ts'), [true, false], 'the name is no pattern');
  assert.deepEqual(await state('src/b.ts'), [true, true], 'other bytes of the same length');
  assert.deepEqual(await state('src/new.ts'), [false, true]);
  assert.deepEqual(await state('src/a.ts', false), [false, false], 'nobody asked');
  chmodSync(path.join(shop, 'src/a.ts'), 0o755);
  assert.deepEqual(await state('src/a.ts'), [true, true], 'another mode');

  const kept = async (directory: string, lock: boolean): Promise<boolean> => {
    const asks = [{ ask: 'settings-kept', directory: path.join(shop, directory), lock, range: [0, 1] }] as const;
    return (await lookAt({ asks })).settings[0]?.kept ?? false;
  };
  assert.equal(await kept('src', false), true);
  assert.equal(await kept('.', true), true);
  assert.equal(await kept('..', false), false, 'outside the workspace');
  writeFileSync(path.join(shop, 'vitest.config.ts'), '');
  assert.equal(await kept('src', false), false, 'settings that git does not know');
  rmSync(path.join(shop, 'vitest.config.ts'));
  writeFileSync(path.join(shop, 'package-lock.json'), '{}');
  assert.equal(await kept('.', true), false, 'another lock file');
  rmSync(path.join(shop, 'package-lock.json'));
  assert.deepEqual([await kept('.', false), await kept('.', true)], [true, false], 'no lock file at all');
  assert.equal(pathFact(trap).type, 'absent', 'a program of the repository ran');
});

test('a search of a folder meets its secrets, but not those that it leaves out', async () => {
  const shop = path.join(root, 'searched');
  mkdirSync(path.join(shop, 'src'), { recursive: true });
  mkdirSync(path.join(shop, 'node_modules/x'), { recursive: true });
  for (const name of ['.env', 'src/a.ts', 'node_modules/x/key.pem', '.env.example'])
    writeFileSync(path.join(shop, name), '');
  execFileSync('git', ['init', '-q', shop]);
  const met = async (
    below: string,
    how: { hidden?: true; ignored?: true; links?: true },
  ): Promise<readonly string[]> => {
    const ask = {
      ask: 'no-secrets-below',
      directory: path.join(shop, below),
      hidden: false,
      ignored: false,
      links: false,
      ...how,
      range: [0, 1],
    } as const;
    return (await look({ asks: [ask] })).paths.map((fact) => path.relative(shop, fact.path));
  };
  assert.deepEqual(await met('.', { hidden: true, ignored: true }), ['.env']);
  assert.deepEqual(await met('src', { hidden: true, ignored: true }), []);
  assert.deepEqual(await met('.', {}), []);
  writeFileSync(path.join(shop, 'server.pem'), '');
  assert.deepEqual(await met('.', {}), ['server.pem']);
  writeFileSync(path.join(shop, '.gitignore'), '*.pem\n');
  assert.deepEqual(await met('.', {}), []);
  assert.deepEqual(await met('.', { ignored: true }), ['server.pem']);
  symlinkSync(path.join(root, 'outside.txt'), path.join(shop, 'src/out'));
  assert.deepEqual(await met('src', { ignored: true, links: true }), ['src/out']);
});
