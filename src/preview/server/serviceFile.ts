import path from 'node:path';
import { smallText } from './envFile.ts';
import { withParameters, type GivenLogin } from './connectionUrl.ts';

/** Where Debian's packages of the client look beside the person's own file. */
const OF_THE_SYSTEM = '/etc/postgresql-common/pg_service.conf';

/** What libpq's service files have under a name; undefined: nothing, or a file that cannot be read. `own`: `PGSERVICEFILE`, where it is set; `folder`: `PGSYSCONFDIR`. */
export async function serviceNamed(
  name: string,
  home: string,
  own?: string,
  folder?: string,
): Promise<GivenLogin | undefined> {
  if ([own, folder].some((one) => one !== undefined && !path.isAbsolute(one))) return undefined;
  const shared = folder === undefined ? OF_THE_SYSTEM : path.join(folder, 'pg_service.conf');
  for (const file of [own ?? path.join(home, '.pg_service.conf'), shared]) {
    const found = serviceIn(await smallText(file), name);
    if (found !== undefined) return withParameters({}, found);
  }
  return undefined;
}

function serviceIn(text: string, name: string): Readonly<Record<string, string>> | undefined {
  const parameters: Record<string, string> = {};
  let isOwn = false;
  let isThere = false;
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    if (line.startsWith('[')) {
      // As libpq: the first section of the name is the one.
      if (isThere) break;
      isOwn = line === `[${name}]`;
      isThere ||= isOwn;
      continue;
    }
    const [, key, value] = /^([a-z_]+)=(.*)$/i.exec(line) ?? [];
    // One that leads to a directory server is not followed.
    if (isOwn && key === undefined) return { service: name };
    if (isOwn && key !== undefined) parameters[key.toLowerCase()] ??= value ?? '';
  }
  return isThere ? parameters : undefined;
}
