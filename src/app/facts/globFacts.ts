import { readdirSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import path from 'node:path';
import { globFolder } from '../../effect/path.ts';
import type { PathFact } from '../../rules/facts.ts';
import { segmentPattern } from './segmentPattern.ts';
import { isClosed, pathFact } from './pathFact.ts';

/** Folder entries looked at for one glob; beyond, the glob is not known. */
const MOST_ENTRIES = 2000;
const MOST_MATCHES = 300;

/** What a glob matches now, each with its real path. Undefined: too much to look at, or a pattern that is not understood. */
export function globFacts(pattern: string): readonly PathFact[] | undefined {
  const folder = globFolder(pattern);
  const segments = pattern.slice(folder === '/' ? 1 : folder.length + 1).split('/');
  const patterns = segments.map((segment) => (segment === '**' ? '**' : segmentPattern(segment)));
  if (patterns.includes(undefined)) return undefined;
  const matches: string[] = [];
  const budget = { entries: MOST_ENTRIES };
  const whole = walk(folder, patterns as readonly (RegExp | '**')[], matches, budget);
  if (!whole || matches.length > MOST_MATCHES) return undefined;
  return matches.map(pathFact);
}

function walk(
  folder: string,
  [pattern, ...rest]: readonly (RegExp | '**')[],
  matches: string[],
  budget: { entries: number },
): boolean {
  if (pattern === undefined) return true;
  let entries: readonly Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    return isClosed(error);
  }
  budget.entries -= entries.length;
  if (budget.entries < 0) return false;
  if (pattern === '**' && rest.length > 0 && !walk(folder, rest, matches, budget)) return false;
  for (const entry of entries) {
    const name = path.join(folder, entry.name);
    if (pattern === '**') {
      if (rest.length === 0) matches.push(name);
      else if (entry.isDirectory() && !walk(name, ['**', ...rest], matches, budget)) return false;
      continue;
    }
    if (!pattern.test(entry.name)) continue;
    if (rest.length === 0) matches.push(name);
    else if (!walk(name, rest, matches, budget)) return false;
  }
  return true;
}
