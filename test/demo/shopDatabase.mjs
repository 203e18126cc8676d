/** The shop's database as one script: the same rows every time, more than 90,000 of them, tied by foreign keys. */
export const databaseScript = `
PRAGMA journal_mode = DELETE;
BEGIN;
CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL
);
CREATE TABLE addresses (
  id INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  street TEXT NOT NULL,
  city TEXT NOT NULL
);
CREATE TABLE products (
  id INTEGER PRIMARY KEY,
  sku TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  price_cents INTEGER NOT NULL CHECK (price_cents > 0)
);
CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  status TEXT NOT NULL CHECK (status IN ('open', 'paid', 'shipped', 'cancelled')),
  created_at TEXT NOT NULL
);
CREATE TABLE order_items (
  id INTEGER PRIMARY KEY,
  order_id INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  product_id INTEGER NOT NULL REFERENCES products (id),
  quantity INTEGER NOT NULL CHECK (quantity > 0)
);
CREATE TABLE payments (
  id INTEGER PRIMARY KEY,
  order_id INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  amount_cents INTEGER NOT NULL,
  paid_at TEXT NOT NULL
);
CREATE TABLE sessions (
  id INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  last_seen TEXT NOT NULL
);
CREATE INDEX orders_by_user ON orders (user_id);
CREATE INDEX order_items_by_order ON order_items (order_id);
CREATE INDEX payments_by_order ON payments (order_id);

WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2400)
INSERT INTO users SELECT i, 'customer' || i || '@mail.example', 'Customer ' || i, date('2021-01-01', '+' || (i * 17 % 1600) || ' days') FROM n;
INSERT INTO addresses SELECT id, id, (id * 31 % 180 + 1) || ' Mill Lane', 'Town ' || (id % 60) FROM users;
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 320)
INSERT INTO products SELECT i, printf('KT-%04d', i), 'Product ' || i, 199 + i * 7919 % 9800 FROM n;
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 18000)
INSERT INTO orders SELECT i, i * 7919 % 2400 + 1,
  CASE i * 31 % 10 WHEN 0 THEN 'cancelled' WHEN 1 THEN 'open' WHEN 2 THEN 'paid' ELSE 'shipped' END,
  date('2022-01-01', '+' || (i / 13) || ' days') FROM n;
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 54000)
INSERT INTO order_items SELECT i, (i - 1) / 3 + 1, i * 127 % 320 + 1, i % 4 + 1 FROM n;
INSERT INTO payments SELECT id, id, 1000 + id * 61 % 24000, created_at FROM orders WHERE status IN ('paid', 'shipped');
INSERT INTO sessions SELECT id, id, date('2025-09-01', '-' || (id % 300) || ' days') FROM users WHERE id % 2 = 0;
COMMIT;
`;
