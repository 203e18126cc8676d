import { readdirSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import path from 'node:path';
import { isSecretPath } from '../../effect/protectedPath.ts';
import { git } from '../../preview/git/gitCommand.ts';
import type { PathFact } from '../../rules/facts.ts';
import { isClosed, pathFact } from './pathFact.ts';
import { workTreeOf } from './workTree.ts';

/** Entries looked at below one folder; beyond, what it holds is not known. */
const MOST_ENTRIES = 20_000;
/** Folders of strangers' code and of git's own objects: nobody keeps their secrets there by name. */
const SKIPPED = new Set(['node_modules', '.git']);

/** What a reader of a whole folder takes along besides plain files. */
export interface Reach {
  /** Names with a leading dot. */
  readonly hidden: boolean;
  /** What links lead to. */
  readonly links: boolean;
}

/** The secrets by name that a reader of the whole folder would meet, and links where it follows them. Undefined: too much to look at. */
export function secretsBelow(folder: string, reach: Reach): readonly PathFact[] | undefined {
  const secrets: PathFact[] = [];
  const folders = [folder];
  let entries = 0;
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    let found: readonly Dirent[];
    try {
      found = readdirSync(next, { withFileTypes: true });
    } catch (error) {
      if (!isClosed(error)) return undefined;
      continue;
    }
    entries += found.length;
    if (entries > MOST_ENTRIES) return undefined;
    for (const entry of found) {
      if (!reach.hidden && entry.name.startsWith('.')) continue;
      const name = path.join(next, entry.name);
      if (entry.isDirectory() && !SKIPPED.has(entry.name)) folders.push(name);
      else if (entry.isSymbolicLink() && reach.links) secrets.push(pathFact(name));
      else if (entry.isFile() && isSecretPath(name))
        secrets.push({ path: name, real: name, type: 'file', tracked: false, modified: false });
    }
  }
  return secrets;
}

/** The same for a reader that may leave out what `.gitignore` names: git is asked only where something was found. */
export async function visibleSecrets(
  reader: Reach & { readonly directory: string; readonly ignored: boolean },
  signal: AbortSignal,
): Promise<readonly PathFact[] | undefined> {
  const secrets = secretsBelow(reader.directory, reader);
  if (secrets === undefined || secrets.length === 0 || reader.ignored) return secrets;
  const root = workTreeOf(reader.directory);
  if (root === undefined || secrets.length > 100) return secrets;
  const names = secrets.map((secret) => secret.path);
  const answer = await git({ root }, ['--no-literal-pathspecs', 'check-ignore', '--no-index', '--', ...names], signal);
  // check-ignore knows no literal patterns; absolute paths have no magic. A refusal is also git's way to say that it ignores none of them; a name that it has to quote counts as read.
  const ignored = new Set(answer.ok ? answer.text.split('\n') : []);
  return secrets.filter((secret) => !ignored.has(secret.path));
}
