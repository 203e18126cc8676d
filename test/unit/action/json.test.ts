import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scanJson } from '../../../src/action/json.ts';

function problem(text: string): string {
  const scanned = scanJson(text);
  assert.ok(!scanned.ok, `accepted ${JSON.stringify(text)}`);
  return `${scanned.problem.code} at ${scanned.problem.field}`;
}

test('bad input is named with its place', () => {
  const cases: readonly (readonly [text: string, named: string])[] = [
    ['', 'syntax at '],
    ['{', 'syntax at '],
    ['{"a":1} x', 'syntax at '],
    ['{"a":1,}', 'syntax at '],
    ["{'a':1}", 'syntax at '],
    ['{"a":01}', 'syntax at '],
    ['{"a":+1}', 'syntax at a'],
    ['{"a":NaN}', 'syntax at a'],
    ['{"a":"\u0001"}', 'syntax at a'],
    ['{"a":"\\x"}', 'syntax at a'],
    ['{"a":"\\u12g4"}', 'syntax at a'],
    ['// no\n{}', 'syntax at '],
    ['\ufeff{}', 'syntax at '],
    ['{"a":{"b":1,"b":2}}', 'duplicate-key at a.b'],
    ['{"a":1,"\\u0061":2}', 'duplicate-key at a'],
    ['{"a":{"__proto__":{}}}', 'reserved-key at a.__proto__'],
    ['{"a":["x","\\u0000"]}', 'nul at a.1'],
    ['{"a":"\0"}', 'nul at a'],
    ['{"a":"\\ud800"}', 'lone-surrogate at a'],
    ['{"a":"\\ud800\\u0041"}', 'lone-surrogate at a'],
    ['{"a":"\\udc00"}', 'lone-surrogate at a'],
    ['{"a":"\ud800"}', 'lone-surrogate at a'],
    ['{"\udfff":1}', 'lone-surrogate at '],
    ['{"a":1e999}', 'number-range at a'],
  ];
  for (const [text, named] of cases) assert.equal(problem(text), named, JSON.stringify(text));
});

test('32 levels are read, 33 are not, and a million do not exhaust the stack', () => {
  const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
  assert.ok(scanJson(nested(32)).ok);
  assert.match(problem(nested(33)), /^too-deep/);
  assert.match(problem('['.repeat(1_000_000)), /^too-deep/);
});

test('a text over the limit is refused unread', () => {
  const scanned = scanJson(`"${'a'.repeat(20)}"`, undefined, { length: 10, depth: 32 });
  assert.equal(!scanned.ok && scanned.problem.code, 'too-large');
});

test('a value asked for exactly comes as its source text, letter by letter, and is checked all the same', () => {
  const scanned = scanJson('{"action":{"input": { "b":1.0, "a":"\\u0061" } ,"tool":"t"}}', ['action', 'input']);
  assert.ok(scanned.ok);
  assert.deepEqual(scanned.value, { action: { input: '{ "b":1.0, "a":"\\u0061" }', tool: 't' } });
  const bad = scanJson('{"action":{"input":{"a":1,"a":2}}}', ['action', 'input']);
  assert.equal(!bad.ok && bad.problem.field, 'action.input.a');
});

test('only the place asked for is exact, not a key that looks like its path', () => {
  const scanned = scanJson('{"action.input":{"a":1},"x":{"action":{"input":{}}}}', ['action', 'input']);
  assert.deepEqual(scanned.ok && scanned.value, { 'action.input': { a: 1 }, x: { action: { input: {} } } });
});

test('surrogate pairs pass, raw and escaped', () => {
  const scanned = scanJson('["😀","\\ud83d\\ude00"]');
  assert.deepEqual(scanned.ok && scanned.value, ['😀', '😀']);
});
