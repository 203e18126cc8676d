import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectsOf, read } from './reading.ts';

/** Folders of which it is asked that git runs no configured program there. */
function asked(text: string): readonly string[] {
  return read(text).asks.flatMap((ask) => (ask.ask === 'git-inert' ? [ask.directory] : []));
}

/** `name in repository` of each effect that says where its object lies. */
function places(text: string): readonly string[] {
  return read(text).effects.map(({ object }) => `${object.name} in ${object.connection?.target ?? '?'}`);
}

test('a repository that the words or variables name is asked about too, since its configuration counts', () => {
  for (const text of [
    'git --git-dir=/srv/app/.git status',
    'git --git-dir /srv/app/.git log',
    'GIT_DIR=/srv/app/.git git status',
    'export GIT_DIR=/srv/app/.git; git diff',
  ])
    assert.deepEqual(asked(text), ['/workspace', '/srv/app/.git'], text);
  assert.deepEqual(asked('git -C /srv/app status'), ['/srv/app']);
  assert.deepEqual(asked('GIT_DIR=/srv/app/.git; git status'), ['/workspace'], 'git is told nothing of it');
});

test('a repository that is known only when it runs is not looked into', () => {
  for (const text of ['git --git-dir="$X" status', 'GIT_DIR="$X" git status', 'git --work-tree="$X" status'])
    assert.equal(read(text).complete, false, text);
});

test('where the folder is one of several, the repositories below are asked about', () => {
  const below = (text: string): readonly string[] =>
    read(text).asks.flatMap((ask) => (ask.ask === 'git-inert' && ask.below === true ? [ask.directory] : []));
  for (const text of [
    'for d in */; do git -C "$d" status; done',
    'for d in */; do (cd "$d" && git status); done',
    'ls -d */ | xargs -I{} git -C {} status',
    'cd v* && git log',
    'find . -name .git -execdir git status \\;',
  ])
    assert.deepEqual([...new Set(below(text))], ['/workspace'], text);
  assert.deepEqual(below('git -C libs/* log'), ['/workspace/libs']);
  for (const text of ['git status', 'git -C libs log', 'cd libs && git log']) assert.deepEqual(below(text), [], text);
});

test('what is lost lies in the files that are named', () => {
  for (const text of [
    'git --git-dir=/srv/app/.git --work-tree=/srv/app reset --hard',
    'git --work-tree=/srv/app checkout -- .',
    'GIT_WORK_TREE=/srv/app git reset --hard',
    'cd /srv/app/src && git --work-tree=/srv/app/src reset --hard && true',
  ])
    assert.match(effectsOf(text).join(), /^git\.discard \/srv\/app(?:\/src)?$/, text);
  // Git takes the folder that it stands in for the files of a repository that is named alone.
  assert.deepEqual(effectsOf('git --git-dir=/srv/app/.git reset --hard'), ['git.discard /workspace']);
  assert.deepEqual(effectsOf('git --work-tree=/srv/app checkout -- a.txt'), ['git.discard /srv/app/a.txt']);
});

test('a commit, branch or push says which repository it is in, when that is not the workspace', () => {
  assert.deepEqual(effectsOf('git --git-dir=/srv/app/.git commit -m x'), ['git.change /srv/app']);
  assert.deepEqual(places('git --git-dir=/srv/app/.git branch -D main'), ['main in /srv/app']);
  assert.deepEqual(places('git -C /srv/app push --force origin main'), ['main in /srv/app']);
  assert.deepEqual(places('git -C sub branch -D main'), ['main in ?']);
});

test('a folder that is told by a file, or by a variable that nobody here has set, may hold anybody’s settings', () => {
  for (const text of [
    'git -C "$(cat x)" status',
    'git -C "$X" log',
    'cd "$X" && git status',
    'cd "$X/$(basename y)" && git status',
    'cd "$X" || exit 1; git diff',
    'W=$(cat x); cd "$W" && git log',
    'while read -r d; do git -C "$d" status; done < list',
    'f() { git -C "$1" status; }; f "$(cat x)"',
    'env -C "$X" git status',
    'cd "$X" && python3 -m json.tool a.json',
    `cd "$X" && python3 -c "print(open('id_rsa').read())"`,
    'cd "$X" && yarn --version',
  ])
    assert.equal(read(text).complete, false, text);
  for (const text of [
    'cd "$(git rev-parse --show-toplevel)" && git status',
    'ROOT=$(git rev-parse --show-toplevel); git -C "$ROOT/sub" log',
    'cd "$(dirname "$0")" && git status',
    'D="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"; cd "$D" && git log',
    'cd "$OLDPWD" && git status',
    'cd - && git status',
    'cd "$X"; cd /srv/app; git status',
    'for r in a b; do git -C "$r" log -1; done',
    'f() { git -C "$1" status; }; f sub',
    'D=src; git -C "$D" status',
  ])
    assert.equal(read(text).complete, true, text);
});
