import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { MOST_BODY } from './body.ts';
import { ownUid } from './privateFolder.ts';
import { gateProblem, type GateProblem } from './problem.ts';

/** ULID of 26 characters and `.json`: nothing else in the folder is looked at as an intent. */
export const INTENT_NAME = /^([0-7][0-9A-HJKMNP-TV-Z]{25})\.json$/;

export type IntentFile =
  | { readonly ok: true; readonly bytes: Buffer }
  | { readonly ok: false; readonly problem: GateProblem };

/**
 * Reads a file that anybody may have put there. It is opened without following a link and without waiting for a FIFO's
 * writer, and everything is asked of what was opened, not of the name.
 */
export async function readIntentFile(path: string, owner = ownUid()): Promise<IntentFile> {
  const no = (problem: GateProblem): IntentFile => ({ ok: false, problem });
  let handle: FileHandle;
  try {
    handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (reason) {
    return no(await unopened(path, (reason as NodeJS.ErrnoException).code));
  }
  try {
    const found = await handle.stat();
    if (!found.isFile()) return no(gateProblem('file-special'));
    if (found.nlink !== 1) return no(gateProblem('file-link'));
    if (found.uid !== owner || (found.mode & 0o022) !== 0) return no(gateProblem('file-owner'));
    if (found.size > MOST_BODY) return no(gateProblem('too-large'));
    const bytes = Buffer.alloc(found.size + 1);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
    // It grew while it was read: it was not renamed in, it is being written in place.
    if (bytesRead !== found.size) return no(gateProblem('file-half'));
    return { ok: true, bytes: bytes.subarray(0, bytesRead) };
  } catch {
    return no(gateProblem('file-gone'));
  } finally {
    await handle.close();
  }
}

async function unopened(path: string, code: string | undefined): Promise<GateProblem> {
  if (code === 'ELOOP' || code === 'EMLINK') return gateProblem('file-link');
  if (code === 'ENOENT') return gateProblem('file-gone');
  const found = await lstat(path).catch(() => undefined);
  // Sockets cannot be opened at all; files of others often cannot.
  return gateProblem(found !== undefined && !found.isFile() ? 'file-special' : 'file-owner');
}
