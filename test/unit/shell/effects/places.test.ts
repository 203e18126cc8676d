import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectsOf, read } from '../reading.ts';

/** The objects of one kind of effect, sorted; a `?` behind those that are only possible. */
function objects(text: string, kind = 'file.delete'): readonly string[] {
  return read(text)
    .effects.filter((effect) => effect.kind === kind)
    .map(({ object, certainty }) => `${object.name}${certainty === 'possible' ? '?' : ''}`)
    .sort();
}

const CASES: Readonly<Record<string, readonly string[]>> = {
  'cd sub && rm x': ['/workspace/sub/x'],
  'cd sub; rm x': ['/workspace/sub/x', '/workspace/x?'],
  'cd sub\nrm x': ['/workspace/sub/x', '/workspace/x?'],
  'cd sub || exit 1; rm x': ['/workspace/sub/x'],
  'cd sub || exit 1\nrm x': ['/workspace/sub/x'],
  'cd sub || { echo no; exit 1; }; rm x': ['/workspace/sub/x'],
  'cd sub || rm x': ['/workspace/x'],
  'cd sub || true; rm x': ['/workspace/sub/x', '/workspace/x?'],
  'cd sub && ls; rm x': ['/workspace/sub/x', '/workspace/x?'],
  'cd sub && ls || exit 1; rm x': ['/workspace/sub/x'],
  '! cd sub && rm x': ['/workspace/sub/x', '/workspace/x?'],
  '! cd sub || rm x': ['/workspace/sub/x', '/workspace/x?'],
  'set -e; ! cd sub; rm x': ['/workspace/sub/x', '/workspace/x?'],
  '! (cd sub) && rm x': ['/workspace/x'],
  'set -e; cd sub; rm x': ['/workspace/sub/x'],
  'set -euo pipefail\ncd sub\nrm x': ['/workspace/sub/x'],
  'set -e; set +e; cd sub; rm x': ['/workspace/sub/x', '/workspace/x?'],
  'cd a; cd b; rm x': ['/workspace/a/b/x', '/workspace/a/x?', '/workspace/b/x?', '/workspace/x?'],
  'cd a; cd /srv && rm x': ['/srv/x'],
  'cd /srv; rm /x': ['/x'],
  'cd ..; rm x': ['/x'],
  'cd /workspace; rm x': ['/workspace/x'],
  'cd; rm x': ['/home/dev/x'],
  '(cd sub; true); rm x': ['/workspace/x'],
  'f() { cd sub; }; f; rm x': ['/workspace/sub/x', '/workspace/x?'],
  'D=a; false && D=b; rm "$D"': ['$D?'],
};

for (const [text, expected] of Object.entries(CASES)) {
  test(`${JSON.stringify(text)} deletes in every folder that it may stand in`, () => {
    assert.deepEqual(objects(text), expected);
  });
}

test('git works in the folder that a failing cd leaves', () => {
  assert.deepEqual(objects('cd sub; git reset --hard', 'git.discard'), ['/workspace/sub', '/workspace?']);
  assert.deepEqual(objects('cd sub && git reset --hard', 'git.discard'), ['/workspace/sub']);
});

test('a quoted tilde is a name', () => {
  assert.deepEqual(objects('rm -rf "~"'), ['/workspace/~']);
  assert.deepEqual(objects("rm -rf '~/a' \\~/b"), ['/workspace/~/a', '/workspace/~/b']);
  assert.deepEqual(objects('rm -rf ~/a'), ['/home/dev/a']);
  assert.deepEqual(objects('X="~"; rm -rf $X'), ['/workspace/~']);
  assert.deepEqual(objects('X=~/b; rm -rf "$X"'), ['/home/dev/b']);
  assert.deepEqual(objects('cd "~" && rm x'), ['/workspace/~/x']);
  assert.deepEqual(objects('HOME=$(date); rm -rf ~'), ['~?']);
});

test('a name that may not have been redefined still means the command', () => {
  assert.deepEqual(objects('alias rm=echo; rm x'), ['/workspace/x']);
  assert.deepEqual(objects('false && rm() { :; }; rm x'), ['/workspace/x']);
  assert.deepEqual(objects('if true; then rm() { :; }; fi; rm x'), ['/workspace/x']);
  assert.deepEqual(objects('rm() { :; }; rm x'), []);
  assert.deepEqual(objects('rm() { :; }; command rm x'), ['/workspace/x']);
  assert.deepEqual(objects('f() { :; }; true || f() { rm x; }; f'), ['/workspace/x']);
  assert.deepEqual(objects('f() { rm x; }; f=1; unset f; f'), ['/workspace/x']);
});

test('set -e does not count where something looks at how a command ends', () => {
  const both = ['/workspace/sub/x', '/workspace/x?'];
  assert.deepEqual(objects('[[ -n "$(set -e; cd sub; rm x)" ]] && true'), both);
  assert.deepEqual(objects('set -e; f() { cd sub; rm x; }; f && true'), both);
  assert.deepEqual(objects('set -e; if cd sub; then :; fi; rm x'), both);
  assert.deepEqual(objects('command cd sub; rm x'), both);
});

test('a worktree is named by its normal path', () => {
  for (const verb of ['remove', 'lock', 'add'])
    assert.ok(
      effectsOf(`git worktree ${verb} ../wt`, { cwd: '/workspace/a' }).includes('git.change /workspace/wt'),
      verb,
    );
});

test('folders that double with every cd are no longer told apart, and what follows is not known to read', () => {
  const many = (count: number): string => Array.from({ length: count }, (_, at) => `cd f${String(at)};`).join('');
  // 2 to the 40th places would be: this test ends only where they are bounded.
  assert.deepEqual(objects(`${many(40)} rm x`), ['x?']);
  assert.ok(read(`${many(40)} cat x`).effects.every(({ object }) => object.type === 'unknown'));
});
