import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Effect } from '../../../src/effect/effect.ts';
import { EFFECT_KINDS } from '../../../src/effect/kind.ts';
import { TRAITS } from '../../../src/effect/trait.ts';
import type { Facts } from '../../../src/rules/facts.ts';
import type { AutoPass } from '../../../src/rules/ruling.ts';
import { effect, read, HOME, ruled, why, fact, facts } from './ruling.ts';

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
