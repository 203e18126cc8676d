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
