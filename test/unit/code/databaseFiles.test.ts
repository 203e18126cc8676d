import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRead } from './reading.ts';

const read = await openRead();

const filesRead = (dialect: string, text: string): readonly string[] =>
  read(dialect, text)
    .effects.filter(({ kind }) => kind === 'file.read')
    .map(({ object, traits }) => `${object.type} ${object.name}${traits.includes('dynamic') ? ' dynamic' : ''}`);

test("SQLite's database is read like any file, however it is named", () => {
  const python = (target: string): readonly string[] =>
    filesRead('python', `import sqlite3\nc = sqlite3.connect(${target})\nprint(c.execute('SELECT 1').fetchall())`);
  assert.deepEqual(python("'/home/bob/x.db'"), ['file /home/bob/x.db']);
  assert.deepEqual(python("'app.db'"), ['file /workspace/app.db']);
  assert.deepEqual(python("'file:///home/bob/x.db?mode=ro', uri=True"), ['file /home/bob/x.db']);
  assert.deepEqual(python("'file:app.db?mode=ro', uri=True"), ['file /workspace/app.db']);
  assert.deepEqual(python("':memory:'"), []);
  assert.deepEqual(python("'file:x?mode=memory', uri=True"), []);
  assert.deepEqual(python("'x.db?mode=memory'"), ['file /workspace/x.db']);
  assert.deepEqual(python("'file:%2Fhome/bob/x.db', uri=True"), ['file /home/bob/x.db']);
  assert.deepEqual(python('sys.argv[1]'), ['unknown sqlite dynamic']);
  assert.deepEqual(filesRead('javascript', "require('better-sqlite3')('../x.db').prepare('SELECT 1').all()"), [
    'file /x.db',
  ]);
  assert.deepEqual(filesRead('php', '$p = new PDO("sqlite:/home/bob/x.db"); $p->query("SELECT 1");'), [
    'file /home/bob/x.db',
  ]);
  assert.deepEqual(
    filesRead(
      'python',
      "from sqlalchemy import create_engine\ncreate_engine('sqlite:////home/bob/x.db').connect().execute('SELECT 1')",
    ),
    ['file /home/bob/x.db'],
  );
});

test('a database that is asked twice is read once', () => {
  const text = "import sqlite3\nc = sqlite3.connect('x.db')\nc.execute('SELECT 1')\nc.execute('SELECT 2')";
  assert.deepEqual(filesRead('python', text), ['file /workspace/x.db']);
});
