import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { TestContext } from 'node:test';
import type { PreviewSubject } from '../../src/preview/preview.ts';
import { sqliteSource } from '../../src/preview/sqlite/sqliteSource.ts';
import { scratch, subject } from '../support/previewSubject.ts';

export const worker = path.resolve('dist/sqlitePreviewWorker.mjs');
export const source = sqliteSource({ worker });

const SCHEMA = `
  CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, password TEXT);
  CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users ON DELETE CASCADE, status TEXT);
  CREATE TABLE items (id INTEGER PRIMARY KEY, order_id INTEGER REFERENCES orders ON DELETE CASCADE, price INTEGER);
  CREATE TABLE notes (id INTEGER PRIMARY KEY, order_id INTEGER REFERENCES orders ON DELETE SET NULL, body TEXT);
  CREATE TABLE invoices (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users ON DELETE RESTRICT);
  CREATE TABLE tree (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES tree ON DELETE CASCADE);
  CREATE TABLE audit (at INTEGER, what TEXT);
  CREATE TABLE pairs (a INTEGER, b INTEGER, v TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID;
  CREATE TABLE "odd ""name" (id INTEGER PRIMARY KEY, "a b" TEXT);
  CREATE INDEX orders_user ON orders (user_id);
  CREATE INDEX items_order ON items (order_id);
  CREATE INDEX notes_order ON notes (order_id);
  CREATE INDEX tree_parent ON tree (parent);
  CREATE VIEW open_orders AS SELECT * FROM orders WHERE status = 'open';
  CREATE TRIGGER orders_gone AFTER DELETE ON orders BEGIN INSERT INTO audit VALUES (OLD.id, 'gone'); END;
  CREATE TRIGGER open_gone INSTEAD OF DELETE ON open_orders BEGIN DELETE FROM orders WHERE id = OLD.id; END;
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) INSERT INTO users SELECT i, 'user ' || i, 'hunter' || i FROM n;
  INSERT INTO orders SELECT id, id, CASE id % 4 WHEN 0 THEN 'open' ELSE 'done' END FROM users;
  INSERT INTO items SELECT id, id, id FROM orders;
  INSERT INTO items SELECT id + 1000, id, id FROM orders;
  INSERT INTO notes SELECT id, id, 'note' FROM orders WHERE id <= 50;
  INSERT INTO invoices SELECT id, id FROM users WHERE id > 190;
  INSERT INTO tree SELECT id, CASE WHEN id > 1 THEN id / 2 END FROM users WHERE id <= 63;
  INSERT INTO pairs SELECT id, id, 'x' FROM users;
  INSERT INTO "odd ""name" SELECT id, 'x' FROM users WHERE id < 10;
`;

export function shop(t: TestContext): { readonly folder: string; readonly file: string } {
  const folder = scratch(t);
  const file = `${folder}/shop.db`;
  const database = new DatabaseSync(file);
  database.exec(SCHEMA);
  database.close();
  return { folder, file };
}

/** As `sqlite3 FILE TEXT` in a shell is read. */
export function viaShell(folder: string, file: string, text: string): PreviewSubject {
  const about = subject(folder, []);
  const connection = { dialect: 'sqlite', target: file };
  const one = {
    source: { language: 'sql', dialect: 'sqlite', text, connection },
    range: [0, text.length],
    depth: 1,
    cwd: folder,
  } as const;
  return { ...about, reading: { ...about.reading, texts: [one] } };
}

export function viaSql(folder: string, file: string, statement: string): PreviewSubject {
  return subject(folder, [], { action: { kind: 'sql', statement, dialect: 'sqlite', connection: file, cwd: folder } });
}
