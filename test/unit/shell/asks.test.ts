import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onlyReads, read } from './reading.ts';

/** Whether what the text starts may pass under `low` where the workspace's settings are as HEAD has them. */
function asks(text: string): readonly string[] {
  return read(text).asks.flatMap((ask) => {
    if (ask.ask !== 'settings-kept') return ask.ask === 'docker-here' ? [ask.ask] : [];
    return [ask.lock ? `lock ${ask.file ?? ''}`.trim() : 'settings'];
  });
}

test('services of the workspace’s own compose file hang on its settings', () => {
  for (const text of [
    'docker compose up -d',
    'docker compose up -d --build api',
    'docker compose -f docker-compose.dev.yml up --wait',
    'docker compose --file=compose.yaml stop',
    'docker-compose restart api',
    'DOCKER_BUILDKIT=1 docker compose up -d',
  ])
    assert.deepEqual(asks(text), ['settings', 'docker-here'], text);
});

test('another file, machine or project, and what throws something away, is for a person', () => {
  for (const text of [
    'docker compose -f ../other/compose.yml up -d',
    'docker compose -f/srv/compose.yml up -d',
    'docker compose --project-directory /srv up -d',
    'docker compose -p other up -d',
    'docker --context prod compose up -d',
    'docker -H tcp://build.example:2375 compose up -d',
    'DOCKER_HOST=tcp://build.example:2375 docker compose up -d',
    'export COMPOSE_FILE=/srv/compose.yml; docker compose up -d',
    'docker compose up -d "$SERVICE"',
    'docker compose up --force-recreate',
    'docker compose up --renew-anon-volumes',
    'docker compose up --remove-orphans',
    'docker compose down',
    'docker compose kill api',
    'docker stop api',
    'podman compose up -d',
  ])
    assert.deepEqual(asks(text), [], text);
});

test('an install hangs on the lock file of its own tool', () => {
  const cases: readonly (readonly [text: string, lock: string])[] = [
    ['npm ci', 'lock'],
    ['npm prune', 'lock'],
    ['uv sync --frozen', 'lock uv.lock'],
    ['poetry install --no-root', 'lock poetry.lock'],
    ['bundle install', 'lock Gemfile.lock'],
    ['composer install --no-dev', 'lock composer.lock'],
    ['cargo fetch --locked', 'lock Cargo.lock'],
    ['go mod download', 'lock go.sum'],
    ['dotnet restore --locked-mode', 'lock packages.lock.json'],
    ['terraform init -backend=false', 'lock .terraform.lock.hcl'],
    ['pip install -r requirements.txt', 'lock requirements.txt'],
    ['pip3 install -q -r dev/requirements.txt', 'lock requirements.txt'],
  ];
  for (const [text, lock] of cases) assert.deepEqual(asks(text), [lock], text);
});

test('an install of something else, or from elsewhere, is for a person', () => {
  for (const text of [
    'npm install zod',
    'npm rebuild',
    'npm dedupe',
    'npm ci --registry https://r.example',
    'uv sync --upgrade',
    'uv sync --index-url https://r.example',
    'uv sync "$FLAGS"',
    'uv add httpx',
    'pip install -e .',
    'pip install -r requirements.txt httpx',
    'pip install -r a.txt -r b.txt',
    'pip install -U -r requirements.txt',
    'pip install -t /usr/lib -r requirements.txt',
    'pip install -r ../requirements.txt',
    'pip install -r requirements.txt -i https://r.example',
    'pipx install -r requirements.txt',
    'bundle update',
    'composer update',
    'cargo add serde',
    'go get x.example/y',
    'go mod tidy',
    'dotnet restore',
    'dotnet restore --locked-mode --source https://r.example',
    'terraform init -upgrade',
    'terraform init -backend-config=prod.hcl',
    'terraform init -migrate-state',
    'terragrunt init',
  ])
    assert.deepEqual(asks(text), [], text);
});

test('a version is told by the workspace’s own code where a file says which program that is', () => {
  const paths = (text: string): readonly string[] =>
    read(text).asks.flatMap((ask) => (ask.ask === 'absent' ? [ask.path] : []));
  assert.deepEqual(paths('yarn --version'), ['/workspace/.yarnrc.yml', '/workspace/.yarnrc']);
  assert.deepEqual(paths('cd app && pytest --version'), ['/workspace/app/conftest.py']);
  assert.deepEqual(paths('mocha --help'), ['/workspace/.mocharc.js', '/workspace/.mocharc.cjs']);
  assert.deepEqual(paths('node --version'), []);
});

test('a module of Python’s own is that where no file of the folder bears its name', () => {
  const paths = (text: string): readonly string[] =>
    read(text).asks.flatMap((ask) => (ask.ask === 'absent' ? [ask.path] : []));
  for (const name of ['json.py', 'json/__init__.py', 'argparse.py'])
    assert.ok(paths('python3 -m json.tool a.json').includes(`/workspace/${name}`), name);
  assert.ok(paths('cd app && cat a | python -m json.tool').includes('/workspace/app/json.py'));
  assert.ok(paths('python3 -m compileall src').includes('/workspace/filecmp.py'));
});

test('a letter that asks one tool for its version makes another run everything', () => {
  const kinds = (text: string): readonly string[] => read(text).effects.map(({ kind }) => kind);
  for (const text of ['pytest -v', 'tox -v', 'ctest -V', 'act -v', 'invoke info', 'gulp version', 'jest doctor'])
    assert.deepEqual(kinds(text), ['exec.project'], text);
  for (const text of ['tsc -v', 'pytest -V', 'next info', 'hugo version', 'jest -v'])
    assert.deepEqual(kinds(text), [], text);
});

test('an option that says by its name that it writes or runs is no way to print, in whatever tool', () => {
  const proved = (text: string): boolean => onlyReads(read(text));
  for (const text of [
    'shuf -o src/a.ts b.txt',
    'dstat --output a.csv',
    'cloc --exec x src',
    'gum --version --in-place',
  ])
    assert.equal(proved(text), false, text);
  for (const text of ['xan headers a.csv', 'cloc --json src', 'find . -name x -prune -o -print'])
    assert.equal(proved(text), true, text);
});

test('what is run in a repository that the same text fetches goes by settings that nobody here has seen', () => {
  const asksOf = (text: string): readonly string[] =>
    read(text).asks.flatMap((ask) => (ask.ask === 'settings-kept' ? [ask.directory] : []));
  for (const text of [
    'git clone https://github.com/a/b && cd b && make',
    'git clone https://github.com/a/b.git && cd b && npm test',
    'git clone https://github.com/a/b x && make -C x && cd x/y && npm ci',
    'git clone https://github.com/a/b . && pytest',
    'f() { git clone https://github.com/a/b; }; f; (cd b; cargo build)',
  ]) {
    assert.ok(
      read(text).effects.some(({ kind }) => kind === 'exec.project' || kind === 'exec.install'),
      text,
    );
    assert.deepEqual(asksOf(text), [], text);
  }
  assert.deepEqual(asksOf('git clone https://github.com/a/b && pytest'), ['/workspace']);
});

test('a folder that is named to a package manager is where its scripts, settings and lock file lie', () => {
  for (const text of [
    'npm --prefix web run build',
    'npm -C web run build',
    'npm run build --prefix web',
    'npm run --prefix=web build -- --prefix other',
    'pnpm --dir web build',
    'pnpm -C web run build',
    'yarn --cwd web build',
    'bun --cwd web run build',
  ])
    assert.deepEqual(
      read(text).embedded.map(({ want }) => ('directory' in want ? `${want.directory} ${want.name}` : '')),
      ['/workspace/web build'],
      text,
    );
  for (const text of ['npm ci --prefix web', 'npm --prefix web ci', 'pnpm --dir web install --frozen-lockfile'])
    assert.deepEqual(
      read(text).asks.map((ask) => ('directory' in ask ? ask.directory : '')),
      ['/workspace/web'],
      text,
    );
  assert.deepEqual(
    read('npm run build -- --prefix web').embedded.map(({ want }) => 'directory' in want && want.directory),
    ['/workspace'],
  );
});

test('a file that bun is given is read as that file, not taken for a script of package.json', () => {
  const wants = (text: string): readonly string[] =>
    read(text).embedded.map(({ want }) => ('path' in want ? want.path : 'name' in want ? want.name : ''));
  assert.deepEqual(wants('bun /tmp/a.ts'), ['/tmp/a.ts']);
  assert.deepEqual(wants('bun run ~/a.ts --x'), ['/home/dev/a.ts']);
  assert.deepEqual(wants('bun --hot server.ts'), ['/workspace/server.ts']);
  assert.deepEqual(wants('bun run scripts/tidy.sh'), ['/workspace/scripts/tidy.sh']);
  assert.deepEqual(wants('bun ./src/index'), ['/workspace/src/index']);
  assert.deepEqual(wants('bun -r ./load.ts run dev'), ['/workspace/load.ts', 'dev']);
  assert.deepEqual(wants('bun run dev'), ['dev']);
  assert.deepEqual(wants('bun run build:all'), ['build:all']);
});

test('a search through files of code by their ending asks nothing of what lies beside them', () => {
  const below = (text: string): boolean => read(text).asks.some(({ ask }) => ask === 'no-secrets-below');
  assert.ok(!below('grep -r todo docs/*.md'));
  for (const text of [
    'grep -r todo *',
    'grep -r todo src/*',
    'grep -r todo *.json',
    'grep -r todo .*',
    'grep -r todo docs',
  ])
    assert.ok(below(text), text);
});

test('the patterns behind zip -x are no files that it reads', () => {
  const places = read("zip -r a.zip src -x '*/tmp/*' '*.log'").asks.flatMap((ask) =>
    ask.ask === 'no-secrets-below' ? [ask.directory] : [],
  );
  assert.deepEqual(places, ['/workspace/src']);
});

test('tar takes files from where its -C before them leads', () => {
  const places = (words: string): readonly string[] =>
    read(`tar -czf a.tgz ${words}`).asks.flatMap((ask) => (ask.ask === 'no-secrets-below' ? [ask.directory] : []));
  assert.deepEqual(places('-C dist .'), ['/workspace/dist']);
  assert.deepEqual(places('src -C dist x -C sub y --directory=/tmp/o z'), [
    '/workspace/src',
    '/workspace/dist/x',
    '/workspace/dist/sub/y',
    '/tmp/o/z',
  ]);
  // A folder behind the file is not one that leads to it.
  assert.deepEqual(places('. -C dist'), ['/workspace']);
});

test('make is given names that are variables when a file bears them, and words that the text says', () => {
  for (const text of ['git ls-files | xargs make', 'make $(ls *.c)', 'for f in *; do make $f; done', 'make *'])
    assert.equal(read(text).complete, false, text);
  for (const text of [
    'for t in lint test; do make $t; done',
    'for d in */; do make -C $d; done',
    'make -j$(nproc) test',
  ])
    assert.equal(read(text).complete, true, text);
});
