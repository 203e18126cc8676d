import type { IndexEntry } from './indexEntry.ts';
import fs from 'node:fs';
import path from 'node:path';
import { git, type Repository } from './gitCommand.ts';
import { gitFolders } from './gitFolders.ts';
import { indexFile } from './indexFile.ts';
import type { Listed, Paths } from './listings.ts';

export interface Index {
  readonly entries: readonly IndexEntry[];
  /** When the file was last written, in milliseconds. Unknown: the beginning of time, so that every file is hashed. */
  readonly written: number;
}

/** Of the flags that `ls-files --debug` prints. */
const SKIPPED = 0x40000000;

/** Bytes of an index file that are read here; 100,000 entries are about 10 MB. */
const LONGEST_INDEX = 64 * 1024 * 1024;

/** The index, read by us where it has the usual shape: git writes it as text ten times as long. */
export async function readIndex(repository: Repository, paths: Paths, signal: AbortSignal): Promise<Listed<Index>> {
  const { bytes, written } = await indexBytes(repository);
  const plain = bytes === undefined ? undefined : (indexFile(bytes, 20) ?? indexFile(bytes, 32));
  if (plain !== undefined) {
    const wanted = paths.length === 0 ? plain : plain.filter((entry) => paths.some((one) => isAt(entry.path, one)));
    return { ok: true, found: { entries: wanted, written } };
  }
  const listed = await listIndex(repository, paths, signal);
  return listed.ok ? { ok: true, found: { entries: listed.found, written } } : listed;
}

function isAt(name: string, place: string): boolean {
  return name.startsWith(place) && (name.length === place.length || name[place.length] === '/');
}

async function indexBytes(repository: Repository): Promise<{ readonly bytes?: Buffer; readonly written: number }> {
  const folder = (await gitFolders(repository.root))?.own;
  if (folder === undefined) return { written: 0 };
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = fs.constants;
  try {
    const file = await fs.promises.open(path.join(folder, 'index'), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    try {
      const stat = await file.stat();
      if (!stat.isFile()) return { written: 0 };
      if (stat.size > LONGEST_INDEX) return { written: stat.mtimeMs };
      const bytes = Buffer.alloc(stat.size);
      const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
      return bytesRead === bytes.length ? { bytes, written: stat.mtimeMs } : { written: stat.mtimeMs };
    } finally {
      await file.close();
    }
  } catch {
    return { written: 0 };
  }
}

async function listIndex(
  repository: Repository,
  paths: Paths,
  signal: AbortSignal,
): Promise<Listed<readonly IndexEntry[]>> {
  const found: IndexEntry[] = [];
  const parser = openIndexParser((entry) => found.push(entry));
  const answer = await git(repository, ['ls-files', '-s', '--debug', '-z', '--', ...paths], signal, parser.take);
  if (!answer.ok) return answer;
  // Another form than ours: without it, files would look untracked.
  return parser.whole() ? { ok: true, found } : { ok: false, why: 'refused', message: 'ls-files --debug' };
}

export interface IndexParser {
  take(piece: string): void;
  /** Whether nothing is left over that is no entry. */
  whole(): boolean;
}

/** `MODE OBJECT STAGE⇥PATH NUL`, then five lines of stat data, then the next; in pieces that end anywhere. */
export function openIndexParser(each: (entry: IndexEntry) => void): IndexParser {
  const record =
    /(\d+) ([0-9a-f]+) (\d)\t([^\0]+)\0 {2}ctime: (\d+):(\d+)\n {2}mtime: (\d+):(\d+)\n {2}dev: \d+\tino: (\d+)\n {2}uid: \d+\tgid: \d+\n {2}size: (\d+)\tflags: ([0-9a-f]+)\n/y;
  let rest = '';
  return {
    take(piece) {
      const text = rest + piece;
      let end = 0;
      record.lastIndex = 0;
      for (let match = record.exec(text); match !== null; match = record.exec(text)) {
        end = record.lastIndex;
        const [, mode, object, stage, path, cs, cn, ms, mn, inode, size, flags] = match as unknown as readonly string[];
        each({
          path: path as string,
          mode: mode as string,
          object: object as string,
          stage: Number(stage),
          changed: Number(ms) * 1_000 + Number(mn) / 1e6,
          statusChanged: Number(cs) * 1_000 + Number(cn) / 1e6,
          inode: Number(inode),
          size: Number(size),
          skipped: (parseInt(flags as string, 16) & SKIPPED) !== 0,
        });
      }
      rest = text.slice(end);
    },
    whole: () => rest === '',
  };
}
