import { realpath } from 'node:fs/promises';
import path from 'node:path';

/** The person's own rules. `place`: `~/.keyturn`. */
export function ownRules(place: string): string {
  return path.join(place, 'rules.jsonc');
}

export function rulesOf(folder: string): string {
  return path.join(folder, '.keyturn', 'rules.jsonc');
}

/** The folder whose rules lie in this file. */
export function folderOf(file: string): string {
  return path.dirname(path.dirname(file));
}

/** A rules file by the name that Keyturn knows it by: the editor may have its folder open by a link's name. */
export async function knownRulesFile(file: string, place: string): Promise<string> {
  if (file === ownRules(place)) return file;
  const folder = folderOf(file);
  return rulesOf(await realpath(folder).catch(() => folder));
}
