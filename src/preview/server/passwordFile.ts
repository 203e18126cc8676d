import fs from 'node:fs';
import { smallText } from './envFile.ts';

/** What `~/.pgpass` has for a server, as the client would find it: a file that others may read is not used. */
export async function passwordFor(
  file: string,
  wanted: readonly [host: string, port: string, database: string, user: string],
): Promise<string | undefined> {
  const stat = await fs.promises.lstat(file).catch(() => undefined);
  if (stat?.isFile() !== true || (stat.mode & 0o077) !== 0) return undefined;
  for (const line of (await smallText(file)).split('\n')) {
    if (line.startsWith('#')) continue;
    const fields = [...line.matchAll(/((?:[^:\\]|\\.)*)(?::|$)/gs)].map(([, field = '']) =>
      field.replace(/\\(.)/gs, '$1'),
    );
    const [host, port, database, user, password] = fields;
    if (password === undefined || user === undefined) continue;
    const fits = [host, port, database, user].every((field, index) => field === '*' || field === wanted[index]);
    if (fits) return password;
  }
  return undefined;
}
