import type { Connection } from '../../effect/object.ts';
import type { Login } from '../../reading/reader.ts';
import type { PreviewSubject, Remark } from '../preview.ts';
import { mayRepeat } from '../repeated.ts';
import { isUrl } from './connectionUrl.ts';

/** Texts that would run in one database server one after another. */
export interface ServerTexts {
  /** As the effects name it. */
  readonly connection: Connection;
  readonly login: Login;
  /** What may be the name of a connection of the person's settings. */
  readonly name?: string;
  /** It runs in a container, whose own addresses lead nowhere here. */
  readonly inContainer?: true;
  readonly texts: readonly string[];
  readonly cwd: string;
  /** Made by a program whose connection is not in the text. */
  readonly unnamed: boolean;
  /** It stands in a loop, or behind what may run it more than once. */
  readonly repeats?: true;
}

/** The SQL of an action that is for servers of these dialects, by where it would run. Texts that only read are left out. */
export function serverTexts(
  { action, reading, cwd }: PreviewSubject,
  dialects: readonly string[],
): { readonly servers: readonly ServerTexts[]; readonly unknown: readonly Remark[] } {
  const servers = new Map<string, ServerTexts>();
  const unknown: Remark[] = [];
  for (const text of reading.texts) {
    const { source, range } = text;
    const dialect = source.connection?.dialect ?? source.dialect ?? '';
    if (source.language !== 'sql' || !dialects.includes(dialect)) continue;
    const inside = reading.effects.filter((effect) => effect.range[0] < range[1] && effect.range[1] > range[0]);
    if (reading.complete && inside.length > 0 && inside.every(({ kind }) => kind === 'sql.read')) continue;
    const connection: Connection = { dialect, target: source.connection?.target ?? '' };
    if (inside.some(({ traits }) => traits.includes('remote'))) {
      unknown.push({ code: 'unknown.elsewhere', values: { name: connection.target } });
      continue;
    }
    const inContainer = inside.some(({ traits }) => traits.includes('in-container'));
    const named =
      action.kind === 'sql' ? loginOf(action.connection) : (source.login ?? loginOf(source.connection?.target));
    const login = named ?? {};
    const key = JSON.stringify([dialect, login, text.cwd, inContainer]);
    const known = servers.get(key);
    servers.set(key, {
      connection,
      login,
      ...(action.kind === 'sql' && isName(action.connection) ? { name: action.connection } : {}),
      ...(inContainer ? { inContainer: true as const } : {}),
      ...(known?.repeats === true || mayRepeat(action, range) ? { repeats: true as const } : {}),
      cwd: text.cwd === '' ? cwd : text.cwd,
      unnamed: source.login === undefined && named === undefined,
      texts: [...(known?.texts ?? []), source.text],
    });
  }
  return { servers: [...servers.values()], unknown };
}

function isName(connection: string | undefined): connection is string {
  return connection !== undefined && connection !== '' && !isUrl(connection);
}

/** A connection that is only a name says nothing by itself. */
function loginOf(connection: string | undefined): Login | undefined {
  if (connection === undefined || connection === '') return undefined;
  return isUrl(connection) ? { database: connection } : { unclear: true };
}
