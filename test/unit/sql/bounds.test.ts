import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { READING_LIMITS } from '../../../src/reading/limits.ts';
import { openBuiltWorker, openRead, summary } from './reading.ts';

const worker = openBuiltWorker();
after(() => worker.close());
const read = await openRead(worker);

const many = (count: number, piece: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => piece(at)).join('');

test('a flood of statements is not complete, and keeps what was found first', async () => {
  for (const dialect of ['postgresql', 'mysql', 'sqlite']) {
    const reading = await read(`DROP TABLE people;\n${many(1500, (at) => `DELETE FROM t${at};\n`)}`, dialect);
    assert.equal(reading.complete, false, dialect);
    assert.ok(reading.effects.length <= READING_LIMITS.effects, dialect);
    assert.match(summary(reading)[0] ?? '', /^sql\.drop (?:\w+\.)?people$/, dialect);
  }
});

test('a body of a thousand statements is read as far as the bound, each where it stands', async () => {
  const text = `DO $$BEGIN\n${many(300, (at) => `DELETE FROM t${at} WHERE a = ${at};\n`)}END$$;`;
  const reading = await read(text, 'postgresql');
  assert.equal(reading.complete, true);
  const told = reading.effects.filter(({ kind }) => kind === 'sql.delete');
  assert.equal(told.length, 300);
  const last = told.at(-1);
  assert.ok(text.slice(...(last?.range ?? [0, 0])).includes('t299'));
  const flood = await read(`DO $$BEGIN\n${many(1500, (at) => `DELETE FROM t${at};\n`)}END$$;`, 'postgresql');
  assert.equal(flood.complete, false);
});

test('a thousand branches in each other are followed to the innermost', async () => {
  const reading = await read(
    `DO $$BEGIN ${'IF a THEN '.repeat(500)}DELETE FROM people;${'END IF;'.repeat(500)}END$$;`,
    'postgresql',
  );
  assert.ok(summary(reading).includes('sql.delete public.people'), summary(reading).join());
});
