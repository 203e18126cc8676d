import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { diskFacts } from '../../../src/app/facts/diskFacts.ts';
import { judgeAction } from '../../../src/app/judge.ts';
import type { JudgeOptions } from '../../../src/app/judge.ts';
import { NO_DISK } from '../../../src/reading/ports.ts';
import { openShellReader } from '../../../src/shell/openShell.ts';

const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'keyturn-moved-')));
after(() => rmSync(root, { recursive: true, force: true }));
const shop = path.join(root, 'shop');
for (const folder of ['kept', 'changed', 'beside']) mkdirSync(path.join(shop, folder), { recursive: true });
const write = (name: string): void => writeFileSync(path.join(shop, name), `${name}\n`);
for (const name of ['kept/a.js', 'changed/a.js', 'beside/a.js', 'whole.js', 'edited.js']) write(name);
const git = (...words: readonly string[]): void => {
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...words], { cwd: shop, stdio: 'ignore' });
};
git('init', '-q');
git('add', '-A');
git('commit', '-qm', 'one');
for (const name of ['changed/a.js', 'edited.js']) appendFileSync(path.join(shop, name), 'more\n');
write('beside/new.js');

/** Time is not what this is about: a slow machine must not fail it. */
const options: JudgeOptions = {
  readers: { shell: openShellReader() },
  texts: NO_DISK,
  workspace: () => shop,
  home: path.join(root, 'home'),
  autoPass: () => 'low',
  facts: diskFacts(10_000),
};

test('what git mv has moved is lost with its new place, if git has not every byte of it', async () => {
  const cases: readonly (readonly [command: string, ruling: string])[] = [
    ['git mv changed b && rm -rf b', 'hold'],
    ['git mv beside b; rm -rf b/', 'hold'],
    ['git mv changed dist/c && rm -rf dist', 'hold'],
    ['git mv changed b && cp whole.js b/a.js', 'hold'],
    ['git mv edited.js b.js && rm b.js', 'hold'],
    ['git mv edited.js b.js && cat whole.js > b.js', 'hold'],
    ['git mv edited.js b.js && mv b.js c.js && rm c.js', 'hold'],
    ['git mv edited.js b.js && git mv b.js c.js && rm c.js', 'hold'],
    ['git mv kept b && rm -rf b', 'pass'],
    ['git mv whole.js b.js && rm b.js', 'pass'],
    ['git mv whole.js b.js && sed -i s/a/b/ b.js && git add -A', 'pass'],
    ['git mv edited.js b.js', 'pass'],
    ['git mv changed b && git commit -qm two', 'pass'],
    ['git mv edited.js b.js && sed -i s/a/b/ whole.js', 'pass'],
  ];
  for (const [command, ruling] of cases) {
    const { verdict } = await judgeAction({ kind: 'shell', command }, shop, options);
    assert.equal(verdict.ruling, ruling, command);
  }
});
