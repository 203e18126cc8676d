import { opendir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { DigestFile } from '../action/digest.ts';
import type { FileText, Unread } from '../reading/ports.ts';
import { segmentPattern } from '../effect/segmentPattern.ts';

/** A package of a workspace of npm, yarn, pnpm or bun. */
export interface PackageFolder {
  readonly folder: string;
  readonly name: string | undefined;
}

export interface WorkspacePackages {
  /** Undefined: how they are told is not understood, or there are too many. */
  readonly folders: readonly PackageFolder[] | undefined;
  /** What was looked at. */
  readonly files: readonly DigestFile[];
}

type ReadFile = (name: string) => Promise<FileText | Unread>;

/** More packages than this are not looked for a script. */
const MOST_PACKAGES = 60;

/** Folders that a pattern goes through. */
const MOST_FOLDERS = 240;

/** Files and folders that are looked through for one pattern. */
const MOST_ENTRIES = 4_000;

/** Folders above that are looked at for a workspace's root. */
const MOST_UP = 6;

/**
 * The packages of the workspace that a folder lies in: what `workspaces` of its package.json and `packages` of its pnpm-workspace.yaml
 * tell of. Where there is none the folder is the only package.
 */
export async function packagesOfWorkspace(directory: string, read: ReadFile): Promise<WorkspacePackages> {
  const files: DigestFile[] = [];
  let at = directory;
  for (let up = 0; up < MOST_UP; up += 1) {
    const patterns = await patternsIn(at, read, files);
    if (patterns === undefined) return { folders: undefined, files };
    if (patterns.length > 0) return { folders: await packagesBy(at, patterns, read, files), files };
    if (at === path.dirname(at)) break;
    at = path.dirname(at);
  }
  return { folders: await packagesBy(directory, ['.'], read, files), files };
}

/** How a folder tells of packages. Undefined: it does in a way that is not understood. */
async function patternsIn(folder: string, read: ReadFile, files: DigestFile[]): Promise<readonly string[] | undefined> {
  const patterns: string[] = [];
  for (const [name, patternsOf] of [
    ['package.json', workspacesOf],
    ['pnpm-workspace.yaml', pnpmPackagesOf],
  ] as const) {
    const file = path.join(folder, name);
    const found = await read(file);
    if ('unread' in found) {
      files.push(...(found.files ?? []));
      if (found.unread !== 'absent' || found.files === undefined) return undefined;
      continue;
    }
    files.push({ path: file, sha256: found.sha256 });
    const own = patternsOf(found.text);
    if (own === undefined) return undefined;
    patterns.push(...own);
  }
  return patterns;
}

/** Undefined: too many, or one that cannot be read. */
async function packagesBy(
  root: string,
  patterns: readonly string[],
  read: ReadFile,
  files: DigestFile[],
): Promise<readonly PackageFolder[] | undefined> {
  const packages: PackageFolder[] = [];
  const matches = await Promise.all(patterns.map((one) => matching(root, one)));
  if (!matches.every((one) => one !== undefined)) return undefined;
  for (const folder of new Set(matches.flat())) {
    if (packages.length === MOST_PACKAGES) return undefined;
    const file = path.join(folder, 'package.json');
    const found = await read(file);
    if ('unread' in found) {
      if (found.unread === 'absent') continue;
      // It is a package all the same, and nobody knows what its scripts are.
      return undefined;
    }
    files.push({ path: file, sha256: found.sha256 });
    const name = membersOf(found.text)['name'];
    packages.push({ folder, name: typeof name === 'string' ? name : undefined });
  }
  return packages;
}

function workspacesOf(text: string): readonly string[] | undefined {
  const { workspaces } = membersOf(text);
  const list = Array.isArray(workspaces) ? workspaces : membersIn(workspaces)['packages'];
  if (list === undefined) return [];
  if (!Array.isArray(list)) return undefined;
  const patterns = list.filter((one) => typeof one === 'string');
  return patterns.length === list.length ? patterns : undefined;
}

function membersOf(text: string): Readonly<Record<string, unknown>> {
  try {
    return membersIn(JSON.parse(text));
  } catch {
    return {};
  }
}

function membersIn(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

/** Its list by lines, as pnpm and everybody writes it; written otherwise it is not understood. */
function pnpmPackagesOf(text: string): readonly string[] | undefined {
  const lines = text.split(/\r?\n/).filter((line) => !/^\s*(?:#|$)/.test(line));
  const start = lines.findIndex((line) => line.startsWith('packages:'));
  if (start === -1) return [];
  if (!/^packages:\s*(?:#.*)?$/.test(lines[start] ?? '')) return undefined;
  const behind = lines.slice(start + 1);
  const end = behind.findIndex((line) => /^[^\s-]/.test(line));
  const items = (end === -1 ? behind : behind.slice(0, end)).map(
    (line) => /^\s*-\s+(?:'([^']*)'|"([^"\\]*)"|([^\s'"#][^\s#]*))\s*(?:#.*)?$/.exec(line) ?? undefined,
  );
  const patterns = items.map((item) => item?.[1] ?? item?.[2] ?? item?.[3]);
  return patterns.every((one) => one !== undefined) ? patterns : undefined;
}

/**
 * Folders by `apps/*`, `libs/**` or a plain path. What is left out again (`!x`) is kept: one package more is looked at. Undefined: too many, or a
 * package that a link leads to.
 */
async function matching(root: string, pattern: string): Promise<readonly string[] | undefined> {
  if (pattern.startsWith('!')) return [];
  let at: readonly string[] = [root];
  const budget: Budget = { entries: MOST_ENTRIES };
  for (const part of pattern.replace(/^\.\//, '').replace(/\/$/, '').split('/')) {
    const next = part === '**' ? await allBelow(at, budget) : await eachBelow(at, part, budget);
    if (next === undefined || next.length > MOST_FOLDERS) return undefined;
    at = next;
  }
  return at;
}

/** What may still be looked through. */
interface Budget {
  entries: number;
}

async function eachBelow(
  folders: readonly string[],
  part: string,
  budget: Budget,
): Promise<readonly string[] | undefined> {
  const found = await Promise.all(folders.map((folder) => below(folder, part, budget)));
  return found.every((one) => one !== undefined) ? found.flat() : undefined;
}

/** These folders and all in them. Undefined: too many. */
async function allBelow(folders: readonly string[], budget: Budget): Promise<readonly string[] | undefined> {
  const all = [...folders];
  let level = folders;
  while (level.length > 0) {
    const next = await eachBelow(level, '*', budget);
    if (next === undefined || all.length + next.length > MOST_FOLDERS) return undefined;
    all.push(...next);
    level = next;
  }
  return all;
}

async function below(folder: string, part: string, budget: Budget): Promise<readonly string[] | undefined> {
  if (!/[*?[{]/.test(part)) return [path.join(folder, part)];
  // More rather than fewer: what braces say is not read, and every folder is taken for one of them.
  const fits = part.includes('{') ? undefined : segmentPattern(part);
  const found: string[] = [];
  try {
    for await (const entry of await opendir(folder)) {
      budget.entries -= 1;
      if (budget.entries < 0) return undefined;
      const { name } = entry;
      if (name === 'node_modules' || name.startsWith('.') || fits?.matches(name) === false) continue;
      const place = path.join(folder, name);
      if (entry.isDirectory()) found.push(place);
      // The tools go through it, and what lies there is not the folder's own.
      else if (entry.isSymbolicLink() && (await isThere(path.join(place, 'package.json')))) return undefined;
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ENOENT' || code === 'ENOTDIR' ? [] : undefined;
  }
  return found;
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

/** The folders that names, paths and filters mean: more rather than fewer. Undefined: one of them means none of these. */
export function foldersMeant(
  wanted: readonly string[],
  root: string,
  packages: readonly PackageFolder[],
): readonly string[] | undefined {
  const meant = new Set<string>();
  for (const one of wanted) {
    const found = packages.filter((known) => means(one, root, known));
    if (found.length === 0) return undefined;
    for (const { folder } of found) meant.add(folder);
  }
  return [...meant];
}

function means(word: string, root: string, { folder, name }: PackageFolder): boolean {
  if (word === '*' || word === '**') return true;
  // What depends on it, what it depends on, what a commit has changed: that is worked out by the tool.
  if (word === '' || /\.\.\.|[[\]{}!^]/.test(word)) return true;
  if (name === word || (name !== undefined && name.replace(/^@[^/]*\//, '') === word)) return true;
  if (word.includes('*') && name !== undefined) {
    const fits = segmentPattern(word, 'hidden-too');
    if (fits.matches(name) || fits.matches(`./${path.relative(root, folder)}`)) return true;
  }
  const at = path.resolve(root, word);
  return folder === at || folder.startsWith(`${at}${path.sep}`);
}
