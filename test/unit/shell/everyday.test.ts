import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectsOf, onlyReads, read } from './reading.ts';

const kindsOf = (text: string): readonly string[] => [...new Set(read(text).effects.map(({ kind }) => kind))].sort();

test('names that a column or a loop takes out of a list are names below this folder', () => {
  for (const text of [
    "git status --porcelain | awk '{print $2}' | xargs wc -l",
    'git diff --name-status main | cut -f2 | xargs wc -l',
    'rg -l foo src | while IFS= read -r f; do head -1 "$f"; done',
  ])
    assert.ok(onlyReads(read(text)), `${text}: ${JSON.stringify(read(text).effects)}`);
  for (const text of [
    // A file's content, and words that a filter makes up, are anything.
    "cat list.txt | awk '{print $2}' | xargs cat",
    "git ls-files | sed 's|^|/etc/|' | xargs cat",
    'git ls-files | awk \'{print "/etc/" $1}\' | xargs cat',
    "git blame --porcelain a.ts | awk '{print $2}' | xargs cat",
    'git ls-files | cut -d/ -f1 list.txt | xargs cat',
  ])
    assert.ok(
      read(text).effects.some(({ traits }) => traits.includes('dynamic')),
      text,
    );
});

test('what is set for `read` alone is gone behind it, the name that it reads into stays', () => {
  // With separators of its own nobody knows what of the line it takes.
  assert.deepEqual(kindsOf('IFS=, read -r a <<< rm; $a x'), ['exec.opaque']);
  assert.deepEqual(kindsOf('LC_ALL=C read -r a <<< rm; $a x'), ['file.delete']);
  assert.deepEqual(kindsOf('X=rm read -r a <<< b; $X y'), kindsOf('$X y'));
});

test('mktemp prints the name of what it made', () => {
  const names = read('t=$(mktemp); date > "$t"; rm -f "$t"').effects.map(({ object }) => object.name);
  assert.deepEqual([...new Set(names)], ['/tmp/tmp.XXXXXXXXXX']);
  assert.deepEqual(kindsOf('rm -rf "$(mktemp -p "$D")"'), ['file.create', 'file.delete']);
  assert.ok(read('TMPDIR=/home/user; rm -rf "$(mktemp)"').effects.some(({ traits }) => traits.includes('dynamic')));
});

test('a program that this text builds is project code, a script of that name is not', () => {
  assert.deepEqual(kindsOf('go build -o bin/app ./cmd/app && ./bin/app version'), ['exec.project']);
  for (const text of [
    'go build -o bin/app.sh ./cmd/app && ./bin/app.sh',
    'go build -toolexec=./x -o bin/app . && ./bin/app',
  ])
    assert.ok(
      read(text).embedded.length === 1 || kindsOf(text).includes('exec.opaque'),
      `${text}: the file has to be read, or cannot be`,
    );
});

test('options in variables that load nothing are ordinary', () => {
  for (const text of [
    'RUSTFLAGS="-C target-cpu=native" cargo build',
    'GOFLAGS=-mod=mod go build',
    'PATH="$PWD/node_modules/.bin:$PATH" tsc',
  ])
    assert.deepEqual(kindsOf(text), ['exec.project'], text);
  for (const text of [
    'RUSTFLAGS="-C linker=./x" cargo build',
    'GOFLAGS=-toolexec=./x go build',
    'MAVEN_OPTS=-javaagent:x.jar mvn test',
    'PATH=./evil:$PATH tsc',
    'PATH=/tmp/node_modules/.bin:$PATH tsc',
  ])
    assert.ok(kindsOf(text).includes('exec.opaque'), text);
});

test('asking for the version is no more than that, of a program that is known', () => {
  assert.ok(onlyReads(read('find --version')));
  for (const text of ['unheard-of --version', 'sh -V -c x']) assert.ok(!onlyReads(read(text)), text);
});

test('code that a known program prints for its own set-up is known, from that program alone', () => {
  for (const text of [
    'eval "$(pyenv init -)"',
    'eval "$(pyenv init - bash)" && python --version',
    'eval "$(fnm env --use-on-cd --shell zsh)"',
    'eval $(opam env)',
    'eval `direnv hook bash`',
    'eval "$(/opt/homebrew/bin/brew shellenv)"',
  ])
    assert.deepEqual(kindsOf(text), ['exec.project'], text);
  assert.deepEqual(kindsOf('eval "$(ssh-agent -s)"'), ['exec.project', 'system.change']);
  for (const text of [
    'pyenv() { echo rm -rf src; }; eval "$(pyenv init -)"',
    'alias fnm="echo rm -rf src"; eval "$(fnm env)"',
    'eval "$(fnm env; echo rm -rf src)"',
    'eval "$(fnm env) rm -rf src"',
    'eval "$(./fnm env)"',
    'eval "$(direnv export bash)"',
    'eval "$(pyenv init - $X)"',
    'eval "$(pyenv exec cat x)"',
  ])
    assert.ok(
      kindsOf(text).some((kind) => kind === 'exec.opaque' || kind === 'file.delete'),
      `${text}: ${kindsOf(text).join()}`,
    );
});

test('what comes into a folder for hooks is installed there; the folder alone is nothing yet', () => {
  const installs = (text: string): boolean => effectsOf(text).some((effect) => effect.startsWith('persist.install'));
  for (const text of ['mkdir -p .husky', 'mkdir -p .github/workflows .claude/skills/review', 'mkdir .devcontainer'])
    assert.equal(installs(text), false, text);
  for (const text of [
    'mkdir .husky && cp x .husky/pre-commit',
    'mkdir .husky; echo x > .husky/pre-commit',
    'mkdir .husky && mv x .husky/',
    'cp -rn src .github/workflows/',
    'git mv src .husky',
    'ln -s src .husky',
    'git worktree add .husky main',
    'python -m venv .husky',
    'mkdir .git/hooks/x',
    'mkdir conftest.py',
    'mkdir -m 777 .husky',
    'mkdir -p ~/.config/systemd/user',
  ])
    assert.equal(installs(text), true, text);
});
