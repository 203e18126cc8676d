import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectsOf } from '../reading.ts';

const files = (text: string): readonly string[] =>
  effectsOf(text).filter((effect) => effect.startsWith('file.') || effect.startsWith('network.'));

test('a database that is a file is read like a file, whatever is asked of it', () => {
  assert.deepEqual(files("sqlite3 ~/chat.db 'SELECT text FROM message'"), ['file.read /home/dev/chat.db']);
  assert.deepEqual(files('sqlite3 -readonly ../other/app.db .tables'), ['file.read /other/app.db']);
  assert.deepEqual(files("litecli app.db -e 'SELECT 1'"), ['file.read /workspace/app.db']);
  assert.deepEqual(files("duckdb -readonly ~/app.duckdb -c 'SHOW TABLES'"), ['file.read /home/dev/app.duckdb']);
  assert.deepEqual(files("sqlite-utils ~/app.db 'SELECT 1'"), ['file.read /home/dev/app.db']);
  assert.deepEqual(files("sqlite-utils query ~/app.db 'SELECT 1'"), ['file.read /home/dev/app.db']);
});

test('a URI names the file that it opens', () => {
  assert.deepEqual(files("sqlite3 'file:app.db?mode=ro' .schema"), ['file.read /workspace/app.db']);
  assert.deepEqual(files("sqlite3 'file:/home/bob/app.db?mode=ro&immutable=1' .schema"), [
    'file.read /home/bob/app.db',
  ]);
  assert.deepEqual(files("sqlite3 'file:///home/bob/a%20b.db' .schema"), ['file.read /home/bob/a b.db']);
  assert.deepEqual(files("sqlite3 'file://localhost/home/bob/app.db' .schema"), ['file.read /home/bob/app.db']);
});

test('a database in memory is no file, one on the web is fetched', () => {
  assert.deepEqual(files("sqlite3 :memory: 'SELECT 1'"), []);
  assert.deepEqual(files("sqlite3 'file::memory:?cache=shared' 'SELECT 1'"), []);
  assert.deepEqual(files("duckdb -c 'SELECT 1'"), []);
  assert.deepEqual(files("duckdb md:shop -c 'SELECT 1'"), []);
  assert.deepEqual(files("duckdb https://data.example.net/a.duckdb -c 'FROM t'"), ['network.fetch data.example.net']);
});

test('usql opens files by their address', () => {
  assert.deepEqual(files("usql sqlite3:///home/bob/x.db -c 'SELECT 1'"), ['file.read /home/bob/x.db']);
  assert.deepEqual(files("usql 'sq:/home/bob/x.db?mode=ro' -c 'SELECT 1'"), ['file.read /home/bob/x.db']);
  assert.deepEqual(files("usql duckdb:app.db -c 'SELECT 1'"), ['file.read /workspace/app.db']);
  assert.deepEqual(files("usql file:/home/bob/x.db -c 'SELECT 1'"), ['file.read /home/bob/x.db']);
  assert.deepEqual(files("usql ~/x.db -c 'SELECT 1'"), ['file.read /home/dev/x.db']);
  assert.deepEqual(files("usql postgres://localhost/shop -c 'SELECT 1'"), []);
});
