import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';

function workspace(context: TestContext, files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(path.join(tmpdir(), 'kt-rules-'));
  context.after(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  return root;
}

function keyturn(...args: readonly string[]): {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
} {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/keyturn.js', ...args], { encoding: 'utf8' });
  return { code: status, out: stdout, error: stderr };
}

const MINE = `{ "version": 1, "rules": [
  { "id": "no-drop", "when": { "effect": "sql.drop" }, "then": "refuse", "because": "a restore takes a day",
    "examples": [{ "text": "psql -c 'DROP TABLE a'", "expect": "refuse" }] },
  { "id": "notes", "owner": "me", "when": { "effect": "file.write", "path": "notes/**" }, "then": "pass" },
], "examples": [{ "text": "echo a > notes/b", "expect": "pass" }, { "text": "DELETE FROM a", "kind": "sql", "expect": "hold" }] }`;
const THEIRS =
  '{ "version": 1, "rules": [{ "id": "sealed", "when": { "path": "notes/sealed/**" }, "then": "confirm" },' +
  ' { "id": "all", "owner": "x", "when": { "effect": "file.delete" }, "then": "pass" }] }';

test('check --rules: the given file counts as accepted, the workspace’s own may only tighten', (context) => {
  const root = workspace(context, { 'mine.jsonc': MINE, '.keyturn/rules.jsonc': THEIRS, 'notes/sealed/x': '' });
  const check = (text: string): string => {
    const { code, out } = keyturn(
      'check',
      '--rules',
      path.join(root, 'mine.jsonc'),
      '--cwd',
      root,
      '--json',
      '--',
      text,
    );
    const verdict = JSON.parse(out) as { ruling: string; requires: readonly string[] };
    return `${code ?? ''} ${verdict.ruling} ${verdict.requires.join()}`;
  };
  assert.equal(check("psql -c 'DROP TABLE a'"), '20 refuse ');
  assert.equal(check('echo a > notes/b'), '0 pass ');
  assert.equal(check('echo a > notes/sealed/y'), '10 hold confirm');
  assert.equal(check('rm notes/b'), '10 hold ', 'a passing rule of the workspace counted though nobody accepted it');
  const { out } = keyturn('check', '--rules', path.join(root, 'mine.jsonc'), '--', "psql -c 'DROP TABLE a'");
  assert.match(out, /Rule “no-drop” of your rules: a restore takes a day/);
});

test('a rules file that cannot be taken is an error that names the place, never “no rules”', (context) => {
  const root = workspace(context, {
    'mine.jsonc': MINE,
    'typo.jsonc': '{ "version": 1,\n "rules": [{ "id": "a", "when": { "efect": "sql.drop" }, "then": "hold" }] }',
    '.keyturn/rules.jsonc': '{',
  });
  const typo = keyturn('check', '--rules', path.join(root, 'typo.jsonc'), '--', 'ls');
  assert.equal(typo.code, 2);
  assert.match(
    typo.error,
    /typo\.jsonc:2:35: rules\.0\.when\.efect: There is no field “efect” here\. Did you mean “effect”\?/,
  );
  const broken = keyturn('check', '--rules', path.join(root, 'mine.jsonc'), '--cwd', root, '--', 'ls');
  assert.equal(broken.code, 2);
  assert.match(broken.error, /\.keyturn\/rules\.jsonc:1:\d+: This is not JSON/);
  const absent = keyturn('check', '--rules', path.join(root, 'none.jsonc'), '--', 'ls');
  assert.equal(absent.code, 2);
  assert.match(absent.error, /There is no such file/);
});

test('rules test runs the examples that stand beside the rules', (context) => {
  const root = workspace(context, {
    'mine.jsonc': MINE,
    'wrong.jsonc': MINE.replace('"expect": "pass"', '"expect": "hold"'),
  });
  const good = keyturn('rules', 'test', path.join(root, 'mine.jsonc'));
  assert.deepEqual([good.code, good.out.trimEnd().split('\n').at(-1)], [0, '3 of 3 as expected'], good.out);
  const bad = keyturn('rules', 'test', path.join(root, 'wrong.jsonc'));
  assert.equal(bad.code, 1);
  assert.match(bad.out, /FAIL echo a > notes\/b\n {5}expected hold, came to pass/);
  const none = keyturn('rules', 'test', path.join(root, 'none.jsonc'));
  assert.equal(none.code, 2);
});

test('rules explain shows each condition, met or not', (context) => {
  const root = workspace(context, { 'mine.jsonc': MINE });
  const { code, out } = keyturn('rules', 'explain', '--rules', path.join(root, 'mine.jsonc'), '--', 'echo a > notes/b');
  assert.equal(code, 0);
  assert.match(out, /^PASS/);
  assert.match(out, /no-drop \(yours, refuse\): does not fit\n {2}effect "sql\.drop": not met/);
  assert.match(out, /notes \(yours, pass\): fits\n {2}effect "file\.write": met\n {2}path "notes\/\*\*": met/);
});
