import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Context } from '../../../src/reading/reader.ts';
import { openBroadParser } from '../../../src/sql/parse/sqlparser.ts';
import { readBroad } from '../../../src/sql/readBroad.ts';

const CONTEXT: Context = {
  cwd: '/workspace',
  workspace: '/workspace',
  home: '/home/ada',
  environment: {},
  traits: [],
  place: 'unknown',
  depth: 0,
};

/** The kinds of effects, and whether the second parser was asked. It is a stand-in that sees a deletion everywhere. */
async function read(text: string): Promise<{ readonly kinds: readonly string[]; readonly asked: boolean }> {
  let asked = false;
  const second = {
    tables: () => {
      asked = true;
      return [['delete', 'orders']] as const;
    },
  };
  const source = { language: 'sql', text, dialect: 'mysql' } as const;
  const reading = readBroad({ broad: await openBroadParser(), second }, source, CONTEXT);
  return { kinds: reading.effects.map(({ kind }) => kind), asked };
}

test('the second parser is asked wherever a verb stands that the first has not read, in comments and strings too', async () => {
  for (const text of [
    'SELECT 1 /* delete from orders */ + 1',
    "SELECT 'DELETE FROM orders'",
    'UPDATE deleted_orders SET a = 1 WHERE id = 2',
    'SELECT 1 -- Delete\n + 1',
  ]) {
    const { kinds, asked } = await read(text);
    assert.ok(asked, `${text}: not asked`);
    assert.ok(kinds.includes('sql.delete'), `${text}: what only the second parser saw is lost`);
  }
});

test('the second parser is not waited for where it can add nothing', async () => {
  for (const text of ['SELECT id, total FROM orders WHERE status = 1', 'DELETE FROM orders WHERE status = 1'])
    assert.equal((await read(text)).asked, false, text);
});
