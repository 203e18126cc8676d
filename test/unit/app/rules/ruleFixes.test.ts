import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ruleMarks } from '../../../../src/app/rules/ruleMarks.ts';

const TODAY = '2026-11-22';

/** A file with this in its list of rules; each problem that can be mended, with the list after the mending. */
function mended(rules: string): readonly { readonly code: string; readonly title: string; readonly after: string }[] {
  const [head, tail] = ['{\n  "version": 1,\n  "rules": [', '],\n}\n'];
  const text = head + rules + tail;
  return ruleMarks(text, TODAY, 'ann').flatMap(({ code, fix }) => {
    if (fix === undefined) return [];
    const after = text.slice(0, fix.range[0]) + fix.text + text.slice(fix.range[1]);
    assert.ok(
      !ruleMarks(after, TODAY, 'ann').some((mark) => mark.code === code),
      `“${fix.title}” leaves the problem ${code} in\n${after}`,
    );
    return [{ code, title: fix.title, after: after.slice(head.length, -tail.length) }];
  });
}

test('a rule that lets something pass gets an owner, on a line of its own where its name has one', () => {
  assert.deepEqual(mended('{ "id": "a", "when": { "command": ["make"] }, "then": "pass" }'), [
    {
      code: 'owner',
      title: 'Answer for it yourself: add ann as its owner',
      after: '{ "id": "a", "owner": "ann", "when": { "command": ["make"] }, "then": "pass" }',
    },
  ]);
  const [fix] = mended(
    '\n    {\n      "id": "a", // why\n      "when": { "command": ["make"] },\n      "then": "pass"\n    }\n  ',
  );
  assert.equal(
    fix?.after,
    '\n    {\n      "id": "a",\n      "owner": "ann", // why\n      "when": { "command": ["make"] },\n      "then": "pass"\n    }\n  ',
  );
});

test('a rule that lets too much pass becomes one that holds', () => {
  assert.deepEqual(mended('{ "id": "a", "owner": "b", "when": { "effect": "file.*" }, "then": "pass" }'), [
    {
      code: 'broad',
      title: 'Hold instead: a person decides each time',
      after: '{ "id": "a", "owner": "b", "when": { "effect": "file.*" }, "then": "hold" }',
    },
  ]);
});

test('rules that never decide anything are taken out, with their comma; comments and the other rules stay', () => {
  const first = '\n    // kept\n    { "id": "a", "when": { "effect": "sql.drop" }, "then": "refuse" },';
  const shadowed = '\n    // why\n    { "id": "b", "when": { "effect": "sql.drop" }, "then": "refuse" },';
  const last = '\n    { "id": "c", "when": { "effect": "git.push" }, "then": "hold" },\n  ';
  assert.deepEqual(mended(first + shadowed + last), [
    { code: 'shadowed', title: 'Remove this rule', after: `${first}\n    // why${last}` },
  ]);
  const ended = '{ "id": "d", "owner": "b", "when": { "command": ["make"] }, "then": "pass", "expires": "2026-01-01" }';
  assert.deepEqual(
    mended(ended).map(({ code, after }) => [code, after]),
    [['expired', '']],
  );
  const dead = '{ "id": "e", "when": { "path": "../x" }, "then": "hold" }';
  assert.deepEqual(
    mended(dead).map(({ code, after }) => [code, after]),
    [['dead', '']],
  );
});
