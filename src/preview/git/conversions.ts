import { createHash } from 'node:crypto';
import { boundedFile } from '../boundedFile.ts';
import { git, type Repository } from './gitCommand.ts';

/** A tracked file whose bytes are not those of the object that the index names. */
export interface ChangedFile {
  readonly place: string;
  /** Below the repository's root, as git names it. */
  readonly name: string;
  readonly object: string;
}

/** What git may make of a file's bytes before it compares them, besides line endings. None of it is run here. */
const CONVERTING = ['filter', 'ident', 'working-tree-encoding'];

const LONGEST_TEXT = 16 * 1024 * 1024;

/** Bytes read in one look, over all files. */
const MOST_TEXT = 64 * 1024 * 1024;

/**
 * Whether git may take one of these for unchanged all the same, since it converts what it compares (gitattributes(5)): by
 * a filter as Git LFS has, keywords or an encoding, or line endings that it writes as CRLF and keeps as LF. True as well
 * where that cannot be found out.
 */
export async function mayBeSame(
  repository: Repository,
  files: readonly ChangedFile[],
  signal: AbortSignal,
): Promise<boolean> {
  if (files.length === 0) return false;
  const names = files.map(({ name }) => `${name}\0`).join('');
  const answer = await git(repository, ['check-attr', '-z', '--stdin', ...CONVERTING], signal, undefined, names);
  if (!answer.ok) return true;
  // `PATH NUL ATTRIBUTE NUL VALUE NUL` for each.
  const values = answer.text.split('\0').filter((_, at) => at % 3 === 2);
  if (values.some((value) => value !== 'unspecified' && value !== 'unset')) return true;
  let left = MOST_TEXT;
  for (const { place, object } of files) {
    const file = await boundedFile(place, Math.min(left, LONGEST_TEXT));
    // A link has no line endings, and what went away meanwhile is not the same.
    if (!file.ok && file.why !== 'too-large' && file.why !== 'unreadable') continue;
    if (!file.ok || signal.aborted) return true;
    left -= file.bytes.length;
    if (file.bytes.includes('\r\n') && hashOf(withoutReturns(file.bytes), object) === object) return true;
  }
  return false;
}

function withoutReturns(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}

function hashOf(bytes: Buffer, object: string): string {
  const algorithm = object.length === 64 ? 'sha256' : 'sha1';
  return createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
