import type { Shapes } from '../statements.ts';

/** A small shop: whatever a statement may change has something here that can be changed. */
export const MARIADB_SCHEMA = `
CREATE DATABASE shop; USE shop;
CREATE TABLE users (id int AUTO_INCREMENT PRIMARY KEY, email varchar(100) UNIQUE, active int DEFAULT 1, updated timestamp(6) ON UPDATE now(6) NULL);
CREATE TABLE orders (id int AUTO_INCREMENT PRIMARY KEY, user_id int, total decimal(10,2), status varchar(20), FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE);
CREATE TABLE items (order_id int, sku varchar(20), qty int); CREATE TABLE audit (what varchar(100));
CREATE TABLE w1 (a int); CREATE TABLE w2 (a int); CREATE TABLE w3 (a int, b int); CREATE TABLE w4 (a int PRIMARY KEY, b int);
INSERT INTO users (email) SELECT concat('u', seq, '@example.com') FROM seq_1_to_10;
INSERT INTO orders (user_id, total, status) SELECT 1 + seq % 10, seq, 'paid' FROM seq_1_to_30;
INSERT INTO items SELECT id, concat('sku', id), 1 FROM orders;
INSERT INTO w1 VALUES (1); INSERT INTO w2 VALUES (1); INSERT INTO w3 VALUES (1, 1); INSERT INTO w4 VALUES (1, 1);
CREATE VIEW paid AS SELECT * FROM orders WHERE status = 'paid'; CREATE SEQUENCE ticket NOCACHE;
CREATE FUNCTION wipe() RETURNS int BEGIN DELETE FROM audit; INSERT INTO audit VALUES (uuid()); RETURN 1; END;
`.replace(
  /CREATE FUNCTION[\s\S]*$/,
  (text) =>
    `DELIMITER //\n${text.trim().replace(/;$/, '')}//\nCREATE PROCEDURE scrub() DELETE FROM w4//\nDELIMITER ;\n`,
);

const ROWS = 'users orders items audit w1 w2 w3 w4'.split(' ');

/** Everything that stays, one line of text for each sort of thing. */
export const MARIADB_STATE = `SET group_concat_max_len = 10000000;
${ROWS.map((name) => `CHECKSUM TABLE shop.${name} EXTENDED;`).join('\n')}
SELECT md5(group_concat(concat_ws(',', table_schema, table_name, table_type, engine, create_time, table_comment, create_options, auto_increment) ORDER BY 1)) FROM information_schema.tables WHERE table_schema NOT IN ('information_schema', 'performance_schema', 'sys');
SELECT md5(group_concat(concat_ws(',', table_name, column_name, column_type, column_default, is_nullable) ORDER BY 1)) FROM information_schema.columns WHERE table_schema = 'shop';
SELECT md5(group_concat(concat_ws(',', table_name, index_name, column_name) ORDER BY 1)) FROM information_schema.statistics WHERE table_schema = 'shop';
SELECT md5(group_concat(concat_ws(',', routine_name, routine_definition) ORDER BY 1)) FROM information_schema.routines WHERE routine_schema = 'shop';
SELECT md5(group_concat(concat_ws(',', trigger_name, action_statement) ORDER BY 1)) FROM information_schema.triggers;
SELECT md5(group_concat(concat_ws(',', event_name, event_definition) ORDER BY 1)) FROM information_schema.events;
SELECT md5(group_concat(concat_ws(',', table_name, view_definition) ORDER BY 1)) FROM information_schema.views WHERE table_schema = 'shop';
SELECT group_concat(schema_name, default_character_set_name ORDER BY 1) FROM information_schema.schemata;
SELECT md5(group_concat(concat_ws(',', Host, User, Priv) ORDER BY 1)) FROM mysql.global_priv;
SELECT md5(group_concat(concat_ws(',', Host, Db, User, Select_priv, Insert_priv) ORDER BY 1)) FROM mysql.db;
SELECT md5(group_concat(concat_ws(',', Host, Db, User, Table_name, Table_priv) ORDER BY 1)) FROM mysql.tables_priv;
SELECT md5(group_concat(concat_ws(',', name, dl) ORDER BY 1)) FROM mysql.plugin;
SELECT md5(group_concat(concat_ws(',', Server_name, Host) ORDER BY 1)) FROM mysql.servers;
SELECT md5(group_concat(concat_ws(',', db_name, table_name) ORDER BY 1)) FROM mysql.table_stats;
SELECT next_not_cached_value FROM shop.ticket;
SELECT md5(group_concat(concat_ws(',', variable_name, variable_value) ORDER BY 1)) FROM information_schema.global_variables WHERE variable_name NOT REGEXP 'gtid|timestamp|innodb_buffer_pool_load|last_|^rand_';
`;

/** One of each sort of change, in an order in which each finds what it needs. All succeed. */
export const MARIADB_WRITES: readonly string[] = [
  "INSERT INTO audit VALUES ('x')",
  'UPDATE w1 SET a = 2',
  'DELETE FROM w1',
  'TRUNCATE w2',
  'REPLACE INTO w4 VALUES (1, 7)',
  'INSERT INTO w4 VALUES (1, 8) ON DUPLICATE KEY UPDATE b = 9',
  'DELETE o FROM orders o JOIN users u ON u.id = o.user_id WHERE u.id = 1',
  'UPDATE orders o, users u SET o.total = 0 WHERE o.user_id = u.id AND u.id = 2',
  'ALTER TABLE w3 DROP COLUMN b',
  'ALTER TABLE w3 ADD COLUMN c text',
  'CREATE TABLE w5 AS SELECT 1 AS a',
  'RENAME TABLE w5 TO w6',
  'DROP TABLE w6',
  'CREATE INDEX w3_a ON w3 (a)',
  'DROP INDEX w3_a ON w3',
  'CREATE DATABASE other',
  'DROP DATABASE other',
  "CREATE USER clerk IDENTIFIED BY 'x'",
  'GRANT SELECT ON shop.* TO clerk',
  'REVOKE SELECT ON shop.* FROM clerk',
  "SET PASSWORD FOR clerk = password('y')",
  'DROP USER clerk',
  'SET GLOBAL max_connections = 77',
  'SET @@global.wait_timeout = 999',
  'SELECT NEXTVAL(ticket)',
  'SELECT NEXT VALUE FOR ticket',
  'SELECT SETVAL(ticket, 500)',
  'SELECT wipe()',
  'SELECT * FROM users WHERE wipe() = 1',
  'CALL scrub()',
  "PREPARE p FROM 'INSERT INTO audit VALUES (1)'; EXECUTE p",
  "EXECUTE IMMEDIATE 'INSERT INTO audit VALUES (2)'",
  '/*!50000 INSERT INTO audit VALUES (3) */',
  '/*M!100000 INSERT INTO audit VALUES (4) */',
  'ANALYZE DELETE FROM items WHERE order_id = 1',
  'SET STATEMENT max_statement_time = 5 FOR DELETE FROM items WHERE order_id = 2',
  'DO wipe()',
  'SHOW TABLES WHERE wipe() = 1',
  "SELECT 1 INTO OUTFILE '$FILES/out'",
  "SELECT 'x' INTO DUMPFILE '$FILES/dump'",
  "LOAD DATA INFILE '$FILES/out' INTO TABLE w1",
  'ANALYZE TABLE users PERSISTENT FOR ALL',
  'CREATE TRIGGER t BEFORE INSERT ON w1 FOR EACH ROW SET NEW.a = 1',
  'DROP TRIGGER t',
  'CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM w1',
  'DROP EVENT e',
  'CREATE OR REPLACE VIEW paid AS SELECT 1 AS a',
  "CREATE SERVER s FOREIGN DATA WRAPPER mysql OPTIONS (HOST 'x')",
  'DROP SERVER s',
  'BEGIN; DELETE FROM items WHERE order_id = 3; COMMIT',
  'COMMIT; DELETE FROM items WHERE order_id = 4',
  'DELETE FROM items WHERE order_id = 5 RETURNING *',
  'ALTER DATABASE shop CHARACTER SET utf8mb4',
];

export const MARIADB_SHAPES: Shapes = {
  reads: [
    'SELECT 1',
    'SELECT * FROM users',
    'SELECT count(*) FROM orders WHERE total > 5',
    'SELECT u.email, o.total FROM users u JOIN orders o ON o.user_id = u.id',
    "SELECT 'DELETE FROM users' AS text",
    'SELECT id FROM orders ORDER BY total DESC LIMIT 3',
    'SELECT status, sum(total) OVER (PARTITION BY status) FROM orders',
    'SELECT status, count(*) FROM orders GROUP BY status WITH ROLLUP',
    'SHOW TABLES',
    "SHOW VARIABLES LIKE 'max%'",
    'DESCRIBE users',
    'SELECT (SELECT max(id) FROM orders) AS top',
    'WITH x AS (SELECT 1 AS a) SELECT * FROM x',
    'SELECT now(), rand(), user()',
    'CHECKSUM TABLE users',
  ],
  writes: [
    'DELETE FROM items WHERE qty = 1',
    'UPDATE orders SET total = total + 1',
    "INSERT INTO audit VALUES ('g')",
    'DROP TABLE w6',
    'TRUNCATE w4',
    'SELECT wipe()',
    'SELECT NEXTVAL(ticket)',
    'SELECT LASTVAL(ticket), SETVAL(ticket, 900)',
    'CREATE TABLE made (a int)',
    'SELECT 1 FROM users FOR UPDATE',
    "SELECT get_lock('x', 1)",
    'CALL scrub()',
    'ALTER TABLE w3 ADD COLUMN d int',
    'SET GLOBAL max_connections = 88',
    'REPLACE INTO w4 VALUES (3, 3)',
    'KILL QUERY 1',
    'FLUSH TABLES',
    'OPTIMIZE TABLE users',
  ],
  around: [
    'EXPLAIN $',
    'ANALYZE $',
    'ANALYZE FORMAT=JSON $',
    'EXPLAIN EXTENDED $',
    'SET STATEMENT max_statement_time=1 FOR $',
    'WITH x AS ($) SELECT * FROM x',
    'SELECT * FROM ($) AS s',
    'SELECT EXISTS ($)',
    '($) UNION ALL ($)',
    "EXECUTE IMMEDIATE '$'",
    "PREPARE p FROM '$'",
    "PREPARE p FROM '$'; EXECUTE p",
    'BEGIN; $; COMMIT',
    '/*!50000 $ */',
    '/*M!999999 $ */',
    '/* $ */ SELECT 2',
    'SELECT 3 -- $',
    'SELECT 3 # $',
    '$ /* kept */',
    '$\\G',
    'SELECT 1 --$',
    'CREATE TEMPORARY TABLE tt AS $',
  ],
  between: ['; ', ';\n', ' ; -- x\n', ';/**/', '; ; ', '\\g '],
};
