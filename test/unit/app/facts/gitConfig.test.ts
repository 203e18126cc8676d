import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { parseGitConfig } from '../../../../src/app/facts/gitConfig.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'keyturn-git-config-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** What git itself makes of a configuration text; undefined when it refuses it. */
function asGit(text: string): readonly string[] | undefined {
  const file = path.join(folder, 'config');
  writeFileSync(file, text);
  const { status, stdout } = spawnSync('git', ['config', '-z', '--file', file, '--list'], { encoding: 'utf8' });
  return status === 0 ? stdout.split('\0').filter((one) => one !== '') : undefined;
}

const TEXTS = [
  '[core]\n\tfsmonitor = evil\n',
  '[remote "o"]\n# a comment that ends in a backslash \\\n[core]\n\tfsmonitor = evil\n',
  '[remote "o"]\n\turl = a # the same behind a value \\\n[core]\n\tfsmonitor = evil\n',
  '[remote "o"]\n\turl = a\\\\\n[core]\n\tfsmonitor = evil\n',
  '[remote "o"]\n\turl = a\\\n  b\n[core]\n\tfsmonitor = evil\n',
  '[core]\n\tfsmonitor = ev\\\nil\n',
  '[core]\n\tfsmonitor = "true #" evil\n',
  '[core]\n\tfsmonitor = "a \\" # b"; a comment\n',
  '[core] fsmonitor = evil ; a comment\n',
  '[CORE]\r\n\tFsMonitor = evil\r\n',
  '[a "x # y"]\n\tb = c\n[core]\n\tfsmonitor\n',
  '; nothing but \\\n[core]\n\tpager = less\n',
  '[core]\n\tpager = a;b\n',
  '[core]\n\tpager = a\\tb\\\\\n',
];

test('a configuration is what git makes of it, or not known', () => {
  for (const text of TEXTS) {
    const git = asGit(text);
    const found = parseGitConfig(text);
    assert.ok(git !== undefined && found !== undefined, JSON.stringify(text));
    // Without a value git says only the name; that means true.
    assert.deepEqual(
      found.map(({ key, value }) => `${key}\n${value}`),
      git.map((one) => (one.includes('\n') ? one : `${one}\ntrue`)),
      JSON.stringify(text),
    );
  }
});
