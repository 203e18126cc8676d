import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { Effect } from '../../src/effect/effect.ts';
import { EFFECT_KINDS } from '../../src/effect/kind.ts';
import { rank } from '../../src/effect/level.ts';
import { OBJECT_TYPES } from '../../src/effect/object.ts';
import { rate } from '../../src/effect/rate.ts';
import { TRAITS } from '../../src/effect/trait.ts';
import { NO_DISK } from '../../src/reading/ports.ts';
import type { Readers } from '../../src/reading/ports.ts';
import { readWhole } from '../../src/reading/readWhole.ts';
import type { Context, Embedded, Reading } from '../../src/reading/reader.ts';
import { rule } from '../../src/rules/rule.ts';
import { volume } from '../support/volume.ts';

const GROUND = { workspace: '/workspace', home: '/home/user' };
const CONTEXT: Context = { ...GROUND, cwd: '/workspace', environment: {}, traits: [], place: 'unknown', depth: 0 };

const offset = fc.oneof(fc.integer({ min: -5, max: 40 }), fc.constantFrom(NaN, Infinity, -Infinity, 0.5, 2 ** 31));
const range = fc.tuple(offset, offset);
const path = fc.constantFrom(
  '/',
  '/workspace',
  '/workspace/a',
  '/workspace/.env',
  '/home/user',
  '/tmp/x',
  '/etc/passwd',
  '$X',
  'main',
  'prod-db',
  '',
  '/workspace/.git/hooks/x',
);
const effect: fc.Arbitrary<Effect> = fc.record({
  kind: fc.constantFrom(...EFFECT_KINDS),
  object: fc.record({ type: fc.constantFrom(...OBJECT_TYPES), name: path }),
  range: range as fc.Arbitrary<[number, number]>,
  certainty: fc.constantFrom('certain', 'possible'),
  undo: fc.constantFrom('git', 'snapshot', 'transaction', 'none', 'unknown'),
  environment: fc.constantFrom('local', 'staging', 'production', 'unknown'),
  traits: fc.uniqueArray(fc.constantFrom(...TRAITS), { maxLength: 3 }),
});
const embedded: fc.Arbitrary<Embedded> = fc.record(
  {
    want: fc.oneof(
      fc.record({ language: fc.constantFrom('shell', 'sql', 'http', 'code'), text: fc.string({ maxLength: 20 }) }),
      fc.record({
        language: fc.constant('http'),
        text: fc.string({ maxLength: 20 }),
        request: fc.record({ method: fc.string(), url: fc.string(), headers: fc.constant([]) }),
      }),
      fc.record({ request: fc.constant('file'), path, as: fc.constantFrom('shell', 'sql') }),
      fc.record({
        request: fc.constant('package-script'),
        directory: path,
        runner: fc.constant('npm'),
        name: fc.string(),
      }),
    ),
    range,
    offsets: fc.array(offset, { maxLength: 20 }),
    verbatim: fc.boolean(),
    context: fc.record({ traits: fc.uniqueArray(fc.constantFrom(...TRAITS), { maxLength: 2 }) }, { requiredKeys: [] }),
  },
  { requiredKeys: ['want', 'range', 'verbatim', 'context'] },
) as fc.Arbitrary<Embedded>;
const reading: fc.Arbitrary<Reading> = fc.record({
  effects: fc.array(effect, { maxLength: 3 }),
  embedded: fc.array(embedded, { maxLength: 3 }),
  problems: fc.array(fc.record({ rule: fc.constant('problem.syntax'), range, values: fc.constant({}) }), {
    maxLength: 1,
  }),
  asks: fc.constant([]),
  complete: fc.boolean(),
}) as fc.Arbitrary<Reading>;

/** Readers that answer by a made-up book: one reading for each text in turn, then nothing. */
function readersOf(book: readonly Reading[]): Readers {
  let at = 0;
  const open = () =>
    Promise.resolve((): Reading => book[at++] ?? { effects: [], embedded: [], problems: [], asks: [], complete: true });
  return { shell: open, sql: open, http: open, code: open };
}

test('whatever readers answer: it never rejects, and every range lies in the text of the action', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ maxLength: 30 }), fc.array(reading, { maxLength: 6 }), async (command, book) => {
      const whole = await readWhole({ kind: 'shell', command }, CONTEXT, readersOf(book), NO_DISK);
      for (const {
        range: [start, end],
      } of [...whole.effects, ...whole.problems, ...whole.texts])
        assert.ok(
          Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= command.length,
          `[${start}, ${end}] of ${command.length}`,
        );
      if (whole.problems.length > 0) assert.equal(whole.complete, false);
      if (!whole.complete) assert.ok(whole.problems.length > 0);
    }),
    { numRuns: volume(1500) },
  );
});

test('no embedded text is skipped: each is read, or stands there as unread', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(embedded, { minLength: 1, maxLength: 4 }), async (texts) => {
      const whole = await readWhole(
        { kind: 'shell', command: 'a' },
        CONTEXT,
        readersOf([{ effects: [], embedded: texts, problems: [], asks: [], complete: true }]),
        NO_DISK,
      );
      const stand = whole.texts.length - 1 + whole.effects.filter(({ kind }) => kind.startsWith('exec.')).length;
      // Two requests for the same thing at the same place are one effect.
      const distinct = new Set(texts.map(({ want, range }) => JSON.stringify([want, range]))).size;
      assert.ok(stand >= Math.min(distinct, 1), JSON.stringify(whole));
      const sources = texts.filter(({ want }) => 'language' in want).length;
      assert.equal(whole.texts.length - 1, sources);
    }),
  );
});

test('more effects never lower a level, and never turn a hold into a pass', () => {
  fc.assert(
    fc.property(
      fc.array(effect, { maxLength: 4 }),
      fc.array(effect, { maxLength: 4 }),
      fc.constantFrom('reads', 'low'),
      (some, more, autoPass) => {
        const judged = (effects: readonly Effect[]) => {
          const rated = rate({ effects, problems: [], complete: true }, GROUND);
          const verdict = rule({
            effects,
            complete: true,
            rated,
            ground: GROUND,
            autoPass,
            edit: false,
            settings: [],
            facts: 'no-disk',
          });
          return { level: rated.level, ruling: verdict.ruling };
        };
        const before = judged(some);
        const after = judged([...some, ...more]);
        assert.ok(rank(after.level) >= rank(before.level), `${before.level} became ${after.level}`);
        if (before.ruling === 'hold') assert.equal(after.ruling, 'hold');
      },
    ),
    { numRuns: volume(3000) },
  );
});

test('an incomplete reading ranks as unknown or critical, never passes', () => {
  fc.assert(
    fc.property(fc.array(effect, { maxLength: 4 }), (effects) => {
      const rated = rate({ effects, problems: [], complete: false }, GROUND);
      assert.ok(rated.level === 'unknown' || rated.level === 'critical', rated.level);
      const verdict = rule({
        effects,
        complete: false,
        rated,
        ground: GROUND,
        autoPass: 'low',
        edit: true,
        settings: [],
        facts: 'no-disk',
      });
      assert.equal(verdict.ruling, 'hold');
    }),
  );
});

test('the same input has the same level and findings, always', () => {
  fc.assert(
    fc.property(fc.array(effect, { maxLength: 5 }), (effects) => {
      const input = { effects, problems: [], complete: true };
      assert.deepEqual(rate(input, GROUND), rate(structuredClone(input), GROUND));
    }),
  );
});
