import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Effect } from '../../../src/effect/effect.ts';
import type { Ground } from '../../../src/effect/place.ts';
import { lowObjection } from '../../../src/rules/lowPass.ts';
import { settledEffects } from '../../../src/rules/settledEffects.ts';
import { autoPassObjection } from '../../../src/rules/autoPass.ts';
import type { Facts, PathFact } from '../../../src/rules/facts.ts';
import type { RulingInput } from '../../../src/rules/rulingInput.ts';

const ROOT = '/home/user/shop';
const GROUND: Ground = { workspace: ROOT, home: '/home/user' };

function effect(kind: Effect['kind'], object: Effect['object'], more: Partial<Effect> = {}): Effect {
  return {
    kind,
    object,
    range: [0, 1],
    certainty: 'certain',
    undo: 'unknown',
    environment: 'unknown',
    traits: [],
    ...more,
  };
}

function input(facts: RulingInput['facts'], settings: RulingInput['settings'] = []): RulingInput {
  return {
    effects: [],
    complete: true,
    rated: { level: 'low', findings: [] },
    ground: GROUND,
    autoPass: 'low',
    edit: false,
    settings,
    facts,
  };
}

function facts(paths: readonly PathFact[], more: Partial<Facts> = {}): Facts {
  return { paths, globs: [], programs: [], settings: [], astray: [], knownHosts: [], complete: true, ...more };
}

function fact(path: string, more: Partial<PathFact> = {}): PathFact {
  return { path, real: path, type: 'file', tracked: false, modified: false, ...more };
}

test('what is written into a folder that is not there yet is new', () => {
  const into = (path: string): Effect =>
    effect('file.write', { type: 'directory', name: path }, { traits: ['overwrites', 'recursive'] });
  const low = (path: string, more: Partial<PathFact>): string | undefined =>
    lowObjection(into(path), input(facts([fact(path, more)])));
  assert.equal(low(`${ROOT}/new`, { type: 'absent' }), undefined);
  assert.equal(low(`${ROOT}/src`, { type: 'directory' }), 'unknown-object');
  assert.equal(low(`${ROOT}/new`, { type: 'absent', real: '/srv/new' }), 'unknown-object');
  assert.equal(low(`${ROOT}/.husky`, { type: 'absent' }), 'protected.persist');
  assert.equal(low('/home/user/other/new', { type: 'absent' }), 'outside');
  assert.equal(lowObjection(into(`${ROOT}/new`), input('no-disk')), 'unknown-object');
});

test('a folder that comes whole to where programs look for what to run is unseen; one that is made is empty', () => {
  const low = (kind: Effect['kind'], type: 'file' | 'directory' | 'glob', name: string): string | undefined =>
    lowObjection(effect(kind, { type, name: `${ROOT}/${name}` }), input('unasked'));
  for (const name of ['.github', 'packages/a/.cargo', '.idea', '.config', '.mvn']) {
    assert.equal(low('file.write', 'directory', name), 'protected.persist', name);
    assert.equal(low('file.write', 'file', name), 'protected.persist', name);
    assert.equal(low('file.create', 'file', name), 'protected.persist', name);
    assert.equal(low('file.create', 'directory', name), undefined, name);
    assert.equal(low('file.create', 'file', `${name}/x.md`), undefined, name);
  }
  assert.equal(low('file.write', 'directory', 'github'), undefined);
  assert.equal(low('file.create', 'file', '.github-notes'), undefined);
});

test('a folder for hooks that is only made is empty, and runs nothing', () => {
  const low = (name: string, more: Partial<Effect> = {}): string | undefined =>
    lowObjection(
      effect('file.create', { type: 'directory', name: `${ROOT}/${name}` }, { traits: ['empty'], ...more }),
      input('unasked'),
    );
  for (const name of ['.husky', '.github/workflows', '.claude/skills/review', 'packages/a/.devcontainer'])
    assert.equal(low(name), undefined, name);
  assert.equal(low('.husky', { traits: [] }), 'protected.persist');
  assert.equal(low('.husky', { traits: ['empty', 'elevated'] }), 'trait.elevated');
  assert.equal(low('.husky', { object: { type: 'file', name: `${ROOT}/.husky` } }), 'protected.persist');
  assert.notEqual(low('.git/hooks'), undefined);
  assert.equal(low('.npmrc'), 'protected.persist');
  assert.equal(low('../.husky'), 'outside');
});

test('an empty file that says that a folder of migrations is a package is no migration', () => {
  const path = `${ROOT}/shop/migrations/__init__.py`;
  const low = (traits: Effect['traits'], known: RulingInput['facts']): string | undefined =>
    lowObjection(effect('file.create', { type: 'file', name: path }, { traits }), input(known));
  assert.equal(low(['empty'], 'unasked'), undefined);
  assert.equal(low(['empty'], facts([fact(path, { type: 'absent' })])), undefined);
  assert.equal(low([], facts([fact(path, { type: 'absent' })])), 'protected.state');
  assert.equal(low(['empty'], facts([fact(path)])), 'protected.state');
  assert.equal(low(['empty'], facts([fact(path, { type: 'absent', real: '/srv/x' })])), 'protected.state');
  assert.equal(low(['empty'], facts([])), 'protected.state');
});

test('the current branch gets a name: nothing is lost where no other bears it', () => {
  const rename = effect('git.history', { type: 'branch', name: 'main' }, { range: [14, 18] });
  const free: Facts = facts([], { freeBranches: [{ range: [14, 18] }] });
  const low = (known: RulingInput['facts'], effects: readonly Effect[] = [rename]): string | undefined =>
    lowObjection(rename, { ...input(known), effects });
  assert.equal(low(free), undefined);
  assert.equal(low('no-disk'), 'not-low');
  assert.equal(low(facts([])), 'not-low');
  assert.equal(low(facts([], { freeBranches: [{ range: [1, 2] }] })), 'not-low');
  const commit = effect('git.change', { type: 'repository', name: ROOT });
  assert.equal(low(free, [commit, rename]), undefined);
  // The same text may have made one by then.
  assert.equal(low(free, [effect('git.change', { type: 'branch', name: 'main' }), rename]), 'not-low');
  assert.equal(lowObjection({ ...rename, object: { type: 'commit', name: 'HEAD' } }, input(free)), 'not-low');
  assert.equal(settledEffects([rename], free)[0]?.kind, 'git.change');
});

test('what a build makes again may be taken away where it is not there', () => {
  const low = (name: string, type: 'directory' | 'glob', known: Partial<PathFact> = { type: 'absent' }) => {
    const path = `${ROOT}/${name}`;
    const globs = type === 'glob' ? [{ pattern: path, matches: [] }] : [];
    return lowObjection(
      effect('file.delete', { type, name: path }, { traits: ['recursive', 'forced'] }),
      input(facts([fact(path, known)], { globs })),
    );
  };
  assert.equal(low('.next', 'directory'), undefined);
  assert.equal(low('packages/a/htmlcov', 'directory'), undefined);
  assert.equal(low('*.egg-info', 'glob'), undefined);
  assert.equal(low('old', 'directory'), 'not-there');
  assert.equal(low('old*', 'glob'), 'unknown-object');
  for (const known of [{ type: 'absent', real: '/srv/.next' }, { type: 'directory' }] as const)
    assert.notEqual(low('.next', 'directory', known), undefined);
  assert.notEqual(low('../.next', 'directory'), undefined);
});

test('low asks no more hosts than reads does', () => {
  const fetches = (name: string, autoPass: RulingInput['autoPass']): string | undefined =>
    autoPassObjection(effect('network.fetch', { type: 'host', name }), { ...input('no-disk'), autoPass });
  for (const autoPass of ['reads', 'low'] as const) {
    assert.equal(fetches('localhost', autoPass), undefined);
    for (const host of ['github.com', 'example.com:443', 'evil.example', '10.0.0.1'])
      assert.equal(fetches(host, autoPass), 'unknown-host', `${host} with ${autoPass}`);
  }
});

test('the log of what goes on in the background is written as any log is', () => {
  const path = `${ROOT}/dev.log`;
  const log = (traits: Effect['traits']): string | undefined =>
    lowObjection(
      effect('file.write', { type: 'file', name: path }, { traits }),
      input(facts([fact(path, { type: 'absent' })])),
    );
  assert.equal(log(['unattended']), undefined);
  // A text of one's own, written who knows when: by then something may be there.
  assert.equal(log(['unattended', 'overwrites']), 'trait.unattended');
  assert.equal(log(['unattended', 'elevated']), 'trait.elevated');
});

test('tests and checks in a service of the workspace pass as they do here, nothing else there does', () => {
  const range = [0, 1] as const;
  const settings = [{ range, lock: false }];
  const inside = (name: string, more: Partial<Effect> = {}): string | undefined =>
    lowObjection(
      effect('exec.project', { type: 'operation', name }, { traits: ['in-container'], environment: 'local', ...more }),
      input(facts([], { settings: [{ range, lock: false, kept: true }] }), settings),
    );
  for (const name of ['npm test', 'pytest', 'manage.py test', 'rspec', 'npm lint', 'npm test:unit', 'jest'])
    assert.equal(inside(name), undefined, name);
  for (const name of [
    'npm migrate',
    'npm deploy',
    'rake db:reset',
    'npm test-and-drop',
    'manage.py flush',
    'npm start',
  ])
    assert.equal(inside(name), 'trait.in-container', name);
  assert.equal(inside('npm test', { environment: 'unknown' }), 'trait.in-container');
  assert.equal(inside('npm test', { environment: 'local', traits: ['in-container', 'elevated'] }), 'trait.elevated');
});

test('a list of packages passes where the disk says that it names one version of each, and is as HEAD has it', () => {
  const range = [0, 1] as const;
  const one = effect('exec.install', { type: 'package', name: 'requirements.txt' });
  const asked = [{ range, lock: true }];
  const kept = (is: boolean): Facts => facts([], { settings: [{ range, lock: true, kept: is }] });
  assert.equal(lowObjection(one, input(kept(true), asked)), undefined);
  assert.equal(lowObjection(one, input(kept(false), asked)), 'changed-settings');
  assert.equal(lowObjection(one, input(kept(true))), 'unknown-settings');
  assert.equal(lowObjection(one, input('no-disk', asked)), 'named-package');
});

test('that a secret is there, how large and since when, is no secret; what stands in it is', () => {
  const reads = (name: string, traits: Effect['traits']): string | undefined =>
    autoPassObjection(effect('file.read', { type: 'file', name }, { traits }), {
      ...input('no-disk'),
      autoPass: 'reads',
    });
  assert.equal(reads(`${ROOT}/.env`, ['names-only']), undefined);
  assert.equal(reads(`${ROOT}/.env`, []), 'secret');
  assert.equal(reads('/home/user/.ssh/config', ['names-only']), 'private');
  assert.equal(reads(`${ROOT}/.env`, ['names-only', 'elevated']), 'trait.elevated');
});

test('as another user only what a database server tells of itself is asked, not the rows of anybody', () => {
  const asks = (name: string, kind: Effect['kind'] = 'sql.read'): string | undefined =>
    autoPassObjection(effect(kind, { type: 'table', name }, { traits: ['elevated'] }), {
      ...input('no-disk'),
      autoPass: 'reads',
    });
  assert.equal(asks('pg_catalog.pg_stat_activity'), undefined);
  assert.equal(asks('information_schema.tables'), undefined);
  assert.equal(asks('public.users'), 'trait.elevated');
  assert.equal(asks('pg_catalog.pg_stat_user_tables'), undefined);
  assert.equal(asks('pg_catalog.pg_statio_all_tables'), undefined);
  // In these stand values of people's rows.
  assert.equal(asks('pg_catalog.pg_largeobject'), 'trait.elevated');
  assert.equal(asks('pg_catalog.pg_statistic'), 'trait.elevated');
  assert.equal(asks('pg_catalog.pg_stats'), 'trait.elevated');
  assert.equal(asks('pg_catalog.pg_stats_ext'), 'trait.elevated');
  assert.equal(asks('performance_schema.user_variables_by_thread'), 'trait.elevated');
  assert.equal(asks('public.pg_catalog.x'), 'trait.elevated');
  assert.equal(asks('mysql.user'), 'trait.elevated');
  assert.equal(asks('pg_catalog.pg_settings', 'store.read'), 'trait.elevated');
});

test('a folder that is taken away or moved whole is as good as all that it holds', () => {
  const low = (kind: Effect['kind'], matches: readonly PathFact[], name = `${ROOT}/lib`): string | undefined => {
    const globs = [{ pattern: `${name}/**`, matches: matches.map(({ path }) => path) }];
    const known = facts([fact(name, { type: 'directory' }), ...matches], { globs });
    return lowObjection(effect(kind, { type: 'directory', name }, { traits: ['recursive'] }), input(known));
  };
  const kept = fact(`${ROOT}/lib/a.ts`, { tracked: true });
  for (const kind of ['file.delete', 'file.move'] as const) {
    assert.equal(low(kind, [kept]), undefined, kind);
    assert.equal(low(kind, []), undefined, `${kind}: nothing in it`);
    assert.equal(low(kind, [kept, fact(`${ROOT}/lib/new.ts`)]), 'not-in-git', kind);
    assert.equal(low(kind, [{ ...kept, modified: true }]), 'not-in-git', kind);
    assert.equal(low(kind, [{ ...kept, real: '/etc/a.ts' }]), 'not-in-git', `${kind}: a link`);
    const hook = fact(`${ROOT}/.husky/pre-commit`, { tracked: true });
    assert.match(low(kind, [hook], `${ROOT}/.husky`) ?? '', /^protected/, kind);
    assert.equal(low(kind, [], ROOT), 'outside', `${kind}: the workspace itself`);
  }
  const made = fact(`${ROOT}/lib/x.pyc`, { remade: true });
  assert.deepEqual([low('file.delete', [kept, made]), low('file.move', [kept, made])], [undefined, 'not-in-git']);
  const unknown = input(facts([fact(`${ROOT}/lib`, { type: 'directory' })]));
  const own = effect('file.delete', { type: 'directory', name: `${ROOT}/lib` }, { traits: ['recursive'] });
  assert.equal(lowObjection(own, unknown), 'unknown-object', 'too much to look at');
  assert.equal(lowObjection(own, input('no-disk')), 'unknown-object');
});

test('a name that only a date tells is new where the pattern matches nothing, or only what git has', () => {
  const pattern = `${ROOT}/log-*.txt`;
  const low = (matches: readonly PathFact[], name = pattern, more: Partial<Effect> = {}): string | undefined =>
    lowObjection(
      effect('file.write', { type: 'glob', name }, { traits: ['dynamic', 'overwrites'], ...more }),
      input(facts(matches, { globs: [{ pattern: name, matches: matches.map(({ path }) => path) }] })),
    );
  assert.equal(low([]), undefined);
  assert.equal(low([fact(`${ROOT}/log-1.txt`, { tracked: true })]), undefined);
  assert.equal(low([fact(`${ROOT}/log-1.txt`)]), 'not-in-git');
  assert.equal(low([], `${ROOT}/.husky/*`), 'protected.persist');
  assert.equal(low([], '/home/user/log-*.txt'), 'outside');
  assert.equal(low([], pattern, { traits: ['overwrites'] }), 'not-there', 'a pattern that stands in the text');
  assert.equal(low([], pattern, { kind: 'file.delete' }), 'trait.dynamic');
  const made = (name: string): string | undefined =>
    lowObjection(effect('file.create', { type: 'glob', name }, { traits: ['dynamic'] }), input(facts([])));
  assert.equal(made(`${ROOT}/run-*`), undefined);
  assert.equal(made('/etc/run-*'), 'outside');
});

test('an empty folder for migrations is no migration', () => {
  const made = (type: 'file' | 'directory', name: string): string | undefined =>
    lowObjection(effect('file.create', { type, name }), input(facts([fact(name, { type: 'absent' })])));
  assert.equal(made('directory', `${ROOT}/db/migrations`), undefined);
  assert.equal(made('file', `${ROOT}/db/migrations/1.sql`), 'protected.state');
  assert.equal(made('directory', `${ROOT}/.husky`), 'protected.persist');
  assert.equal(made('directory', '/srv/app/migrations'), 'outside');
});

test('what a folder holds goes where a build makes each of it again, the folders in it too', () => {
  const name = `${ROOT}/x/target/*`;
  const low = (matches: readonly PathFact[], pattern = name): string | undefined =>
    lowObjection(
      effect('file.delete', { type: 'glob', name: pattern }, { traits: ['recursive', 'forced'] }),
      input(facts(matches, { globs: [{ pattern, matches: matches.map(({ path }) => path) }] })),
    );
  const debug = fact(`${ROOT}/x/target/debug`, { type: 'directory' });
  assert.equal(low([{ ...debug, remade: true }]), undefined);
  assert.equal(low([debug]), 'not-in-git');
  assert.equal(low([{ ...debug, tracked: true }]), 'not-in-git', 'a folder is never in git as a whole');
  assert.equal(low([], `${ROOT}/x/*.log`), 'unknown-object');
});

test('a folder that the text itself makes in the temporary folder goes with all that the text put into it', () => {
  const made = effect('file.create', { type: 'directory', name: '/tmp/tmp.XXXXXXXXXX' }, { range: [0, 1] });
  const low = (
    kind: Effect['kind'],
    name: string,
    type: PathFact['type'],
    more: Partial<Effect> = {},
  ): string | undefined => {
    const one = effect(kind, { type: kind === 'file.delete' ? 'directory' : 'file', name }, { range: [5, 6], ...more });
    return lowObjection(one, { ...input(facts([fact(name, { type })])), effects: [made, one] });
  };
  const [folder] = [made.object.name];
  assert.equal(low('file.delete', folder, 'absent', { traits: ['recursive', 'forced'] }), undefined);
  assert.equal(low('file.write', `${folder}/package.json`, 'absent'), undefined);
  assert.notEqual(low('file.delete', folder, 'directory'), undefined, 'it was there before');
  assert.notEqual(low('file.delete', '/tmp/other', 'absent'), undefined, 'another one');
  assert.notEqual(low('file.delete', folder, 'absent', { range: [0, 0] }), undefined, 'before it was made');
  assert.notEqual(low('file.write', `${folder}/.env`, 'absent'), undefined, 'a secret');
});

test('a pattern in the temporary folder is written over plain files there alone', () => {
  const low = (
    matches: readonly PathFact[],
    name = '/tmp/part-*',
    kind: Effect['kind'] = 'file.write',
  ): string | undefined =>
    lowObjection(
      effect(kind, { type: 'glob', name }, {}),
      input(facts(matches, { globs: [{ pattern: name, matches: matches.map(({ path }) => path) }] })),
    );
  assert.equal(low([fact('/tmp/part-aa')]), undefined);
  assert.notEqual(low([fact('/tmp/part-aa', { real: '/home/user/x' })]), undefined);
  assert.notEqual(low([fact('/tmp/part-d', { type: 'directory' })]), undefined);
  assert.notEqual(low([], '/tmp/other/part-*'), undefined);
  assert.notEqual(low([fact('/tmp/part-aa')], '/tmp/part-*', 'file.delete'), undefined);
});

test('names that come from another folder are none that programs run by themselves', () => {
  const from = `${ROOT}/evil/*.py`;
  const low = (
    names: readonly string[],
    over: Partial<{ from: string; before: readonly Effect[] }> = {},
  ): string | undefined => {
    const source = over.from ?? from;
    const to = `${ROOT}/*.py`;
    const globs = [{ pattern: to, matches: [] }];
    const matches = names.map((name) => `${ROOT}/evil/${name}`);
    const write = effect('file.write', { type: 'glob', name: to }, { traits: ['overwrites'] });
    const effects = [...(over.before ?? []), effect('file.read', { type: 'glob', name: source }), write];
    return lowObjection(write, { ...input(facts([], { globs: [...globs, { pattern: from, matches }] })), effects });
  };
  assert.equal(low(['conftest.py']), 'protected.persist');
  assert.equal(low(['a.py', 'setup.py']), 'protected.scripts');
  assert.equal(low(['sub/sitecustomize.py']), 'protected.persist');
  assert.equal(low(['a.py'], { from: `${ROOT}/other/*.py` }), 'unknown-object', 'nobody looked there');
  const unpacked = effect('file.write', { type: 'directory', name: `${ROOT}/evil` });
  assert.equal(low([], { before: [unpacked] }), 'not-there', 'the same text fills it');
  assert.equal(low(['a.py', 'b.py']), undefined);
  assert.equal(low([]), undefined);
  assert.equal(low(['conftest.py'], { from: `${ROOT}/evil/*.md` }), undefined, 'read for something else');
});
