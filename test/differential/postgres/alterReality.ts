import type { startPostgres } from '../../setup/postgres.mjs';

type Client = Awaited<ReturnType<Awaited<ReturnType<typeof startPostgres>>['connect']>>;

/** Statements on tables of the shop of the previews, each in a way of its own for the server. */
export const ALTER_CASES: readonly (readonly [statement: string, table: string])[] = [
  ['ALTER TABLE docs ADD COLUMN a int', 'docs'],
  ["ALTER TABLE docs ADD COLUMN a text DEFAULT 'x' NOT NULL", 'docs'],
  ['ALTER TABLE docs ADD COLUMN a timestamptz DEFAULT now()', 'docs'],
  ['ALTER TABLE docs ADD COLUMN a timestamptz DEFAULT clock_timestamp()', 'docs'],
  ['ALTER TABLE docs ADD COLUMN a uuid DEFAULT gen_random_uuid()', 'docs'],
  ['ALTER TABLE docs ADD COLUMN a bigserial', 'docs'],
  ['ALTER TABLE docs ADD COLUMN a int GENERATED ALWAYS AS IDENTITY', 'docs'],
  ['ALTER TABLE docs ADD COLUMN a int GENERATED ALWAYS AS (id + 1) STORED', 'docs'],
  ['ALTER TABLE docs ADD COLUMN a int GENERATED ALWAYS AS (id + 1) VIRTUAL', 'docs'],
  ['ALTER TABLE docs ALTER body TYPE varchar(500)', 'docs'],
  ['ALTER TABLE docs ALTER body TYPE varchar', 'docs'],
  ['ALTER TABLE docs ALTER id TYPE bigint', 'docs'],
  ['ALTER TABLE docs ALTER id TYPE int USING id + 1', 'docs'],
  ['ALTER TABLE docs ALTER updated TYPE timestamptz(3)', 'docs'],
  ['ALTER TABLE sizes ALTER size TYPE numeric(12, 2)', 'sizes'],
  ['ALTER TABLE sizes ALTER size TYPE numeric(12, 3)', 'sizes'],
  ['ALTER TABLE sizes ALTER size TYPE numeric', 'sizes'],
  ['ALTER TABLE sizes ALTER code TYPE varchar(20)', 'sizes'],
  ['ALTER TABLE sizes ALTER code TYPE varchar(5)', 'sizes'],
  ['ALTER TABLE sizes ALTER code TYPE text', 'sizes'],
  ['ALTER TABLE sizes ALTER code TYPE char(20)', 'sizes'],
  ['ALTER TABLE docs ALTER body SET NOT NULL', 'docs'],
  ['ALTER TABLE docs ALTER body DROP NOT NULL', 'docs'],
  ["ALTER TABLE docs ALTER body SET DEFAULT 'x'", 'docs'],
  ['ALTER TABLE docs ADD CHECK (id > -1000)', 'docs'],
  ['ALTER TABLE docs ADD CONSTRAINT a CHECK (id > -1000) NOT VALID', 'docs'],
  ['ALTER TABLE docs ADD FOREIGN KEY (id) REFERENCES users NOT VALID', 'docs'],
  ['ALTER TABLE docs ADD UNIQUE (id, body)', 'docs'],
  ['ALTER TABLE docs SET (fillfactor = 70)', 'docs'],
  ['ALTER TABLE docs ALTER body SET STATISTICS 100', 'docs'],
  ['ALTER TABLE docs ALTER body SET STORAGE EXTERNAL', 'docs'],
  ['ALTER TABLE docs SET UNLOGGED', 'docs'],
  ['ALTER TABLE watched DISABLE TRIGGER ALL', 'watched'],
  ['ALTER TABLE docs ENABLE ROW LEVEL SECURITY', 'docs'],
  ['ALTER TABLE docs DROP COLUMN body, ADD COLUMN a int', 'docs'],
];

/** Drops that lock more than what goes. */
export const DROP_CASES: readonly string[] = [
  'DROP TABLE docs',
  'DROP TABLE users CASCADE',
  'DROP TABLE orders CASCADE',
  'DROP TABLE items',
  'DROP TABLE events CASCADE',
  'DROP TABLE events_old CASCADE',
  'DROP TABLE base CASCADE',
  'DROP TABLE event_parts',
  'DROP SCHEMA tenant CASCADE',
];

/** Tables that nobody else can read while the statement's transaction lives, sorted. */
export async function shutOut(client: Client, statement: string): Promise<readonly string[]> {
  await client.query('BEGIN');
  try {
    // What is gone has no name any more.
    const { rows: all } = await client.query(
      "SELECT c.oid::text AS oid, n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'm')",
    );
    await client.query(statement);
    const { rows } = await client.query(
      "SELECT relation::text AS oid FROM pg_locks WHERE pid = pg_backend_pid() AND mode = 'AccessExclusiveLock' AND relation IS NOT NULL",
    );
    const locked = rows.map((row) => row['oid']);
    return all
      .filter(({ oid, name }) => locked.includes(oid) && !String(name).startsWith('pg_toast'))
      .map(({ name }) => String(name))
      .sort();
  } finally {
    await client.query('ROLLBACK');
  }
}

const WORDS: Readonly<Record<string, string>> = {
  AccessExclusiveLock: 'ACCESS EXCLUSIVE',
  ShareRowExclusiveLock: 'SHARE ROW EXCLUSIVE',
  ShareUpdateExclusiveLock: 'SHARE UPDATE EXCLUSIVE',
};

/** The strongest lock that the statement really takes, and whether the table is in another file afterwards. */
export async function handled(
  client: Client,
  statement: string,
  table: string,
): Promise<{ readonly lock: string; readonly rewritten: boolean }> {
  const file = async (): Promise<unknown> =>
    (await client.query(`SELECT relfilenode AS n FROM pg_class WHERE oid = 'public.${table}'::regclass`)).rows[0]?.[
      'n'
    ];
  await client.query('BEGIN');
  try {
    const before = await file();
    await client.query(statement);
    const { rows } = await client.query(
      `SELECT mode FROM pg_locks WHERE pid = pg_backend_pid() AND relation = 'public.${table}'::regclass`,
    );
    const modes = rows.map((row) => String(row['mode']));
    const strongest = Object.keys(WORDS).find((mode) => modes.includes(mode)) ?? modes.join();
    return { lock: WORDS[strongest] ?? strongest, rewritten: (await file()) !== before };
  } finally {
    await client.query('ROLLBACK');
  }
}
