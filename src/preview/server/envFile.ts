import fs from 'node:fs';
import path from 'node:path';
import { isUrl } from './connectionUrl.ts';

const NAMES = ['.env.local', '.env.development.local', '.env.development', '.env'];
const LARGEST = 64 * 1024;

/** The first connection URL that an environment file of the folder, or of one above it in the workspace, names. Read as text. */
export async function urlInEnvFiles(
  cwd: string,
  workspace: string,
  schemes: RegExp,
): Promise<{ readonly url: string; readonly file: string } | undefined> {
  for (let folder = cwd; folder === workspace || folder.startsWith(`${workspace}/`); folder = path.dirname(folder)) {
    for (const name of NAMES) {
      const file = path.join(folder, name);
      const url = urlIn(await smallText(file), schemes);
      if (url !== undefined) return { url, file };
    }
    if (folder === path.dirname(folder)) break;
  }
  return undefined;
}

function urlIn(text: string, schemes: RegExp): string | undefined {
  for (const line of text.split('\n')) {
    const found = PAIR.exec(line);
    const value = found?.[1] ?? found?.[2] ?? found?.[3];
    // A value with variables in it is known only when it is loaded.
    if (value !== undefined && !value.includes('$') && isUrl(value) && schemes.test(value)) return value;
  }
  return undefined;
}

const PAIR =
  /^\s*(?:export\s+)?(?:[A-Z0-9_]+_)?(?:DATABASE_URL|DATABASE_URI|DB_URL|POSTGRES_URL|MYSQL_URL)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'#]\S*))/;

/** A regular file's text; empty when there is none. A link or a pipe is not followed. */
export async function smallText(file: string): Promise<string> {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = fs.constants;
  try {
    const handle = await fs.promises.open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    try {
      const stat = await handle.stat();
      if (!stat.isFile() || stat.size > LARGEST) return '';
      const bytes = Buffer.alloc(stat.size);
      const { bytesRead } = await handle.read(bytes, 0, stat.size, 0);
      return bytes.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    return '';
  }
}
