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
import type { Change } from '../../../../src/reading/reader.ts';
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

test('git elsewhere by a variable is a program that nobody has looked at; what changes something may run any hook', async () => {
  const asks = [{ ask: 'git-inert', directory: workspace, range: [0, 1] }] as const;
  const moved = await look({ asks, environment: { GIT_DIR: '/x' } });
  assert.deepEqual(
    moved.programs.map(({ key }) => key),
    ['GIT_DIR'],
  );
  const shop = path.join(root, 'hooked');
  execFileSync('git', ['init', '-q', shop]);
  mkdirSync(path.join(shop, '.git/hooks'), { recursive: true });
  writeFileSync(path.join(shop, '.git/hooks/pre-commit'), '');
  const inShop = [{ ask: 'git-inert', directory: shop, range: [0, 1] }] as const;
  assert.equal((await look({ asks: inShop })).programs.length, 0);
  const change = read(shop, 'repository', { kind: 'git.change' });
  assert.equal((await look({ asks: inShop, effects: [change] })).programs.length, 1);
});

test('of folders that are known only when it runs, each repository below must start nothing', async () => {
  const folder = path.join(root, 'projects');
  for (const name of ['a', 'b/deep']) execFileSync('git', ['init', '-q', path.join(folder, name)]);
  const asks = [{ ask: 'git-inert', directory: folder, below: true, range: [0, 1] }] as const;
  assert.deepEqual((await look({ asks })).programs, []);
  execFileSync('git', ['config', 'core.fsmonitor', './evil'], { cwd: path.join(folder, 'b/deep') });
  assert.deepEqual(
    (await look({ asks })).programs.map(({ key }) => key),
    ['core.fsmonitor'],
  );
  assert.deepEqual((await look({ asks: [{ ...asks[0], directory: path.join(folder, 'a') }] })).programs, []);
  for (let index = 0; index < 5001; index++) writeFileSync(path.join(folder, `a/${String(index)}`), '');
  assert.equal((await look({ asks })).programs.length, 1, 'too many to look at: nothing passes');
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
  const keptAfter = async (change: Omit<Change, 'to'>): Promise<boolean | undefined> => {
    const changed = [{ ...change, place: path.join(shop, change.place), to: 'any' } as const];
    const asks = [
      { ask: 'settings-kept', directory: path.join(shop, 'src'), lock: false, changed, range: [0, 1] },
    ] as const;
    return (await lookAt({ asks })).settings[0]?.kept;
  };
  assert.equal(await keptAfter({ place: 'package.json' }), false, 'settings that are there');
  assert.equal(await keptAfter({ place: 'vitest.config.ts' }), false, 'settings that come');
  assert.equal(await keptAfter({ place: '.' }), false, 'any of them');
  assert.equal(await keptAfter({ place: '.cargo' }), false, 'a folder of settings that comes whole');
  assert.equal(await keptAfter({ place: 'src/.yarn/plugins/a.cjs' }), false);
  assert.equal(await keptAfter({ place: 'gradle' }), false, 'what such a folder lies in');
  assert.equal(await keptAfter({ place: '.', ending: '.json' }), false);
  assert.equal(await keptAfter({ place: '.', ending: '.css' }), true);
  assert.equal(await keptAfter({ place: 'src/a.ts' }), true);
  assert.equal(await keptAfter({ place: 'docs' }), true);
  writeFileSync(path.join(shop, 'vitest.config.ts'), '');
  assert.equal(await kept('src', false), false, 'settings that git does not know');
  rmSync(path.join(shop, 'vitest.config.ts'));
  writeFileSync(path.join(shop, 'package-lock.json'), '{}');
  assert.equal(await kept('.', true), false, 'another lock file');
  rmSync(path.join(shop, 'package-lock.json'));
  assert.deepEqual([await kept('.', false), await kept('.', true)], [true, false], 'no lock file at all');
  assert.equal(pathFact(trap).type, 'absent', 'a program of the repository ran');
});

test('a repository that was fetched into the workspace is not the workspace’s own; its worktrees and submodules are', async () => {
  const own = path.join(root, 'own');
  const git = (directory: string, ...words: readonly string[]): void => {
    const settings = ['-c', 'user.name=a', '-c', 'user.email=a@b.example', '-c', 'protocol.file.allow=always'];
    execFileSync('git', [...settings, ...words], { cwd: directory, stdio: 'ignore' });
  };
  const repository = (directory: string): void => {
    mkdirSync(directory, { recursive: true });
    git(directory, 'init', '-q');
    writeFileSync(path.join(directory, 'Makefile'), 'all:\n');
    git(directory, 'add', '.');
    git(directory, 'commit', '-q', '-m', 'x');
  };
  const kept = async (workspace: string, directory: string): Promise<boolean | undefined> => {
    const asks = [{ ask: 'settings-kept', directory, lock: false, range: [0, 1] }] as const;
    const subject = { effects: [], asks, cwd: workspace, environment: {}, git: true };
    return (await port.look(subject, { ...GROUND, workspace })).settings[0]?.kept;
  };
  repository(own);
  repository(path.join(own, 'fetched'));
  mkdirSync(path.join(own, 'fetched/inner'));
  repository(path.join(root, 'library'));
  git(own, 'submodule', 'add', '-q', path.join(root, 'library'), 'library');
  git(own, 'commit', '-q', '-m', 'y');
  git(own, 'worktree', 'add', '-q', 'trees/a');
  assert.equal(await kept(own, own), true);
  assert.equal(await kept(own, path.join(own, 'fetched')), false);
  assert.equal(await kept(own, path.join(own, 'fetched/inner')), false);
  assert.equal(await kept(own, path.join(own, 'library')), true);
  assert.equal(await kept(own, path.join(own, 'trees/a')), true);
  assert.equal(await kept(path.join(own, 'trees/a'), path.join(own, 'trees/a')), true, 'a worktree that is opened');
  const many = path.join(root, 'many');
  repository(path.join(many, 'one'));
  assert.equal(await kept(many, path.join(many, 'one')), true, 'a folder of several repositories');
});

test('where a workspace has no settings at all, none can have changed', async () => {
  const bare = path.join(root, 'bare/inner');
  mkdirSync(bare, { recursive: true });
  writeFileSync(path.join(bare, 'README.md'), '');
  const kept = async (lock: boolean, script?: string): Promise<boolean | undefined> => {
    const ask = { ask: 'settings-kept', directory: bare, lock, range: [0, 1] } as const;
    const asks = [script === undefined ? ask : { ...ask, script }];
    const subject = { effects: [], asks, cwd: bare, environment: {}, git: true };
    return (await port.look(subject, { ...GROUND, workspace: bare })).settings[0]?.kept;
  };
  assert.deepEqual([await kept(false), await kept(true)], [true, true]);
  assert.equal(await kept(false, path.join(bare, 'run.sh')), false, 'a script that no commit has');
  writeFileSync(path.join(bare, 'Makefile'), '');
  assert.equal(await kept(false), false, 'settings that no commit has');
  rmSync(path.join(bare, 'Makefile'));
  writeFileSync(path.join(root, 'bare/package.json'), '{}');
  assert.equal(await kept(false), false, 'the folder lies in a project');
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

test('a folder that goes or moves is looked at as a whole, where git may be asked; what is only written into is not', async () => {
  const name = path.join(workspace, 'src');
  const patterns = async (kind: Effect['kind'], git: boolean, folder = name): Promise<readonly string[]> => {
    const { globs } = await look({ effects: [read(folder, 'directory', { kind })], git });
    return globs.map(({ pattern }) => path.relative(workspace, pattern));
  };
  assert.deepEqual(await patterns('file.delete', true), ['src/**']);
  assert.deepEqual(await patterns('file.move', true), ['src/**']);
  assert.deepEqual(await patterns('file.delete', false), []);
  assert.deepEqual(await patterns('file.write', true), []);
  assert.deepEqual(await patterns('file.delete', true, path.join(workspace, 'up')), [], 'a link');
  assert.deepEqual(await patterns('file.delete', true, root), [], 'outside');
});

test('what a pattern takes from another folder is looked up by name, where git may be asked', async () => {
  const to = path.join(workspace, 'lib/*.ts');
  const copied = async (from: string, git = true): Promise<unknown> => {
    const effects = [read(from, 'glob'), read(to, 'glob', { kind: 'file.write' })];
    return (await look({ effects, git })).globs.find(({ pattern }) => pattern === from)?.matches;
  };
  const from = path.join(workspace, 'src/*.ts');
  assert.deepEqual(await copied(from), [path.join(workspace, 'src/a.ts')]);
  assert.equal(await copied(from, false), undefined);
  assert.equal(await copied(path.join(workspace, 'src/*.js')), undefined, 'it reads something else');
  assert.equal(await copied(path.join(workspace, '{a,b}/*.ts')), undefined, 'not understood');
});

test('of a pattern that stands for what git lists only that counts, unless the text may change what it lists', async () => {
  const shop = path.join(root, 'listed');
  mkdirSync(path.join(shop, 'src'), { recursive: true });
  for (const name of ['.env', 'server.pem', 'src/a.ts']) writeFileSync(path.join(shop, name), '');
  execFileSync('git', ['init', '-q', shop]);
  execFileSync('git', ['add', 'server.pem', 'src'], { cwd: shop });
  const met = async (traits: Effect['traits'], ...more: readonly Effect[]): Promise<readonly string[]> => {
    const { paths } = await look({ effects: [read(`${shop}/**`, 'glob', { traits }), ...more] });
    return paths.map((fact) => path.relative(shop, fact.path)).filter((name) => name !== '');
  };
  assert.deepEqual((await met([])).toSorted(), ['.env', 'server.pem']);
  assert.deepEqual(await met(['tracked-only']), ['server.pem']);
  const both = ['.env', 'server.pem'];
  assert.deepEqual((await met(['tracked-only'], read(`${shop}/**`, 'glob'))).toSorted(), both);
  assert.deepEqual((await met(['tracked-only'], read(shop, 'file', { kind: 'git.change' }))).toSorted(), both);
  assert.deepEqual((await met(['tracked-only'], read('x', 'operation', { kind: 'exec.project' }))).toSorted(), both);
  const { globs } = await look({
    effects: [read(`${shop}/src/**`, 'glob', { kind: 'file.write', traits: ['tracked-only'] })],
    git: true,
  });
  assert.deepEqual(globs[0]?.matches, [path.join(shop, 'src/a.ts')]);
  writeFileSync(path.join(shop, 'src/b.ts'), '');
  const after = await look({
    effects: [read(`${shop}/src/**`, 'glob', { kind: 'file.write', traits: ['tracked-only'] })],
    git: true,
  });
  assert.deepEqual(after.globs[0]?.matches, [path.join(shop, 'src/a.ts')]);
});

test('the top of a repository is looked for from the folder itself', async () => {
  const shop = path.join(root, 'topped');
  mkdirSync(path.join(shop, 'src/inner'), { recursive: true });
  execFileSync('git', ['init', '-q', shop]);
  const astray = async (directory: string, top: string): Promise<number> =>
    (await look({ asks: [{ ask: 'top-level', directory, root: top, range: [0, 1] }] })).astray.length;
  assert.equal(await astray(path.join(shop, 'src'), shop), 0);
  assert.equal(await astray(path.join(shop, 'src'), path.join(shop, 'src')), 1, 'it begins further up');
  execFileSync('git', ['init', '-q', path.join(shop, 'src/inner')]);
  assert.equal(await astray(path.join(shop, 'src/inner'), shop), 1, 'it begins further down');
});
