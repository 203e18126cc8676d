import { lstat, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { writeWhole } from '../../gate/windowFile.ts';

/**
 * Writes a rules file whole or not at all. Rejects where its folder is a link or no folder: the file would lie elsewhere.
 * Of the file itself a link would be replaced, not followed.
 */
export async function writeRules(file: string, text: string): Promise<void> {
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true });
  if (!(await lstat(folder)).isDirectory()) throw new Error(`${folder} is no folder of its own`);
  await writeWhole(file, text, 0o644);
}
