import type { Shapes } from '../statements.ts';

/** A small shop: whatever a statement may change has something here that can be changed. */
export const POSTGRES_SCHEMA = `
CREATE EXTENSION pgcrypto; CREATE EXTENSION pg_trgm; CREATE EXTENSION hstore; CREATE EXTENSION "uuid-ossp"; CREATE EXTENSION ltree;
CREATE EXTENSION dblink; CREATE EXTENSION tablefunc; CREATE EXTENSION unaccent; CREATE EXTENSION fuzzystrmatch; CREATE EXTENSION lo;
CREATE TABLE users (id serial PRIMARY KEY, email text UNIQUE, active boolean DEFAULT true);
CREATE TABLE orders (id serial PRIMARY KEY, user_id int REFERENCES users ON DELETE CASCADE, total numeric, status text, note text);
CREATE TABLE items (order_id int REFERENCES orders ON DELETE CASCADE, sku text, qty int);
CREATE TABLE audit (at timestamptz DEFAULT now(), what text);
CREATE TABLE w1 (a int); CREATE TABLE w2 (a int); CREATE TABLE w3 (a int, b int); CREATE TABLE w4 (a int PRIMARY KEY);
INSERT INTO users (email) SELECT 'u' || i || '@example.com' FROM generate_series(1, 10) i;
INSERT INTO orders (user_id, total, status) SELECT 1 + i % 10, i, 'paid' FROM generate_series(1, 30) i;
INSERT INTO items SELECT id, 'sku' || id, 1 FROM orders;
INSERT INTO w1 VALUES (1); INSERT INTO w2 VALUES (1); INSERT INTO w3 VALUES (1, 1); INSERT INTO w4 VALUES (1);
CREATE VIEW paid AS SELECT * FROM orders WHERE status = 'paid';
CREATE MATERIALIZED VIEW totals AS SELECT status, sum(total) FROM orders GROUP BY status;
CREATE INDEX orders_status ON orders (status);
CREATE FUNCTION wipe() RETURNS int LANGUAGE plpgsql AS $$ BEGIN DELETE FROM audit; RETURN 1; END $$;
CREATE FUNCTION sly() RETURNS int LANGUAGE plpgsql STABLE AS $$ BEGIN PERFORM wipe(); RETURN 1; END $$;
CREATE PROCEDURE purge() LANGUAGE sql AS 'DELETE FROM w4';
CREATE ROLE clerk; CREATE SCHEMA private; CREATE TABLE private.ledger (a int); INSERT INTO private.ledger VALUES (1);
CREATE SEQUENCE ticket; SELECT nextval('ticket'); SELECT lo_create(4711);
`;

const TABLES = ['users', 'orders', 'items', 'audit', 'w1', 'w2', 'w3', 'w4', 'private.ledger', 'totals'];
const CATALOGUES =
  'pg_attribute pg_proc pg_type pg_authid pg_auth_members pg_database pg_db_role_setting pg_constraint pg_index pg_trigger pg_rewrite pg_policy pg_event_trigger pg_extension pg_description pg_default_acl pg_foreign_server pg_publication pg_subscription pg_largeobject_metadata pg_largeobject pg_statistic pg_tablespace'.split(
    ' ',
  );

/** Everything that stays, as rows of a name and a sum. Any change of a catalogue's row gives it another `xmin`. */
export const POSTGRES_STATE = [
  ...TABLES.map(
    (name) => `SELECT '${name}' AS what, (SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM ${name} t) AS sum`,
  ),
  ...CATALOGUES.map((name) => `SELECT '${name}', (SELECT count(*) || '/' || sum(xmin::text::bigint) FROM ${name})`),
  // Even planning a temporary table makes the session's own schema for such tables, which the server keeps for the next one.
  `SELECT 'pg_namespace', (SELECT count(*) || '/' || sum(xmin::text::bigint) FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp_')`,
  // Statistics of a relation are changed in place.
  `SELECT 'relations', (SELECT md5(string_agg(c::text, '|' ORDER BY oid)) FROM pg_class c WHERE oid >= 16384 AND relpersistence <> 't')`,
  `SELECT 'system relations', (SELECT count(*) || '/' || sum(xmin::text::bigint) FROM pg_class WHERE oid < 16384)`,
  `SELECT 'sequences', (SELECT string_agg(sequencename || coalesce(last_value, 0), ',' ORDER BY sequencename) FROM pg_sequences)`,
  `SELECT 'slots', (SELECT string_agg(slot_name, ',') FROM pg_replication_slots)`,
  `SELECT 'prepared', (SELECT string_agg(gid, ',') FROM pg_prepared_xacts)`,
  `SELECT 'origins', (SELECT string_agg(roname, ',') FROM pg_replication_origin)`,
  `SELECT 'advisory locks', (SELECT count(*)::text FROM pg_locks WHERE locktype = 'advisory')`,
  `SELECT 'connections', (SELECT count(*)::text FROM pg_stat_activity WHERE datname = 'shop')`,
].join('\nUNION ALL ');

/** One of each sort of change, in an order in which each finds what it needs. All succeed. */
export const POSTGRES_WRITES: readonly string[] = [
  "INSERT INTO audit (what) VALUES ('x')",
  'UPDATE w1 SET a = 2',
  'DELETE FROM w1',
  'TRUNCATE w2',
  'WITH gone AS (DELETE FROM items WHERE order_id = 1 RETURNING *) SELECT count(*) FROM gone',
  'EXPLAIN ANALYZE DELETE FROM items WHERE order_id = 2',
  'MERGE INTO w4 USING (VALUES (1), (2)) AS s(a) ON w4.a = s.a WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (s.a)',
  'INSERT INTO w4 VALUES (2) ON CONFLICT (a) DO UPDATE SET a = 9',
  'SELECT * INTO w5 FROM users',
  'CREATE TABLE w6 AS SELECT 1 AS a',
  'ALTER TABLE w3 DROP COLUMN b',
  'ALTER TABLE w3 ADD COLUMN c text',
  'DROP TABLE w5',
  'CREATE INDEX w3_a ON w3 (a)',
  'DROP INDEX w3_a',
  'CREATE SCHEMA other',
  'DROP SCHEMA other',
  'CREATE ROLE nobody_yet',
  'ALTER ROLE nobody_yet SUPERUSER',
  'GRANT SELECT ON users TO nobody_yet',
  'REVOKE SELECT ON users FROM nobody_yet',
  'DROP ROLE nobody_yet',
  'CREATE DATABASE other',
  'DROP DATABASE other',
  "SELECT nextval('ticket')",
  "SELECT setval('ticket', 100)",
  'SELECT lo_create(4712)',
  'SELECT lo_unlink(4712)',
  'SELECT sly() FROM users LIMIT 1',
  'CALL purge()',
  'DO $$ BEGIN INSERT INTO audit (what) VALUES (1); END $$',
  "DO $$ BEGIN EXECUTE 'INSERT INTO audit (what) VALUES (2)'; END $$",
  "PREPARE p AS INSERT INTO audit (what) VALUES ('p'); EXECUTE p",
  'REFRESH MATERIALIZED VIEW totals',
  'VACUUM FULL users',
  'ANALYZE users',
  "COMMENT ON TABLE users IS 'people'",
  "ALTER DATABASE shop SET work_mem = '8MB'",
  "ALTER SYSTEM SET work_mem = '8MB'",
  // The server stands in its data folder.
  "COPY (SELECT 1) TO PROGRAM 'cat > ../copied'",
  "SELECT pg_create_physical_replication_slot('s')",
  "SELECT pg_drop_replication_slot('s')",
  'CREATE RULE r AS ON DELETE TO users DO INSTEAD NOTHING',
  'CREATE POLICY p ON users USING (true)',
  'ALTER TABLE users ENABLE ROW LEVEL SECURITY',
  "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
  'DROP FUNCTION f()',
  'CREATE TRIGGER t BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()',
  'CREATE EXTENSION citext',
  'DROP EXTENSION citext',
  "SELECT dblink_exec('dbname=shop user=postgres host=' || current_setting('unix_socket_directories'), 'INSERT INTO audit (what) VALUES (3)')",
  'COMMIT; DELETE FROM items WHERE order_id = 3',
  'BEGIN; DELETE FROM items WHERE order_id = 4; COMMIT',
];

export const POSTGRES_SHAPES: Shapes = {
  reads: [
    'SELECT 1',
    'SELECT * FROM users',
    'SELECT count(*) FROM orders WHERE total > 5',
    'SELECT u.email, o.total FROM users u JOIN orders o ON o.user_id = u.id',
    'TABLE users',
    'VALUES (1), (2)',
    "SELECT 'DELETE FROM users' AS text",
    'SELECT id FROM orders ORDER BY total DESC LIMIT 3',
    'SELECT status, sum(total) OVER (PARTITION BY status) FROM orders',
    'SELECT * FROM paid',
    'SELECT array_agg(id) FROM users',
    'SELECT (SELECT max(id) FROM orders) AS top',
    'SELECT now(), random(), current_user',
  ],
  writes: [
    'DELETE FROM items RETURNING *',
    'UPDATE orders SET total = total + 1 RETURNING id',
    "INSERT INTO audit (what) VALUES ('g') RETURNING what",
    'DROP TABLE w6',
    'TRUNCATE w4',
    'SELECT wipe()',
    'SELECT sly() FROM users',
    "SELECT nextval('ticket')",
    'SELECT * INTO made FROM users',
    'CREATE TABLE made2 (a int)',
    'SELECT 1 FROM users FOR UPDATE',
    'SELECT pg_advisory_lock(1)',
    "SELECT set_config('role', 'clerk', false)",
    "NOTIFY jobs, 'x'",
    'CALL purge()',
    'ALTER TABLE w3 ADD COLUMN d int',
    'GRANT SELECT ON users TO clerk',
    "SELECT lo_from_bytea(0, '\\x00')",
    'SELECT pg_cancel_backend(pg_backend_pid())',
    'REFRESH MATERIALIZED VIEW totals',
    'VACUUM users',
  ],
  around: [
    'EXPLAIN $',
    'EXPLAIN ANALYZE $',
    'EXPLAIN (ANALYZE on, COSTS off) $',
    'EXPLAIN (ANALYZE 0) $',
    'WITH x AS ($) SELECT * FROM x',
    'WITH x AS MATERIALIZED ($) SELECT count(*) FROM x',
    'SELECT * FROM ($) AS s',
    'SELECT EXISTS ($)',
    'SELECT ARRAY($)',
    '($) UNION ALL ($)',
    'COPY ($) TO STDOUT',
    'DECLARE c CURSOR FOR $',
    'PREPARE p AS $',
    'PREPARE p AS $; EXECUTE p',
    'CREATE TEMP TABLE tt AS $',
    'DO $x$ BEGIN PERFORM 1; $; END $x$',
    'BEGIN; $; COMMIT',
    'BEGIN; $; ROLLBACK',
    "SET LOCAL work_mem = '4MB'; $",
    '/* $ */ SELECT 2',
    'SELECT 3 -- $',
    '$ /* kept */',
  ],
  between: ['; ', ';\n', ' ; -- x\n', ';/**/', '; ; '],
};
