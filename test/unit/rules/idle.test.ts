import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeRuleFile } from '../../../src/rules/file/decodeRuleFile.ts';
import { ruleSentence } from '../../../src/app/sentences/rules.ts';

/** The warnings of rules with ids `r0`, `r1`, … */
function warnings(rules: readonly object[], today?: string): readonly string[] {
  const named = rules.map((rule, index) => ({ id: `r${index}`, owner: 'me', ...rule }));
  const decoded = decodeRuleFile(JSON.stringify({ version: 1, rules: named }), today);
  assert.ok(decoded.ok, JSON.stringify(decoded));
  return decoded.warnings.map(({ code, field, values }) => `${code} ${field} ${Object.values(values).join()}`);
}

test('a rule that an earlier one leaves nothing to decide is warned of', () => {
  const shadowed: readonly (readonly [wide: object, narrow: object])[] = [
    [
      { when: { effect: 'sql.*' }, then: 'hold' },
      { when: { effect: ['sql.drop', 'sql.delete'] }, then: 'hold' },
    ],
    [
      { when: {}, then: 'refuse' },
      { when: { effect: 'file.read' }, then: 'confirm' },
    ],
    [
      { when: { object: 'public.*' }, then: 'confirm' },
      { when: { object: 'public.orders', effect: 'sql.drop' }, then: 'hold' },
    ],
    [
      { when: { environment: 'staging' }, then: 'hold' },
      { when: { environment: 'production' }, then: 'hold' },
    ],
    [
      { when: { rows: { over: 10 } }, then: 'confirm' },
      { when: { rows: { over: 1000 } }, then: 'confirm' },
    ],
    [
      { when: { path: ['data/**', 'src/**'] }, then: 'hold', level: 'high', require: ['reason', 'rollback'] },
      { when: { path: 'data/**' }, then: 'hold', level: 'medium', require: ['reason'] },
    ],
    [
      { when: { effect: 'sql.read' }, then: 'pass' },
      { when: { effect: 'sql.read', environment: 'local' }, then: 'pass', expires: '2026-12-31' },
    ],
    [
      { when: { effect: 'sql.read', level: 'medium' }, then: 'pass' },
      { when: { effect: 'sql.read', level: 'low' }, then: 'pass' },
    ],
  ];
  for (const pair of shadowed)
    assert.deepEqual(warnings(pair), ['shadowed rules.1.id r0'], `${JSON.stringify(pair)} must be warned of`);
});

test('a rule that still decides something is not', () => {
  const apart: readonly (readonly [first: object, second: object])[] = [
    // The stricter one.
    [
      { when: { effect: 'sql.*' }, then: 'hold' },
      { when: { effect: 'sql.drop' }, then: 'refuse' },
    ],
    // The typed name counts beside the second person.
    [
      { when: { effect: 'sql.*' }, then: 'two-person' },
      { when: { effect: 'sql.drop' }, then: 'confirm' },
    ],
    // The wider one.
    [
      { when: { effect: 'sql.drop' }, then: 'hold' },
      { when: { effect: 'sql.*' }, then: 'hold' },
    ],
    [
      { when: { effect: '*' }, then: 'hold' },
      { when: {}, then: 'hold' },
    ],
    [
      { when: { environment: 'production' }, then: 'hold' },
      { when: { environment: 'staging' }, then: 'hold' },
    ],
    [
      { when: { rows: { over: 1000 } }, then: 'hold' },
      { when: { rows: { over: 10 } }, then: 'hold' },
    ],
    // A glob says less than a name, and `*` stops at a slash.
    [
      { when: { object: 'public.orders' }, then: 'hold' },
      { when: { object: 'public.*' }, then: 'hold' },
    ],
    [
      { when: { object: 'data/*' }, then: 'hold' },
      { when: { object: 'data/a/b' }, then: 'hold' },
    ],
    // Asks for more.
    [
      { when: { effect: 'sql.*' }, then: 'hold' },
      { when: { effect: 'sql.drop' }, then: 'hold', require: ['reason'] },
    ],
    [
      { when: { effect: 'sql.*' }, then: 'hold' },
      { when: { effect: 'sql.drop' }, then: 'hold', level: 'high' },
    ],
    // Other days.
    [
      { when: { effect: 'sql.read' }, then: 'pass', expires: '2026-12-31' },
      { when: { effect: 'sql.read' }, then: 'pass' },
    ],
    [
      { when: { effect: 'sql.read', level: 'low' }, then: 'pass' },
      { when: { effect: 'sql.read', level: 'medium' }, then: 'pass' },
    ],
    // What passes never leaves what tightens without a word.
    [
      { when: { effect: 'sql.read' }, then: 'pass' },
      { when: { effect: 'sql.read' }, then: 'hold' },
    ],
  ];
  for (const pair of apart)
    assert.deepEqual(warnings(pair), [], `${JSON.stringify(pair)} still says something of its own`);
});

test('a path that no action has and a day that is over are warned of', () => {
  assert.deepEqual(warnings([{ when: { path: '../shared/**' }, then: 'refuse' }]), [
    'dead rules.0.when.path ../shared/**',
  ]);
  assert.deepEqual(warnings([{ when: { path: ['../shared/**', './data/**'] }, then: 'refuse' }]), []);
  const ending = [{ when: { effect: 'sql.read' }, then: 'pass', expires: '2026-11-22' }];
  assert.deepEqual(warnings(ending, '2026-11-22'), [], 'its last day still counts');
  assert.deepEqual(warnings(ending, '2026-11-23'), ['expired rules.0.expires 2026-11-22']);
  assert.deepEqual(warnings(ending), [], 'without a date nothing is said of dates');
});

test('the sentences of these warnings name the rule, the path and the day', () => {
  const problem = { range: [0, 1] as const, field: '', severity: 'warning' as const };
  assert.match(ruleSentence({ ...problem, code: 'shadowed', values: { by: 'all-sql' } }), /“all-sql” already asks/);
  assert.match(ruleSentence({ ...problem, code: 'dead', values: { path: '../x' } }), /“\.\.\/x”/);
  assert.match(ruleSentence({ ...problem, code: 'expired', values: { date: '2026-01-01' } }), /2026-01-01/);
});
