import path from 'node:path';
import { exists } from './pathFact.ts';

/** The nearest folder at or above `folder` that has a `.git`. Undefined: no repository holds it. */
export async function workTreeOf(folder: string): Promise<string | undefined> {
  for (let at = folder; ; at = path.dirname(at)) {
    if (await exists(path.join(at, '.git'))) return at;
    if (at === path.dirname(at)) return undefined;
  }
}
