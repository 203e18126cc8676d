import { parse } from 'yaml';
import { dialectNamed, fromParts, recordOf, fromUrl, type Part, type ReadSettings } from './configured.ts';

/** What Ruby would work out stands in its place: known only when it runs. */
const LATER = 'keyturn-known-only-when-it-runs';

/** `config/database.yml`: its `development` part. Embedded Ruby is not run. */
export const readRailsDatabase: ReadSettings = ({ text, file, variables }) => {
  const env = variables.get('DATABASE_URL');
  // Rails takes it before what stands in the file.
  if (env !== undefined) return fromUrl(env, file);
  const plain = text.replace(/<%=.*?%>/gs, LATER).replace(/<%.*?%>/gs, '');
  const all: unknown = parse(plain, { maxAliasCount: 50, merge: true, logLevel: 'error' });
  const development = recordOf(recordOf(all)['development']);
  // Several databases: the first is the main one.
  const settings = 'adapter' in development || 'url' in development ? development : recordOf(development['primary']);
  const known = (name: string): Part => {
    const value = settings[name];
    if (value === undefined || value === null) return undefined;
    const written = typeof value === 'string' || typeof value === 'number' ? String(value) : LATER;
    return written.includes(LATER) ? null : written;
  };
  const url = known('url');
  if (url !== undefined) return fromUrl(url ?? undefined, file);
  return fromParts(
    dialectNamed(known('adapter') ?? ''),
    {
      host: known('host') ?? known('socket'),
      port: known('port'),
      database: known('database'),
      user: known('username'),
      password: known('password'),
    },
    file,
  );
};
