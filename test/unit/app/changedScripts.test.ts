import assert from 'node:assert/strict';
import path from 'node:path';
import { after, test } from 'node:test';
import { openReaders } from '../../../src/app/readers.ts';
import { NO_DISK } from '../../../src/reading/ports.ts';
import type { TextPort } from '../../../src/reading/ports.ts';
import { readWhole } from '../../../src/reading/readWhole.ts';
import type { Ask } from '../../../src/reading/reader.ts';
import { CONTEXT, shell } from '../reading/whole.ts';

/** Every file is there and does nothing; a package script and a recipe, too. */
const port: TextPort = {
  file: (path) => Promise.resolve({ text: path.endsWith('pulls.sh') ? 'git pull\n' : '\n', sha256: 'abc' }),
  packageScript: ({ directory, runner }) => {
    const path = `${directory}/${runner === 'npm' ? 'package.json' : 'Makefile'}`;
    return Promise.resolve({
      texts: [{ text: ':', sha256: 'abc', path, dialect: 'sh' }],
      files: [{ path, sha256: 'abc' }],
    });
  },
};
const opened = openReaders({ dist: path.resolve('dist') });
after(() => opened.close());
const read = (command: string) => readWhole(shell(command), CONTEXT, opened.readers, port);

const changedIn = async (command: string): Promise<readonly string[]> =>
  (await read(command)).problems.flatMap(({ rule, values }) =>
    rule === 'problem.unread-file' && values['why'] === 'changed' ? [values['path'] ?? ''] : [],
  );

test('a script that an earlier part of the text may change is not known by what stands there now', async () => {
  const [script, makefile, manifest] = ['x.sh', 'Makefile', 'package.json'].map((name) => `/workspace/${name}`);
  const wrong: unknown[] = [];
  for (const [command, file] of [
    ['git pull && ./x.sh', script],
    ['git checkout other && ./x.sh', script],
    ['git checkout other -- x.sh && ./x.sh', script],
    ['git checkout -b mine origin/other && ./x.sh', script],
    ['git switch other; make', makefile],
    ['git stash pop && make', makefile],
    ['git stash && ./x.sh', script],
    ['git merge x && npm test', manifest],
    ['git rebase x && npm test', manifest],
    ['git cherry-pick x && npm test', manifest],
    ['git revert HEAD && npm test', manifest],
    ['git reset --hard origin/x && ./x.sh', script],
    ['git restore --source=x . && ./x.sh', script],
    ['git apply p.patch && ./x.sh', script],
    ['git am p.patch && ./x.sh', script],
    ['git submodule update && make', makefile],
    ['gh pr checkout 12 && npm test', manifest],
    ['cd src && git pull && cd .. && ./x.sh', script],
    ['(git pull) && ./x.sh', script],
    ['if git pull; then ./x.sh; fi', script],
    ['git pull & ./x.sh', script],
    ['./pulls.sh && ./x.sh', script],
    ['python3 -c \'import subprocess; subprocess.run(["git", "pull"])\'; ./x.sh', script],
    ['python3 -c \'open("package.json", "w").write(input())\'; npm test', manifest],
    ['patch -p1 < p && make', makefile],
    ['tar xf a.tgz && ./x.sh', script],
    ['unzip -o a.zip && make', makefile],
    ['rsync -a ../other/ . && ./x.sh', script],
    ['cp -r template/. . && npm test', manifest],
    ['cp other.json package.json && npm test', manifest],
    ['git mv other.sh x.sh && ./x.sh', script],
    ['git mv Makefile Makefile.old && make', makefile],
    ['git mv other/x.sh ./ && ./x.sh', script],
    ['ln -s other.sh x.sh && ./x.sh', script],
    ['cp -n other.json package.json; npm test', manifest],
    ['python3 -c \'import os; os.symlink("other.sh", "x.sh")\'; ./x.sh', script],
    ['sed -i s/a/b/ *.json && npm test', manifest],
    ['for i in 1 2; do ./x.sh; git pull; done', script],
    ['f() { ./x.sh; }; git pull; f', script],
    ["trap './x.sh' EXIT; git pull", script],
    ['(sleep 1; ./x.sh) & git pull', script],
    ['(sleep 1; make) | git pull', makefile],
    ['coproc ./x.sh; git pull', script],
    ['cat <(sleep 1; ./x.sh) <(git pull)', script],
    ["tmux new -d 'sleep 1; ./x.sh'; git pull", script],
    ["setsid -f sh -c 'sleep 1; ./x.sh'; git pull", script],
    ["seq 2 | xargs -I{} sh -c './x.sh; git pull'", script],
    ["find . -name a -exec sh -c './x.sh; git pull' ';'", script],
    ["watch './x.sh; git pull'", script],
    ["parallel sh -c './x.sh; git pull' ::: 1 2", script],
    ['x=\'git pull; ./x.sh\'; eval "$x"', script],
    [
      'node -e \'const c = require("child_process"); process.on("exit", () => c.execSync("./x.sh")); c.execSync("git pull")\'',
      script,
    ],
    [
      'python3 -c \'import subprocess\nfor i in (1, 2):\n    subprocess.run(["./x.sh"])\n    subprocess.run(["git", "pull"])\'',
      script,
    ],
  ] as const) {
    const changed = await changedIn(command);
    if (changed.join() !== file) wrong.push([command, changed]);
  }
  assert.deepEqual(wrong, []);
});

test('what changes other files, later or not at all leaves a script what it is', async () => {
  for (const command of [
    './x.sh && git pull',
    'npm test && git checkout main',
    'git bisect start HEAD v1 && git bisect run npm test',
    'git checkout -b mine && ./x.sh',
    'git fetch && ./x.sh',
    'git commit -am x && npm test',
    'git stash && npm test; git stash pop',
    'git stash push -- src/a.ts && ./x.sh',
    'sed -i s/a/b/ src/*.ts && npm test',
    'cp a.txt b.txt && ./x.sh',
    'tar xf a.tgz -C out && npm test',
    'echo hi > notes.md; make',
    'mkdir -p out && ./x.sh',
  ])
    assert.deepEqual(await changedIn(command), [], command);
});

test('a file that must not be there may come by an earlier part of the text', async () => {
  const made = async (command: string): Promise<boolean> => (await changedIn(command)).length > 0;
  for (const command of [
    'echo x > json.py; python3 -m json.tool a.json',
    'cp evil/a.py json.py; python3 -c "import json"',
    'cp evil/*.py .; python3 -m json.tool a.json',
    'cp -r evil json; python3 -m json.tool a.json',
    'unzip x.zip -d re; python3 -m json.tool a.json',
  ])
    assert.ok(await made(command), command);
  for (const command of [
    'python3 -m json.tool a.json; cp evil/*.py .',
    'cp evil/*.py src/; python3 -m json.tool a.json',
    'sed -i s/a/b/ *.py; python3 -m json.tool a.json',
    'wc -l *.py; sed -i s/a/b/ *.py; python3 -c "import ast"',
    'echo x > a.json; python3 -m json.tool a.json',
  ])
    assert.ok(!(await made(command)), command);
});

test('without a disk it is known where a script would stand', async () => {
  const { problems } = await readWhole(shell('git stash pop && npm test'), CONTEXT, opened.readers, NO_DISK);
  assert.deepEqual(
    problems.map(({ values }) => values),
    [{ path: '/workspace/package.json', why: 'changed' }],
  );
  const { complete } = await readWhole(shell('npm test && git stash pop'), CONTEXT, opened.readers, NO_DISK);
  assert.equal(complete, true);
});

test('the disk is asked of settings that the text may have changed, but for what a commit vouches', async () => {
  const changedFor = async (command: string): Promise<boolean> =>
    (await read(command)).asks.some((ask: Ask) => ask.ask === 'settings-kept' && ask.changed !== undefined);
  for (const command of ['cp -r template/. . && npx eslint .', 'git apply p && pytest', 'cp a tox.ini; pytest'])
    assert.equal(await changedFor(command), true, command);
  for (const command of ['git pull && npx eslint .', 'pytest && cp a tox.ini'])
    assert.equal(await changedFor(command), false, command);
});
