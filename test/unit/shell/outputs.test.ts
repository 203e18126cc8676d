import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectsOf } from './reading.ts';

/** What a command is said to write. */
function written(text: string): readonly string[] {
  return effectsOf(text).filter((effect) => effect.startsWith('file.'));
}

test('an output over what people write is said, and one that a build makes anyway is not', () => {
  const cases: Readonly<Record<string, string | undefined>> = {
    'gcc -o src/main.c a.o': 'file.write /workspace/src/main.c',
    'clang a.c -o Makefile': 'file.write /workspace/Makefile',
    'rustc -o src/main.rs a.rs': 'file.write /workspace/src/main.rs',
    'go build -o main.go .': 'file.write /workspace/main.go',
    'tsc --outFile src/a.js': 'file.write /workspace/src/a.js',
    'npx esbuild a.ts --bundle --outfile=src/a.js': 'file.write /workspace/src/a.js',
    'swiftc a.swift -o b.swift': 'file.write /workspace/b.swift',
    'go build -o bin/app .': undefined,
    'go build -o app .': undefined,
    'gcc a.c -o a': undefined,
    'npx esbuild a.ts --bundle --outfile=dist/a.js': undefined,
    'npx esbuild a.ts --bundle --outfile=public/app.js': undefined,
    'tsc --outFile dist/index.d.ts': undefined,
  };
  for (const [text, wanted] of Object.entries(cases))
    assert.deepEqual(written(text), wanted === undefined ? [] : [wanted], text);
});

test('a variable that makes programs write a file is an effect', () => {
  const cases: Readonly<Record<string, string | undefined>> = {
    'GIT_TRACE=/srv/t git status': 'file.write /srv/t',
    'NODE_REDIRECT_WARNINGS=src/a.ts node -e 1': 'file.write /workspace/src/a.ts',
    'ASAN_OPTIONS=detect_leaks=0:log_path=/srv/x true': 'file.write /srv/x',
    'ASAN_OPTIONS=log_path=stderr true': undefined,
    'CARGO_TARGET_DIR=/srv/x cargo build': 'file.write /srv/x',
    'CARGO_TARGET_DIR=target/ci cargo build': undefined,
    'GOCACHE=/tmp/go go build ./...': undefined,
    'GOCACHE=~/.cache/go go build ./...': undefined,
    'COVERAGE_FILE=.coverage.unit pytest': undefined,
    'COVERAGE_FILE=src/a.py pytest': 'file.write /workspace/src/a.py',
    'LESSHISTFILE=- true': undefined,
    'PSQL_HISTORY=/dev/null true': undefined,
  };
  for (const [text, wanted] of Object.entries(cases))
    assert.deepEqual(written(text), wanted === undefined ? [] : [wanted], text);
});

test('a variable that names another file with a password is a look into it', () => {
  assert.deepEqual(effectsOf('PGPASSFILE=/srv/x true'), ['file.read /srv/x']);
  assert.deepEqual(effectsOf('NETRC=.env true'), ['secret.read /workspace/.env']);
  assert.deepEqual(effectsOf('PGPASSFILE=~/.pgpass true'), [], 'where the client looks anyway');
});

test('a variable by which a program loads or runs something is opaque, unless it says that nothing is', () => {
  for (const text of [
    "KUBECTL_EXTERNAL_DIFF='rm -rf x' kubectl diff -f a.yaml",
    'PYTEST_PLUGINS=evil pytest',
    "PYTEST_ADDOPTS='-p evil' pytest",
    'PYTHONUSERBASE=x python3 -c 1',
    'PYTHONWARNINGS=error::a.B python3 -c 1',
    'HELM_PLUGINS=x helm list',
    'GOROOT=x go version',
    'AWS_CONFIG_FILE=x aws s3 ls',
    'GNUPGHOME=x gpg --list-keys',
  ])
    assert.ok(
      effectsOf(text).some((effect) => /^(?:exec\.opaque|file\.delete)/.test(effect)),
      text,
    );
  for (const text of [
    "PYTEST_ADDOPTS='-v --tb=short -n auto' true",
    'PYTHONWARNINGS=ignore true',
    'PYTHONWARNINGS=ignore::DeprecationWarning true',
    'GOTOOLCHAIN=local true',
    'AWS_CONFIG_FILE=/dev/null true',
  ])
    assert.deepEqual(effectsOf(text), [], text);
});
