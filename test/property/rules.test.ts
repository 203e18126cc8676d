import fc from 'fast-check';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Effect } from '../../src/effect/effect.ts';
import { EFFECT_KINDS } from '../../src/effect/kind.ts';
import { rank } from '../../src/effect/level.ts';
import { rate } from '../../src/effect/rate.ts';
import { activeRules } from '../../src/rules/activeRules.ts';
import type { CountEffects } from '../../src/rules/condition/amount.ts';
import type { RuleSubject } from '../../src/rules/condition/subject.ts';
import { compileGlob } from '../../src/rules/condition/pattern.ts';
import { countByText } from '../../src/rules/condition/amount.ts';
import { decodeRuleFile } from '../../src/rules/file/decodeRuleFile.ts';
import { NO_RULES, OUTCOMES } from '../../src/rules/file/ruleFile.ts';
import type { EnvironmentLabel, Rule } from '../../src/rules/file/ruleFile.ts';
import { labelled } from '../../src/rules/labels.ts';
import { rule } from '../../src/rules/rule.ts';
import { AUTO_PASS } from '../../src/rules/ruling.ts';
import type { AutoPass, Verdict } from '../../src/rules/ruling.ts';

const GROUND = { workspace: '/w', home: '/home/user' };
const RUNS = process.env['KEYTURN_FULL'] === '1' ? 100_000 : 1_500;

const name = fc.constantFrom(
  '/w/a',
  '/w/src/a.ts',
  '/home/user/x',
  'public.orders',
  'main',
  'db.prod.example.com',
  '$X',
);
const effects: fc.Arbitrary<readonly Effect[]> = fc.array(
  fc.record({
    kind: fc.constantFrom(...EFFECT_KINDS),
    object: fc.record({ type: fc.constantFrom('file', 'directory', 'table', 'branch', 'host', 'unknown'), name }),
    range: fc.constant([0, 1] as const),
    certainty: fc.constantFrom('certain', 'possible'),
    undo: fc.constantFrom('git', 'none', 'unknown'),
    environment: fc.constantFrom('local', 'staging', 'production', 'unknown'),
    traits: fc.subarray(['recursive', 'dynamic', 'no-where'] as const),
  }),
  { maxLength: 4 },
);
const pattern = fc.constantFrom('**', '*', 'src/**', 'public.*', 'main', '/w/**', '~/x');
const rules: fc.Arbitrary<readonly Rule[]> = fc.array(
  fc.record(
    {
      id: fc.stringMatching(/^[a-z]{1,8}$/),
      when: fc.record(
        {
          effect: fc.constantFrom('*', 'sql.*', 'file.*', ...EFFECT_KINDS),
          object: pattern,
          path: pattern,
          environment: fc.constantFrom('local', 'staging', 'production', 'unknown'),
          level: fc.constantFrom('low', 'high'),
          agent: fc.constantFrom('a', 'b*'),
          session: fc.constantFrom('s', 't'),
          rows: fc.record({ over: fc.nat(5) }),
          files: fc.record({ over: fc.nat(2) }),
          bytes: fc.record({ over: fc.nat(5) }),
          time: fc.record({ from: fc.constantFrom('00:00', '22:00'), to: fc.constantFrom('06:00', '23:00') }),
          scripts: fc.constantFrom([], [{ path: '/w/a', sha256: 'absent' }]),
          command: fc.constantFrom(['npm', 'test'], ['npm', '{name}']),
        },
        { requiredKeys: [] },
      ),
      then: fc.constantFrom(...OUTCOMES),
      level: fc.constantFrom('low', 'medium', 'high', 'critical'),
      require: fc.constantFrom(['reason'] as const, ['rollback'] as const),
      snapshot: fc.constant('required' as const),
      expires: fc.constantFrom('2026-01-01', '2027-01-01'),
    },
    { requiredKeys: ['id', 'when', 'then'] },
  ),
  { maxLength: 5 },
);
const labels: fc.Arbitrary<readonly EnvironmentLabel[]> = fc.array(
  fc.record({ environment: fc.constantFrom('local', 'staging', 'production'), target: pattern }),
  { maxLength: 2 },
);
const ruleFile = fc.tuple(rules, labels).map(([some, environments]) => ({ ...NO_RULES, rules: some, environments }));

type File = typeof NO_RULES;

/** What anybody found: nothing, nothing yet, or so many. */
const counts: fc.Arbitrary<CountEffects> = fc.oneof(
  fc.constant(countByText(false)),
  fc.constant(countByText(true)),
  fc.record({ atLeast: fc.nat(7), end: fc.constantFrom('exact', 'running', 'unknown') }).map((amount) => () => amount),
);
const commands = fc.constantFrom<RuleSubject['commands']>(
  [],
  [{ argv: ['npm', 'test'], cwd: '/w', sole: true }],
  [{ argv: ['npm', 'test'], cwd: '/w', sole: false }],
);

function verdictOf(
  all: readonly Effect[],
  accepted: File,
  current: File | undefined,
  seen: Pick<RuleSubject, 'commands' | 'count'>,
  autoPass: AutoPass = 'low',
): Verdict {
  const active = activeRules([{ layer: 'workspace', accepted, current }]);
  const placed = labelled(all, active.labels, GROUND);
  const rated = rate({ effects: placed, problems: [], complete: true }, GROUND);
  return rule({
    effects: placed,
    complete: true,
    rated,
    ground: GROUND,
    autoPass,
    edit: false,
    settings: [],
    facts: 'no-disk',
    against: {
      rules: active.rules,
      subject: {
        ground: GROUND,
        level: rated.level,
        agent: 'a',
        session: 's',
        ...seen,
        scripts: [],
        now: { minute: 0, day: 0, date: '2026-11-22' },
      },
    },
  });
}

const HARDNESS = { pass: 0, hold: 1, refuse: 2 } as const;

test('whatever a file comes to say, nothing is ruled milder than by what a person has accepted', () => {
  fc.assert(
    fc.property(effects, ruleFile, ruleFile, commands, counts, (all, accepted, current, run, count) => {
      const before = verdictOf(all, accepted, accepted, { commands: run, count });
      noMilder(before, verdictOf(all, accepted, current, { commands: run, count }));
    }),
    { numRuns: RUNS },
  );
});

test('adding any rule or label that no person has accepted never weakens any decision', () => {
  const autoPass = fc.constantFrom(...AUTO_PASS);
  fc.assert(
    fc.property(effects, ruleFile, ruleFile, commands, counts, autoPass, (all, accepted, more, run, count, setting) => {
      const added = {
        ...accepted,
        rules: [...accepted.rules, ...more.rules],
        environments: [...accepted.environments, ...more.environments],
      };
      const before = verdictOf(all, accepted, accepted, { commands: run, count }, setting);
      noMilder(before, verdictOf(all, accepted, added, { commands: run, count }, setting));
    }),
    { numRuns: RUNS },
  );
});

function noMilder(before: Verdict, after: Verdict): void {
  assert.ok(HARDNESS[after.ruling] >= HARDNESS[before.ruling], `${before.ruling} became ${after.ruling}`);
  assert.ok(rank(after.level) >= rank(before.level), `${before.level} became ${after.level}`);
  // Until a number is known nothing is approved at all, confirmed or not; what it then comes to is ruled on anew.
  const covers = (one: string): boolean => one === 'confirm' && after.requires.includes('count');
  if (after.ruling === 'hold')
    for (const one of before.requires)
      assert.ok(after.requires.includes(one) || covers(one), `${one} is no longer asked for`);
}

test('a rules file decodes or is refused with places inside it, whatever is in it', () => {
  const broken = fc
    .tuple(fc.json(), fc.string(), fc.nat(40))
    .map(([json, text, at]) => json.slice(0, at) + text + json);
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), broken), (text) => {
      const decoded = decodeRuleFile(text);
      if (decoded.ok) return;
      assert.ok(decoded.problems.length > 0, 'refused without a word');
      for (const { range } of decoded.problems)
        assert.ok(
          range[0] >= 0 && range[0] <= range[1] && range[1] <= text.length,
          `${range.join()} of ${text.length}`,
        );
    }),
    { numRuns: RUNS },
  );
});

test('a count that comes in leaves no ruling milder than without the rule, nor milder than a larger count does', () => {
  fc.assert(
    fc.property(effects, ruleFile, fc.nat(7), fc.nat(7), (all, file, few, more) => {
      const seen = (atLeast: number) => ({ commands: [], count: () => ({ atLeast, end: 'exact' as const }) });
      const bare = verdictOf(
        all,
        { ...file, rules: file.rules.filter(({ then }) => then === 'pass') },
        undefined,
        seen(0),
      );
      const small = verdictOf(all, file, file, seen(Math.min(few, more)));
      const large = verdictOf(all, file, file, seen(Math.max(few, more)));
      const unknown = verdictOf(all, file, file, { commands: [], count: () => ({ atLeast: 0, end: 'unknown' }) });
      const ranks = [bare, small, large, unknown].map(({ ruling }) => HARDNESS[ruling]);
      assert.deepEqual(ranks, [...ranks].sort(), 'no rule, few, many and not known must be ever stricter');
    }),
    { numRuns: RUNS },
  );
});

test('a glob means the same whether it needs the engine or not', () => {
  const letters = fc.constantFrom('a', 'b', '/', '.', '*', '**', '?');
  const glob = fc.array(letters, { maxLength: 7 }).map((parts) => parts.join(''));
  const name = fc.array(fc.constantFrom('a', 'b', '/', '.'), { maxLength: 9 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(glob, name, (wild, plain) => {
      assert.equal(compileGlob(wild)(plain), fitsSlowly(wild, plain), `${wild} on ${plain}`);
    }),
    { numRuns: RUNS },
  );
});

/** By the words of the description, with no thought of time. */
function fitsSlowly(glob: string, name: string): boolean {
  if (glob === '') return name === '';
  if (glob.startsWith('**/')) {
    const rest = glob.slice(3);
    if (fitsSlowly(rest, name)) return true;
    return [...name].some((letter, at) => letter === '/' && fitsSlowly(rest, name.slice(at + 1)));
  }
  if (glob.startsWith('**')) return anyTail(name, glob.slice(2), () => true);
  if (glob.startsWith('*')) return anyTail(name, glob.slice(1), (letter) => letter !== '/');
  if (name === '') return false;
  if (glob.startsWith('?')) return name[0] !== '/' && fitsSlowly(glob.slice(1), name.slice(1));
  return glob[0] === name[0] && fitsSlowly(glob.slice(1), name.slice(1));
}

function anyTail(name: string, rest: string, takes: (letter: string) => boolean): boolean {
  for (let at = 0; at <= name.length; at += 1) {
    if (fitsSlowly(rest, name.slice(at))) return true;
    if (!takes(name[at] ?? '/')) return false;
  }
  return false;
}
