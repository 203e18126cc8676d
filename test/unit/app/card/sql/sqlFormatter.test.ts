import assert from 'node:assert/strict';
import path from 'node:path';
import { after, test } from 'node:test';
import { openSqlFormatter } from '../../../../../src/app/card/sql/sqlFormatter.ts';
import type { WorkerAnswer, WorkerPort } from '../../../../../src/reading/workerPort.ts';
import type { Hold } from '../../../../../src/review/hold.ts';
import { hold, WORKSPACE } from '../../../../builders/holds.ts';

/** A shell action in which these SQL texts were found. */
function carrying(...texts: readonly { readonly text: string; readonly dialect?: string }[]): Hold {
  const one = hold({ action: { kind: 'shell', command: 'psql <<EOF', cwd: WORKSPACE }, level: 'high' });
  const found = texts.map(({ text, dialect }) => ({
    source: { language: 'sql', text, ...(dialect === undefined ? {} : { dialect }) } as const,
    range: [0, 0] as const,
    depth: 1,
    cwd: WORKSPACE,
  }));
  const shell = {
    source: { language: 'shell', text: 'psql <<EOF' } as const,
    range: [0, 10] as const,
    depth: 0,
    cwd: WORKSPACE,
  };
  const { judgement } = one;
  return { ...one, judgement: { ...judgement, reading: { ...judgement.reading, texts: [shell, ...found] } } };
}

const formatter = openSqlFormatter(path.resolve('dist'));
after(() => formatter.close());

/** A thread that gives this answer, and remembers what it was asked. */
function answering(answer: WorkerAnswer): WorkerPort & { readonly asked: unknown[] } {
  const asked: unknown[] = [];
  return {
    asked,
    ask(request) {
      asked.push(request);
      return Promise.resolve(answer);
    },
    close: () => Promise.resolve(),
  };
}

test('SQL inside a shell text is laid out by its own dialect, each text apart', async () => {
  const laid = await formatter.format(
    carrying(
      { text: 'select a,b from t where x=1', dialect: 'postgresql' },
      { text: 'delete from `orders` limit 3', dialect: 'mysql' },
    ),
  );
  assert.deepEqual(laid, [
    { title: 'SQL 1 of 2 (postgresql)', text: 'select\n  a,\n  b\nfrom\n  t\nwhere\n  x = 1' },
    { title: 'SQL 2 of 2 (mysql)', text: 'delete from `orders`\nlimit\n  3' },
  ]);
});

test('what cannot be laid out says why in its place, and the others stay', async () => {
  const laid = await formatter.format(
    carrying(
      { text: 'select 1' },
      { text: 'select 1', dialect: 'klingon' },
      { text: `select ${'1,'.repeat(30_000)}1`, dialect: 'sqlite' },
      { text: 'select 2', dialect: 'sqlite' },
    ),
  );
  assert.match(laid[0]?.text ?? '', /dialect/);
  assert.match(laid[1]?.text ?? '', /dialect/);
  assert.match(laid[2]?.text ?? '', /50,000/);
  assert.equal(laid[3]?.text, 'select\n  2');
});

test('text that the formatter cannot read does not end its thread', async () => {
  const laid = await formatter.format(
    carrying({ text: "select 'open", dialect: 'postgresql' }, { text: 'select 2', dialect: 'postgresql' }),
  );
  assert.match(laid[0]?.text ?? '', /could not read/);
  assert.equal(laid[1]?.text, 'select\n  2');
});

test('a formatter that hangs, dies or answers nonsense costs a sentence', async () => {
  for (const [answer, words] of [
    [{ ok: false, why: 'deadline' }, /too long/],
    [{ ok: false, why: 'crash' }, /could not/],
    [{ ok: true, value: { html: '<b>' } }, /could not/],
  ] as const) {
    const [laid] = await openSqlFormatter('dist', answering(answer)).format(
      carrying({ text: 'select 1', dialect: 'sqlite' }),
    );
    assert.match(laid?.text ?? '', words);
  }
});

test('hidden characters stay marks in the formatted view', async () => {
  const [laid] = await formatter.format(carrying({ text: "select 'a\u202eb'", dialect: 'sqlite' }));
  assert.match(laid?.text ?? '', /⟨U\+202E RLO⟩/);
});

test('at most twenty texts are laid out', async () => {
  const worker = answering({ ok: true, value: 'x' });
  await openSqlFormatter('dist', worker).format(
    carrying(...Array.from({ length: 50 }, () => ({ text: 'select 1', dialect: 'sqlite' }))),
  );
  assert.equal(worker.asked.length, 20);
});
