import assert from 'node:assert/strict';
import { test } from 'node:test';
import { receiptCard } from '../../../../src/app/card/receiptCard.ts';
import { decidedRow, waitingRow } from '../../../../src/app/card/rowWords.ts';
import { statusWords, toastSentence } from '../../../../src/app/sentences/editor.ts';
import { environmentOf } from '../../../../src/review/shown.ts';
import * as sqlActions from '../../../builders/sqlActions.ts';

const place = { number: 2, count: 7, manyFolders: false };

test('a row of the queue says level and age, and aloud also what, and where in the queue', () => {
  const hold = sqlActions.fiveMillionRows();
  assert.deepEqual(waitingRow(hold, place, hold.filedAt + 40_000), {
    label: 'Deletes every row of public.orders',
    description: 'Critical · 40 seconds',
    spoken: 'Critical. Deletes every row of public.orders. 2 of 7. Waiting 40 seconds.',
  });
});

test('in a window of several folders a row says in which it is', () => {
  const hold = sqlActions.fiveMillionRows();
  const row = waitingRow(hold, { ...place, manyFolders: true }, hold.filedAt + 61_000);
  assert.equal(row.description, 'Critical · shop · 1 minute');
  assert.match(row.spoken, /public\.orders\. In shop\. 2 of 7/);
});

test('a row whose runner is gone says so', () => {
  const hold = { ...sqlActions.fiveMillionRows(), orphan: true };
  assert.match(waitingRow(hold, place, hold.filedAt).spoken, /Its runner is gone\.$/);
});

test('a decided row says what became of it, and when', () => {
  const hold = sqlActions.deleteCascade();
  const row = decidedRow({ ...hold, state: 'denied', by: 'person', decidedAt: hold.filedAt });
  assert.match(row.description, /^Denied · \d\d:\d\d$/);
  assert.match(row.spoken, /^Denied at \d\d:\d\d\. Deletes rows of orders\.$/);
});

test('what a person dismissed is not said to be withdrawn by its runner, in the queue or on the card', () => {
  const hold = sqlActions.deleteCascade();
  const dismissed = { ...hold, state: 'withdrawn', by: 'person', why: 'dismissed', decidedAt: hold.filedAt } as const;
  assert.match(decidedRow(dismissed).description, /^Dismissed · /);
  const { title, sentences } = receiptCard(dismissed);
  assert.match(title, /^Dismissed: /);
  assert.match(sentences.join(' '), /^It was dismissed by you at /);
});

test('the status bar and the notification say how many wait and the worst level, in these words', () => {
  assert.deepEqual(statusWords(0, undefined), { text: 'Keyturn', spoken: 'Keyturn: nothing waits' });
  assert.deepEqual(statusWords(1, 'high'), { text: '1 waits', spoken: 'Keyturn: 1 waits, worst: high' });
  assert.deepEqual(statusWords(2, 'critical', true), {
    text: '2 wait · production',
    spoken: 'Keyturn: 2 wait · production, worst: critical',
  });
  assert.deepEqual(statusWords(1200, 'unknown'), {
    text: '1,200 wait',
    spoken: 'Keyturn: 1,200 wait, worst: unknown',
  });
  assert.equal(toastSentence(1, 'critical'), '1 action waits for review, worst: critical');
  assert.equal(toastSentence(3, undefined), '3 actions wait for review');
});

test('production is said by the text or by the server, and the worse of them counts', () => {
  const hold = sqlActions.fiveMillionRows();
  const marked = (by: 'production' | 'staging') =>
    [{ source: 'postgresql', state: 'done', entries: [], unknown: [], marked: by }] as const;
  const { reading } = hold.judgement;
  const elsewhere = reading.effects.map((effect) => ({ ...effect, environment: 'unknown' as const }));
  const judgement = { ...hold.judgement, reading: { ...reading, effects: elsewhere } };
  assert.equal(environmentOf(hold), 'production');
  assert.equal(environmentOf({ judgement, previews: [] }), undefined);
  assert.equal(environmentOf({ judgement, previews: marked('staging') }), 'staging');
  assert.equal(environmentOf({ judgement, previews: marked('production') }), 'production');
  assert.equal(environmentOf({ judgement: hold.judgement, previews: marked('staging') }), 'production');
});
