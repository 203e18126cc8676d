/** Makes a fresh copy of the demo's shop: a git repository with a past, unfinished work, secrets and a filled database. */
import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { databaseScript } from './shopDatabase.mjs';
import { history, ignored, unfinished } from './shopFiles.mjs';

const firstDay = Date.UTC(2025, 8, 1, 9);
const day = 24 * 3600 * 1000;

function mustSucceed(file, words, options) {
  const done = spawnSync(file, words, { encoding: 'utf8', maxBuffer: 1 << 26, ...options });
  if (done.error !== undefined) throw done.error;
  if (done.status !== 0) throw new Error(`${file} ${words.join(' ')} failed:\n${done.stderr}`);
}

/** The person's own git settings (signing, hooks, default branch) stay out of the demo. */
function git(folder, words, at) {
  const date = new Date(at).toISOString();
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_DATE: date,
  };
  mustSucceed('git', words, { cwd: folder, env });
}

async function writeFiles(folder, files) {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

/** Fills `folder`, which must not exist yet. */
export async function makeShop(folder) {
  await mkdir(folder, { recursive: true });
  git(folder, ['init', '-q', '-b', 'main'], firstDay);
  git(folder, ['config', 'user.name', 'Mira Castell'], firstDay);
  git(folder, ['config', 'user.email', 'mira@shop.example'], firstDay);
  for (const [number, commit] of history.entries()) {
    await writeFiles(folder, commit.files);
    git(folder, ['add', '-A'], firstDay);
    git(folder, ['commit', '-q', '-m', commit.message], firstDay + number * 3 * day);
  }
  await writeFiles(folder, unfinished);
  await writeFiles(folder, ignored);
  mustSucceed('sqlite3', ['shop.db'], { cwd: folder, input: databaseScript });
}
