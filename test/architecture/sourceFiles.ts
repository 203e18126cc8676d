import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** TypeScript files below a folder of the repository, as repository paths with forward slashes. */
export function sourceFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => path.posix.join(folder, name.split(path.sep).join('/')))
    .sort();
}

export const readText = (file: string): string => readFileSync(file, 'utf8');
