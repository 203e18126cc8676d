import { gitFolders } from '../git/gitFolders.ts';
import type { Entry } from './disk.ts';
import { inside, type Gathered } from './gather.ts';

export interface LostRepositories {
  /** Roots of the repositories that keep nothing, or cannot say what, once the entries are gone. */
  readonly doomed: ReadonlySet<string>;
  /** Those among them whose history goes. */
  readonly historyLost: ReadonlySet<string>;
}

/**
 * Repositories that are deleted themselves, or that lose what they bring files back from: their objects, refs or HEAD,
 * wherever those lie. `asked`: roots that files were asked of.
 */
export async function lostRepositories(
  gathered: readonly Gathered[],
  asked: readonly string[],
): Promise<LostRepositories> {
  const deleted = gathered.filter(({ target }) => target.verb === 'delete');
  const doomed = new Set<string>();
  const historyLost = new Set<string>();
  for (const { entries } of deleted) {
    for (const entry of entries) {
      if (!entry.path.endsWith('/.git') || entry.type !== 'directory') continue;
      const root = entry.path.slice(0, -'/.git'.length);
      doomed.add(root);
      historyLost.add(root);
    }
  }
  for (const root of asked) {
    if (doomed.has(root)) continue;
    const folders = await gitFolders(root);
    if (folders === undefined) continue;
    const { own, common, borrowed } = folders;
    const trees = [`${common}/objects`, `${common}/refs`, ...borrowed];
    const files = new Set([own, common, `${own}/HEAD`, `${common}/HEAD`, `${common}/packed-refs`]);
    // A `.git` file may go: the outer repository has what a linked work tree or a submodule shows. A link is the only way.
    const isKept = ({ path, type }: Entry): boolean =>
      files.has(path) || (type === 'link' && path === `${root}/.git`) || trees.some((tree) => inside(path, tree));
    const goes = deleted.some(
      ({ entries, starts, complete }) =>
        // What was not walked to its end may hold it.
        (!complete && starts.some((start) => inside(common, start))) || entries.some(isKept),
    );
    if (goes) doomed.add(root);
    if (deleted.some(({ entries }) => entries.some((entry) => isHistory(entry, root)))) historyLost.add(root);
  }
  return { doomed, historyLost };
}

/** Whether what goes is a repository's own folder, or something of what it keeps. */
export function isHistory({ path, type }: Entry, root: string): boolean {
  return (path === `${root}/.git` && type === 'directory') || inside(path, `${root}/.git/objects`);
}
