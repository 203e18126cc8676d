import { textOf } from '../../../sql/parse/tree.ts';
import { DatabaseError } from '../../server/databaseError.ts';
import type { Session } from './session.ts';

// In full: until our own path is in force, a bare name may lead to somebody else's code.
const OWN = 'SELECT pg_catalog.array_to_json(pg_catalog.current_schemas(true))::pg_catalog.text AS path';
const TAKE = "SELECT pg_catalog.set_config('search_path', 'pg_catalog', true)";

/** The settings of a role count before those of all; those for this database before those for each. */
const OF_ROLE = `
SELECT (
    SELECT substr(s.setting, 13) FROM pg_db_role_setting d, unnest(d.setconfig) AS s(setting)
    WHERE d.setrole = r.oid AND d.setdatabase IN (0, (SELECT b.oid FROM pg_database b WHERE b.datname = current_database())) AND s.setting LIKE 'search\\_path=%'
    ORDER BY d.setdatabase = 0 LIMIT 1) AS path,
  EXISTS (SELECT 1 FROM pg_db_role_setting d, unnest(d.setconfig) AS s(setting) JOIN pg_roles m ON m.rolname = current_user
    WHERE d.setrole = m.oid AND s.setting LIKE 'search\\_path=%') AS own,
  (SELECT p.reset_val FROM pg_settings p WHERE p.name = 'search_path') AS general
FROM pg_roles r WHERE r.rolname::text = $1::text`;

const USABLE = `
SELECT array_to_json(array_agg(n.nspname::text ORDER BY array_position($1::text[], n.nspname::text)))::text AS path
FROM pg_namespace n WHERE n.nspname::text = ANY ($1::text[]) AND has_schema_privilege($2::name, n.oid, 'USAGE')`;

/**
 * The schemas in which the agent's own session would look for a name, in order. `runsAs`: the role of that session, where the look
 * logs in as another one. From then on a bare name of the session leads to the server's own schema and nowhere else.
 */
export async function takePath(session: Session, runsAs: string | undefined): Promise<readonly string[]> {
  const [[own = {}]] = await Promise.all([session.query(OWN), session.query(TAKE)]);
  if (runsAs === undefined) return namesIn(textOf(own, 'path'));
  const [role] = await session.query(OF_ROLE, [runsAs]);
  if (role === undefined) throw new DatabaseError('28000', `role "${runsAs}" does not exist`);
  const set = textOf(role, 'path');
  if (set === undefined && role.own === true)
    throw new DatabaseError('', 'the preview role has a search_path of its own, which hides where names lead');
  const wanted = schemasOf(set ?? textOf(role, 'general') ?? '', runsAs);
  const [row = {}] = await session.query(USABLE, [wanted, runsAs]);
  const usable = namesIn(textOf(row, 'path'));
  // Where it is not named, the server's own schema goes before all others.
  return usable.includes('pg_catalog') ? usable : ['pg_catalog', ...usable];
}

function namesIn(json: string | undefined): readonly string[] {
  return JSON.parse(json ?? '[]') as readonly string[];
}

/** Names of a list as the server writes it: folded where they are not in quotes. */
export function schemasOf(list: string, user: string): readonly string[] {
  const names = [...list.matchAll(/"((?:[^"]|"")*)"|[^\s,"]+/g)].map(([whole, quoted]) =>
    quoted === undefined ? whole.toLowerCase() : quoted.replaceAll('""', '"'),
  );
  return [...new Set(names.map((name) => (name === '$user' ? user : name)))];
}
