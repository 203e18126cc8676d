import { readFileSync, statSync } from 'node:fs';

const LARGEST_BYTES = 256 * 1024;
/** One package in one version, for some machines perhaps, with the hashes of its files perhaps. */
const PINNED =
  /^[A-Za-z0-9][\w.-]*(?:\[[\w.,\s-]*\])?\s*===?\s*[A-Za-z0-9][\w.!+-]*(?:\s*;[^@#]*?)?(?:\s+--hash[= ]\S+)*(?:\s+#.*)?$/;

/** Whether a requirements file of pip's is as good as a lock file: each line names a package of the registry in one version. */
export function isPinned(file: string): boolean {
  if (statSync(file).size > LARGEST_BYTES) return false;
  const lines = readFileSync(file, 'utf8')
    .replace(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  return lines.length > 0 && lines.every((line) => PINNED.test(line));
}
