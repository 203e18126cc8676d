import fs from 'node:fs';
import type { GivenLogin } from '../../server/connectionUrl.ts';
import { smallText } from '../../server/envFile.ts';

const FIELDS: Readonly<Record<string, 'host' | 'port' | 'socket' | 'user' | 'password' | 'database'>> = {
  host: 'host',
  port: 'port',
  socket: 'socket',
  user: 'user',
  password: 'password',
  database: 'database',
};

/**
 * What the client's groups of `~/.my.cnf` say, as text: files that it includes are not followed. Clients leave out a file
 * that everyone may write to.
 */
export async function clientOptions(file: string): Promise<GivenLogin> {
  const stat = await fs.promises.lstat(file).catch(() => undefined);
  if (stat?.isFile() !== true || (stat.mode & 0o002) !== 0) return {};
  const found: Record<string, string> = {};
  let group = '';
  for (const line of (await smallText(file)).split('\n')) {
    const opened = /^\s*\[([^\]]*)\]\s*$/.exec(line)?.[1];
    if (opened !== undefined) group = opened.trim().toLowerCase();
    if (!/^(?:client|mysql|mariadb|client-mariadb|mariadb-client)$/.test(group)) continue;
    const [, name = '', value = ''] = /^\s*([a-z_-]+)\s*=\s*(.*?)\s*$/i.exec(line) ?? [];
    const field = FIELDS[name.toLowerCase()];
    if (field !== undefined && Object.hasOwn(FIELDS, name.toLowerCase())) found[field] = unquoted(value);
  }
  return found;
}

function unquoted(value: string): string {
  const inner = /^(?:"(.*)"|'(.*)')$/.exec(value);
  return inner === null ? value.replace(/\s#.*$/, '') : (inner[1] ?? inner[2] ?? '');
}
