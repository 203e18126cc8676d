import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { versionIn } from '../../agents/version.ts';
import { boundedFile } from '../../preview/boundedFile.ts';

/** How many folders above a program its package may begin. */
const MOST_ABOVE = 8;

/** Bytes of a package.json that are read. */
const LARGEST = 256 * 1024;

/**
 * The version of the npm package that a program lies in, read as text: nothing is started for it. Undefined where it lies in
 * none of these packages, or the package does not say. Never rejects.
 */
export async function packagedVersion(program: string, packages: readonly string[]): Promise<string | undefined> {
  if (packages.length === 0) return undefined;
  let folder = path.dirname(await realpath(program).catch(() => ''));
  for (let above = 0; above < MOST_ABOVE && path.isAbsolute(folder); above += 1) {
    const { name, version } = await packageIn(folder);
    if (name !== undefined && packages.some((one) => name === one || name.startsWith(`${one}-`))) return version;
    if (path.dirname(folder) === folder) return undefined;
    folder = path.dirname(folder);
  }
  return undefined;
}

async function packageIn(folder: string): Promise<{ readonly name?: string; readonly version?: string | undefined }> {
  const file = await boundedFile(path.join(folder, 'package.json'), LARGEST, 'followed');
  if (!file.ok) return {};
  try {
    const { name, version } = JSON.parse(file.bytes.toString('utf8')) as Readonly<Record<string, unknown>>;
    return {
      ...(typeof name === 'string' ? { name } : {}),
      ...(typeof version === 'string' ? { version: versionIn(version) } : {}),
    };
  } catch {
    return {};
  }
}
