import type { Shapes } from '../statements.ts';

export const SQLITE_SCHEMA = `
CREATE TABLE users (id integer PRIMARY KEY, email text UNIQUE, active int DEFAULT 1);
CREATE TABLE orders (id integer PRIMARY KEY, user_id int REFERENCES users ON DELETE CASCADE, total real, status text);
CREATE TABLE items (order_id int, sku text, qty int); CREATE TABLE audit (what text);
CREATE TABLE w1 (a int); CREATE TABLE w3 (a int, b int); CREATE TABLE w4 (a int PRIMARY KEY, b int);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30) INSERT INTO users SELECT i, 'u' || i, 1 FROM n;
INSERT INTO orders SELECT id, id, id, 'paid' FROM users; INSERT INTO items SELECT id, 'sku', 1 FROM orders;
INSERT INTO w1 VALUES (1); INSERT INTO w3 VALUES (1, 1); INSERT INTO w4 VALUES (1, 1);
CREATE VIEW paid AS SELECT * FROM orders WHERE status = 'paid'; CREATE VIRTUAL TABLE docs USING fts5(body);
INSERT INTO docs VALUES ('hello world');
`;

/** One of each sort of change, in an order in which each finds what it needs. All succeed, and say nothing. */
export const SQLITE_WRITES: readonly string[] = [
  "INSERT INTO audit VALUES ('x')",
  'UPDATE w1 SET a = 2',
  'DELETE FROM w1',
  'REPLACE INTO w4 VALUES (1, 7)',
  'INSERT INTO w4 VALUES (1, 8) ON CONFLICT (a) DO UPDATE SET b = 9',
  'WITH x AS (SELECT 1 AS id) DELETE FROM items WHERE order_id IN (SELECT id FROM x)',
  'ALTER TABLE w3 DROP COLUMN b',
  'ALTER TABLE w3 ADD COLUMN c text',
  'CREATE TABLE w5 AS SELECT 1 AS a',
  'DROP TABLE w5',
  'CREATE INDEX w3_a ON w3 (a)',
  'DROP INDEX w3_a',
  'CREATE VIEW v AS SELECT 1',
  'DROP VIEW v',
  'CREATE TRIGGER t AFTER INSERT ON w1 BEGIN DELETE FROM audit; END',
  'DROP TRIGGER t',
  "INSERT INTO docs VALUES ('more')",
  "SELECT writefile('made', 'x')",
  "VACUUM INTO 'copy.db'",
  "ATTACH 'other.db' AS o; CREATE TABLE o.t (a)",
  'PRAGMA user_version = 7',
  'PRAGMA application_id = 7',
  "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = sql || ' ' WHERE name = 'w3'",
  'ANALYZE',
  'BEGIN; DELETE FROM items WHERE order_id = 2; COMMIT',
  'SAVEPOINT s; DELETE FROM items WHERE order_id = 3; RELEASE s',
  'DELETE FROM items WHERE order_id = 4 RETURNING *',
  '.output out.txt\nSELECT 1;',
  '.once out2.txt\nSELECT 1;',
  '.backup backup.db',
  '.save save.db',
  '.shell echo x > shell.txt',
  '.system echo x > system.txt',
  '.log log.txt\nSELECT 1;',
  '.read \'|echo "DELETE FROM w4;"\'',
  'VACUUM',
];

export const SQLITE_SHAPES: Shapes = {
  reads: [
    'SELECT 1',
    'SELECT * FROM users',
    'SELECT count(*) FROM orders WHERE total > 5',
    'SELECT u.email, o.total FROM users u JOIN orders o ON o.user_id = u.id',
    "SELECT 'DELETE FROM users' AS text",
    'SELECT id FROM orders ORDER BY total DESC LIMIT 3',
    'SELECT status, sum(total) OVER (PARTITION BY status) FROM orders',
    'VALUES (1), (2)',
    'SELECT (SELECT max(id) FROM orders) AS top',
    'WITH x AS (SELECT 1 AS a) SELECT * FROM x',
    "SELECT datetime('now'), random()",
    "SELECT * FROM docs WHERE docs MATCH 'hello'",
    'PRAGMA table_info(users)',
    '.tables',
    '.schema users',
  ],
  writes: [
    'DELETE FROM items WHERE qty = 1',
    'UPDATE orders SET total = total + 1',
    "INSERT INTO audit VALUES ('g') RETURNING what",
    'DROP TABLE IF EXISTS w5',
    'REPLACE INTO w4 VALUES (3, 3)',
    'CREATE TABLE IF NOT EXISTS made (a int)',
    "SELECT writefile('made2', 'x')",
    "ATTACH 'made3.db' AS m",
    'PRAGMA user_version = 9',
    'PRAGMA writable_schema = 1',
    'VACUUM',
    'REINDEX',
    '.backup made4.db',
    '.shell echo x > made5',
    ".import '|echo 1' w1",
  ],
  around: [
    'EXPLAIN $',
    'EXPLAIN QUERY PLAN $',
    'WITH x AS ($) SELECT * FROM x',
    'SELECT * FROM ($) AS s',
    'SELECT EXISTS ($)',
    'BEGIN; $; COMMIT;',
    'BEGIN; $; ROLLBACK;',
    '/* $ */ SELECT 2',
    'SELECT 3 -- $',
    '$ /* kept */',
    '# $\nSELECT 4',
    '\n$',
    ' $',
    'CREATE TEMP TABLE tt AS $',
    'CREATE TEMP VIEW tv AS $',
    '.print $',
    '.mode json\n$',
  ],
  between: ['; ', ';\n', ' ; -- x\n', ';/**/', ';;\n', '\n'],
};
