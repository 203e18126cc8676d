import type { EffectKind } from '../../effect/kind.ts';
import type { ObjectType } from '../../effect/object.ts';
import type { Trait } from '../../effect/trait.ts';
import { EXTENSION_READING_FUNCTIONS } from './postgresExtensionNames.ts';
import { POSTGRES_READING_FUNCTIONS } from './postgresNames.ts';

/** What a function does besides returning a value. */
export interface FunctionEffect {
  readonly kind: EffectKind;
  readonly type: ObjectType;
  /** Which argument (0-based), when a literal, names the object; else the function names it. */
  readonly argument?: number;
  /** Which argument, when a literal, is SQL that runs. */
  readonly sql?: number;
  readonly traits?: readonly Trait[];
}

const wordsOf = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter((word) => word !== ''));
const READING = wordsOf(POSTGRES_READING_FUNCTIONS);
const OF_EXTENSIONS = wordsOf(EXTENSION_READING_FUNCTIONS);
/** Where extensions are installed: the search path finds them there without the schema as well. */
const EXTENSION_SCHEMAS: ReadonlySet<string> = new Set([
  'public',
  'extensions',
  'postgis',
  'tiger',
  'topology',
  'timescaledb_experimental',
]);
/** Of schemas of their own: Supabase's, which look into the request's token or cut a path, and those of a queue and a search. */
const OF_SCHEMAS = wordsOf(
  'auth.uid auth.role auth.email auth.jwt storage.foldername storage.filename storage.extension pgmq.metrics pgmq.metrics_all pgmq.list_queues paradedb.score paradedb.snippet pdb.score pdb.snippet',
);

const serverFile = (argument: number): FunctionEffect => ({
  kind: 'sql.execute',
  type: 'file',
  argument,
  traits: ['server-rights'],
});
const admin: FunctionEffect = { kind: 'sql.admin', type: 'function' };
const sequence: FunctionEffect = { kind: 'sql.update', type: 'unknown', argument: 0 };
const otherServer: FunctionEffect = { kind: 'sql.execute', type: 'function', traits: ['remote', 'server-rights'] };
const runsSql = (sql: number): FunctionEffect => ({ kind: 'sql.execute', type: 'function', sql });
const sends: FunctionEffect = { kind: 'network.send', type: 'host', argument: 0, traits: ['remote'] };

/** Functions known to do more than read. A function in neither table is unknown: it may do anything. */
const ACTING: Readonly<Record<string, FunctionEffect>> = {
  pg_read_file: serverFile(0),
  pg_read_binary_file: serverFile(0),
  pg_read_file_old: serverFile(0),
  pg_ls_dir: serverFile(0),
  pg_stat_file: serverFile(0),
  pg_file_write: serverFile(0),
  pg_file_unlink: serverFile(0),
  pg_file_rename: serverFile(0),
  pg_file_sync: serverFile(0),
  lo_import: serverFile(0),
  lo_export: serverFile(1),
  lo_unlink: { kind: 'sql.delete', type: 'unknown' },
  lo_create: { kind: 'sql.insert', type: 'unknown' },
  lo_creat: { kind: 'sql.insert', type: 'unknown' },
  lo_from_bytea: { kind: 'sql.insert', type: 'unknown' },
  lo_put: { kind: 'sql.update', type: 'unknown' },
  lowrite: { kind: 'sql.update', type: 'unknown' },
  lo_truncate: { kind: 'sql.update', type: 'unknown' },
  lo_truncate64: { kind: 'sql.update', type: 'unknown' },
  dblink: otherServer,
  dblink_exec: otherServer,
  dblink_connect: otherServer,
  dblink_connect_u: otherServer,
  dblink_send_query: otherServer,
  dblink_open: otherServer,
  nextval: sequence,
  setval: sequence,
  set_config: { kind: 'sql.admin', type: 'operation', argument: 0 },
  pg_terminate_backend: { kind: 'sql.admin', type: 'process', argument: 0 },
  pg_cancel_backend: { kind: 'sql.admin', type: 'process', argument: 0 },
  pg_reload_conf: admin,
  pg_rotate_logfile: admin,
  pg_switch_wal: admin,
  pg_promote: admin,
  pg_wal_replay_pause: admin,
  pg_wal_replay_resume: admin,
  pg_backup_start: admin,
  pg_backup_stop: admin,
  pg_create_restore_point: admin,
  pg_create_physical_replication_slot: admin,
  pg_create_logical_replication_slot: admin,
  pg_drop_replication_slot: admin,
  pg_replication_slot_advance: admin,
  pg_logical_slot_get_changes: admin,
  pg_logical_emit_message: admin,
  pg_notify: { kind: 'sql.admin', type: 'operation', argument: 0 },
  pg_sleep: admin,
  pg_sleep_for: admin,
  pg_sleep_until: admin,
  pg_advisory_lock: { ...admin, traits: ['lock'] },
  pg_advisory_xact_lock: { ...admin, traits: ['lock'] },
  pg_try_advisory_lock: { ...admin, traits: ['lock'] },
  pg_try_advisory_xact_lock: { ...admin, traits: ['lock'] },
  pg_advisory_unlock: admin,
  pg_advisory_unlock_all: admin,
  pg_export_snapshot: admin,
  pg_stat_reset: admin,
  pg_stat_reset_shared: admin,
  pg_stat_statements_reset: admin,
  query_to_xml: runsSql(0),
  query_to_xml_and_xmlschema: runsSql(0),
  query_to_xmlschema: runsSql(0),
  ts_stat: runsSql(0),
  ts_rewrite: runsSql(1),
  crosstab: runsSql(0),
  crosstab2: runsSql(0),
  crosstab3: runsSql(0),
  crosstab4: runsSql(0),
  'cron.schedule': { kind: 'sql.execute', type: 'function', traits: ['unattended'] },
  'cron.unschedule': { kind: 'sql.delete', type: 'operation', argument: 0 },
  'net.http_post': sends,
  'net.http_get': sends,
  'net.http_delete': sends,
  http_post: sends,
  http_get: sends,
  http: sends,
  drop_chunks: { kind: 'sql.delete', type: 'table', argument: 0, traits: ['whole-table'] },
  create_hypertable: { kind: 'sql.alter', type: 'table', argument: 0, traits: ['lock'] },
  add_retention_policy: { kind: 'sql.delete', type: 'table', argument: 0, traits: ['unattended'] },
};

export type FunctionReading =
  | { readonly is: 'reads' }
  | { readonly is: 'acts'; readonly effect: FunctionEffect }
  | { readonly is: 'unknown' };

/** `parts` as the server folds them. Other schemas than pg_catalog hold whatever their owner put there. */
export function readPostgresFunction(parts: readonly string[]): FunctionReading {
  const name = parts.at(-1) ?? '';
  const schema = parts.length > 1 ? parts.at(-2) : undefined;
  const qualified = schema === undefined || schema === 'pg_catalog' ? name : `${schema}.${name}`;
  // pgRouting runs the query that it is given.
  if (name.startsWith('pgr_')) return { is: 'acts', effect: runsSql(0) };
  for (const key of [qualified, name]) {
    const effect = Object.hasOwn(ACTING, key) ? ACTING[key] : undefined;
    if (effect !== undefined) return { is: 'acts', effect };
  }
  return isKnown(name, schema) ? { is: 'reads' } : { is: 'unknown' };
}

function isKnown(name: string, schema: string | undefined): boolean {
  if (schema === undefined) return READING.has(name) || OF_EXTENSIONS.has(name);
  if (schema === 'pg_catalog') return READING.has(name);
  return (EXTENSION_SCHEMAS.has(schema) && OF_EXTENSIONS.has(name)) || OF_SCHEMAS.has(`${schema}.${name}`);
}
