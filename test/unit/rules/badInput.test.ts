import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countByText } from '../../../src/rules/condition/amount.ts';
import { compileGlob, compilePattern } from '../../../src/rules/condition/pattern.ts';
import type { RuleSubject } from '../../../src/rules/condition/subject.ts';
import { activeRules } from '../../../src/rules/activeRules.ts';
import { decodeRuleFile } from '../../../src/rules/file/decodeRuleFile.ts';
import { weigh } from '../../../src/rules/weigh.ts';
import { effect } from '../../builders/holds.ts';

const SUBJECT: RuleSubject = {
  ground: { workspace: '/w', home: '/home/ada' },
  level: 'low',
  agent: 'a',
  commands: [],
  scripts: [],
  count: countByText(false),
  now: { minute: 0, day: 0, date: '2026-11-22' },
};
const text = (rules: readonly object[]): string => JSON.stringify({ version: 1, rules });
const codes = (file: string): readonly string[] => {
  const decoded = decodeRuleFile(file);
  return decoded.ok ? [] : decoded.problems.map(({ code, field }) => `${code} ${field}`.trim());
};

test('ten thousand rules are taken, and the last of them counts; one more is named', () => {
  const rules = Array.from({ length: 10_000 }, (_, index) => ({
    id: `r${index}`,
    when: { object: { matches: `x${index}` } },
    then: 'hold',
  }));
  const decoded = decodeRuleFile(text(rules));
  assert.ok(decoded.ok);
  const { rules: active } = activeRules([{ layer: 'user', accepted: decoded.file, current: decoded.file }]);
  const last = effect({ kind: 'file.read', object: { type: 'file', name: 'x9999' } });
  assert.equal(weigh(active.tightening, [last], SUBJECT)?.by.rule.id, 'r9999');
  assert.deepEqual(codes(text([...rules, { id: 'more', when: {}, then: 'hold' }])), ['too-long rules']);
});

test('a file of one MiB is read, a longer one named by its limit', () => {
  const small = text([{ id: 'a', when: {}, then: 'hold' }]);
  const padded = small + ' '.repeat(1024 * 1024 - small.length);
  assert.deepEqual(codes(padded), []);
  assert.deepEqual(codes(`${padded} `), ['too-large']);
});

test('patterns that take other engines ages take time linear in the name', () => {
  const name = `${'a'.repeat(60_000)}!`;
  for (const matches of ['(a+)+$', '(a|aa)+$', '(.*)*x', '(a{0,50}){0,10}$', '([a-z]+)*[0-9]'])
    assert.equal(compilePattern({ matches })(name), false, matches);
  assert.equal(compileGlob('**a**a**a**a**a**a**b')(name), false);
  assert.equal(compileGlob('*a*a*a*a*a*a*a*a*a*b')(name), false);
});

test('an expression that would grow without bound is refused with its place', () => {
  for (const matches of ['(a{1000}){1000}', 'a{100000}', '(?=a)b', '(a)\\1', '['])
    assert.deepEqual(
      codes(text([{ id: 'a', when: { object: { matches } }, then: 'hold' }])),
      ['pattern rules.0.when.object'],
      matches,
    );
  assert.deepEqual(codes(text([{ id: 'a', when: { object: 'a'.repeat(513) }, then: 'hold' }])).length, 1);
});

test('an environment cannot stand for another: there is nothing to go round in circles', () => {
  const circle = {
    version: 1,
    environments: [
      { environment: 'a', target: 'x', extends: 'b' },
      { environment: 'b', target: 'y', extends: 'a' },
    ],
  };
  assert.deepEqual([...codes(JSON.stringify(circle))].sort(), [
    'unknown-field environments.0.extends',
    'unknown-field environments.1.extends',
    'wrong-value environments.0.environment',
    'wrong-value environments.1.environment',
  ]);
});

test('a file nested without end is refused, not followed', () => {
  assert.deepEqual(codes('['.repeat(100_000)).length > 0, true);
  assert.deepEqual(codes(`{"version":1,"rules":${'['.repeat(5000)}${']'.repeat(5000)}}`).length > 0, true);
});
