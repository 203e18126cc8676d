import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Action } from '../../../../src/action/action.ts';
import { expectedServers } from '../../../../src/preview/server/expected.ts';

const cases: readonly (readonly [action: Action, servers: readonly string[]])[] = [
  [{ kind: 'shell', command: "psql -d shop -c 'DELETE FROM orders'", cwd: '/w' }, ['postgresql']],
  [{ kind: 'shell', argv: ['mariadb', 'shop', '-e', 'DROP TABLE a'], cwd: '/w' }, ['mysql']],
  [{ kind: 'shell', command: 'mysql < x.sql; psql -f y.sql', cwd: '/w' }, ['postgresql', 'mysql']],
  [{ kind: 'shell', command: 'DATABASE_URL=postgres://localhost/shop ./migrate', cwd: '/w' }, ['postgresql']],
  [{ kind: 'shell', command: 'rm -rf psqlite mysqldump.txt', cwd: '/w' }, []],
  [{ kind: 'sql', statement: 'DELETE FROM a', dialect: 'postgresql', cwd: '/w' }, ['postgresql']],
  [{ kind: 'sql', statement: 'DELETE FROM a', connection: 'mysql://root@localhost/shop', cwd: '/w' }, ['mysql']],
  [{ kind: 'sql', statement: 'DELETE FROM psql', dialect: 'sqlite', cwd: '/w' }, []],
  [{ kind: 'http', method: 'GET', url: 'https://example.org/psql ' }, []],
];

for (const [action, servers] of cases)
  test(`loaded ahead for ${JSON.stringify(action)}: ${servers.join(', ') || 'nothing'}`, () => {
    assert.deepEqual(expectedServers(action), servers);
  });
