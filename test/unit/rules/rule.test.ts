import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Effect } from '../../../src/effect/effect.ts';
import { EFFECT_KINDS } from '../../../src/effect/kind.ts';
import type { EffectKind } from '../../../src/effect/kind.ts';
import type { ObjectType } from '../../../src/effect/object.ts';
import { rate } from '../../../src/effect/rate.ts';
import { TRAITS } from '../../../src/effect/trait.ts';
import type { Facts, PathFact } from '../../../src/rules/facts.ts';
import { rule } from '../../../src/rules/rule.ts';
import type { RulingInput } from '../../../src/rules/rule.ts';
import type { AutoPass, Verdict } from '../../../src/rules/ruling.ts';

const GROUND = { workspace: '/home/user/shop', home: '/home/user' };

function effect(kind: EffectKind, type: ObjectType, name: string, more: Partial<Effect> = {}): Effect {
  return {
    kind,
    object: { type, name },
    range: [0, 1],
    certainty: 'certain',
    undo: 'unknown',
    environment: 'unknown',
    traits: [],
    ...more,
  };
}

const read = (name: string, more: Partial<Effect> = {}): Effect => effect('file.read', 'file', name, more);
const HOME = '/home/user/shop';

function ruled(
  effects: readonly Effect[],
  more: Partial<Pick<RulingInput, 'complete' | 'autoPass' | 'edit' | 'settings' | 'facts'>> = {},
): Verdict {
  const complete = more.complete ?? true;
  return rule({
    effects,
    complete,
    rated: rate({ effects, problems: [], complete }, GROUND),
    ground: GROUND,
    autoPass: 'reads',
    edit: false,
    settings: [],
    facts: 'no-disk',
    ...more,
  });
}

const why = (verdict: Verdict): string => `${verdict.ruling} ${verdict.reason.layer} ${verdict.reason.rule}`;

function fact(path: string, more: Partial<PathFact> = {}): PathFact {
  return { path, real: path, type: 'file', tracked: false, modified: false, ...more };
}

function facts(more: Partial<Facts> = {}): Facts {
  return { paths: [], globs: [], programs: [], settings: [], knownHosts: [], complete: true, ...more };
}

test('nothing passes when nothing is to pass, not even an action without effects', () => {
  assert.equal(why(ruled([], { autoPass: 'nothing' })), 'hold autoPass nothing');
  assert.equal(why(ruled([read(`${HOME}/a`)], { autoPass: 'nothing' })), 'hold autoPass nothing');
});

test('reads pass reads: of the workspace, of the system, of databases, of loopback', () => {
  for (const one of [
    read(`${HOME}/a.ts`),
    read('/usr/include/stdio.h'),
    read('/tmp/x'),
    effect('file.read', 'directory', '/'),
    effect('file.read', 'glob', '/*'),
    effect('file.read', 'directory', HOME, { traits: ['recursive'] }),
    effect('file.read', 'glob', `${HOME}/src/*.ts`),
    effect('sql.read', 'table', 'public.orders'),
    effect('store.read', 'key', 'a'),
    effect('network.fetch', 'host', 'localhost'),
    effect('network.fetch', 'host', '127.0.0.1'),
  ])
    assert.equal(why(ruled([one])), 'pass autoPass reads', JSON.stringify(one));
  assert.equal(why(ruled([])), 'pass autoPass reads');
});

test('reads hold what is no plain read', () => {
  const cases: readonly (readonly [Effect, string])[] = [
    [read('/home/user/notes.txt'), 'hold autoPass private'],
    [read('/root/x'), 'hold autoPass private'],
    [effect('file.read', 'glob', '/**/x'), 'hold autoPass private'],
    [effect('file.read', 'directory', '/home', { traits: ['recursive'] }), 'hold autoPass private'],
    [read(`${HOME}/.env`), 'hold autoPass secret'],
    [read('/etc/shadow'), 'hold autoPass secret'],
    [effect('file.read', 'unknown', '$X'), 'hold autoPass unknown-object'],
    [read(`${HOME}/a`, { traits: ['elevated'] }), 'hold autoPass trait.elevated'],
    [read(`${HOME}/a`, { traits: ['dynamic'] }), 'hold autoPass trait.dynamic'],
    [read(`${HOME}/a`, { traits: ['hidden-text'] }), 'hold autoPass trait.hidden-text'],
    [effect('network.fetch', 'host', 'example.com'), 'hold autoPass unknown-host'],
    [effect('network.fetch', 'host', 'localhost', { traits: ['reads-local'] }), 'hold autoPass trait.reads-local'],
    [effect('network.fetch', 'host', 'localhost.evil.example'), 'hold autoPass unknown-host'],
    [effect('secret.read', 'secret', `${HOME}/.env`), 'hold autoPass not-a-read'],
    [effect('file.create', 'file', `${HOME}/a`), 'hold autoPass not-a-read'],
    [effect('git.change', 'repository', HOME), 'hold autoPass not-a-read'],
  ];
  for (const [one, expected] of cases) assert.equal(why(ruled([one])), expected, JSON.stringify(one));
});

test('one effect that does not pass holds all', () => {
  assert.equal(
    ruled([read(`${HOME}/a`), effect('file.delete', 'file', `${HOME}/a`), read(`${HOME}/b`)]).ruling,
    'hold',
  );
});

test('the floor: under every setting, with the best facts', () => {
  for (const autoPass of ['nothing', 'reads', 'low'] as readonly AutoPass[]) {
    assert.equal(why(ruled([], { autoPass, complete: false })), 'hold floor incomplete');
    assert.equal(why(ruled([effect('exec.opaque', 'unknown', 'x')], { autoPass })), 'hold floor incomplete');
    assert.equal(why(ruled([effect('sql.drop', 'table', 'x')], { autoPass })), 'hold floor critical');
    for (const kind of ['gate.tamper', 'secret.send', 'money.move'] as const)
      assert.equal(why(ruled([effect(kind, 'unknown', 'x')], { autoPass })), `hold floor ${kind}`);
  }
});

test('the agent’s own edits in the workspace pass, except where they become more than text', () => {
  const edit = (name: string, autoPass: AutoPass = 'reads'): string =>
    why(ruled([effect('file.write', 'file', name, { traits: ['overwrites'] })], { edit: true, autoPass }));
  assert.equal(edit(`${HOME}/src/a.ts`), 'pass autoPass reads');
  assert.equal(edit(`${HOME}/src/a.ts`, 'nothing'), 'hold autoPass nothing');
  const cases: readonly (readonly [name: string, why: string])[] = [
    ['/home/user/other/a.ts', 'hold autoPass outside'],
    ['/tmp/a', 'hold autoPass outside'],
    [`${HOME}/.git/config`, 'hold autoPass outside'],
    [`${HOME}/.env`, 'hold autoPass protected.secret'],
    [`${HOME}/terraform.tfstate`, 'hold autoPass protected.state'],
    [`${HOME}/db/migrations/1.sql`, 'hold autoPass protected.state'],
    [`${HOME}/package.json`, 'hold autoPass protected.scripts'],
    [`${HOME}/.github/workflows/ci.yml`, 'hold autoPass protected.persist'],
    [`${HOME}/.husky/pre-commit`, 'hold autoPass protected.persist'],
    [`${HOME}/.vscode/settings.json`, 'hold autoPass protected.gate'],
    [`${HOME}/.keyturn/rules.jsonc`, 'hold autoPass protected.gate'],
    [`${HOME}/.claude/settings.json`, 'hold autoPass protected.gate'],
  ];
  for (const [name, expected] of cases) assert.equal(edit(name), expected, name);
});

test('low passes what git brings back, and only then', () => {
  const del = effect('file.delete', 'file', `${HOME}/a`, { undo: 'git' });
  const low = (paths: readonly PathFact[]): string => why(ruled([del], { autoPass: 'low', facts: facts({ paths }) }));
  assert.equal(low([fact(`${HOME}/a`, { tracked: true })]), 'pass autoPass low');
  assert.equal(low([fact(`${HOME}/a`, { tracked: true, modified: true })]), 'hold autoPass not-in-git');
  assert.equal(low([fact(`${HOME}/a`)]), 'hold autoPass not-in-git');
  assert.equal(low([fact(`${HOME}/a`, { tracked: true, type: 'directory' })]), 'hold autoPass not-in-git');
  assert.equal(why(ruled([del], { autoPass: 'low' })), 'hold autoPass not-in-git');
  assert.equal(low([fact(`${HOME}/a`, { type: 'absent' })]), 'pass autoPass low');
  assert.equal(low([fact(`${HOME}/a`, { type: 'absent', real: '/etc/a' })]), 'hold autoPass not-in-git');
  assert.equal(why(ruled([effect('file.create', 'file', '/srv/a')], { autoPass: 'low' })), 'hold autoPass outside');
  assert.equal(
    why(ruled([effect('git.change', 'worktree', '/home/wt')], { autoPass: 'low' })),
    'hold autoPass outside',
  );
  assert.equal(why(ruled([effect('git.change', 'repository', HOME)], { autoPass: 'low' })), 'pass autoPass low');
});

test('low moves what git brings back, and makes no way out', () => {
  const move = effect('file.move', 'file', `${HOME}/a`);
  const low = (paths: readonly PathFact[]): string => why(ruled([move], { autoPass: 'low', facts: facts({ paths }) }));
  assert.equal(low([fact(`${HOME}/a`, { tracked: true })]), 'pass autoPass low');
  assert.equal(low([fact(`${HOME}/a`)]), 'hold autoPass not-in-git');
  assert.equal(why(ruled([move], { autoPass: 'low' })), 'hold autoPass not-in-git');
  const link = effect('file.create', 'file', `${HOME}/a`, { traits: ['leads-out'] });
  assert.equal(why(ruled([link], { autoPass: 'low' })), 'hold autoPass trait.leads-out');
});

test('low passes a scratch file in the temporary folder, and nothing that lies there for somebody', () => {
  const low = (path: string, known: Partial<PathFact>, kind: EffectKind = 'file.write'): string =>
    why(
      ruled([effect(kind, 'file', path, { traits: ['overwrites'] })], {
        autoPass: 'low',
        facts: facts({ paths: [fact(path, known)] }),
      }),
    );
  assert.equal(low('/tmp/test.log', { type: 'absent' }), 'pass autoPass low');
  assert.equal(low('/tmp/test.log', { type: 'file' }), 'pass autoPass low');
  assert.equal(low('/tmp/test.log', { type: 'absent', real: '/private/tmp/test.log' }), 'pass autoPass low');
  assert.equal(low('/tmp/test.log', { type: 'absent' }, 'file.create'), 'pass autoPass low');
  assert.equal(low('/tmp/test.log', { type: 'file', real: '/etc/passwd' }), 'hold autoPass outside');
  assert.equal(low('/tmp/other/src/app.ts', { type: 'file' }), 'hold autoPass outside');
  assert.equal(low('/tmp/other', { type: 'directory' }), 'hold autoPass outside');
  assert.equal(low('/tmp/.env', { type: 'absent' }), 'hold autoPass outside');
  // Whoever may write over it may take it away.
  assert.equal(low('/tmp/test.log', { type: 'file' }, 'file.delete'), 'pass autoPass low');
  assert.equal(low('/tmp/test.log', { type: 'file' }, 'file.move'), 'pass autoPass low');
  assert.equal(low('/tmp/test.log', { type: 'directory' }, 'file.delete'), 'hold autoPass outside');
  assert.equal(low('/tmp/test.log', { type: 'file', real: '/etc/passwd' }, 'file.delete'), 'hold autoPass outside');
  assert.equal(low('/tmp/other/app.ts', { type: 'file' }, 'file.delete'), 'hold autoPass outside');
});

test('low deletes what a build makes again, when the disk says so', () => {
  const gone = effect('file.delete', 'directory', `${HOME}/dist`, { traits: ['recursive'] });
  const low = (one: Effect, known: Partial<PathFact>): string =>
    why(ruled([one], { autoPass: 'low', facts: facts({ paths: [fact(one.object.name, known)] }) }));
  assert.equal(low(gone, { type: 'directory', remade: true }), 'pass autoPass low');
  assert.equal(low(gone, { type: 'directory' }), 'hold autoPass unknown-object');
  assert.equal(low(gone, { type: 'directory', remade: true, real: `${HOME}/src` }), 'hold autoPass unknown-object');
  const moved = effect('file.move', 'directory', `${HOME}/dist`);
  assert.equal(low(moved, { type: 'directory', remade: true }), 'hold autoPass unknown-object');
  assert.equal(why(ruled([gone], { autoPass: 'low', facts: 'no-disk' })), 'hold autoPass unknown-object');
});

test('low changes what a pattern matches when git or a build can bring each of these back', () => {
  const kept = (name: string): PathFact => fact(`${HOME}/${name}`, { type: 'file', tracked: true });
  const low = (one: Effect, paths: readonly PathFact[], pattern = one.object.name): string => {
    const globs = [{ pattern, matches: paths.map(({ path }) => path) }];
    const all = [...paths, fact(HOME, { type: 'directory' }), fact(`${HOME}/app`, { type: 'directory' })];
    return why(ruled([one], { autoPass: 'low', facts: facts({ paths: all, globs }) }));
  };
  const moved = effect('file.move', 'glob', `${HOME}/*.txt`);
  assert.equal(low(moved, [kept('a.txt'), kept('b.txt')]), 'pass autoPass low');
  assert.equal(low(moved, []), 'pass autoPass low');
  assert.equal(low(moved, [kept('a.txt'), fact(`${HOME}/b.txt`, { type: 'file' })]), 'hold autoPass not-in-git');
  assert.equal(low(moved, [{ ...kept('a.txt'), modified: true }]), 'hold autoPass not-in-git');
  assert.equal(low(moved, [{ ...kept('a.txt'), real: `${HOME}/b.txt` }]), 'hold autoPass not-in-git');
  assert.equal(low(moved, [kept('package.json')]), 'hold autoPass protected.scripts');
  assert.equal(low(moved, [kept('a.txt')], `${HOME}/*.md`), 'hold autoPass unknown-object');
  assert.equal(why(ruled([moved], { autoPass: 'low', facts: 'no-disk' })), 'hold autoPass unknown-object');
  const cache = fact(`${HOME}/app/x.pyc`, { type: 'file', remade: true });
  assert.equal(low(effect('file.delete', 'glob', `${HOME}/app/**/*.pyc`), [cache]), 'pass autoPass low');
  assert.equal(low(effect('file.write', 'glob', `${HOME}/app/**/*.pyc`), [cache]), 'hold autoPass not-in-git');
  assert.equal(
    low(effect('file.delete', 'glob', `${HOME}/*.log`, { traits: ['recursive'] }), []),
    'hold autoPass unknown-object',
  );
  assert.equal(low(effect('file.write', 'glob', '/srv/notes/*.txt'), []), 'hold autoPass outside');
});

test('low changes a mode that git keeps, of a file that is one', () => {
  const low = (one: Effect, known: Partial<PathFact>): string =>
    why(ruled([one], { autoPass: 'low', facts: facts({ paths: [fact(one.object.name, known)] }) }));
  const mode = effect('file.permission', 'file', `${HOME}/run.sh`, { undo: 'git' });
  assert.equal(low(mode, { type: 'file' }), 'pass autoPass low');
  assert.equal(low(mode, { type: 'directory' }), 'hold autoPass not-a-file');
  assert.equal(low(mode, { type: 'file', real: `${HOME}/other.sh` }), 'hold autoPass not-a-file');
  assert.equal(low({ ...mode, undo: 'unknown' }, { type: 'file' }), 'hold autoPass not-low');
});

test('low starts services by settings that are as HEAD has them, and only where the reader asked for them', () => {
  const up = effect('container.run', 'container', 'compose', { environment: 'local' });
  const asked = { range: up.range, lock: false };
  const low = (more: Partial<Parameters<typeof ruled>[1]>): string => why(ruled([up], { autoPass: 'low', ...more }));
  assert.equal(low({ facts: 'no-disk', settings: [asked] }), 'pass autoPass low');
  assert.equal(low({ facts: 'no-disk' }), 'hold autoPass unknown-settings');
  const known = (kept: boolean): Facts => facts({ settings: [{ ...asked, kept }] });
  assert.equal(low({ facts: known(true), settings: [asked] }), 'pass autoPass low');
  assert.equal(low({ facts: known(false), settings: [asked] }), 'hold autoPass changed-settings');
  // Everything in a script stands at the words that name it: one ask must not do for all of it.
  const stop = effect('container.change', 'container', 'web');
  assert.equal(why(ruled([stop], { autoPass: 'low', settings: [asked] })), 'hold autoPass not-low');
  const named = effect('exec.install', 'package', 'left-pad');
  const lock = { range: named.range, lock: true };
  assert.equal(why(ruled([named], { autoPass: 'low', settings: [lock] })), 'hold autoPass named-package');
});

test('without a disk, adding to a file and making a folder lose nothing; replacing and deleting may', () => {
  const low = (one: Effect): string => why(ruled([one], { autoPass: 'low' }));
  assert.equal(low(effect('file.write', 'file', `${HOME}/notes.log`)), 'pass autoPass low');
  assert.equal(low(effect('file.create', 'directory', `${HOME}/a/b`)), 'pass autoPass low');
  assert.equal(
    low(effect('file.write', 'file', `${HOME}/notes.log`, { traits: ['overwrites'] })),
    'hold autoPass not-in-git',
  );
  assert.equal(low(effect('file.write', 'file', `${HOME}/.gitignore`)), 'hold autoPass protected.scripts');
  assert.equal(low(effect('file.delete', 'directory', `${HOME}/a`)), 'hold autoPass unknown-object');
});

test('low runs project code by settings that are as HEAD has them, and installs from such a lock file', () => {
  const runs = effect('exec.project', 'operation', 'npm test');
  const installs = effect('exec.install', 'package', '*');
  const settings = (lock: boolean, kept = true) => ({ range: [0, 1] as const, lock, kept });
  const low = (one: Effect, asked: boolean[], found?: Facts): string =>
    why(
      ruled([one], {
        autoPass: 'low',
        settings: asked.map((lock) => settings(lock)),
        ...(found === undefined ? {} : { facts: found }),
      }),
    );
  assert.equal(low(runs, []), 'hold autoPass unknown-settings');
  assert.equal(low(runs, [false]), 'pass autoPass low');
  assert.equal(low(runs, [false], facts({ settings: [settings(false)] })), 'pass autoPass low');
  assert.equal(low(runs, [false], facts({ settings: [settings(false, false)] })), 'hold autoPass changed-settings');
  assert.equal(low(runs, [false], facts()), 'hold autoPass changed-settings');
  assert.equal(low(installs, [false]), 'hold autoPass unknown-settings');
  assert.equal(low(installs, [true]), 'pass autoPass low');
  assert.equal(low(installs, [true], facts({ settings: [settings(true, false)] })), 'hold autoPass changed-settings');
  for (const name of ['npm deploy', 'make clean', 'npm db:reset', 'npm dbReset', 'nx destroy'])
    assert.equal(low(effect('exec.project', 'operation', name), [false]), 'hold autoPass says-loss', name);
  for (const name of ['npm build', 'pytest tests/test_delete.py', 'make', 'npm build:prod'])
    assert.equal(low(effect('exec.project', 'operation', name), [false]), 'pass autoPass low', name);
  assert.equal(why(ruled([runs], { settings: [settings(false)] })), 'hold autoPass not-a-read');
});

test('a pass needs facts, and any surprise of the disk holds', () => {
  const a = `${HOME}/a`;
  const with_ = (given: Facts): string => why(ruled([read(a)], { facts: given }));
  assert.equal(with_(facts({ paths: [fact(a)] })), 'pass autoPass reads');
  assert.equal(with_(facts({ paths: [fact(a)], complete: false })), 'hold facts facts.late');
  assert.equal(with_(facts()), 'hold facts facts.not-looked');
  assert.equal(with_(facts({ paths: [fact(a, { type: 'unknown' })] })), 'hold facts facts.not-looked');
  assert.equal(with_(facts({ paths: [fact(a, { type: 'special' })] })), 'hold facts facts.special');
  assert.equal(with_(facts({ paths: [fact(a, { real: '/etc/passwd' })] })), 'hold facts facts.link-out');
  assert.equal(with_(facts({ paths: [fact(a, { real: `${HOME}/.env` })] })), 'hold facts facts.link-secret');
  assert.equal(with_(facts({ paths: [fact(a, { real: `${HOME}/b` })] })), 'pass autoPass reads');
  const program = { where: '.git/config', key: 'core.fsmonitor', range: [0, 1] as const };
  assert.equal(with_(facts({ paths: [fact(a)], programs: [program] })), 'hold facts facts.program');
  const outside = why(
    ruled([read('/tmp/x')], { facts: facts({ paths: [fact('/tmp/x', { real: '/home/user/.bashrc' })] }) }),
  );
  assert.match(outside, /^hold facts facts\.link-/);
});

test('a glob’s own matches are looked at, also those that hide a secret', () => {
  const glob = effect('file.read', 'glob', `${HOME}/*`);
  const given = facts({ paths: [fact(HOME, { type: 'directory' }), fact(`${HOME}/a`), fact(`${HOME}/x.pem`)] });
  assert.equal(why(ruled([glob], { facts: given })), 'hold facts facts.holds-secret');
});

test('a known host passes a fetch, a later look may still hold it', () => {
  const fetch = effect('network.fetch', 'host', 'api.shop.example');
  assert.equal(ruled([fetch], { facts: 'unasked' }).ruling, 'pass');
  assert.equal(ruled([fetch], { facts: facts({ knownHosts: ['api.shop.example'] }) }).ruling, 'pass');
  assert.equal(why(ruled([fetch], { facts: facts() })), 'hold autoPass unknown-host');
});

test('no kind outside the reads ever passes under reads, whatever its traits and facts', () => {
  const reads = new Set(['file.read', 'sql.read', 'store.read', 'network.fetch']);
  for (const kind of EFFECT_KINDS)
    for (const trait of [undefined, ...TRAITS]) {
      if (reads.has(kind)) continue;
      const one = effect(kind, 'file', `${HOME}/a`, { undo: 'git', traits: trait === undefined ? [] : [trait] });
      assert.equal(
        ruled([one], { facts: facts({ paths: [fact(`${HOME}/a`, { tracked: true })] }) }).ruling,
        'hold',
        kind,
      );
    }
});
