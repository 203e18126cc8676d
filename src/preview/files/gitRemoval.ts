import path from 'node:path';
import { covers } from '../covers.ts';
import type { PreviewSubject } from '../preview.ts';
import type { Gathered } from './gather.ts';
import type { Versions } from './versions.ts';

/**
 * Of what `git rm` names only what git knows goes, and nothing at all where a change would be lost without `--force`. It
 * takes it out of the index too, as another command of git's in the same text may.
 */
export function asGitRemoves(found: Gathered, { reading }: PreviewSubject, { of }: Versions): Gathered {
  const { target, entries } = found;
  if (target.verb !== 'delete') return found;
  const commands = [...(reading.commands ?? []), ...(reading.globbed ?? [])];
  const words = commands.find(
    ({ argv, range }) => range !== undefined && covers(range, target.effect.range) && verbOf(argv) === 'rm',
  )?.argv;
  if (words === undefined) {
    return commands.some(({ argv }) => INDEXING.test(verbOf(argv) ?? '')) ? { ...found, unstaged: true } : found;
  }
  const tracked = entries.filter((entry) => /^(?:tracked|staged|modified|unchecked)$/.test(of.get(entry) ?? ''));
  const isForced = words.some((word) => /^-\w*f|^--force$/.test(word));
  const isClean = tracked.every((entry) => of.get(entry) === 'tracked');
  const certain = target.certain && (isForced || isClean);
  return { ...found, target: { ...target, certain }, entries: tracked, unstaged: true };
}

/** Commands of git's that may put something else into the index. */
const INDEXING = /^(?:add|stage|rm|mv|reset|restore|checkout|switch|stash|commit|apply|read-tree|update-index)$/;

function verbOf([program = '', ...words]: readonly string[]): string | undefined {
  if (path.basename(program) !== 'git') return undefined;
  return words.find((word, at) => !word.startsWith('-') && words[at - 1] !== '-C');
}
