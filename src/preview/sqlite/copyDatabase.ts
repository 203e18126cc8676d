import fs from 'node:fs';
import path from 'node:path';
import type * as NodeSqlite from 'node:sqlite';
import type { DatabaseSync } from 'node:sqlite';

type Sqlite = typeof NodeSqlite;

/** A look at a file that tells whether it was written since. */
interface Look {
  readonly key: string;
  readonly newest: number;
}

/** Milliseconds a file must have rested: file systems keep times no finer than a tick of the kernel. */
const REST = 20;

const TRIES = 3;

/**
 * Copies the database with its log and its journal. Reading the files leaves no trace, whereas even a read-only
 * connection to a database with a log makes or changes files beside it; so the copy is by bytes, taken again when a
 * file changed meanwhile. Only a database that is written without a pause is read through SQLite's own backup.
 *
 * Runs in a process of its own: closing the file would drop the locks that this process holds on it.
 */
export async function copyDatabase(sqlite: Sqlite, file: string, folder: string): Promise<string> {
  const copy = path.join(folder, 'copy.db');
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const before = lookAt(file);
    if (Date.now() - before.newest < REST) {
      await new Promise((resolve) => setTimeout(resolve, REST));
      continue;
    }
    for (const end of ['', '-wal', '-journal']) {
      fs.rmSync(copy + end, { force: true });
      if (fs.existsSync(file + end)) {
        fs.copyFileSync(file + end, copy + end, fs.constants.COPYFILE_FICLONE);
        fs.chmodSync(copy + end, 0o600);
      }
    }
    if (lookAt(file).key === before.key) return copy;
  }
  for (const end of ['', '-wal', '-journal']) fs.rmSync(copy + end, { force: true });
  const original: DatabaseSync = new sqlite.DatabaseSync(file, { readOnly: true, timeout: 500 });
  try {
    await sqlite.backup(original, copy);
  } finally {
    original.close();
  }
  return copy;
}

function lookAt(file: string): Look {
  const looks = ['', '-wal', '-journal'].map((end) =>
    fs.lstatSync(file + end, { throwIfNoEntry: false, bigint: true }),
  );
  return {
    key: looks
      .map((stat) => (stat === undefined ? '' : `${stat.ino}/${stat.size}/${stat.mtimeNs}/${stat.ctimeNs}`))
      .join(' '),
    newest: Math.max(...looks.map((stat) => (stat === undefined ? 0 : Number(stat.mtimeMs)))),
  };
}
