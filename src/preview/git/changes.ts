import path from 'node:path';
import type { FileChange, FileContent } from '../preview.ts';
import { git, type Repository } from './gitCommand.ts';

/** Files that differ between two commits or trees; `from` undefined: all of `to` are new. Undefined: git could not say. */
export async function changesBetween(
  repository: Repository,
  from: string | undefined,
  to: string,
  signal: AbortSignal,
): Promise<readonly FileChange[] | undefined> {
  const content = (object: string): FileContent =>
    /^0+$/.test(object) ? { from: 'nothing' } : { from: 'git', repository: repository.root, object };
  if (from === undefined) {
    const listed = await git(repository, ['ls-tree', '-r', '-z', '--full-tree', to], signal);
    if (!listed.ok) return undefined;
    return listed.text.split('\0').flatMap((record) => {
      const [, object, name] = /^\d+ blob ([0-9a-f]+)\t([\s\S]+)$/.exec(record) ?? [];
      if (object === undefined || name === undefined) return [];
      return [{ path: path.join(repository.root, name), before: { from: 'nothing' }, after: content(object) }];
    });
  }
  const words = ['diff-tree', '-r', '-z', '--raw', '--no-renames', '--no-ext-diff', '--no-textconv', '--full-index'];
  const answer = await git(repository, [...words, from, to, '--'], signal);
  if (!answer.ok) return undefined;
  const records = answer.text.split('\0');
  const changes: FileChange[] = [];
  for (let at = 0; at + 1 < records.length; at += 2) {
    const [, before, after] = /^:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) \w/.exec(records[at] ?? '') ?? [];
    if (before === undefined || after === undefined) return undefined;
    changes.push({
      path: path.join(repository.root, records[at + 1] ?? ''),
      before: content(before),
      after: content(after),
    });
  }
  return changes;
}
