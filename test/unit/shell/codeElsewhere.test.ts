import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_DISK } from '../../../src/reading/ports.ts';
import { readWhole } from '../../../src/reading/readWhole.ts';
import { openShellReader } from '../../../src/shell/openShell.ts';
import { CONTEXT, shell } from '../reading/whole.ts';

const runsElsewhere = async (command: string): Promise<boolean> => {
  const { effects } = await readWhole(shell(command), CONTEXT, { shell: openShellReader() }, NO_DISK);
  return effects.some(({ kind }) => kind === 'exec.opaque');
};

test('a tool of the project that goes by code or settings of elsewhere, or runs a program in place of another', async () => {
  for (const command of [
    'npx jest --config /tmp/x.js',
    'npx jest --config "$CONFIG"',
    'eslint --config=$CONFIG .',
    'npx jest --conf=/tmp/x.js',
    'npx mocha -r /tmp/x.js',
    'npx mocha -r/tmp/x.js',
    'npx eslint --rulesdir ~/rules .',
    'npx prettier --plugin=../../p.js --check .',
    'pytest ../other/test_x.py',
    'python -m pytest -c /tmp/pytest.ini',
    'bundle exec rspec -r /tmp/x.rb',
    'rake -f /tmp/Rakefile test',
    './gradlew -I /tmp/init.gradle test',
    'mvn -s /tmp/s.xml verify',
    'make -I /tmp/inc all',
    'make MAKEFILES=/tmp/x.mk',
    'cmake -C /tmp/init.cmake -B build',
    "go test -exec 'rm -rf' ./...",
    'go build -toolexec=/tmp/t ./...',
    'cargo --config \'build.rustc-wrapper="/tmp/w"\' check',
    'cargo test --config target.x.runner=\'"rm"\'',
    'cargo check --manifest-path /tmp/x/Cargo.toml',
    "npm run build --node-options='--require /tmp/x.js'",
    "npm --node-options='-r ./x.js' run build",
    'npm run build --userconfig=/tmp/.npmrc',
    'npx cross-env NODE_OPTIONS=--require=/tmp/x.js npm test',
    'npx dotenv -e /tmp/.env -- npm test',
    "pylint --init-hook='import os' src",
    'just --justfile /tmp/justfile build',
    "just --set cmd 'rm -rf src' run",
    'just --shell ./evil build',
    'task -t /tmp/Taskfile.yml build',
    "make test FLAGS='; rm -rf src'",
    "make FLAGS='$(shell rm -rf src)'",
    './gradlew -Dorg.gradle.jvmargs=-javaagent:/tmp/a.jar test',
    "sbt '; eval x'",
    "dotnet build -p:PreBuildEvent='rm -rf src'",
    'php -d auto_prepend_file=/tmp/x.php vendor/bin/phpunit',
    'openssl req -engine ./evil.so',
    './gradlew -b/tmp/b.gradle build',
    'npm run test -w ../evil',
    'npx jest -c \'{"globalSetup":"/tmp/x.js"}\'',
    'pytest @/tmp/args.txt',
    'bazel build --override_repository=x=/tmp/x //...',
    "go test -ldflags='-extld=/tmp/ld' ./...",
    'buf generate --template /tmp/b.yaml',
    'protoc --plugin=protoc-gen-x=/tmp/p --x_out=. a.proto',
    'alembic -c /tmp/a.ini check',
    "npx --node-options='--import /tmp/x.mjs' tsc",
    'ruby -I /tmp -e 1',
    'go run main.go ../other.go',
    'go run ../other x',
    'go run -modfile /tmp/go.mod . x',
  ])
    assert.equal(await runsElsewhere(command), true, command);
});

test('what is filled, kept or shown elsewhere, the system’s own folders and the words of the program behind are no code', async () => {
  for (const command of [
    'npx vitest run --config vitest.config.ts',
    'pytest --junitxml=/tmp/x.xml -o cache_dir=/tmp/c tests',
    'go test -coverprofile=/tmp/c.out ./... && go tool cover -func=/tmp/c.out',
    'go test -exec ./scripts/runner ./...',
    'go build -o /tmp/x ./cmd/x',
    'cargo build --config net.git-fetch-with-cli=true',
    'cargo run -- /tmp/in.txt',
    'go run . -n ../data',
    'go run -race ./cmd/x ../data /tmp/in.txt',
    'go run main.go util.go ../data',
    'cmake -S . -B /tmp/b -DCMAKE_INSTALL_PREFIX=/usr/local',
    'cmake ..',
    'npm run test -w packages/a',
    'make PREFIX=/usr/local',
    'make test TMPDIR=/tmp/x',
    'npx eslint src --cache-location /tmp/c',
    'npx tsc --outDir /tmp/out',
    'mypy --cache-dir=/dev/null src',
    'sphinx-build -b html docs /tmp/site',
    'npm test -- /tmp/x',
    'npm run build --node-options=--max-old-space-size=4096',
    'docker compose exec web pytest /app/tests',
    'cd src && npx eslint ../lib',
    'npx cross-env NODE_ENV=test npm test',
    'npx dotenv -e .env.test -- npm test',
    'just --set version 1.2 build',
    "make test ARGS='-v --run x'",
    'task build VERSION=1.2',
    'sbt test',
    "sbt 'testOnly a.B'",
    'dotnet build -p:Version=1.2',
    'openssl req -in a.csr -noout -text',
    'mvn -q dependency:tree',
    'protoc --go_out=. --proto_path=protos a.proto',
    'CONFIG=jest.config.js; npx jest --config "$CONFIG"',
    'npx jest --config \'{"testEnvironment":"node"}\' --reporters=default',
    "go build -ldflags '-s -w -X main.version=1.2' ./cmd/x",
    'alembic current',
  ])
    assert.equal(await runsElsewhere(command), false, command);
});
