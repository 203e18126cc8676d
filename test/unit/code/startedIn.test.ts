import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRead } from './reading.ts';

const read = await openRead();

const startedIn = (dialect: string, text: string): readonly (string | undefined)[] =>
  read(dialect, text).embedded.map(({ context }) => context?.cwd);

test('a program runs in the folder that an option names', () => {
  assert.deepEqual(startedIn('python', "import subprocess\nsubprocess.run(['ls'], cwd='/srv')"), ['/srv']);
  assert.deepEqual(startedIn('python', "import subprocess\nsubprocess.run('ls', shell=True, cwd='a')"), [
    '/workspace/a',
  ]);
  assert.deepEqual(
    startedIn('python', "import os, subprocess\nos.chdir('/srv')\nsubprocess.check_output(['ls'], cwd='a')"),
    ['/srv/a'],
  );
  assert.deepEqual(startedIn('javascript', "require('child_process').execSync('ls', { cwd: '/srv' })"), ['/srv']);
});

test('where the folder is not known, or variables are given, what runs is not either', () => {
  for (const [dialect, text] of [
    ['python', "import subprocess\nsubprocess.run(['ls'], cwd=name)"],
    ['python', "import subprocess\nsubprocess.run(['ls'], cwd='/a', env={'PATH': '/tmp'})"],
    ['python', "import subprocess\nsubprocess.run(['ls'], **more)"],
    ['javascript', "require('child_process').execSync('ls', { cwd: '/a', ...more })"],
    ['javascript', "require('child_process').execSync('ls', { cwd: '/a', env: { PATH: '/tmp' } })"],
  ] as const)
    assert.ok(
      read(dialect, text).effects.some(({ kind }) => kind === 'exec.opaque'),
      text,
    );
});

test('a list that is written where it runs is as it was written', () => {
  const text =
    'import subprocess\nn = 0\nfor l in subprocess.check_output(["git", "log"], text=True).split():\n    n += int(l)';
  assert.deepEqual(read('python', text).effects, []);
  const changed = 'import subprocess\nc = ["git", "log"]\nc[1] = "push"\nsubprocess.run(c)';
  assert.ok(read('python', changed).effects.some(({ kind }) => kind === 'exec.opaque'));
});
