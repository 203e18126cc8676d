import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DigestFile } from '../action/digest.ts';
import { textOf } from '../action/utf8.ts';
import type { FileText, ScriptText, ScriptTexts, TextPort, Unread, UnreadWhy } from '../reading/ports.ts';
import type { PackageScriptRequest } from '../reading/reader.ts';
import { hashOf, noBytes } from './system/fileMark.ts';
import { foldersMeant, packagesOfWorkspace } from './packages.ts';
import { justRecipe, makeRecipe } from './recipe.ts';
import type { Recipe } from './recipe.ts';

/** Bytes of a script that is still read and shown. Of a larger one only the hash is taken. */
const MOST_BYTES = 512 * 1024;
/**
 * Milliseconds one text may take. Long, since a busy machine makes any read late, and what is late can be neither shown nor
 * approved; but a disk that hangs must not hold the verdict for ever.
 */
const TEXT_MS = 2000;

/** Script texts from disk: regular files, bounded in bytes and time. */
export function diskTexts(textMs = TEXT_MS): TextPort {
  return {
    file: (name) => inTime(textMs, (signal) => fileText(name, signal)),
    packageScript: (request) => inTime(textMs, (signal) => scriptTexts(request, signal)),
  };
}

async function inTime<T>(ms: number, work: (signal: AbortSignal) => Promise<T | Unread>): Promise<T | Unread> {
  const over = new AbortController();
  const ended = new AbortController();
  const late = sleep<Unread>(ms, { unread: 'late' }, { signal: ended.signal }).catch((): Unread => ({
    unread: 'late',
  }));
  try {
    return await Promise.race([work(over.signal), late]);
  } catch {
    return { unread: 'failed' };
  } finally {
    ended.abort();
    over.abort();
  }
}

async function fileText(name: string, signal: AbortSignal): Promise<FileText | Unread> {
  let handle;
  try {
    // NONBLOCK: a FIFO opens at once and is then refused for what it is.
    handle = await open(name, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const instead = noBytes(error);
    return unread(instead === 'absent' || instead === 'special' ? instead : 'failed', name, instead);
  }
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) return unread('special', name, 'special');
    if (stat.size > MOST_BYTES) return unread('too-large', name, await hashOf(handle, signal));
    const bytes = await readFile(handle, { signal });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const text = textOf(bytes);
    return text === undefined || text.includes('\0') ? unread('not-text', name, sha256) : { text, sha256 };
  } finally {
    await handle.close();
  }
}

function unread(why: UnreadWhy, path: string, sha256: string | undefined): Unread {
  return sha256 === undefined ? { unread: why } : { unread: why, files: [{ path, sha256 }] };
}

/** In the order of Go Task. Its recipes are YAML with templates of Go: they are not read, only held to be what they were. */
const TASK_FILES = ['yml', 'yaml', 'dist.yml', 'dist.yaml'].flatMap((end) => [`Taskfile.${end}`, `taskfile.${end}`]);

async function scriptTexts(request: PackageScriptRequest, signal: AbortSignal): Promise<ScriptTexts | Unread> {
  switch (request.runner) {
    case 'npm':
      return request.packages === undefined
        ? packageScripts(request.directory, request.name, signal)
        : scriptsOfPackages(request, request.packages, signal);
    case 'make':
      return recipeTexts(request, ['GNUmakefile', 'makefile', 'Makefile'], makeRecipe, signal);
    case 'just':
      return recipeTexts(request, ['justfile', 'Justfile', '.justfile'], justRecipe, signal);
    case 'task':
      return recipeTexts(request, TASK_FILES, () => undefined, signal);
  }
}

/** The recipe in the first of the files that is there, as the tool itself looks for them. */
async function recipeTexts(
  request: PackageScriptRequest,
  names: readonly string[],
  recipeOf: (file: string, name: string) => Recipe | undefined,
  signal: AbortSignal,
): Promise<ScriptTexts | Unread> {
  const files: DigestFile[] = [];
  for (const name of names) {
    const path = join(request.directory, name);
    const found = await fileText(path, signal);
    if ('unread' in found) {
      if (found.files === undefined) return found;
      files.push(...found.files);
      if (found.unread === 'absent') continue;
      return { unread: found.unread, files };
    }
    files.push({ path, sha256: found.sha256 });
    const recipe = recipeOf(found.text, request.name);
    if (recipe === undefined) return { unread: 'not-text', files };
    return { texts: [{ text: recipe.text, sha256: found.sha256, path, dialect: 'sh' }], files };
  }
  return { unread: 'absent', files };
}

async function packageScripts(directory: string, name: string, signal: AbortSignal): Promise<ScriptTexts | Unread> {
  const path = join(directory, 'package.json');
  const file = await fileText(path, signal);
  if ('unread' in file) return file;
  const files = [{ path, sha256: file.sha256 }];
  const scripts = scriptsOf(file.text);
  if (typeof scripts[name] !== 'string') return { unread: 'absent', files };
  const texts = [`pre${name}`, name, `post${name}`].flatMap((script): ScriptText[] => {
    const text = scripts[script];
    if (typeof text !== 'string') return [];
    return [{ text, sha256: file.sha256, path, dialect: 'sh', directory, ...(script === name ? { own: true } : {}) }];
  });
  return { texts, files };
}

/** The scripts of this name of each package that is meant. One that cannot be found may be any. */
async function scriptsOfPackages(
  { directory, name }: PackageScriptRequest,
  wanted: readonly string[],
  signal: AbortSignal,
): Promise<ScriptTexts | Unread> {
  const workspace = await packagesOfWorkspace(directory, (path) => fileText(path, signal));
  const folders = workspace.folders === undefined ? undefined : foldersMeant(wanted, directory, workspace.folders);
  const { files } = workspace;
  if (folders === undefined) return { unread: 'absent', files };
  const texts: ScriptText[] = [];
  for (const folder of folders) {
    const found = await packageScripts(folder, name, signal);
    if ('texts' in found) texts.push(...found.texts);
    else if (found.unread !== 'absent' || found.files === undefined) return found;
  }
  return texts.length === 0 ? { unread: 'absent', files } : { texts, files };
}

function scriptsOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || !('scripts' in parsed)) return {};
    const { scripts } = parsed;
    return typeof scripts === 'object' && scripts !== null
      ? Object.assign(Object.create(null) as Record<string, unknown>, scripts)
      : {};
  } catch {
    return {};
  }
}
