import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { WorkerPort } from '../../../src/reading/workerPort.ts';
import { openSqlReader } from '../../../src/sql/openSql.ts';
import { openPostgresParser } from '../../../src/sql/parse/postgres.ts';
import { readPostgres } from '../../../src/sql/readPostgres.ts';
import { CONTEXT, openBuiltWorker } from './reading.ts';

const worker = openBuiltWorker();
after(() => worker.close());

const source = (text: string) => ({ language: 'sql', dialect: 'postgresql', text }) as const;

test('a long text for PostgreSQL is read in the worker, as it would be here', async () => {
  const parser = await openPostgresParser();
  const read = await openSqlReader({ worker })();
  for (const line of [
    'DELETE FROM orders WHERE id = 1;\n',
    "DO $$BEGIN EXECUTE 'DROP TABLE a'; END$$;\n",
    '\\echo a\n',
    'SELECT (\n',
  ]) {
    const long = source(line.repeat((20 * 1024) / line.length));
    assert.deepEqual(await read(long, CONTEXT), readPostgres(parser, long, CONTEXT));
  }
});

test('one that is said of no server is read in the worker, by each of its readings', async () => {
  const asked: unknown[] = [];
  const watched: WorkerPort = {
    ask: (request, deadlineMs) => {
      asked.push(request);
      return worker.ask(request, deadlineMs);
    },
    close: () => worker.close(),
  };
  const read = await openSqlReader({ worker: watched })();
  const line = 'DELETE FROM orders WHERE id = 1;\n';
  const short = await read({ language: 'sql', text: line }, CONTEXT);
  assert.equal(asked.length, 2);
  const long = await read({ language: 'sql', text: line.repeat((20 * 1024) / line.length) }, CONTEXT);
  assert.equal(asked.length, 5);
  const objects = (reading: typeof long): readonly string[] => [
    ...new Set(reading.effects.map(({ kind, object }) => `${kind} ${object.name}`)),
  ];
  assert.deepEqual(objects(long), objects(short));
  assert.deepEqual(objects(long), ['sql.delete orders']);
});

test('one that its worker does not finish is not complete, and a short one wakes none', async () => {
  const late: WorkerPort = {
    ask: () => Promise.resolve({ ok: false, why: 'deadline' }),
    close: () => Promise.resolve(),
  };
  const read = await openSqlReader({ worker: late })();
  const long = await read(source('DROP TABLE a;\n'.repeat(1000)), CONTEXT);
  assert.equal(long.complete, false);
  assert.deepEqual(
    long.problems.map(({ rule }) => rule),
    ['problem.reader-deadline'],
  );
  assert.equal((await read(source('SELECT 1'), CONTEXT)).complete, true);
});
