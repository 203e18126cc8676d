import { boundedFile } from '../preview/boundedFile.ts';

/** Bytes of a settings file: agents write a few KiB into theirs. */
export const LARGEST_SETTINGS = 4 * 1024 * 1024;

/**
 * What an agent's settings say, through a link too. Undefined: there are none, or nothing that can be read as such. Never
 * rejects, and waits for no pipe: whoever can write into the folder can put one there.
 */
export async function settingsText(file: string): Promise<string | undefined> {
  const found = await boundedFile(file, LARGEST_SETTINGS, 'followed');
  return found.ok ? found.bytes.toString('utf8') : undefined;
}
