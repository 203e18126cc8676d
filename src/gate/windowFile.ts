import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { open, rename, unlink } from 'node:fs/promises';

/** Bytes of the files here that are read. All roots that were ever open are in one. */
const LARGEST = 1024 * 1024;

/** Tells clients where a folder's gate is: real root, socket, process id, the editor's Node, a line each. */
export interface WindowFile {
  readonly root: string;
  readonly socket: string;
  readonly pid: number;
  readonly editorNode: string;
}

export async function writeWindowFile(path: string, file: WindowFile): Promise<void> {
  await writeWhole(path, textOf(file));
}

/** Puts the file back when it is gone or says something else: then a client could have been led elsewhere. True: it was. */
export async function mendWindowFile(path: string, file: WindowFile): Promise<boolean> {
  if ((await textAt(path).catch(() => '')) === textOf(file)) return false;
  await writeWindowFile(path, file);
  return true;
}

function textOf({ root, socket, pid, editorNode }: WindowFile): string {
  return `${root}\n${socket}\n${pid}\n${editorNode}\n`;
}

/** Only while it is ours: another window may have taken over. True: it was. */
export async function removeWindowFile(path: string, pid: number): Promise<boolean> {
  const text = await textAt(path).catch(() => '');
  if (text.split('\n')[2] !== String(pid)) return false;
  await unlink(path).catch(() => undefined);
  return true;
}

/** Adds a root to the list of all roots that were ever open: there a client without a window is refused. */
export async function addRoot(path: string, root: string): Promise<void> {
  const text = await textAt(path).catch((reason: NodeJS.ErrnoException) => {
    if (reason.code === 'ENOENT') return '';
    throw reason;
  });
  const roots = text.split('\n').filter((line) => line !== '');
  if (!roots.includes(root)) await writeWhole(path, `${[...roots, root].join('\n')}\n`);
}

/** Rejects for what is no file of ours: a pipe in its place would be waited for without end. */
export async function textAt(path: string): Promise<string> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  try {
    const found = await handle.stat();
    if (!found.isFile() || found.size > LARGEST) throw new Error(`${path} is no file that Keyturn wrote`);
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}

/** The whole file or the old one, never a half. Readable by its owner only. */
export async function writeWhole(path: string, text: string, mode = 0o600): Promise<void> {
  const first = `${path}.${randomBytes(6).toString('hex')}`;
  const handle = await open(first, 'wx', mode);
  try {
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(first, path);
  } catch (reason) {
    // On a full disk it would only take more of it.
    await unlink(first).catch(() => undefined);
    throw reason;
  }
}
