import { withoutEnd } from '../../../effect/withoutEnd.ts';
import type { Wants, ArchiveNames } from './archiveNames.ts';
import path from 'node:path';
import type { Remark } from '../../preview.ts';
import { commandWords } from '../../commandWords.ts';
import type { Budget } from '../budget.ts';
import { entryNow, type Entry } from '../disk.ts';
import { COMPARED, hashOf, isFolder, resolved, standing, type ByteBudget } from './places.ts';
import type { Replacing } from './replacing.ts';
import { tarNames } from './tarNames.ts';
import { zipNames } from './zipNames.ts';

const TAR =
  'x,extract,get v,verbose z,gzip,gunzip p,preserve-permissions,same-permissions f,file= C,directory= k,keep-old-files skip-old-files overwrite U,unlink-first m,touch strip-components= no-same-owner no-same-permissions warning= a,auto-compress recursive-unlink J,xz j,bzip2,bunzip2 Z,compress zstd lzip lzma P,absolute-names I,use-compress-program=';

const UNZIP = 'o n q d= j a L C';

interface Unpacking {
  readonly archive: string;
  readonly folder: string;
  readonly read: (file: string, budget: Budget, wants: Wants) => Promise<ArchiveNames>;
  /** Where a name lands below the folder; undefined: it is left out. */
  readonly place: (name: string) => string | undefined;
  /** A folder takes the place of what is none, a link to one among it; else what is there stays. */
  readonly foldersReplace: boolean;
  /** Whether files of the same bytes can be told. */
  readonly asStored: boolean;
  readonly spares: boolean;
  readonly certain: boolean;
}

/** What unpacking replaces: whatever bears a name of the archive. The archive is read by us alone, within bounds. */
export async function unpackReplaces(
  argv: readonly string[],
  cwd: string,
  wanted: string,
  budget: Budget,
): Promise<Replacing | undefined> {
  const unpacking = unpackingOf(argv, cwd);
  // Its output may go into a file as well.
  if (unpacking === undefined || unpacking.folder !== wanted) return undefined;
  const { archive, folder, read, place, foldersReplace, asStored, spares, certain } = unpacking;
  const nothing = { entries: [], by: new Map<string, string>(), complete: true, certain: true, notes: [] };
  if (spares) return nothing;
  const into = await isFolder(folder);
  const compared: ByteBudget = { bytes: 16 * 1024 * 1024 };
  const found = await read(archive, budget, (name, size) => {
    const target = into && asStored ? place(name) : undefined;
    const there = target === undefined ? 'absent' : entryNow(path.join(folder, target));
    return typeof there === 'object' && there.type === 'file' && there.size === size && size <= COMPARED;
  });
  if ('unread' in found) {
    const there = entryNow(archive);
    const bytes = String(typeof there === 'string' ? 0 : there.size);
    const note: Remark = { code: `note.archive-${found.unread}`, values: { path: archive, bytes } };
    return { ...nothing, complete: false, notes: [note] };
  }
  const entries = new Map<string, Entry>();
  let { complete } = found;
  /** Places whose links have become folders, with nothing in them. */
  const emptied: string[] = [];
  if (into) {
    for (const { name, hash } of found.members) {
      const isMadeFolder = foldersReplace && name.endsWith('/');
      const target = place(isMadeFolder ? withoutEnd(name, '/') : name);
      if (target === undefined) continue;
      if (!budget.take()) {
        complete = false;
        break;
      }
      if (emptied.some((made) => target.startsWith(`${made}/`))) continue;
      const there = await standing({ target: path.join(folder, target), follows: false });
      if (isMadeFolder && typeof there === 'object' && there.type !== 'directory') emptied.push(target);
      if (there === 'error') complete = false;
      else if (there === undefined || there.type === 'directory') continue;
      // The last file of a name is the one that stays.
      else if (hash !== undefined && (await hashOf(there, compared)) === hash) entries.delete(there.path);
      else entries.set(there.path, there);
    }
  }
  return { ...nothing, entries: [...entries.values()], complete, certain };
}

function unpackingOf(argv: readonly string[], cwd: string): Unpacking | undefined {
  switch (path.basename(argv[0] ?? '')) {
    case 'tar':
    case 'gtar':
      return tarOf(argv.slice(1), cwd);
    case 'unzip':
      return unzipOf(argv.slice(1), cwd);
    default:
      return undefined;
  }
}

function tarOf([first = '', ...rest]: readonly string[], cwd: string): Unpacking | undefined {
  // `tar xzf a.tgz`: the first word is options without a dash.
  const words = /^[A-Za-z]+$/.test(first) ? [`-${first}`, ...rest] : [first, ...rest];
  const { flags, values, operands, after = [], certain } = commandWords(TAR, words);
  // It deletes whole folders that stand in its way.
  if (flags.has('recursive-unlink')) return undefined;
  const archive = values.get('file')?.at(-1);
  if (!flags.has('extract') || archive === undefined || archive === '-') return undefined;
  const strip = Number(values.get('strip-components')?.at(-1) ?? 0);
  return {
    archive: resolved(archive, cwd),
    folder: (values.get('directory') ?? []).reduce((folder, into) => path.resolve(folder, into), cwd),
    read: flags.has('absolute-names') ? leadingAnywhere : tarNames,
    place: (name) => placeOf(name, strip),
    foldersReplace: true,
    asStored: true,
    spares: flags.has('keep-old-files') || flags.has('skip-old-files'),
    certain: certain && operands.length + after.length === 0 && Number.isInteger(strip),
  };
}

function leadingAnywhere(): Promise<ArchiveNames> {
  return Promise.resolve({ unread: 'anywhere' });
}

function unzipOf(words: readonly string[], cwd: string): Unpacking | undefined {
  const { flags, values, operands, after = [], certain } = commandWords(UNZIP, words);
  const [archive, ...members] = [...operands, ...after];
  if (archive === undefined) return undefined;
  const flat = flags.has('j');
  return {
    archive: resolved(archive, cwd),
    folder: resolved(values.get('d')?.at(-1) ?? '.', cwd),
    read: zipNames,
    place: (name) => (flat ? placeOf(path.posix.basename(name), 0) : placeOf(withoutWaysUp(name), 0)),
    foldersReplace: false,
    // With -a it changes the ends of lines.
    asStored: !flags.has('a'),
    spares: flags.has('n'),
    // Without -o it asks for each file.
    certain: certain && flags.has('o') && !flags.has('L') && members.length === 0,
  };
}

/** `unzip` takes them out of a name, where `tar` leaves the file out. */
function withoutWaysUp(name: string): string {
  return name.replaceAll(/(?<=^|\/)\.\.\//g, '');
}

/** As the tools do it: no leading slash, no way up, folders left out. */
function placeOf(name: string, strip: number): string | undefined {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  if (name.endsWith('/') || parts.includes('..') || parts.length <= strip) return undefined;
  return parts.slice(strip).join('/');
}
