import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { textOf } from '../action/utf8.ts';
import type { FileText, ScriptText, TextPort, Unread } from '../reading/ports.ts';
import type { PackageScriptRequest } from '../reading/reader.ts';
import { justRecipe, makeRecipe } from './recipe.ts';
import type { Recipe } from './recipe.ts';

/** Bytes of a script that is still read and shown. */
const MOST_BYTES = 512 * 1024;
/** Milliseconds one text may take: a network disk must not hold the verdict. */
const TEXT_MS = 100;

/** Script texts from disk: regular files, bounded in bytes and time. */
export function diskTexts(): TextPort {
  return {
    file: (name) => inTime(fileText(name)),
    packageScript: (request) => inTime(scriptTexts(request)),
  };
}

async function inTime<T>(work: Promise<T | Unread>): Promise<T | Unread> {
  const ended = new AbortController();
  const late = sleep(TEXT_MS, { unread: 'late' }, { signal: ended.signal }).catch(() => ({ unread: 'late' }));
  try {
    return await Promise.race([work, late]);
  } catch {
    return { unread: 'failed' };
  } finally {
    ended.abort();
  }
}

async function fileText(name: string): Promise<FileText | Unread> {
  let handle;
  try {
    // NONBLOCK: a FIFO opens at once and is then refused for what it is.
    handle = await open(name, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return { unread: code === 'ENOENT' || code === 'ENOTDIR' ? 'absent' : 'failed' };
  }
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) return { unread: 'special' };
    if (stat.size > MOST_BYTES) return { unread: 'too-large' };
    const bytes = await readFile(handle);
    const text = textOf(bytes);
    if (text === undefined || text.includes('\0')) return { unread: 'not-text' };
    return { text, sha256: createHash('sha256').update(bytes).digest('hex') };
  } finally {
    await handle.close();
  }
}

async function scriptTexts(request: PackageScriptRequest): Promise<readonly ScriptText[] | Unread> {
  switch (request.runner) {
    case 'npm':
      return packageScripts(request);
    case 'make':
      return recipeTexts(request, ['GNUmakefile', 'makefile', 'Makefile'], makeRecipe);
    case 'just':
      return recipeTexts(request, ['justfile', 'Justfile', '.justfile'], justRecipe);
    case 'task':
      // Its recipes are YAML with templates of Go.
      return { unread: 'not-text' };
  }
}

/** The recipe in the first of the files that is there, as the tool itself looks for them. */
async function recipeTexts(
  request: PackageScriptRequest,
  names: readonly string[],
  recipeOf: (file: string, name: string) => Recipe | undefined,
): Promise<readonly ScriptText[] | Unread> {
  for (const name of names) {
    const file = path.join(request.directory, name);
    const found = await fileText(file);
    if ('unread' in found) {
      if (found.unread === 'absent') continue;
      return found;
    }
    const recipe = recipeOf(found.text, request.name);
    if (recipe === undefined) return { unread: 'not-text' };
    return [{ text: recipe.text, sha256: found.sha256, path: file, dialect: 'sh' }];
  }
  return { unread: 'absent' };
}

async function packageScripts(request: PackageScriptRequest): Promise<readonly ScriptText[] | Unread> {
  const name = path.join(request.directory, 'package.json');
  const file = await fileText(name);
  if ('unread' in file) return file;
  const scripts = scriptsOf(file.text);
  const own = scripts[request.name];
  if (typeof own !== 'string') return { unread: 'absent' };
  return [`pre${request.name}`, request.name, `post${request.name}`].flatMap((script): ScriptText[] => {
    const text = scripts[script];
    return typeof text === 'string' ? [{ text, sha256: file.sha256, path: name, dialect: 'sh' }] : [];
  });
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
