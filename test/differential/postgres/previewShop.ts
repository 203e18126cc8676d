/** Tables with every way in which rows hang together, small enough to be counted by hand. */
export const PREVIEW_SHOP = `
CREATE TYPE state AS ENUM ('open', 'paid', 'gone');
CREATE DOMAIN email AS text CHECK (value LIKE '%@%');
CREATE TABLE users (id int PRIMARY KEY, name text, mail email, password text, created timestamptz DEFAULT now(), data jsonb DEFAULT '{}');
CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users ON DELETE CASCADE ON UPDATE CASCADE, state state, total numeric(10, 2), at date DEFAULT current_date);
CREATE TABLE items (id serial PRIMARY KEY, order_id int NOT NULL REFERENCES orders ON DELETE CASCADE, price int, UNIQUE (order_id, price));
CREATE TABLE notes (id int PRIMARY KEY, order_id int REFERENCES orders ON DELETE SET NULL, body text);
CREATE TABLE flags (id int PRIMARY KEY, order_id int DEFAULT 200 REFERENCES orders ON DELETE SET DEFAULT);
CREATE TABLE invoices (id int PRIMARY KEY, user_id int REFERENCES users ON DELETE RESTRICT);
CREATE TABLE tree (id int PRIMARY KEY, parent int REFERENCES tree ON DELETE CASCADE);
CREATE TABLE chain (id int PRIMARY KEY, before int REFERENCES chain);
CREATE TABLE pairs (a int, b int, v text, PRIMARY KEY (a, b));
CREATE TABLE halves (id int PRIMARY KEY, a int, b int, FOREIGN KEY (a, b) REFERENCES pairs ON DELETE CASCADE ON UPDATE SET NULL);
CREATE TABLE top (id int PRIMARY KEY);
CREATE TABLE lefts (id int PRIMARY KEY, top_id int REFERENCES top ON DELETE CASCADE);
CREATE TABLE rights (id int PRIMARY KEY, top_id int REFERENCES top ON DELETE CASCADE);
CREATE TABLE bottoms (id int PRIMARY KEY, left_id int REFERENCES lefts ON DELETE CASCADE, right_id int REFERENCES rights ON DELETE CASCADE);
CREATE TABLE round_a (id int PRIMARY KEY, b_id int);
CREATE TABLE round_b (id int PRIMARY KEY, a_id int REFERENCES round_a ON DELETE CASCADE);
CREATE TABLE strict_child (id int PRIMARY KEY, note_id int NOT NULL REFERENCES notes ON DELETE SET NULL);
CREATE TABLE late (id int PRIMARY KEY, user_id int REFERENCES top DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE events (id int, day date, what text, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE events_old PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2024-01-01');
CREATE TABLE events_new PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2030-01-01');
CREATE TABLE event_parts (id int PRIMARY KEY, event int, day date, FOREIGN KEY (event, day) REFERENCES events ON DELETE CASCADE);
CREATE TABLE base (id int PRIMARY KEY, v int);
CREATE TABLE derived (extra text) INHERITS (base);
CREATE TABLE audit (at timestamptz, what text, id int);
CREATE TABLE sizes (id int PRIMARY KEY, size numeric(10, 2), code varchar(10));
CREATE TABLE docs (id int PRIMARY KEY, body text, updated timestamptz);
CREATE TABLE watched (id int PRIMARY KEY, v int);
CREATE TABLE picky (id int PRIMARY KEY, v int);
CREATE TABLE opaque (id int PRIMARY KEY, v int);
CREATE TABLE guarded (id int PRIMARY KEY, v int);
CREATE TABLE ruled (id int PRIMARY KEY, v int);
CREATE TABLE archive (id int, user_id int, state state, total numeric(10, 2), at date);
CREATE TABLE copies (id int PRIMARY KEY, name text UNIQUE, n int DEFAULT 1);
CREATE UNIQUE INDEX copies_part ON copies (n) WHERE n > 100;
CREATE TABLE "Odd ""name" ("a b" int PRIMARY KEY, "select" text);
CREATE TABLE empty (id int PRIMARY KEY);
CREATE SCHEMA tenant;
CREATE TABLE tenant.orders (id int PRIMARY KEY, v text);
CREATE TABLE tenant.own (id int PRIMARY KEY, order_id int REFERENCES tenant.orders ON DELETE CASCADE);
CREATE VIEW open_orders AS SELECT * FROM orders WHERE state = 'open';
CREATE MATERIALIZED VIEW totals AS SELECT user_id, sum(total) AS total FROM orders GROUP BY user_id;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.updated := now(); RETURN NEW; END $$;
CREATE TRIGGER docs_touch BEFORE UPDATE ON docs FOR EACH ROW EXECUTE FUNCTION touch();
CREATE FUNCTION log_row() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO audit VALUES (now(), TG_OP, OLD.id); RETURN OLD; END $$;
CREATE TRIGGER watched_log AFTER DELETE OR UPDATE ON watched FOR EACH ROW EXECUTE FUNCTION log_row();
CREATE FUNCTION keep_even() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.id % 2 = 0 THEN RETURN NULL; END IF; RETURN OLD; END $$;
CREATE TRIGGER picky_keep BEFORE DELETE ON picky FOR EACH ROW EXECUTE FUNCTION keep_even();
CREATE FUNCTION anything() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'DELETE FROM empty'; RETURN NULL; END $$;
CREATE TRIGGER opaque_any AFTER DELETE ON opaque FOR EACH STATEMENT EXECUTE FUNCTION anything();
CREATE RULE ruled_no AS ON DELETE TO ruled DO INSTEAD NOTHING;
INSERT INTO users SELECT i, 'user ' || i, 'u' || i || '@example.org', 'hunter' || i, timestamptz '2024-01-01' + i * interval '1 day', jsonb_build_object('n', i) FROM generate_series(1, 200) i;
INSERT INTO orders SELECT i, i, (ARRAY['open', 'paid', 'gone', 'paid'])[1 + i % 4]::state, i, date '2024-01-01' + i FROM generate_series(1, 200) i;
INSERT INTO items (order_id, price) SELECT i, p FROM generate_series(1, 200) i, generate_series(1, 2) p;
INSERT INTO notes SELECT i, i, 'note' FROM generate_series(1, 50) i;
INSERT INTO flags SELECT i, i FROM generate_series(20, 30) i;
INSERT INTO invoices SELECT i, i FROM generate_series(191, 200) i;
INSERT INTO tree SELECT i, CASE WHEN i > 1 THEN i / 2 END FROM generate_series(1, 63) i;
INSERT INTO chain SELECT i, CASE WHEN i > 1 THEN i - 1 END FROM generate_series(1, 20) i;
INSERT INTO pairs SELECT i, i % 5, 'v' FROM generate_series(1, 40) i;
INSERT INTO halves SELECT i, i, i % 5 FROM generate_series(1, 20) i;
INSERT INTO halves VALUES (100, NULL, 3);
INSERT INTO top SELECT i FROM generate_series(1, 10) i;
INSERT INTO lefts SELECT i, i FROM generate_series(1, 10) i;
INSERT INTO rights SELECT i, i FROM generate_series(1, 10) i;
INSERT INTO bottoms SELECT i, i, 11 - i FROM generate_series(1, 10) i;
INSERT INTO round_a VALUES (1, 1), (2, 2);
INSERT INTO round_b VALUES (1, 1), (2, 2);
ALTER TABLE round_a ADD FOREIGN KEY (b_id) REFERENCES round_b ON DELETE CASCADE;
INSERT INTO strict_child VALUES (1, 1);
INSERT INTO late VALUES (1, 9);
INSERT INTO events SELECT i, date '2023-12-01' + i, 'x' FROM generate_series(1, 60) i;
INSERT INTO event_parts SELECT i, i, date '2023-12-01' + i FROM generate_series(1, 60, 2) i;
INSERT INTO base SELECT i, i FROM generate_series(1, 10) i;
INSERT INTO derived SELECT i, i, 'x' FROM generate_series(11, 15) i;
INSERT INTO docs SELECT i, 'x' FROM generate_series(1, 10) i;
INSERT INTO watched SELECT i, i FROM generate_series(1, 10) i;
INSERT INTO picky SELECT i, i FROM generate_series(1, 10) i;
INSERT INTO opaque SELECT i, i FROM generate_series(1, 10) i;
INSERT INTO guarded SELECT i, i FROM generate_series(1, 10) i;
INSERT INTO ruled SELECT i, i FROM generate_series(1, 10) i;
INSERT INTO copies SELECT i, 'c' || i, i FROM generate_series(1, 10) i;
INSERT INTO "Odd ""name" SELECT i, 'x' FROM generate_series(1, 10) i;
INSERT INTO tenant.orders SELECT i, 'x' FROM generate_series(1, 10) i;
INSERT INTO tenant.own SELECT i, 1 + i % 3 FROM generate_series(1, 10) i;
`;

/** What the preview must say: every figure exact and nothing else happens · less than that · it would fail. */
export type Says = 'exact' | 'inexact' | 'fails';

export const PREVIEW_CASES: readonly (readonly [statement: string, says: Says])[] = [
  ['INSERT INTO orders (id, user_id) VALUES (5000, 3)', 'exact'],
  ['INSERT INTO orders (id, user_id) VALUES (5000, 99999)', 'fails'],
  ['INSERT INTO orders (id, user_id) VALUES (5000, NULL)', 'exact'],
  ['INSERT INTO notes (id, order_id) SELECT id + 9000, id + 90000 FROM users', 'fails'],
  ['UPDATE orders SET user_id = 99999 WHERE id = 3', 'fails'],
  ['UPDATE orders SET user_id = 4 WHERE id < 9', 'exact'],
  ['DELETE FROM users WHERE id <= 20', 'exact'],
  ['DELETE FROM users WHERE id = 7', 'exact'],
  ['DELETE FROM orders', 'fails'],
  ['ALTER TABLE orders ALTER total TYPE numeric(12, 2)', 'fails'],
  ['ALTER TABLE orders ALTER total SET DEFAULT 1', 'exact'],
  ['DELETE FROM tree WHERE id = id', 'exact'],
  ['DELETE FROM users WHERE id = 7777', 'exact'],
  ['DELETE FROM users', 'fails'],
  ['DELETE FROM users WHERE id = 195', 'fails'],
  ['DELETE FROM users AS u WHERE u.id BETWEEN 3 AND 9', 'exact'],
  ['DELETE FROM ONLY public.users WHERE public.users.id < 4', 'exact'],
  ["DELETE FROM users WHERE name LIKE 'user 1%' AND id < 190", 'exact'],
  ["DELETE FROM users WHERE mail = 'u5@example.org'", 'exact'],
  ["DELETE FROM users WHERE lower(name) = 'user 5'", 'exact'],
  ["DELETE FROM users WHERE created < timestamptz '2024-02-01'", 'exact'],
  ["DELETE FROM users WHERE created < now() - interval '1 year' AND id < 100", 'exact'],
  ["DELETE FROM users WHERE data->>'n' = '12'", 'exact'],
  ['DELETE FROM users WHERE data @> \'{"n": 13}\'', 'exact'],
  ["DELETE FROM users WHERE (data->'n')::int IN (1, 2, 3)", 'exact'],
  ['DELETE FROM users WHERE id = ANY (ARRAY[1, 2, 3])', 'exact'],
  ["DELETE FROM users WHERE id = ANY ('{4,5}'::int[])", 'exact'],
  ['DELETE FROM users WHERE NOT (id > 10)', 'exact'],
  ['DELETE FROM users WHERE id % 2 = 0 AND id < 100 OR id = 101', 'exact'],
  ['DELETE FROM users WHERE true OR id = 1', 'fails'],
  ['DELETE FROM users WHERE id IN (SELECT user_id FROM orders WHERE total < 10)', 'exact'],
  [
    "DELETE FROM users WHERE EXISTS (SELECT 1 FROM orders o WHERE o.user_id = users.id AND o.state = 'open') AND id < 190",
    'exact',
  ],
  ['DELETE FROM users u USING orders o WHERE o.user_id = u.id AND o.total > 10 AND o.total <= 15', 'exact'],
  ['DELETE FROM orders USING users, items WHERE user_id = users.id AND order_id = orders.id AND users.id < 6', 'exact'],
  ['WITH old AS (SELECT id FROM users WHERE id < 8) DELETE FROM users WHERE id IN (SELECT id FROM old)', 'exact'],
  [
    'WITH RECURSIVE down(id) AS (SELECT 4 UNION ALL SELECT t.id FROM tree t JOIN down d ON t.parent = d.id) DELETE FROM tree WHERE id IN (SELECT id FROM down)',
    'exact',
  ],
  ["DELETE FROM orders WHERE state = 'open'", 'fails'],
  ["DELETE FROM orders WHERE state = 'open' AND id < 20", 'exact'],
  ["DELETE FROM orders WHERE state IN ('paid', 'gone') AND id NOT BETWEEN 20 AND 30", 'exact'],
  ["DELETE FROM orders WHERE state = 'paid'::state", 'exact'],
  ['DELETE FROM orders WHERE total > (SELECT avg(total) FROM orders) AND id <> 200', 'exact'],
  ["DELETE FROM orders WHERE at < date '2024-03-01' AND id NOT IN (SELECT order_id FROM flags)", 'exact'],
  ['DELETE FROM orders WHERE id = 25', 'exact'],
  ['DELETE FROM orders WHERE (id, user_id) = (30, 30)', 'exact'],
  ['DELETE FROM orders WHERE CASE WHEN id > 100 THEN total > 150 ELSE total < 5 END AND id < 199', 'exact'],
  ['DELETE FROM orders WHERE coalesce(user_id, 0) = 3 OR greatest(id, 5) = 5', 'exact'],
  ["DELETE FROM orders WHERE to_char(at, 'YYYY-MM') = '2024-02'", 'exact'],
  ["DELETE FROM orders WHERE date_trunc('month', at) = '2024-02-01'", 'exact'],
  ['DELETE FROM orders WHERE extract(month FROM at) = 3', 'exact'],
  ['DELETE FROM orders WHERE id IS DISTINCT FROM NULL AND user_id IS NOT NULL AND id < 3', 'exact'],
  [
    'DELETE FROM items WHERE id IN (SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY order_id ORDER BY price) AS n FROM items) x WHERE n > 1)',
    'exact',
  ],
  ['DELETE FROM items a USING items b WHERE a.order_id = b.order_id AND a.id > b.id', 'exact'],
  ['DELETE FROM items WHERE id IN (SELECT id FROM items LIMIT 10)', 'inexact'],
  ['DELETE FROM items WHERE id IN (SELECT id FROM items ORDER BY id LIMIT 10 FOR UPDATE SKIP LOCKED)', 'exact'],
  ['DELETE FROM items WHERE random() < 0.5', 'inexact'],
  ['DELETE FROM tree WHERE id = 1', 'exact'],
  ['DELETE FROM tree WHERE id IN (2, 5)', 'exact'],
  ['DELETE FROM chain WHERE id = 5', 'fails'],
  ['DELETE FROM chain WHERE id >= 5', 'exact'],
  ['DELETE FROM chain', 'exact'],
  ['DELETE FROM pairs WHERE a < 10', 'exact'],
  ['DELETE FROM pairs', 'exact'],
  ['DELETE FROM top WHERE id < 4', 'exact'],
  ['DELETE FROM top WHERE id = 9', 'fails'],
  ['DELETE FROM round_a WHERE id = 1', 'exact'],
  ['DELETE FROM notes WHERE id = 1', 'fails'],
  ['DELETE FROM notes WHERE id = 2', 'exact'],
  ['DELETE FROM events WHERE id < 40', 'exact'],
  ["DELETE FROM events WHERE day < '2024-01-01'", 'exact'],
  ['DELETE FROM events_old WHERE id < 5', 'exact'],
  ['DELETE FROM base WHERE id > 8', 'exact'],
  ['DELETE FROM ONLY base WHERE id > 8', 'exact'],
  ['DELETE FROM watched WHERE id < 5', 'exact'],
  ['DELETE FROM picky', 'inexact'],
  ['DELETE FROM opaque WHERE id < 3', 'inexact'],
  ['DELETE FROM ruled', 'inexact'],
  ['DELETE FROM open_orders WHERE id = 4', 'inexact'],
  ['DELETE FROM "Odd ""name" WHERE "a b" > 3 AND "select" = \'x\'', 'exact'],
  ['DELETE FROM tenant.orders WHERE id < 3', 'exact'],
  ['DELETE FROM empty', 'exact'],
  ['DELETE FROM nowhere', 'fails'],
  ['DELETE FROM users WHERE nothing = 1', 'fails'],
  ['DELETE FROM users WHERE id = $1', 'inexact'],
  ["UPDATE users SET name = 'x'", 'exact'],
  ["UPDATE users SET name = 'x', password = upper(password) WHERE id < 10", 'exact'],
  ['UPDATE users SET id = id + 1000 WHERE id < 10', 'exact'],
  ['UPDATE users SET id = id WHERE id < 10', 'exact'],
  ['UPDATE users SET id = CASE WHEN id = 3 THEN 3000 ELSE id END WHERE id < 10', 'exact'],
  ['UPDATE users SET id = 5000 WHERE id = 195', 'fails'],
  ["UPDATE orders SET state = 'gone' WHERE state = 'open'", 'exact'],
  ['UPDATE orders o SET total = i.price FROM items i WHERE i.order_id = o.id AND o.id < 50', 'exact'],
  ['UPDATE orders SET (total, at) = (SELECT 1, current_date) WHERE id < 7', 'exact'],
  ['UPDATE orders SET total = DEFAULT WHERE id IN (SELECT order_id FROM notes)', 'exact'],
  ['UPDATE pairs SET a = a + 100 WHERE a < 5', 'exact'],
  ['UPDATE pairs SET b = 9 WHERE a = 1', 'exact'],
  ['UPDATE users SET id = 5 WHERE id < 3', 'fails'],
  ['UPDATE chain SET id = id + 1 WHERE id = 20', 'exact'],
  ['UPDATE items SET order_id = NULL WHERE id < 3', 'fails'],
  ["UPDATE copies SET name = 'c1' WHERE id = 2", 'fails'],
  ["UPDATE docs SET body = 'y' WHERE id > 5", 'exact'],
  ['UPDATE watched SET v = v + 1', 'exact'],
  ["UPDATE events SET what = 'y' WHERE id < 40", 'exact'],
  ['UPDATE base SET v = 0', 'exact'],
  [
    "WITH gone AS (DELETE FROM orders WHERE state = 'gone' RETURNING *) INSERT INTO archive SELECT * FROM gone",
    'exact',
  ],
  ['WITH gone AS (DELETE FROM notes WHERE id > 40 RETURNING id) SELECT count(*) FROM gone', 'exact'],
  [
    "WITH changed AS (UPDATE docs SET body = 'z' WHERE id < 4 RETURNING id) DELETE FROM watched WHERE id IN (SELECT id FROM changed)",
    'exact',
  ],
  ['WITH made AS (INSERT INTO top VALUES (77) RETURNING id) INSERT INTO lefts SELECT id, id FROM made', 'inexact'],
  ['EXPLAIN ANALYZE DELETE FROM docs WHERE id < 3', 'exact'],
  ['EXPLAIN DELETE FROM docs', 'exact'],
  ["INSERT INTO copies VALUES (100, 'new', 1), (101, 'newer', 2)", 'exact'],
  ["INSERT INTO copies (id, name) VALUES (1, 'again')", 'fails'],
  ["INSERT INTO copies (id, name) VALUES (50, 'c3')", 'fails'],
  ["INSERT INTO copies (id, name) VALUES (1, 'x'), (60, 'y') ON CONFLICT (id) DO NOTHING", 'exact'],
  [
    "INSERT INTO copies (id, name) VALUES (1, 'x'), (60, 'y') ON CONFLICT (id) DO UPDATE SET name = excluded.name",
    'exact',
  ],
  ["INSERT INTO copies (id, name) VALUES (70, 'a'), (70, 'b') ON CONFLICT (id) DO NOTHING", 'exact'],
  ["INSERT INTO copies (id, name) VALUES (70, 'a'), (70, 'b') ON CONFLICT (id) DO UPDATE SET n = 1", 'fails'],
  [
    'INSERT INTO copies (id, name) SELECT id, name FROM users WHERE id < 15 ON CONFLICT ON CONSTRAINT copies_pkey DO NOTHING',
    'exact',
  ],
  ['INSERT INTO archive SELECT id, user_id, state, total, at FROM orders WHERE id < 30', 'exact'],
  ['INSERT INTO items (order_id, price) SELECT id, 99 FROM orders WHERE id > 190', 'exact'],
  ['INSERT INTO items DEFAULT VALUES', 'fails'],
  ['INSERT INTO audit DEFAULT VALUES', 'exact'],
  ['INSERT INTO audit SELECT now(), name, id FROM users', 'exact'],
  ['MERGE INTO docs d USING watched w ON d.id = w.id WHEN MATCHED THEN DELETE', 'exact'],
  [
    "MERGE INTO docs d USING orders o ON d.id = o.user_id WHEN MATCHED AND d.id < 4 THEN DELETE WHEN MATCHED AND d.id < 8 THEN UPDATE SET body = 'm' WHEN NOT MATCHED AND o.id > 150 THEN INSERT (id, body) VALUES (o.id, 'new') WHEN NOT MATCHED THEN DO NOTHING",
    'exact',
  ],
  [
    'MERGE INTO docs USING (SELECT id FROM watched WHERE id > 3) w ON docs.id = w.id AND docs.id < 9 WHEN MATCHED THEN DO NOTHING WHEN NOT MATCHED BY SOURCE AND docs.id <> 1 THEN DELETE',
    'exact',
  ],
  ['MERGE INTO docs d USING items i ON d.id = i.order_id WHEN MATCHED THEN DELETE', 'fails'],
  ['TRUNCATE audit', 'exact'],
  ['TRUNCATE items RESTART IDENTITY', 'exact'],
  ['TRUNCATE users', 'fails'],
  ['TRUNCATE users CASCADE', 'exact'],
  ['TRUNCATE events CASCADE', 'exact'],
  ['TRUNCATE top, lefts, rights, bottoms, late', 'exact'],
  ['DROP TABLE items', 'exact'],
  ['DROP TABLE orders', 'fails'],
  ['DROP TABLE orders CASCADE', 'exact'],
  ['DROP TABLE IF EXISTS nowhere', 'exact'],
  ['DROP TABLE nowhere', 'fails'],
  ['DROP TABLE archive, audit', 'exact'],
  ['DROP TABLE tenant.orders CASCADE', 'exact'],
  ['DROP SCHEMA tenant', 'fails'],
  ['DROP SCHEMA tenant CASCADE', 'inexact'],
  ['DROP TABLE events CASCADE', 'exact'],
  ['DO $$ BEGIN DELETE FROM docs; END $$', 'inexact'],
  ['DELETE FROM docs; DELETE FROM watched WHERE id < 3', 'inexact'],
  ['BEGIN; DELETE FROM docs WHERE id < 3; COMMIT', 'exact'],
];
