import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectsOf, onlyReads, read } from '../reading.ts';

test('a date or a number in a name is a part of that name, and leads to no other folder', () => {
  for (const [text, effect] of [
    ['echo x > log-$(date +%F).txt', 'file.write /workspace/log-*.txt'],
    ['ts=$(date +%Y%m%d_%H%M%S); echo x > "runs/a-$ts.log"', 'file.write /workspace/runs/a-*.log'],
    ['out=log-$(date -u +%s).txt; echo x > "${out}"', 'file.write /workspace/log-*.txt'],
    ['echo x > rel-$(git rev-parse --short HEAD).txt', 'file.write /workspace/rel-*.txt'],
    ['echo x > out-$$.txt', 'file.write /workspace/out-*.txt'],
    ['mkdir -p "run-$(date +%F)"', 'file.create /workspace/run-*'],
    ['y=/etc/x-$(date +%F); echo x >> "$y"', 'file.write /etc/x-*'],
  ] as const)
    assert.ok(effectsOf(text).includes(effect), text);
  for (const text of [
    'echo x > log-$(date +%D).txt',
    'echo x > log-$(date +../%F).txt',
    'echo x > $(date +.env)',
    'echo x > log-$(date "$FORMAT").txt',
    'echo x > log-$(date +%F -f list).txt',
    'date() { cat list; }; echo x > log-$(date +%F).txt',
    'echo x > log-$(date +%F; cat list).txt',
    'IFS=-; echo x > log$(date +%F).txt',
    'ts=$(date +%s); echo x > "a.${ts//1/\\/}.txt"',
    'if make; then ts=$(date +%s); else ts=$1; fi; echo x > a$ts',
    'rm log-$(date +%F).txt',
    'bash run-$(date +%F).sh',
  ]) {
    const { complete, effects } = read(text);
    assert.ok(
      !complete || effects.some(({ object, traits }) => object.type === 'unknown' && traits.includes('dynamic')),
      text,
    );
  }
});

test('names that git lists are those that it tracks, as long as nothing else comes in between', () => {
  const isTracked = (text: string): boolean => {
    const globs = read(text).effects.filter(({ object }) => object.type === 'glob');
    return globs.length > 0 && globs.every(({ traits }) => traits.includes('tracked-only'));
  };
  for (const text of [
    'git ls-files | xargs grep x',
    'git ls-files -z | grep -zv test | xargs -0 cat',
    'for f in $(git ls-files src); do head "$f"; done',
    'git ls-files | while read -r f; do head "$f"; done',
    'mapfile -t all < <(git ls-files); cat "${all[@]}"',
    'git ls-files src | xargs sed -i s/a/b/',
    'git diff --name-only --relative | xargs cat',
  ])
    assert.ok(isTracked(text), text);
  for (const text of [
    'git ls-files -o | xargs cat',
    'git ls-files --recurse-submodules | xargs cat',
    'git diff --name-only HEAD~9 | xargs cat',
    'git diff --name-only --relative --cached | xargs cat',
    'git -C src ls-files | xargs cat',
    'git ls-files | (cd src && xargs cat)',
    'GIT_INDEX_FILE=x git ls-files | xargs cat',
    'git ls-files | xargs -I{} cat src/{}',
    'all=($(git ls-files) *.pem); cat "${all[@]}"',
  ])
    assert.ok(!isTracked(text), text);
  for (const text of ['git ls-files | cat - list.txt | xargs cat', 'git ls-files | xargs -a list.txt cat'])
    assert.ok(!effectsOf(text).includes('file.read /workspace/**'), text);
});

test('what is cut off a file’s name may lead to another file', () => {
  assert.deepEqual(effectsOf('for f in src/*.ts; do cat "${f%.ts}.js" "${f##*/}"; done'), [
    'file.read /workspace/src/*.js',
    'file.read /workspace/*.ts',
  ]);
  for (const text of [
    'for f in $(git ls-files); do cat "${f%.example}"; done',
    'for f in $(git ls-files); do cat "${f/a/.en}"; done',
    'for f in *; do cat "${f^^}"; done',
    'for f in a*; do cat "${f#a}"; done',
  ])
    assert.ok(!onlyReads(read(text)) || read(text).effects.some(({ traits }) => traits.includes('dynamic')), text);
});

test('the elements of an array are followed', () => {
  const elements = 'file.read /workspace/a file.read /workspace/b';
  for (const text of [
    'declare -a x=(a b); cat "${x[@]}"',
    'x=(a); x+=(b); cat "${x[@]}"',
    'f() { local x=(a b); cat "${x[@]}"; }; f',
  ])
    assert.equal(effectsOf(text).join(' '), elements, text);
  assert.deepEqual(effectsOf('mapfile -t x < <(git ls-files src); cat "${x[0]}"'), ['file.read /workspace/src/**']);
  for (const text of [
    'x=(a); rm "${x[@]/a/b}"',
    'declare -A x=([a]=/etc/x); rm "${x[@]}"',
    'x=([0]=/etc/x); rm "${x[@]}"',
    'mapfile -t x < list; rm "${x[@]}"',
    'mapfile -u 3 -t x; rm "${x[@]}"',
    'x=(a $(cat list)); rm "${x[@]}"',
    'readonly x=(a); x=(b); rm "${x[@]}"',
  ])
    assert.ok(
      read(text).effects.some(({ kind, traits }) => kind === 'file.delete' && traits.includes('dynamic')),
      text,
    );
  for (const text of ['PATH=(./bin); ls', 'declare -a LD_PRELOAD=(./x.so); ls', "mapfile -C 'rm x' a < b"])
    assert.ok(!onlyReads(read(text)), text);
});

test('the top of the repository is the workspace where the disk says so', () => {
  const text = 'cd src && cat "$(git rev-parse --show-toplevel)/a"';
  const { asks } = read(text);
  assert.ok(
    asks.some((ask) => ask.ask === 'top-level' && ask.directory === '/workspace/src' && ask.root === '/workspace'),
  );
  assert.deepEqual(effectsOf(text), ['file.read /workspace/a']);
  for (const other of [
    'cd /tmp && cat "$(git rev-parse --show-toplevel)/a"',
    'GIT_WORK_TREE=/x; cat "$(git rev-parse --show-toplevel)/a"',
    'cat "$(git -C src rev-parse --show-toplevel)/a"',
    'cd "$x"; cat "$(git rev-parse --show-toplevel)/a"',
  ])
    assert.ok(
      read(other).effects.some(({ traits }) => traits.includes('dynamic')),
      other,
    );
});

test('a variable for modules says nothing to a program that loads none', () => {
  assert.ok(onlyReads(read('PYTHONPATH=src grep -rn x src')));
  for (const text of [
    'PYTHONPATH=src python -m x',
    'PYTHONPATH=src find . -exec python x.py {} +',
    'LD_PRELOAD=./x.so grep x a',
    'PYTHONPATH=$(rm x) grep x a',
    'grep() { python x.py; }; PYTHONPATH=src grep x',
  ])
    assert.ok(!onlyReads(read(text)), text);
});

test('compgen lists names, unless it is given something to run', () => {
  for (const text of ['compgen -e', 'compgen -v | sort', 'compgen -A function']) assert.ok(onlyReads(read(text)), text);
  for (const text of [
    'for v in $(compgen -e); do echo "${!v}"; done',
    'for v in $(compgen -v); do declare -p "$v"; done',
    'compgen -e | xargs printenv',
  ])
    assert.ok(!onlyReads(read(text)), text);
  for (const text of ["compgen -W '$(rm x)'", 'compgen -F f', "compgen -C 'rm x'"])
    assert.ok(!onlyReads(read(text)), text);
});

test('sed that keeps a copy writes over an older one', () => {
  assert.deepEqual(effectsOf("sed -i.bak 's/a/b/' x.txt"), [
    'file.write /workspace/x.txt',
    'file.write /workspace/x.txt.bak',
  ]);
  assert.deepEqual(effectsOf("sed -i 's/a/b/' x.txt"), ['file.write /workspace/x.txt']);
  const [, copy] = read("sed -i'old/*' 's/a/b/' x.txt").effects;
  assert.ok(copy?.traits.includes('dynamic'));
});
