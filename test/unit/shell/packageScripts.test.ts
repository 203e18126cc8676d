import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_DISK } from '../../../src/reading/ports.ts';
import { readWhole } from '../../../src/reading/readWhole.ts';
import type { PackageScriptRequest } from '../../../src/reading/reader.ts';
import { openShellReader } from '../../../src/shell/openShell.ts';
import { CONTEXT, shell } from '../reading/whole.ts';

test('the packages whose script is meant, by each tool’s own words', async () => {
  const asked: PackageScriptRequest[] = [];
  const port = {
    ...NO_DISK,
    packageScript: (request: PackageScriptRequest) => {
      asked.push(request);
      return Promise.resolve({ unread: 'absent', files: [] } as const);
    },
  };
  for (const [command, packages] of [
    ['npm run build', undefined],
    ['npm run build -w web', ['web']],
    ['npm run build --workspace=apps/web -w api', ['apps/web', 'api']],
    ['npm -w web run build', ['web']],
    ['npm run build --workspaces', ['*']],
    ['npm run build -ws --if-present', ['*']],
    ['npm run build -- -w web', undefined],
    ['npm test -w web', ['web']],
    ['npm run build -w "$PKG"', ['']],
    ['pnpm --filter web build', ['web']],
    ['pnpm --filter=./apps/web run build', ['./apps/web']],
    ['pnpm -F web -F api build', ['web', 'api']],
    ['pnpm -r build', ['*']],
    ['pnpm -w build', undefined],
    ['pnpm build --filter web', undefined],
    ['yarn workspace web build', ['web']],
    ['yarn workspace web run build', ['web']],
    ['yarn workspaces run build', ['*']],
    ['yarn workspaces foreach -A run build', ['*']],
    ['bun --filter web dev', ['web']],
    ['bun run --filter web build', ['web']],
  ] as const) {
    asked.length = 0;
    const { complete } = await readWhole(shell(command), CONTEXT, { shell: openShellReader() }, port);
    assert.deepEqual(
      asked.map(({ packages: named }) => named),
      [packages],
      command,
    );
    assert.equal(
      complete,
      packages === undefined,
      `${command}: a package that is not found may have any script of that name`,
    );
  }
});

test('of a package that is not found it is not said that the workspace is gone', async () => {
  const said = async (command: string): Promise<readonly unknown[]> => {
    const port = { ...NO_DISK, packageScript: () => Promise.resolve({ unread: 'absent', files: [] } as const) };
    const { problems } = await readWhole(shell(command), CONTEXT, { shell: openShellReader() }, port);
    return problems.map(({ rule, values }) => [rule, values['why']]);
  };
  assert.deepEqual(await said('pnpm --filter web build'), [['problem.unread-file', 'package']]);
  assert.deepEqual(await said('npm run build'), []);
});

test('words for a package script stand behind it, not behind what runs before and after', async () => {
  const texts = (own: string, before: string): typeof NO_DISK => ({
    ...NO_DISK,
    packageScript: () => {
      const where = { sha256: 'abc', path: '/workspace/package.json', dialect: 'sh' };
      return Promise.resolve({
        texts: [
          { text: before, ...where },
          { text: own, own: true, ...where },
        ],
        files: [],
      });
    },
  });
  const kinds = async (command: string, own: string, before = 'true'): Promise<readonly string[]> =>
    (await readWhole(shell(command), CONTEXT, { shell: openShellReader() }, texts(own, before))).effects.map(
      ({ kind }) => kind,
    );
  for (const command of [
    'npm run x -- src',
    'npm run x src',
    'npm --silent run x -- src',
    'npm test -- src',
    'npm test src',
    'pnpm run x src',
    'pnpm doit src',
    'yarn doit src',
    'bun run x src',
    'node --run x -- src',
    "npm run x -- 'a b'",
    'npm run x -- src/*.js',
    'npm run x -- "$WHAT"',
  ]) {
    assert.ok((await kinds(command, 'rm -rf')).includes('file.delete'), command);
    assert.deepEqual(await kinds(command, 'true', 'rm -rf'), ['exec.project'], command);
  }
  // These are npm's own.
  for (const command of ['npm run x --silent', 'npm run x -w packages/a', 'npm test --loglevel silent'])
    assert.deepEqual(await kinds(command, 'rm -rf'), ['exec.project'], command);
  assert.ok((await kinds("npm run x -- '; rm -rf src'", 'echo')).every((kind) => kind === 'exec.project'));
  // Older npm and pnpm put them between double quotes.
  for (const word of ["'$(rm -rf src)'", "'`rm -rf src`'"])
    assert.ok((await kinds(`npm run x -- ${word}`, 'echo')).includes('file.delete'), word);
});
