/** What a case is about: `exact` claims it, `open` counts without claiming it, `fails` would change nothing, `unread` is not counted. */
export type Says = 'exact' | 'open' | 'fails' | 'unread';

export const PREVIEW_MARIADB_SHOP = `
CREATE TABLE country (code char(2) PRIMARY KEY, name varchar(40) NOT NULL UNIQUE);
CREATE TABLE customer (id int AUTO_INCREMENT PRIMARY KEY, email varchar(80) NOT NULL UNIQUE, name varchar(40), country char(2), active tinyint NOT NULL DEFAULT 1, seen datetime, api_token varchar(80),
  FOREIGN KEY (country) REFERENCES country (code) ON DELETE SET NULL ON UPDATE CASCADE);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, status varchar(20), total decimal(10,2), FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE CASCADE ON UPDATE CASCADE);
CREATE TABLE item (order_id int, line int, sku varchar(20), qty int, PRIMARY KEY (order_id, line), FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE);
CREATE TABLE invoice (id int PRIMARY KEY, order_id int, FOREIGN KEY (order_id) REFERENCES orders (id));
CREATE TABLE folder (id int PRIMARY KEY, parent_id int, name varchar(20), FOREIGN KEY (parent_id) REFERENCES folder (id) ON DELETE CASCADE);
CREATE TABLE staff (id int PRIMARY KEY, boss int, FOREIGN KEY (boss) REFERENCES staff (id) ON DELETE SET NULL);
CREATE TABLE note (id int PRIMARY KEY, customer_id int, order_id int, body text, FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE SET NULL, FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE);
CREATE TABLE ticket (id int AUTO_INCREMENT PRIMARY KEY, title varchar(40) NOT NULL, state enum('open','done') NOT NULL DEFAULT 'open', closed datetime);
CREATE TABLE audit (what varchar(100), at timestamp DEFAULT current_timestamp);
CREATE TABLE plain (a int, b varchar(10));
CREATE TABLE pair (a int, b int, c int, PRIMARY KEY (a, b), UNIQUE (c));
CREATE TABLE setting (name varchar(30) PRIMARY KEY, value varchar(100));
CREATE TABLE isam (id int PRIMARY KEY, v int) ENGINE=MyISAM;
CREATE TABLE guarded (id int PRIMARY KEY, v int CHECK (v < 100));
CREATE TABLE shelf (id int PRIMARY KEY, kind varchar(10) CHECK (kind IN ('wide', 'deep')), depth int, CHECK (kind = 'wide' OR depth > 5));
CREATE TABLE doc (id int PRIMARY KEY, body json);
CREATE VIEW big_orders AS SELECT * FROM orders WHERE total > 50;
INSERT INTO country VALUES ('DE', 'Germany'), ('FR', 'France'), ('IT', 'Italy'), ('XX', 'Nowhere');
INSERT INTO customer (email, name, country, active, seen, api_token) SELECT concat('c', seq, '@example.com'), concat('Name ', seq), elt(1 + seq % 3, 'DE', 'FR', 'IT'), seq % 2, '2026-01-01' + INTERVAL seq DAY, concat('sk_live_abcdefgh', seq) FROM seq_1_to_40;
INSERT INTO orders SELECT seq, 1 + seq % 30, elt(1 + seq % 4, 'paid', 'open', 'Shipped', 'void'), seq * 1.5 FROM seq_1_to_90;
INSERT INTO item SELECT 1 + seq % 80, seq, concat('sku', seq % 7), seq % 5 FROM seq_1_to_200;
INSERT INTO invoice SELECT seq, seq FROM seq_1_to_10;
INSERT INTO folder VALUES (1, NULL, 'root'), (2, 1, 'a'), (3, 1, 'b'), (4, 2, 'aa'), (5, 4, 'aaa'), (6, NULL, 'other'), (7, 6, 'o1');
INSERT INTO staff VALUES (1, NULL), (2, 1), (3, 2), (4, 3), (5, 1);
INSERT INTO note SELECT seq, 1 + seq % 35, if(seq % 3 = 0, NULL, 1 + seq % 60), concat('n', seq) FROM seq_1_to_50;
INSERT INTO ticket (title) SELECT concat('t', seq) FROM seq_1_to_12;
INSERT INTO plain SELECT seq % 5, concat('p', seq) FROM seq_1_to_20;
INSERT INTO pair SELECT seq, seq % 4, seq * 10 FROM seq_1_to_15;
INSERT INTO setting VALUES ('color', 'red'), ('size', 'big'), ('shape', 'round');
INSERT INTO isam SELECT seq, seq FROM seq_1_to_9;
INSERT INTO guarded SELECT seq, seq FROM seq_1_to_9;
INSERT INTO shelf VALUES (1, 'deep', 10), (2, 'wide', 1);
INSERT INTO doc VALUES (1, '{"a": 1}'), (2, '{"a": 2}');
CREATE TRIGGER ticket_gone AFTER DELETE ON ticket FOR EACH ROW INSERT INTO audit (what) VALUES (concat('gone ', OLD.title));
CREATE FUNCTION hidden(x int) RETURNS int DETERMINISTIC RETURN x;
`;

/** A trigger whose body is more than one statement needs another delimiter. */
export const PREVIEW_MARIADB_TRIGGER = `DELIMITER //
CREATE TRIGGER setting_changed AFTER UPDATE ON setting FOR EACH ROW BEGIN IF NEW.value = 'x' THEN DELETE FROM audit; END IF; END//
DELIMITER ;`;

export const PREVIEW_MARIADB_CASES: readonly (readonly [statement: string, says: Says])[] = [
  ['DELETE FROM orders WHERE id > 60', 'exact'],
  ['DELETE FROM orders WHERE id = 3', 'fails'],
  ['DELETE FROM customer WHERE id IN (31, 32, 33)', 'exact'],
  ['DELETE FROM customer WHERE id > 20', 'exact'],
  ['DELETE FROM customer WHERE id < 12', 'fails'],
  ["DELETE FROM customer WHERE id = 29 OR email = 'c30@example.com'", 'exact'],
  ["DELETE FROM country WHERE code = 'DE'", 'exact'],
  ["DELETE FROM country WHERE name LIKE 'F%' AND NOT code = 'IT'", 'exact'],
  ['DELETE FROM country', 'exact'],
  ['DELETE FROM folder WHERE id = 1', 'exact'],
  ['DELETE FROM folder WHERE parent_id IS NULL', 'exact'],
  ['DELETE FROM folder WHERE id IN (2, 4)', 'exact'],
  ['DELETE FROM folder ORDER BY id LIMIT 2', 'open'],
  ['DELETE FROM staff WHERE boss IS NOT NULL', 'open'],
  ['DELETE FROM staff WHERE id IN (2, 4)', 'exact'],
  ['DELETE FROM item WHERE qty BETWEEN 1 AND 3', 'exact'],
  ['DELETE FROM item', 'exact'],
  ["DELETE FROM item WHERE sku REGEXP '[0-3]$' ORDER BY order_id LIMIT 7", 'exact'],
  ['DELETE FROM plain WHERE a = 3 LIMIT 2', 'exact'],
  ['DELETE FROM orders WHERE id > 70 ORDER BY id LIMIT 5', 'exact'],
  ['DELETE FROM orders WHERE id > 70 ORDER BY status, orders.id DESC LIMIT 5', 'exact'],
  ['DELETE FROM orders WHERE id > 70 ORDER BY status LIMIT 5', 'open'],
  ['DELETE FROM orders WHERE id > 70 ORDER BY id + 0 LIMIT 5', 'open'],
  ['UPDATE customer SET id = id + 1000 WHERE id > 20 ORDER BY id DESC LIMIT 3', 'exact'],
  ["DELETE FROM `orders` WHERE `status` = 'shipped' AND `id` > 10", 'exact'],
  ["DELETE FROM orders WHERE status COLLATE utf8mb4_bin = 'shipped'", 'open'],
  ['DELETE FROM shop.item WHERE shop.item.qty = 0', 'exact'],
  ["DELETE i FROM item i JOIN orders o ON o.id = i.order_id WHERE o.status = 'paid'", 'exact'],
  ['DELETE o FROM orders o LEFT JOIN item i ON i.order_id = o.id WHERE i.order_id IS NULL', 'exact'],
  ['DELETE FROM i USING item AS i INNER JOIN orders o ON o.id = i.order_id WHERE o.total < 20', 'exact'],
  ['DELETE n, i FROM note n JOIN item i ON i.order_id = n.order_id WHERE n.id < 10', 'exact'],
  ['DELETE o, i FROM orders o JOIN item i ON i.order_id = o.id WHERE o.id > 70', 'open'],
  ['DELETE p FROM plain p JOIN pair q ON q.a = p.a', 'unread'],
  ['DELETE FROM item WHERE order_id IN (SELECT id FROM orders WHERE total > 100)', 'exact'],
  ["DELETE FROM item WHERE EXISTS (SELECT 1 FROM orders o WHERE o.id = item.order_id AND o.status = 'void')", 'exact'],
  ['DELETE FROM note WHERE order_id = ANY (SELECT id FROM orders WHERE total > 30)', 'exact'],
  ['DELETE FROM note WHERE id NOT IN (SELECT x.id FROM (SELECT id FROM note WHERE id > 5) AS x)', 'exact'],
  ['DELETE FROM ticket WHERE id < 5', 'exact'],
  ["DELETE FROM ticket WHERE state = 'done'", 'exact'],
  ['DELETE FROM isam WHERE v > 4', 'exact'],
  ['DELETE FROM customer WHERE name = 5', 'open'],
  ["DELETE FROM customer WHERE seen < '2026-01-05' AND id > 100", 'exact'],
  ['DELETE FROM customer WHERE seen < NOW() - INTERVAL 30 DAY', 'open'],
  ['DELETE FROM plain WHERE hidden(a) = 1', 'unread'],
  ['DELETE FROM plain WHERE SLEEP(0.001) = 0', 'unread'],
  ["DELETE FROM plain WHERE GET_LOCK('x', 1)", 'unread'],
  ["DELETE FROM plain WHERE LOAD_FILE('/etc/passwd') IS NULL", 'unread'],
  ["DELETE FROM plain WHERE BENCHMARK(10, MD5('x')) = 0", 'unread'],
  ['DELETE FROM plain WHERE a = @x', 'unread'],
  ['DELETE FROM plain WHERE (@x := a) > 2', 'unread'],
  ['DELETE FROM plain WHERE a = @@max_connections', 'unread'],
  ['DELETE FROM plain WHERE a = LAST_INSERT_ID(7)', 'unread'],
  ['DELETE /*!50000 FROM plain */', 'unread'],
  ['DELETE FROM plain /*!99999999 WHERE a = 1 */', 'unread'],
  ['DELETE FROM big_orders WHERE id = 80', 'unread'],
  ['DELETE FROM missing WHERE a = 1', 'fails'],
  ['DELETE FROM plain AS p WHERE p.a = 1', 'fails'],
  ["UPDATE orders SET status = 'done' WHERE id <= 7", 'exact'],
  ['UPDATE orders SET total = total * 1.1', 'exact'],
  ["UPDATE plain SET a = a + 1, b = concat(b, 'x')", 'exact'],
  ["UPDATE plain SET b = 'much too long for it'", 'open'],
  ["UPDATE orders SET total = NULL WHERE status <> 'paid' ORDER BY id LIMIT 4", 'exact'],
  ['UPDATE customer SET email = NULL WHERE id = 1', 'fails'],
  ["UPDATE country SET code = 'YY' WHERE code = 'XX'", 'exact'],
  ["UPDATE country SET code = 'DD' WHERE code = 'DE'", 'exact'],
  ["UPDATE country SET code = 'de' WHERE code = 'DE'", 'exact'],
  ["UPDATE customer SET country = 'ZZ' WHERE id = 1", 'fails'],
  ["UPDATE customer SET country = 'FR' WHERE country = 'IT'", 'exact'],
  ['UPDATE customer SET id = id + 1000 WHERE id > 38', 'exact'],
  ['UPDATE customer SET id = 1001 WHERE id = 3', 'fails'],
  ['UPDATE orders SET id = 2000 WHERE id = 90', 'exact'],
  ['UPDATE orders SET id = 2000 WHERE id = 5', 'fails'],
  ['UPDATE pair SET c = 10 WHERE a = 2', 'fails'],
  ['UPDATE orders o JOIN customer c ON c.id = o.customer_id SET o.status = c.name WHERE c.active = 0', 'exact'],
  [
    "UPDATE orders, customer SET orders.status = 'x' WHERE customer.id = orders.customer_id AND customer.id = 4",
    'exact',
  ],
  ["UPDATE setting SET value = 'y' WHERE name = 'color'", 'open'],
  ['UPDATE guarded SET v = 500 WHERE id = 1', 'fails'],
  ['UPDATE guarded SET v = v + 91 WHERE id < 3', 'exact'],
  ['UPDATE guarded SET v = v * 20', 'fails'],
  ["UPDATE guarded SET v = '99'", 'exact'],
  ['INSERT INTO guarded VALUES (20, 99), (21, NULL)', 'exact'],
  ['INSERT INTO guarded VALUES (20, 99), (21, 100)', 'fails'],
  ['INSERT IGNORE INTO guarded VALUES (20, 99), (21, 100)', 'open'],
  ["UPDATE shelf SET kind = 'wide', depth = 30 WHERE id = 1", 'exact'],
  ["UPDATE shelf SET kind = 'odd' WHERE id = 1", 'fails'],
  ['UPDATE shelf SET depth = 2 WHERE id = 1', 'open'],
  ["UPDATE ticket SET state = 'done', closed = '2026-02-02' WHERE id < 4", 'exact'],
  ["UPDATE ticket SET state = 'lost' WHERE id < 4", 'open'],
  ['UPDATE doc SET body = \'{"a": 3}\' WHERE id = 1', 'exact'],
  ["INSERT INTO country VALUES ('ES', 'Spain'), ('PT', 'Portugal')", 'exact'],
  ["INSERT INTO country VALUES ('de', 'Again')", 'fails'],
  ["INSERT INTO country (code) VALUES ('ES')", 'fails'],
  ["INSERT INTO orders VALUES (500, 1, 'new', 3)", 'exact'],
  ["INSERT INTO orders VALUES (500, 999, 'new', 3)", 'fails'],
  ["INSERT INTO customer (email, country) VALUES ('new@example.com', 'QQ')", 'fails'],
  ["INSERT INTO customer (email) VALUES ('new@example.com')", 'exact'],
  ["INSERT IGNORE INTO country VALUES ('DE', 'x'), ('ES', 'Spain')", 'exact'],
  [
    "INSERT INTO setting VALUES ('color', 'blue'), ('weight', '3') ON DUPLICATE KEY UPDATE value = VALUES(value)",
    'open',
  ],
  ['INSERT INTO pair VALUES (1, 1, 70), (99, 9, 999) ON DUPLICATE KEY UPDATE b = b', 'open'],
  ['INSERT INTO isam VALUES (1, 5), (50, 5) ON DUPLICATE KEY UPDATE v = 7', 'exact'],
  ['INSERT INTO audit (what) SELECT name FROM customer WHERE active = 1', 'exact'],
  ['INSERT INTO plain SELECT a, b FROM pair WHERE c > 50', 'exact'],
  ['INSERT INTO item (order_id, line, sku, qty) SELECT id, 900, status, 1 FROM orders WHERE id < 4', 'exact'],
  ["REPLACE INTO setting VALUES ('color', 'green'), ('new', 'x')", 'exact'],
  ['REPLACE INTO pair VALUES (1, 1, 20), (77, 1, 770)', 'exact'],
  ["REPLACE INTO orders VALUES (90, 1, 'again', 1)", 'exact'],
  ["REPLACE INTO orders VALUES (4, 1, 'again', 1)", 'fails'],
  ['TRUNCATE TABLE plain', 'exact'],
  ['TRUNCATE orders', 'fails'],
  ['TRUNCATE folder', 'exact'],
  ['DROP TABLE plain', 'exact'],
  ['DROP TABLE IF EXISTS plain, missing', 'exact'],
  ['DROP TABLE customer', 'fails'],
  ['DROP TABLE missing', 'fails'],
  ['ALTER TABLE plain DROP COLUMN b', 'exact'],
  ['SELECT id FROM orders WHERE total > 3', 'exact'],
  ['DELETE FROM plain WHERE a = ?', 'unread'],
];
