import fs from 'node:fs';
import path from 'node:path';
import { boundedFile } from '../boundedFile.ts';

/** Where a repository keeps its own data. Real paths. */
export interface GitFolders {
  /** HEAD and index of this work tree. */
  readonly own: string;
  /** Objects and refs; of a linked work tree not its own. */
  readonly common: string;
  /** Object folders of other repositories that it borrows from. */
  readonly borrowed: readonly string[];
}

/** Bytes of a file that names a folder. */
const LONGEST = 8_192;

/** Undefined: there is no `.git` that leads anywhere. Never throws. */
export async function gitFolders(root: string): Promise<GitFolders | undefined> {
  const own = await ownFolder(root);
  if (own === undefined) return undefined;
  const named = await line(path.join(own, 'commondir'));
  const common = named === undefined ? own : await real(path.resolve(own, named));
  if (common === undefined) return undefined;
  return { own, common, borrowed: await borrowedBy(path.join(common, 'objects')) };
}

/** `.git` itself, or the folder that a `.git` file of a linked work tree or submodule names. */
async function ownFolder(root: string): Promise<string | undefined> {
  const place = path.join(root, '.git');
  const stat = await fs.promises.stat(place).catch(() => undefined);
  if (stat?.isDirectory() === true) return real(place);
  const target = /^gitdir: (.+)$/.exec((await line(place)) ?? '')?.[1];
  return target === undefined ? undefined : real(path.resolve(root, target));
}

async function borrowedBy(objects: string): Promise<readonly string[]> {
  const found = await boundedFile(path.join(objects, 'info/alternates'), LONGEST);
  if (!found.ok) return [];
  const lines = found.bytes.toString('utf8').split('\n');
  const named = lines.filter((text) => text !== '' && !text.startsWith('#'));
  const places = await Promise.all(named.map((text) => real(path.resolve(objects, text))));
  return places.filter((place) => place !== undefined);
}

async function line(file: string): Promise<string | undefined> {
  const found = await boundedFile(file, LONGEST);
  return found.ok ? found.bytes.toString('utf8').replace(/\r?\n$/, '') : undefined;
}

async function real(folder: string): Promise<string | undefined> {
  return fs.promises.realpath(folder).catch(() => undefined);
}
