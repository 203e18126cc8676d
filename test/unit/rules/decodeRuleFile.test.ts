import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeRuleFile } from '../../../src/rules/file/decodeRuleFile.ts';
import type { RuleProblem } from '../../../src/rules/file/ruleProblem.ts';
import { ruleSentence } from '../../../src/app/sentences/rules.ts';

function problems(text: string): readonly RuleProblem[] {
  const decoded = decodeRuleFile(text);
  return decoded.ok ? decoded.warnings : decoded.problems;
}

/** Code, field and the flagged text of each problem. */
function said(text: string): readonly string[] {
  return problems(text).map(({ code, field, range }) => `${code} ${field} ${text.slice(...range).slice(0, 40)}`);
}

const oneRule = (rule: string): string => `{ "version": 1, "rules": [${rule}] }`;

test('comments and trailing commas are part of the form', () => {
  const decoded = decodeRuleFile(`{
    // what may never happen here
    "version": 1,
    "rules": [{ "id": "no-drop", "when": { "effect": "sql.drop" }, "then": "refuse", "because": "restore takes a day", }],
  }`);
  assert.ok(decoded.ok, JSON.stringify(decoded));
  assert.deepEqual(decoded.file.rules, [
    { id: 'no-drop', when: { effect: 'sql.drop' }, then: 'refuse', because: 'restore takes a day' },
  ]);
});

test('what is wrong is named with its place and the nearest right word', () => {
  const cases: readonly (readonly [text: string, said: string])[] = [
    ['{ "version": 1, ', 'syntax'],
    ['{ "version": 2 }', 'wrong-value version 2'],
    ['{}', 'missing version {}'],
    [oneRule('{ "id": "a", "wen": {}, "when": {}, "then": "hold" }'), 'unknown-field rules.0.wen "wen"'],
    [
      oneRule('{ "id": "a", "when": { "effect": "sql.delte" }, "then": "hold" }'),
      'wrong-value rules.0.when.effect "sql.delte"',
    ],
    [
      oneRule('{ "id": "a", "when": { "effect": ["file.read", "fil.read"] }, "then": "hold" }'),
      'wrong-value rules.0.when.effect.1 "fil.read"',
    ],
    [oneRule('{ "id": "a", "when": { "rows": 5 }, "then": "hold" }'), 'wrong-type rules.0.when.rows 5'],
    [oneRule('{ "id": "a", "when": {} }'), 'missing rules.0.then { "id": "a", "when": {} }'],
    [oneRule('{ "id": "a", "id": "b", "when": {}, "then": "hold" }'), 'duplicate-key id "id"'],
    [
      oneRule('{ "id": "a", "when": { "object": { "matches": "(?=x)" } }, "then": "hold" }'),
      'pattern rules.0.when.object { "matches": "(?=x)" }',
    ],
    [
      oneRule('{ "id": "a", "when": { "command": ["rm", "{any}"] }, "then": "hold" }'),
      'hole rules.0.when.command.1 "{any}"',
    ],
    [oneRule('{ "id": "a", "when": {}, "then": "pass", "owner": "me" }'), 'pass-everything rules.0.when {}'],
    [
      oneRule('{ "id": "a", "owner": "me", "when": { "effect": "file.read", "agent": "x" }, "then": "pass" }'),
      'pass-claim rules.0.when.agent "x"',
    ],
    [
      oneRule(
        '{ "id": "a", "owner": "me", "when": { "effect": "sql.delete", "rows": { "over": 1 } }, "then": "pass" }',
      ),
      'pass-count rules.0.when.rows { "over": 1 }',
    ],
    [
      oneRule('{ "id": "a", "owner": "me", "when": { "effect": "money.move" }, "then": "pass" }'),
      'pass-floor rules.0.when.effect "money.move"',
    ],
    [
      '{ "version": 1, "environments": [{ "environment": "local" }] }',
      'label-empty environments.0 { "environment": "local" }',
    ],
  ];
  for (const [text, expected] of cases)
    assert.equal(said(text)[0]?.startsWith(expected), true, `${text}\n${said(text).join('\n')}`);
  const typo = problems(oneRule('{ "id": "a", "when": { "effect": "sql.delte" }, "then": "hold" }'))[0];
  assert.ok(typo);
  assert.match(ruleSentence(typo), /Did you mean “sql\.delete”\?/);
  const field = problems(oneRule('{ "id": "a", "wen": {}, "when": {}, "then": "hold" }'))[0];
  assert.ok(field);
  assert.match(ruleSentence(field), /There is no field “wen” here\. Did you mean “when”\?/);
});

test('a rule that passes and that nobody answers for, or that names no object, is warned of and taken', () => {
  const text = oneRule('{ "id": "a", "when": { "effect": "file.delete" }, "then": "pass" }');
  const decoded = decodeRuleFile(text);
  assert.ok(decoded.ok);
  assert.deepEqual(
    decoded.warnings.map(({ code }) => code),
    ['owner', 'broad'],
  );
});

test('files that are no rules files at any size are refused, without an overflow', () => {
  assert.deepEqual(
    said('['.repeat(900_000)).map((line) => line.split(' ')[0]),
    ['too-deep'],
  );
  assert.deepEqual(
    said(`"${'x'.repeat(1_100_000)}"`).map((line) => line.split(' ')[0]),
    ['too-large'],
  );
  const many = Array.from({ length: 10_001 }, (_, index) => `{"id":"r${index}","when":{},"then":"hold"}`).join();
  assert.deepEqual(
    said(oneRule(many)).map((line) => line.split(' ')[0]),
    ['too-long'],
  );
});

test('a comment that nobody closes is refused with a place inside the text', () => {
  const decoded = decodeRuleFile('/*');
  assert.ok(!decoded.ok, 'it is no rules file');
  for (const { range } of decoded.problems) assert.ok(range[1] <= 2, `the text has 2 characters: ${range.join()}`);
});
