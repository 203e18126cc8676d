import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectsOf, onlyReads, read } from './reading.ts';

test('a word that only looks and is followed by one that changes something is no read', () => {
  for (const text of [
    'glab config set token x',
    'poetry source add evil https://h',
    'poetry config repositories.a https://h',
    'conda config --add channels a',
    'bundle config mirror.https://rubygems.org http://h',
    'uv self update',
    'nix flake update',
    'pulumi env rm o/e',
    'docker model rm a',
    'kubectl auth reconcile -f r.yaml',
    'regctl config set x',
    'prisma platform project delete x',
    'terraform providers mirror /srv',
    'gem yank a --version 1.0.0',
    'helm template ./c --output-dir out',
    'helm template ./c --post-renderer ./x.sh',
    'go env -u GOPROXY',
  ])
    assert.ok(!onlyReads(read(text)), `${text} is taken for a read`);
});

test('the same word as the name of what is looked at, and a question for the version, stay reads', () => {
  for (const text of [
    'npm view install',
    'pip show update',
    'brew search add',
    'gh run view 1',
    'glab config get editor',
    'poetry version',
    'bundle config path',
    'cargo tree --version',
    'docker compose --version',
    'go list -m -u all',
    'helm template ./c --set run=1',
    'terraform providers',
  ])
    assert.ok(onlyReads(read(text)), `${text} is not taken for a read`);
});

test('variables that name a file make what runs then write to it', () => {
  assert.deepEqual(effectsOf('GIT_TRACE=/workspace/a git status'), ['file.write /workspace/a']);
  assert.deepEqual(effectsOf('TF_LOG_PATH=a terraform version'), ['file.write /workspace/a']);
  for (const text of ['GIT_TRACE=1 git status', 'GIT_TRACE2=true git log -1', 'LESS=-RFX less a.txt'])
    assert.ok(onlyReads(read(text)), `${text} is not taken for a read`);
  for (const text of ["LESS='+!rm -rf x' less a.txt", 'DOTNET_STARTUP_HOOKS=/tmp/x dotnet --version'])
    assert.ok(!onlyReads(read(text)), `${text} is taken for a read`);
});

test('what a tool of the project writes outside the workspace is said for itself', () => {
  const written = (text: string): readonly string[] =>
    effectsOf(text).filter((effect) => effect.startsWith('file.write'));
  for (const [text, path] of [
    ['go build -o /usr/local/bin/x .', '/usr/local/bin/x'],
    ['gcc -o../x a.c', '/x'],
    ['esbuild a.ts --outfile=/srv/x.js', '/srv/x.js'],
    ['tsc --outDir ../x', '/x'],
    ['npx prettier --write ../other', '/other'],
    ['eslint --fix ../other/src', '/other/src'],
    ['black /srv/app', '/srv/app'],
  ] as const)
    assert.deepEqual(written(text), [`file.write ${path}`], text);
  for (const text of [
    'go build -o bin/app .',
    'go build -o /tmp/app .',
    'prettier --check ../other',
    'black --check /srv/app',
    'eslint ../other/src',
    'pytest ../other/tests',
    'tsc -p ../shared',
  ])
    assert.deepEqual(written(text), [], text);
});
