/** The shop's files: its commits in order, the work that is not committed, and what git ignores. */

const manifest = (scripts) =>
  `${JSON.stringify({ name: 'corner-shop', version: '1.4.0', private: true, type: 'module', scripts }, undefined, 2)}\n`;

const cart = `import { priceOf } from './prices.js';

/** Sum of a cart in cents. */
export function total(items) {
  return items.reduce((sum, item) => sum + priceOf(item.sku) * item.quantity, 0);
}
`;

const report = (month, orders) => `# ${month}\n\n| orders | returns |\n| --- | --- |\n| ${orders} | ${orders % 41} |\n`;

export const history = [
  {
    message: 'Start the shop',
    files: {
      'README.md': '# Corner shop\n\nOrders, a cart and a small API on SQLite.\n',
      'package.json': manifest({ start: 'node src/server.js' }),
      '.gitignore': 'node_modules/\n.env\nshop.db\nreports/cache/\n*.log\n',
      'src/server.js': `import { createServer } from 'node:http';

createServer((request, response) => response.end('ok\\n')).listen(8080);
`,
    },
  },
  { message: 'Add the cart', files: { 'src/cart.js': cart, 'src/prices.js': 'export const priceOf = () => 0;\n' } },
  {
    message: 'Read prices from the database',
    files: {
      'src/prices.js': `import { DatabaseSync } from 'node:sqlite';

const shop = new DatabaseSync('shop.db', { readOnly: true });

const priceOf = (sku) => shop.prepare('SELECT price_cents FROM products WHERE sku = ?').get(sku).price_cents;
`,
    },
  },
  {
    message: 'Keep the schema in migrations',
    files: {
      'migrations/001-users.sql': 'CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE);\n',
      'migrations/002-orders.sql':
        'CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE);\n',
      'scripts/migrate.sh': '#!/bin/sh\nset -e\nfor file in migrations/*.sql; do sqlite3 shop.db <"$file"; done\n',
      'package.json': manifest({
        start: 'node src/server.js',
        test: 'node --test',
        migrate: 'sh scripts/migrate.sh',
        'db:reset': 'rm -f shop.db && npm run migrate',
      }),
    },
  },
  {
    message: 'Test the cart',
    files: {
      'test/cart.test.js': `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { total } from '../src/cart.js';

test('an empty cart costs nothing', () => assert.equal(total([]), 0));
`,
    },
  },
  {
    message: 'Keep the monthly reports',
    files: { 'reports/2025-06.md': report('June', 611), 'reports/2025-07.md': report('July', 702) },
  },
  { message: 'Add the report of August', files: { 'reports/2025-08.md': report('August', 688) } },
];

/** Changed but not committed, and never added: what git cannot bring back. */
export const unfinished = {
  'src/cart.js': cart.replace(
    "import { priceOf } from './prices.js';",
    "import { discountFor } from './discounts.js';\nimport { priceOf } from './prices.js';",
  ),
  'src/discounts.js': `/** Ten per cent from the fifth piece on. Not finished. */
export const discountFor = (item) => (item.quantity >= 5 ? 0.1 : 0);
`,
  'reports/2025-07.md': report('July, corrected by hand', 731),
  'reports/2025-09-draft.md': report('September, draft', 214),
  'reports/notes.txt': 'Ask Jonas about the returns of July before this goes out.\n',
};

const cached = Array.from({ length: 24 }, (_, number) => [
  `reports/cache/orders-${String(number).padStart(2, '0')}.json`,
  `${JSON.stringify({ page: number, rows: Array.from({ length: 40 }, (_, row) => number * 40 + row) })}\n`,
]);

export const ignored = {
  '.env': 'SHOP_SECRET=demo-not-a-real-secret\nRAILWAY_TOKEN=demo-not-a-real-token\n',
  ...Object.fromEntries(cached),
};
