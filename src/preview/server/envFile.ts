import fs from 'node:fs';
import path from 'node:path';
import { isUrl } from './connectionUrl.ts';
import { localPath } from '../localPath.ts';
import { mountsNow, type Mounts } from '../mounts.ts';

const NAMES = ['.env.local', '.env.development.local', '.env.development', '.env'];
const LARGEST = 64 * 1024;

/** Variables that name a database by a URL. */
const URL_NAME = /^(?:[A-Z0-9_]+_)?(?:DATABASE_URL|DATABASE_URI|DB_URL|POSTGRES_URL|MYSQL_URL)$/;

/** A folder and those above it in the workspace, the nearest first. */
export function foldersUp(cwd: string, workspace: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = cwd; folder === workspace || folder.startsWith(`${workspace}/`); folder = path.dirname(folder)) {
    folders.push(folder);
    if (folder === path.dirname(folder)) break;
  }
  return folders;
}

/** The first connection URL that an environment file of the folder, or of one above it in the workspace, names. Read as text. */
export async function urlInEnvFiles(
  cwd: string,
  workspace: string,
  schemes: RegExp,
): Promise<{ readonly url: string; readonly file: string } | undefined> {
  const mounts = await mountsNow(workspace);
  for (const folder of foldersUp(cwd, workspace)) {
    for (const name of NAMES) {
      const file = path.join(folder, name);
      const url = urlAmong(readEnv(await smallText(file, mounts)), schemes);
      if (url !== undefined) return { url, file };
    }
  }
  return undefined;
}

/** The first of these variables whose name and value are a database's URL. */
export function urlAmong(
  variables: Iterable<readonly [name: string, value: string]>,
  schemes: RegExp,
): string | undefined {
  for (const [name, value] of variables) if (URL_NAME.test(name) && isUrl(value) && schemes.test(value)) return value;
  return undefined;
}

/** Variables of the environment files of a folder, the first that names one wins. */
export async function envOf(folder: string, mounts: Mounts): Promise<ReadonlyMap<string, string>> {
  const variables = new Map<string, string>();
  for (const name of NAMES)
    for (const [key, value] of readEnv(await smallText(path.join(folder, name), mounts)))
      if (!variables.has(key)) variables.set(key, value);
  return variables;
}

/** Pairs whose values stand there as they are: one with variables in it is known only when it is loaded. */
function readEnv(text: string): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, name, double, single, plain] = PAIR.exec(line) ?? [];
    const value = double ?? single ?? plain;
    if (name !== undefined && value !== undefined && !value.includes('$')) pairs.set(name, value);
  }
  return pairs;
}

const PAIR = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'#]\S*))/;

/**
 * A regular file's text; empty when there is none. A link or a pipe is not followed. `mounts`: of a workspace, whose links may
 * lead to another machine's disk; the person's own files may lie there.
 */
export async function smallText(file: string, mounts?: Mounts): Promise<string> {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = fs.constants;
  try {
    const folder = await localPath(path.dirname(file), mounts);
    if (folder === undefined) return '';
    const handle = await fs.promises.open(path.join(folder, path.basename(file)), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    try {
      const stat = await handle.stat();
      if (!stat.isFile() || stat.size > LARGEST) return '';
      const bytes = Buffer.alloc(stat.size);
      const { bytesRead } = await handle.read(bytes, 0, stat.size, 0);
      return bytes.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    return '';
  }
}
