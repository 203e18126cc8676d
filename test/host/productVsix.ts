import { existsSync } from 'node:fs';
import path from 'node:path';

/** The packed extension: `test/run.mjs` makes it once, before the tiers that need it. */
export function productVsix(): string {
  const file = path.resolve('dist/keyturn.vsix');
  if (!existsSync(file)) throw new Error(`${file} is missing: start this tier by "npm run host".`);
  return file;
}
