import path from 'node:path';
import type { Entry } from './disk.ts';
import { inside, type Gathered } from './gather.ts';
import { undoOf } from './tally.ts';
import type { Versions } from './versions.ts';

/** Paths that one command is shown with. */
const MOST_PATHS = 5;

/**
 * The command by which git brings back what it has of the files, and touches nothing else. Undefined: it has none, or they
 * are too many to name and not all that lies where they are.
 */
export function restoreOf(gathered: Gathered, versions: Versions, workspace: string): readonly string[] | undefined {
  const { target, entries, starts, whole } = gathered;
  const { of, rootOf } = versions;
  if (target.verb === 'move' || target.verb === 'permission') return undefined;
  const back: Entry[] = [];
  let staged = false;
  for (const entry of entries) {
    if (entry.type === 'directory' || undoOf(entry, gathered, versions) !== 'git') continue;
    back.push(entry);
    staged ||= of.get(entry) === 'staged';
  }
  const roots = new Set(back.map((entry) => rootOf(entry.path)));
  const [root] = roots;
  // A linked work tree that goes whole has no folder left to run it in.
  if (root === undefined || roots.size > 1 || starts.some((start) => inside(root, start))) return undefined;
  const filled = whole === true ? starts.filter((start) => back.some((entry) => inside(entry.path, start))) : [];
  const places = back.length <= MOST_PATHS ? back.map((entry) => entry.path) : filled;
  if (places.length === 0 || places.length > MOST_PATHS) return undefined;
  const names = places.map((place) => path.relative(root, place));
  return [
    'git',
    ...(root === workspace ? [] : ['-C', root]),
    // A name may be a pattern of git's, or its magic.
    ...(names.some((name) => /[*?[\\]|^:/.test(name)) ? ['--literal-pathspecs'] : []),
    'restore',
    // What was only staged is in the index alone.
    ...(staged ? [] : ['--source=HEAD']),
    '--',
    ...names.map((name) => (name === '' ? '.' : name)),
  ];
}
