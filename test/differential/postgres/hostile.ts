/** Each would leave a mark, if anything called it. */
export const HOSTILE_POSTGRES = `
CREATE SEQUENCE canary;
CREATE FUNCTION mark() RETURNS bool LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM pg_advisory_lock(4711); PERFORM pg_sleep(0.01); PERFORM nextval('canary'); RETURN true; END $$;
CREATE FUNCTION lower(name int) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM mark(); RETURN 'x'; END $$;
CREATE FUNCTION same(int, text) RETURNS bool LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN mark(); END $$;
CREATE OPERATOR = (LEFTARG = int, RIGHTARG = text, FUNCTION = same);
CREATE TYPE pair AS (a int, b int);
CREATE FUNCTION pair_text(pair) RETURNS text LANGUAGE plpgsql AS $$ BEGIN PERFORM mark(); RETURN 'x'; END $$;
CREATE CAST (pair AS text) WITH FUNCTION pair_text(pair);
CREATE TABLE paired (id int PRIMARY KEY, p pair);
INSERT INTO paired VALUES (1, ROW(1, 2));
CREATE VIEW sly AS SELECT * FROM docs WHERE mark();
CREATE TABLE indexed (id int PRIMARY KEY, v int);
CREATE FUNCTION plus(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 + 1';
CREATE INDEX indexed_plus ON indexed (plus(v));
CREATE FUNCTION whole(users) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN RETURN mark(); END $$;
CREATE POLICY only_mine ON guarded USING (mark());
ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;
CREATE DOMAIN choosy AS int CHECK (mark());
CREATE TABLE limited (id int PRIMARY KEY, v choosy DEFAULT length(mark()::text), w int GENERATED ALWAYS AS (id + 1) STORED);
CREATE FUNCTION marked(bool, int) RETURNS bool LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN mark(); END $$;
CREATE AGGREGATE every_mark(int) (SFUNC = marked, STYPE = bool);
CREATE FUNCTION beside(int, int) RETURNS bool LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN mark(); END $$;
CREATE OPERATOR |@| (LEFTARG = int, RIGHTARG = int, FUNCTION = beside);
CREATE TABLE trapped (id int PRIMARY KEY);
INSERT INTO trapped VALUES (1);
CREATE FUNCTION trap_row() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM mark(); RETURN OLD; END $$;
CREATE TRIGGER trap_row BEFORE DELETE OR UPDATE ON trapped FOR EACH ROW EXECUTE FUNCTION trap_row();
CREATE TRIGGER trap_all BEFORE TRUNCATE ON trapped FOR EACH STATEMENT EXECUTE FUNCTION trap_row();
CREATE RULE trap_too AS ON UPDATE TO trapped DO ALSO SELECT mark();
CREATE MATERIALIZED VIEW kept AS SELECT id FROM docs WHERE mark() WITH NO DATA;
CREATE PROCEDURE trap() LANGUAGE plpgsql AS $$ BEGIN PERFORM mark(); END $$;
CREATE ROLE reader LOGIN PASSWORD 'right';
GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader;
REVOKE ALL ON docs FROM reader;
CREATE ROLE app LOGIN;
CREATE ROLE peek LOGIN BYPASSRLS;
GRANT pg_read_all_data TO peek;
CREATE SCHEMA app AUTHORIZATION app;
CREATE TABLE app.docs (id int PRIMARY KEY);
INSERT INTO app.docs VALUES (1), (2);
CREATE TYPE shade AS ENUM ('dark', 'light');
CREATE FUNCTION shade_text(shade) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM mark(); RETURN 'x'; END $$;
CREATE CAST (shade AS text) WITH FUNCTION shade_text(shade) AS IMPLICIT;
CREATE TABLE shaded (id int PRIMARY KEY, s shade);
INSERT INTO shaded VALUES (1, 'dark');
CREATE TYPE tint AS ENUM ('red', 'blue');
CREATE FUNCTION tint_same(tint, tint) RETURNS bool LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN mark(); END $$;
CREATE OPERATOR = (LEFTARG = tint, RIGHTARG = tint, FUNCTION = tint_same);
CREATE TABLE tinted (id int PRIMARY KEY, t tint);
INSERT INTO tinted VALUES (1, 'red');
CREATE FUNCTION choosy_same(choosy, choosy) RETURNS bool LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN mark(); END $$;
CREATE OPERATOR = (LEFTARG = choosy, RIGHTARG = choosy, FUNCTION = choosy_same);
CREATE TYPE boxed AS (inner_one choosy);
CREATE TABLE boxes (id int PRIMARY KEY, b boxed, many choosy[], list text[]);
INSERT INTO boxes (id) VALUES (1), (2);
CREATE TABLE watchful (id int PRIMARY KEY, v int CHECK (v > 0 OR mark()), w int DEFAULT length(mark()::text));
CREATE TABLE watchful_part (id int, k int) PARTITION BY RANGE ((k + plus(k)));
CREATE UNIQUE INDEX watchful_some ON watchful (v) WHERE v > 5;
CREATE SCHEMA aside;
CREATE TABLE aside.measured (id int PRIMARY KEY, v int);
CREATE STATISTICS aside.measured_stats ON (v + length(mark()::text)), (v * 2) FROM aside.measured;
INSERT INTO watchful VALUES (1, 1, 1);
`;

/** Beside the listed cases: what leads, or seems to lead, to what is planted. */
export const HOSTILE_POSTGRES_TEXTS: readonly string[] = [
  'DELETE FROM users WHERE mark()',
  'DELETE FROM users WHERE public.mark()',
  "DELETE FROM users WHERE id = '5'",
  'DELETE FROM users WHERE id::text = name',
  "DELETE FROM users WHERE lower(id) = 'x'",
  'DELETE FROM users u WHERE u.whole',
  'DELETE FROM users u WHERE whole(u)',
  "DELETE FROM paired WHERE p::text = 'x'",
  "DELETE FROM paired p WHERE p::text = 'x'",
  'DELETE FROM sly',
  'DELETE FROM docs WHERE id IN (SELECT id FROM sly)',
  'DELETE FROM indexed WHERE v = 1',
  'DELETE FROM guarded WHERE v = 1',
  'DELETE FROM users WHERE pg_sleep(5) IS NULL',
  "DELETE FROM users WHERE pg_read_file('/etc/passwd') <> ''",
  "DELETE FROM users WHERE set_config('x.y', 'z', false) = 'z'",
  "DELETE FROM users WHERE nextval('canary') > 0",
  'DELETE FROM users WHERE pg_advisory_lock(1) IS NULL',
  'DELETE FROM users WHERE pg_terminate_backend(1)',
  "DELETE FROM users WHERE query_to_xml('DELETE FROM users', true, true, '') IS NULL",
  'WITH x AS (DELETE FROM docs RETURNING mark()) SELECT * FROM x',
  'UPDATE users SET name = mark()::text WHERE id < 3',
  "INSERT INTO empty SELECT nextval('canary')",
  'SELECT mark()',
  'COMMIT; DELETE FROM docs',
  'SET TRANSACTION READ WRITE; DELETE FROM docs',
  "COPY docs TO PROGRAM 'touch /tmp/keyturn-canary'",
  'DELETE FROM limited WHERE v = 5::choosy',
  "DELETE FROM limited WHERE v = CAST('5' AS public.choosy)",
  'INSERT INTO limited VALUES (3, 3)',
  'UPDATE limited SET v = 4',
  'DELETE FROM limited WHERE (SELECT every_mark(id) FROM docs)',
  'DELETE FROM limited WHERE id |@| 3',
  'DELETE FROM trapped',
  'UPDATE trapped SET id = id + 1',
  'TRUNCATE trapped',
  'DROP TABLE trapped CASCADE',
  'ALTER TABLE trapped ALTER id TYPE bigint',
  'REFRESH MATERIALIZED VIEW kept',
  'DO $$ BEGIN PERFORM mark(); END $$',
  'CALL trap()',
  'EXPLAIN ANALYZE DELETE FROM users WHERE mark()',
  "DELETE FROM shaded WHERE s::text = 'x'",
  "DELETE FROM shaded WHERE s LIKE 'd%'",
  'DELETE FROM shaded WHERE id = 1',
  "UPDATE shaded SET s = 'light'",
  "DELETE FROM tinted WHERE t = 'red'",
  "DELETE FROM tinted WHERE 'red'::tint = t",
  'DELETE FROM limited WHERE v = v',
  'DELETE FROM boxes WHERE id = 1 RETURNING b',
  "DELETE FROM boxes WHERE id = 1 RETURNING '(5)'::boxed",
  "DELETE FROM boxes WHERE id = 1 RETURNING b = '(5)'",
  "DELETE FROM boxes WHERE id = 1 AND b = '(5)'",
  "UPDATE boxes SET b = '(5)' WHERE id = 1",
  "UPDATE boxes SET b = '(5)' WHERE id = -1",
  "UPDATE boxes SET many = '{5}' WHERE id = 1",
  "UPDATE boxes SET many[1] = '5' WHERE id = 1",
  "UPDATE boxes SET b.inner_one = '5' WHERE id = 1",
  'UPDATE boxes SET list[1] = mark()::text WHERE id = 1',
  "INSERT INTO boxes (id, b) VALUES (3, '(5)')",
  "INSERT INTO boxes (id, b) VALUES (3, '(5)'), (4, DEFAULT)",
  "INSERT INTO boxes (id, many) SELECT 3, '{5}'",
  "INSERT INTO boxes (id) VALUES (3) ON CONFLICT (id) DO UPDATE SET b = '(5)'",
  "INSERT INTO boxes (id) VALUES (3) ON CONFLICT (id) WHERE '(5)'::boxed IS NOT NULL DO NOTHING",
  "WITH x AS (SELECT '(5)'::boxed) DELETE FROM docs WHERE id = 1",
  "WITH x AS (SELECT id FROM boxes WHERE b = '(5)') DELETE FROM docs WHERE id = 1",
  "MERGE INTO docs d USING boxes x ON d.id = x.id WHEN MATCHED AND x.b = '(5)' THEN DO NOTHING WHEN NOT MATCHED THEN DO NOTHING",
  "DELETE FROM docs WHERE id = 1 AND boxed('(5)') IS NOT NULL",
  'UPDATE watchful SET v = 7',
  'UPDATE watchful SET v = -7',
  'INSERT INTO watchful (id, v) VALUES (2, 9)',
  'INSERT INTO watchful (id, v) VALUES (2, 9) ON CONFLICT (id) DO UPDATE SET v = excluded.v + excluded.w',
  'DELETE FROM aside.measured WHERE v * 2 = 2',
  'DELETE FROM docs WHERE id IN (SELECT id FROM aside.measured)',
  'INSERT INTO watchful_part VALUES (1, 1)',
  'DROP TYPE boxed CASCADE',
  'DROP FUNCTION mark CASCADE',
  'ALTER TABLE watchful ADD CHECK (mark())',
];
