import { boundedFile, type BoundedFile } from '../../preview/boundedFile.ts';

/** Bytes of a settings file: agents write a few KiB into theirs. */
export const LARGEST_SETTINGS = 4 * 1024 * 1024;

/**
 * An agent's settings, through a link too. Never rejects, and waits for no pipe: whoever can write into the folder can put one
 * there.
 */
export function settingsFile(file: string): Promise<BoundedFile> {
  return boundedFile(file, LARGEST_SETTINGS, 'followed');
}

/** What they say. Undefined: there are none, or nothing that can be read as such. */
export async function settingsText(file: string): Promise<string | undefined> {
  const found = await settingsFile(file);
  return found.ok ? found.bytes.toString('utf8') : undefined;
}
