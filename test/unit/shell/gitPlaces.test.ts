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
