import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import path from 'node:path';
import { globFolder, isInside } from '../../effect/path.ts';
import { isSecretPath } from '../../effect/protectedPath.ts';
import { segmentPattern } from '../../effect/segmentPattern.ts';
import type { PathFact } from '../../rules/facts.ts';
import { wholeOf } from '../../rules/settledEffects.ts';
import { isClosed, pathFact } from './pathFact.ts';

/** Folder entries looked at for one glob; beyond, the glob is not known. One look at a whole tree is worth more than a question to a person. */
const MOST_ENTRIES = 20_000;
const MOST_MATCHES = 300;
/** Entries of a folder that is taken away whole. What a person keeps in git is seldom more; a fuller one is told as nobody's. */
const MOST_IN_FOLDER = 2_000;
/** Nobody keeps secrets of his own by name in strangers' code and in git's objects. What is lost there counts all the same. */
const STRANGERS = new Set(['node_modules', '.git']);

/**
 * What a glob that is read matches now and is more than a plain file: secrets by their names, links, and what is no file. Undefined:
 * too much to look at, a pattern that is not understood, or a name that the program takes for an option (`sort *` beside `-oREADME`).
 */
export function globFacts(pattern: string): readonly PathFact[] | undefined {
  const matches = matchesOf(pattern, { entries: MOST_ENTRIES, lost: false });
  const folder = globFolder(pattern);
  return matches?.some((match) => isOption(match, folder)) === true ? undefined : matches?.map(pathFact);
}

/** Whether a shell that stands in the folder puts in a word with a dash before it. */
function isOption(match: string, folder: string): boolean {
  return /^\/?-/.test(match.slice(folder.length));
}

/**
 * Everything that may be lost where a pattern is: also hidden names and either case (`find -iname`, `dotglob`), all files of
 * a tree, and links to other folders, which some programs follow. A name that a shell or `xargs` could take for two names, or a
 * program for an option, makes the pattern one that is not understood.
 */
export function lostFacts(pattern: string, entries = MOST_ENTRIES): readonly PathFact[] | undefined {
  const matches = matchesOf(pattern, { entries, lost: true });
  const folder = globFolder(pattern);
  const isOdd = (match: string): boolean => /[\s'"\\]/.test(match.slice(folder.length)) || isOption(match, folder);
  return matches?.some(isOdd) === true ? undefined : matches?.map(pathFact);
}

/** All that a folder holds which is taken away or moved as a whole. Undefined: too much, or a name that a pattern would read otherwise. */
export function folderFacts(folder: string): readonly PathFact[] | undefined {
  const pattern = wholeOf(folder);
  return globFolder(pattern) === folder ? lostFacts(pattern, MOST_IN_FOLDER) : undefined;
}

/** The paths that a pattern matches: what is copied bears their names. Undefined: too many, or a pattern that is not understood. */
export function matchedPaths(pattern: string): readonly string[] | undefined {
  return matchesOf(pattern, { entries: MOST_ENTRIES, lost: false, all: true });
}

interface Walk {
  /** Folder entries that may still be looked at. */
  entries: number;
  readonly lost: boolean;
  /** Plain files too. */
  readonly all?: true;
  /** The real path of the folder in which the pattern begins. */
  readonly root?: string;
}

function matchesOf(pattern: string, how: Walk): readonly string[] | undefined {
  const folder = globFolder(pattern);
  // `git ls-files LICENSE` prints that file, whatever pattern its words are taken for.
  if (how.lost && statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false) return [folder];
  const root = existsSync(folder) ? realpathSync(folder) : folder;
  const segments = pattern.slice(folder === '/' ? 1 : folder.length + 1).split('/');
  if (segments.some((segment) => DISPUTED.test(segment))) return undefined;
  const anyDepth = segments.indexOf('**');
  const parts = segments.map((segment, at) =>
    segment === '**' ? segment : partOf(segment, { lost: how.lost, hidden: anyDepth !== -1 && at > anyDepth }),
  );
  const matches: string[] = [];
  // Below a link nothing lies where its path says.
  const whole = walk(folder, parts, matches, { ...how, root }, root !== folder);
  return whole && matches.length <= MOST_MATCHES ? matches : undefined;
}

/** What shells and tools read in different ways: braces, alternatives, escapes, named sets. */
const DISPUTED = /[{}()|\\]|\[[^\]]*\[/;

/** Whether a name fits one part of a pattern. */
type Fits = (name: string) => boolean;

/** `lost`: in either case, and hidden names with all others. `hidden`: with those at least, as for `find -name '*env'`. */
function partOf(segment: string, { lost, hidden }: { readonly lost: boolean; readonly hidden: boolean }): Fits {
  if (!lost) return segmentPattern(segment, hidden ? 'hidden-too' : undefined).matches;
  const folded = segmentPattern(segment.toLowerCase(), 'hidden-too');
  const inEither: Fits = (name) => folded.matches(name.toLowerCase());
  // Folded, a range over both cases would lose what stands between them.
  const own = segment.includes('[') ? segmentPattern(segment, 'hidden-too') : undefined;
  return own === undefined ? inEither : (name) => own.matches(name) || inEither(name);
}

function walk(
  folder: string,
  [part, ...rest]: readonly (Fits | '**')[],
  matches: string[],
  how: Walk,
  linked: boolean,
): boolean {
  if (part === undefined) return true;
  let entries: readonly Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    return isClosed(error);
  }
  how.entries -= entries.length;
  if (how.entries < 0) return false;
  if (part === '**' && rest.length > 0 && !walk(folder, rest, matches, how, linked)) return false;
  const add = (name: string, entry: Dirent): void => {
    const isPlainName = isPlain(name, entry) && !entry.name.startsWith('-');
    if (how.lost || how.all === true || linked || !isPlainName) matches.push(name);
  };
  for (const entry of entries) {
    const name = path.join(folder, entry.name);
    if (part === '**') {
      const below = entry.isDirectory() && (how.lost || how.all === true || !STRANGERS.has(entry.name));
      if (rest.length === 0 ? !entry.isDirectory() : how.lost && leadsAway(entry, name, how.root)) add(name, entry);
      if (below && !walk(name, ['**', ...rest], matches, how, linked)) return false;
      continue;
    }
    if (!part(entry.name)) continue;
    if (rest.length === 0) add(name, entry);
    else if (!walk(name, rest, matches, how, linked || entry.isSymbolicLink())) return false;
  }
  return true;
}

/** A file or a folder that lies where its path says and holds nothing secret by its name. */
function isPlain(name: string, entry: Dirent): boolean {
  return (entry.isFile() || entry.isDirectory()) && !isSecretPath(name);
}

/** A link to a folder that the pattern does not go through by itself. */
function leadsAway(entry: Dirent, name: string, root: string | undefined): boolean {
  if (!entry.isSymbolicLink() || statSync(name, { throwIfNoEntry: false })?.isDirectory() !== true) return false;
  return root === undefined || !isInside(realpathSync(name), root);
}
