import type { Hold } from '../../src/review/hold.ts';
import { effect, finding, hold, WORKSPACE } from './holds.ts';

const shopDatabase = { dialect: 'sqlite', target: `${WORKSPACE}/shop.db` };

/** `DROP TABLE users` on the shop's database: critical, counted, with what goes along. */
export function dropTable(): Hold {
  const text = "sqlite3 shop.db 'DROP TABLE users'";
  const table = { type: 'table', name: 'users', connection: shopDatabase } as const;
  return hold({
    id: '01K0DR0PTAB1E0000000000000',
    action: { kind: 'shell', command: text, shell: 'bash', cwd: WORKSPACE },
    level: 'critical',
    effects: [effect({ kind: 'sql.drop', object: table, range: [17, 33] })],
    findings: [
      finding(text, 'DROP TABLE users', 'sql.drop', { name: 'users', target: 'shop.db' }),
      finding(text, 'users', 'trait.whole-table', { name: 'users' }),
    ],
    previews: [
      {
        source: 'sqlite',
        state: 'done',
        entries: [
          {
            object: table,
            verb: 'drop',
            via: 'direct',
            count: { kind: 'exact', value: 12000 },
            unit: 'rows',
            of: 12000,
            undo: 'none',
            sample: [
              {
                columns: [
                  ['id', '1'],
                  ['email', 'ada@example.org'],
                  ['name', 'Ada'],
                ],
              },
              {
                columns: [
                  ['id', '2'],
                  ['email', 'grace@example.org'],
                  ['name', 'Grace'],
                ],
              },
            ],
          },
          {
            object: { type: 'table', name: 'orders', connection: shopDatabase },
            verb: 'set to null',
            via: 'cascade',
            count: { kind: 'exact', value: 51230 },
            unit: 'rows',
            of: 52113,
            undo: 'none',
          },
        ],
        unknown: [],
      },
    ],
    with: {},
  });
}

/** `DELETE` with a cascade, as an intent of its own. */
export function deleteCascade(): Hold {
  const text = "DELETE FROM orders WHERE created_at < '2023-01-01'";
  const orders = { type: 'table', name: 'orders', connection: shopDatabase } as const;
  return hold({
    id: '01K0DE1ETE0000000000000000',
    action: { kind: 'sql', statement: text, dialect: 'sqlite', connection: 'shop.db' },
    level: 'high',
    effects: [effect({ kind: 'sql.delete', object: orders, range: [0, text.length], undo: 'transaction' })],
    findings: [finding(text, 'DELETE FROM orders', 'sql.delete', { name: 'orders', target: 'shop.db' })],
    texts: [
      {
        source: { language: 'sql', text, dialect: 'sqlite', connection: shopDatabase },
        range: [0, text.length],
        depth: 0,
        cwd: WORKSPACE,
      },
    ],
    previews: [
      {
        source: 'sqlite',
        state: 'done',
        entries: [
          {
            object: orders,
            verb: 'delete',
            via: 'direct',
            count: { kind: 'exact', value: 4744 },
            unit: 'rows',
            of: 52113,
            undo: 'none',
          },
          {
            object: { type: 'table', name: 'order_items', connection: shopDatabase },
            verb: 'delete',
            via: 'cascade',
            count: { kind: 'exact', value: 14232 },
            unit: 'rows',
            of: 156339,
            undo: 'none',
          },
        ],
        unknown: [],
      },
    ],
  });
}

/** Five million rows, the whole table, and a cascade that is only estimated. */
export function fiveMillionRows(): Hold {
  const text = 'DELETE FROM orders;';
  const connection = { dialect: 'postgresql', target: 'prod-db' };
  const orders = { type: 'table', name: 'public.orders', connection } as const;
  return hold({
    id: '01K0F1VEM0000000000000000Z',
    action: { kind: 'sql', statement: text, dialect: 'postgresql', connection: 'prod' },
    level: 'critical',
    effects: [
      effect({ kind: 'sql.delete', object: orders, range: [0, 18], environment: 'production', traits: ['no-where'] }),
    ],
    findings: [finding(text, 'DELETE FROM orders', 'trait.no-where', { name: 'orders' })],
    previews: [
      {
        source: 'postgres',
        state: 'done',
        entries: [
          {
            object: orders,
            verb: 'delete',
            via: 'direct',
            count: { kind: 'exact', value: 5_103_882 },
            unit: 'rows',
            of: 5_103_882,
            undo: 'none',
          },
          {
            object: { type: 'table', name: 'public.order_items', connection },
            verb: 'delete',
            via: 'cascade',
            count: { kind: 'estimate', value: 15_000_000 },
            unit: 'rows',
            undo: 'none',
          },
        ],
        unknown: [{ code: 'unknown.timeout', values: { source: 'postgres' } }],
      },
    ],
  });
}
