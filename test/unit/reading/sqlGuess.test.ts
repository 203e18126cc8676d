import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectionOf, dialectOf, looksLikeSql } from '../../../src/reading/sqlGuess.ts';

test('a dialect by its name, else by the connection, else by a spelling that only one has', () => {
  const cases: readonly (readonly [
    statement: string,
    named: string | undefined,
    connection: string | undefined,
    dialect: string | undefined,
  ])[] = [
    ['select 1', 'Postgres', undefined, 'postgresql'],
    ['select 1', 'oracle', 'mysql://h/d', 'oracle'],
    ['select 1', 'toString', undefined, 'tostring'],
    ['select 1', undefined, 'postgres://u:p@h/d', 'postgresql'],
    ['select 1', undefined, './shop.sqlite3', 'sqlite'],
    ['select 1', undefined, 'mysql://h/d', 'mysql'],
    ['select 1', undefined, 'prod', undefined],
    ['PRAGMA journal_mode', undefined, undefined, 'sqlite'],
    ['select `a` from b', undefined, undefined, 'mysql'],
    ['select a::int', undefined, undefined, 'postgresql'],
    ['select top 1 a', undefined, undefined, 'tsql'],
    ['select a from b', undefined, undefined, undefined],
  ];
  for (const [statement, named, connection, dialect] of cases)
    assert.equal(dialectOf(statement, named, connection), dialect, `${statement} ${named} ${connection}`);
});

test('where it runs: an absolute file, or a URL without its password', () => {
  assert.deepEqual(connectionOf('shop.db', 'sqlite', '/w'), { dialect: 'sqlite', target: '/w/shop.db' });
  assert.deepEqual(connectionOf('sqlite:///a/b.db?mode=ro', 'sqlite', '/w'), { dialect: 'sqlite', target: '/a/b.db' });
  assert.deepEqual(connectionOf(':memory:', 'sqlite', '/w'), { dialect: 'sqlite', target: ':memory:' });
  assert.deepEqual(connectionOf('postgres://u:p@h/d', 'postgresql', '/w'), {
    dialect: 'postgresql',
    target: 'postgres://u@h/d',
  });
  assert.equal(connectionOf(undefined, undefined, '/w'), undefined);
});

test('a tool’s argument that is to be read as SQL', () => {
  for (const [key, value] of [
    ['sql', 'anything at all'],
    ['x', 'DROP TABLE a'],
    ['x', '-- note\n  delete from a'],
    ['x', '/* note */ update a set b = 1'],
  ] as const)
    assert.ok(looksLikeSql(key, value), value);
  for (const [key, value] of [
    ['query', '{"match_all":{}}'],
    ['name', 'orders'],
    ['text', 'please drop by'],
  ] as const)
    assert.ok(!looksLikeSql(key, value), value);
});
