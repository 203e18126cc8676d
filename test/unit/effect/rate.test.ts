import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOSING_KINDS } from '../../../src/effect/baseLevel.ts';
import type { Effect } from '../../../src/effect/effect.ts';
import type { EffectKind } from '../../../src/effect/kind.ts';
import { EFFECT_KINDS } from '../../../src/effect/kind.ts';
import { rank } from '../../../src/effect/level.ts';
import type { Level } from '../../../src/effect/level.ts';
import type { ObjectType } from '../../../src/effect/object.ts';
import { rate } from '../../../src/effect/rate.ts';
import { TRAITS } from '../../../src/effect/trait.ts';
import type { Trait } from '../../../src/effect/trait.ts';

const GROUND = { workspace: '/workspace', home: '/home/user' };

function effect(
  kind: EffectKind,
  [type, name]: readonly [ObjectType, string],
  more: Partial<Pick<Effect, 'undo' | 'environment' | 'certainty'>> & { traits?: readonly Trait[] } = {},
): Effect {
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

function levelOf(...effects: readonly Effect[]): Level {
  return rate({ effects, problems: [], complete: true }, GROUND).level;
}

test('levels of what agents do every day', () => {
  const cases: readonly (readonly [Level, Effect])[] = [
    ['none', effect('file.read', ['file', '/workspace/a'])],
    ['none', effect('sql.read', ['table', 'public.orders'])],
    ['low', effect('file.create', ['file', '/workspace/a'])],
    ['low', effect('git.change', ['repository', '/workspace'])],
    ['medium', effect('file.write', ['file', '/workspace/a'])],
    ['medium', effect('file.write', ['file', '/workspace/a'], { traits: ['overwrites'], undo: 'git' })],
    ['high', effect('file.write', ['file', '/workspace/a'], { traits: ['overwrites'] })],
    ['high', effect('file.delete', ['file', '/workspace/prod.db'])],
    ['medium', effect('file.delete', ['file', '/workspace/a'], { undo: 'git' })],
    ['medium', effect('file.delete', ['directory', '/workspace/node_modules'], { traits: ['recursive'] })],
    ['high', effect('file.delete', ['directory', '/workspace/src'], { traits: ['recursive'], undo: 'git' })],
    ['critical', effect('file.delete', ['directory', '/workspace'], { traits: ['recursive'] })],
    ['critical', effect('file.delete', ['glob', '/workspace/*'])],
    ['critical', effect('file.delete', ['glob', '/workspace/**/*'])],
    ['high', effect('file.delete', ['glob', '/workspace/*.log'])],
    ['high', effect('file.delete', ['glob', '/home/user/*.txt'])],
    ['high', effect('file.write', ['directory', '/workspace'])],
    ['high', effect('network.fetch', ['host', '169.254.169.254'])],
    ['critical', effect('file.delete', ['directory', '/workspace/.git'], { traits: ['recursive'] })],
    ['critical', effect('file.delete', ['directory', '/home/user'], { traits: ['recursive'] })],
    ['critical', effect('file.delete', ['directory', '/home'], { traits: ['recursive'] })],
    ['critical', effect('file.delete', ['directory', '/'], { traits: ['recursive'] })],
    ['critical', effect('file.delete', ['glob', '/home/user/*'], { traits: ['recursive'] })],
    ['critical', effect('file.delete', ['unknown', '$DIR/'], { traits: ['recursive', 'dynamic'] })],
    ['critical', effect('file.delete', ['directory', '/srv/other'], { traits: ['recursive'] })],
    ['high', effect('file.delete', ['directory', '/srv/other/node_modules'], { traits: ['recursive'] })],
    ['medium', effect('file.delete', ['directory', '/tmp/x'])],
    ['high', effect('file.write', ['file', '/etc/hosts'])],
    ['critical', effect('file.permission', ['directory', '/'], { traits: ['recursive'] })],
    ['high', effect('git.discard', ['worktree', '/workspace'])],
    ['high', effect('git.push-force', ['branch', 'feature'])],
    ['critical', effect('git.push-force', ['branch', 'main'])],
    ['critical', effect('git.push-force', ['branch', 'origin/release/1.2'])],
    ['critical', effect('git.push-force', ['tag', 'v1.0.0'])],
    ['critical', effect('git.history', ['repository', '/workspace'])],
    ['high', effect('git.history', ['branch', 'feature'])],
    ['critical', effect('git.push-force', ['remote', 'backup'])],
    ['high', effect('sql.update', ['table', 'public.a'])],
    ['medium', effect('sql.update', ['table', 'public.a'], { environment: 'local' })],
    ['high', effect('sql.update', ['table', 'public.a'], { traits: ['no-where'], environment: 'local' })],
    ['high', effect('sql.delete', ['table', 'a'])],
    ['medium', effect('sql.delete', ['table', 'a'], { environment: 'local' })],
    ['critical', effect('file.delete', ['file', '/srv/production/a'])],
    ['high', effect('file.delete', ['file', '/srv/reproduction/a'])],
    ['high', effect('sql.delete', ['table', 'a'], { traits: ['no-where'], environment: 'local' })],
    ['critical', effect('sql.delete', ['table', 'public.a'], { traits: ['no-where'] })],
    ['critical', effect('sql.delete', ['table', 'public.a'], { environment: 'production' })],
    ['critical', effect('sql.truncate', ['table', 'public.a'])],
    ['high', effect('sql.truncate', ['table', 'a'], { environment: 'local' })],
    ['critical', effect('sql.drop', ['table', 'a'], { environment: 'local' })],
    ['high', effect('sql.drop', ['view', 'a'], { environment: 'local' })],
  ];
  for (const [level, one] of cases) assert.equal(levelOf(one), level, JSON.stringify(one));
});

test('the unknown is unknown, and critical together with decoding, network, credentials or a place that is not local', () => {
  const opaque = (traits: readonly Trait[] = [], environment: Effect['environment'] = 'unknown'): Effect =>
    effect('exec.opaque', ['unknown', 'x'], { traits, environment });
  assert.equal(levelOf(opaque()), 'unknown');
  for (const trait of ['decoded', 'downloaded', 'credential', 'remote'] as const)
    assert.equal(levelOf(opaque([trait])), 'critical', trait);
  assert.equal(levelOf(opaque([], 'production')), 'critical');
  assert.equal(levelOf(opaque(), effect('network.fetch', ['host', 'example.com'])), 'critical');
  assert.equal(levelOf(opaque(), effect('network.fetch', ['host', 'localhost:3000'])), 'unknown');
  assert.equal(levelOf(opaque(), effect('secret.read', ['secret', '/workspace/.env'])), 'critical');
});

test('a place that nobody knows weighs no less than one that others share, whatever is lost there', () => {
  for (const kind of [...LOSING_KINDS].filter((one) => /^(?:sql|store|infra)\./.test(one))) {
    const levels = (['local', 'staging', 'unknown', 'production'] as const).map((environment) =>
      rank(levelOf(effect(kind, ['resource', 'a'], { environment }))),
    );
    assert.deepEqual(levels, [...levels].sort(), `${kind}: ${levels.join()}`);
    assert.ok((levels[2] ?? 0) >= rank('high'), kind);
  }
});

test('a connection of this machine by its words is no reason for more, nor for less', () => {
  const to = (target: string): Effect => {
    const { object, ...rest } = effect('sql.update', ['table', 'public.a']);
    return { ...rest, object: { ...object, connection: { dialect: 'postgresql', target } } };
  };
  for (const target of [
    'localhost',
    'localhost:5433/shop',
    'postgres://u@127.0.0.1:5432/shop',
    '[::1]/shop',
    '/var/a.db',
  ])
    assert.equal(levelOf(to(target)), 'medium', target);
  for (const target of [
    'db.example.com',
    'localhost.example.com',
    'postgres://localhost@db.example.com/x',
    '$HOST/x',
    '',
  ])
    assert.equal(levelOf(to(target)), 'high', target);
});

test('what was found before the reader gave up keeps its level', () => {
  const read = effect('file.read', ['file', '/workspace/a']);
  const drop = effect('sql.drop', ['table', 'a']);
  const problem = { rule: 'problem.syntax', range: [0, 1] as const, values: {} };
  assert.equal(rate({ effects: [read], problems: [problem], complete: false }, GROUND).level, 'unknown');
  assert.equal(rate({ effects: [drop], problems: [problem], complete: false }, GROUND).level, 'critical');
});

test('findings say each thing once, the worst first, and leave plain reads out', () => {
  const { findings } = rate(
    {
      effects: [
        effect('file.read', ['file', '/workspace/a']),
        effect('file.write', ['file', '/workspace/b']),
        effect('sql.drop', ['table', 'a']),
        effect('sql.drop', ['table', 'a']),
      ],
      problems: [],
      complete: true,
    },
    GROUND,
  );
  assert.deepEqual(
    findings.map(({ rule }) => rule),
    ['sql.drop', 'object.data', 'file.write'],
  );
});

test('no trait and no place ever lowers a level', () => {
  const rank: Readonly<Record<Level, number>> = { none: 0, low: 1, medium: 2, high: 3, unknown: 3, critical: 4 };
  for (const kind of EFFECT_KINDS)
    for (const trait of TRAITS) {
      const plain = levelOf(effect(kind, ['file', '/workspace/a']));
      const with_ = levelOf(effect(kind, ['file', '/workspace/a'], { traits: [trait] }));
      assert.ok(rank[with_] >= rank[plain], `${kind} with ${trait}: ${plain} became ${with_}`);
    }
});

test('a place that is not known counts as one that others share', () => {
  const named = { type: 'table', name: 'public.t' } as const;
  for (const kind of ['sql.update', 'sql.delete', 'sql.alter', 'store.write'] as const) {
    const at = (environment: Effect['environment'], target?: string): Level =>
      levelOf({
        ...effect(kind, ['table', 't'], { environment }),
        ...(target === undefined ? {} : { object: { ...named, connection: { dialect: 'postgresql', target } } }),
      });
    assert.equal(at('unknown'), at('staging'), kind);
    assert.equal(at('unknown'), 'high', kind);
    assert.equal(at('local'), 'medium', kind);
    assert.equal(at('unknown', 'localhost'), 'medium', kind);
    assert.equal(at('unknown', 'postgres://app:x@127.0.0.1:5432/shop'), 'medium', kind);
    assert.equal(at('unknown', 'postgres://localhost@db.example.com/shop'), 'high', kind);
  }
});

test('a person’s keys weigh more than a secret of the workspace', () => {
  assert.equal(levelOf(effect('secret.read', ['secret', '/home/user/.aws/credentials'])), 'critical');
  assert.equal(levelOf(effect('secret.read', ['secret', '/home/user/.ssh/id_ed25519'])), 'critical');
  assert.equal(levelOf(effect('secret.read', ['secret', '/home/user/.bash_history'])), 'high');
  assert.equal(levelOf(effect('secret.read', ['secret', '/workspace/.env'])), 'high');
});
