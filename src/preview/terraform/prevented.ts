import path from 'node:path';
import { boundedFile } from '../boundedFile.ts';
import { configuration, LARGEST_NOTE } from './place.ts';
import { isRecord } from './state.ts';
import type { States } from './states.ts';

/** Folders of modules that are read. */
const MOST_MODULES = 100;

/** Anything but `false`: what an expression comes to is not worked out. */
const FORBIDS = /^[ \t{]*(?:lifecycle[ \t]*\{[ \t]*)?prevent_destroy[ \t]*=[ \t]*(?!false\b)/m;
const FORBIDS_JSON = /"prevent_destroy"\s*:\s*(?!false\b)/;

/**
 * Whether the configuration's text, that of its modules with it, forbids that something is destroyed. `unknown`: not all of it
 * could be read.
 */
export async function preventsDestroying(folder: string, states: States): Promise<'yes' | 'no' | 'unknown'> {
  const modules = await moduleFolders(folder);
  let whole = modules !== undefined;
  for (const place of new Set([folder, ...(modules ?? [])])) {
    if (!(await states.isNear(place))) {
      whole = false;
      continue;
    }
    const found = await configuration(place);
    if (found.texts.some((text) => FORBIDS.test(text) || FORBIDS_JSON.test(text))) return 'yes';
    whole &&= found.whole;
  }
  return whole ? 'no' : 'unknown';
}

/** Where `terraform init` has put the modules that the configuration calls. Undefined: its note of them cannot be read. */
async function moduleFolders(folder: string): Promise<readonly string[] | undefined> {
  const note = await boundedFile(path.join(folder, '.terraform', 'modules', 'modules.json'), LARGEST_NOTE);
  if (!note.ok) return note.why === 'absent' ? [] : undefined;
  try {
    const value: unknown = JSON.parse(note.bytes.toString('utf8'));
    const all: unknown = isRecord(value) ? value['Modules'] : undefined;
    if (!Array.isArray(all) || all.length > MOST_MODULES) return undefined;
    const named = (all as unknown[]).map((one) => (isRecord(one) ? one['Dir'] : undefined));
    return named.every((one) => typeof one === 'string') ? named.map((one) => path.resolve(folder, one)) : undefined;
  } catch {
    return undefined;
  }
}
