import path from 'node:path';
import { exists } from './pathFact.ts';

/** The nearest folder at or above `folder` that has a `.git`. Undefined: no repository holds it. */
export function workTreeOf(folder: string): string | undefined {
  for (let at = folder; ; at = path.dirname(at)) {
    if (exists(path.join(at, '.git'))) return at;
    if (at === path.dirname(at)) return undefined;
  }
}
