import path from 'node:path';
import type { TextRange } from '../../effect/effect.ts';
import type { PreviewSubject } from '../preview.ts';
import type { Gathered } from './gather.ts';
import type { Versions } from './versions.ts';

/** Of what `git rm` names only what git knows goes, and nothing at all where a change would be lost without `--force`. */
export function asGitRemoves(found: Gathered, { reading }: PreviewSubject, { of }: Versions): Gathered {
  const { target, entries } = found;
  if (target.verb !== 'delete') return found;
  const commands = [...(reading.commands ?? []), ...(reading.globbed ?? [])];
  const words = commands.find(({ argv, range }) => covers(range, target.effect.range) && isRemoval(argv))?.argv;
  if (words === undefined) return found;
  const tracked = entries.filter((entry) => /^(?:tracked|staged|modified|unchecked)$/.test(of.get(entry) ?? ''));
  const isForced = words.some((word) => /^-\w*f|^--force$/.test(word));
  const isClean = tracked.every((entry) => of.get(entry) === 'tracked');
  const certain = target.certain && (isForced || isClean);
  return { ...found, target: { ...target, certain }, entries: tracked };
}

function isRemoval([program = '', ...words]: readonly string[]): boolean {
  return (
    path.basename(program) === 'git' &&
    words.find((word, at) => !word.startsWith('-') && words[at - 1] !== '-C') === 'rm'
  );
}

function covers(outer: TextRange | undefined, inner: TextRange): boolean {
  return outer !== undefined && outer[0] <= inner[0] && inner[1] <= outer[1];
}
