import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDeck } from '../../../../src/app/card/deck.ts';
import type { DeckHost } from '../../../../src/app/card/deckHost.ts';
import { openQueueRows, type QueueRow, type QueueRows } from '../../../../src/app/card/queueRows.ts';
import { rank } from '../../../../src/effect/level.ts';
import { effect, hold, WORKSPACE } from '../../../builders/holds.ts';
import { scriptedProduct, type ScriptedProduct } from '../../../panel/scriptedProduct.ts';

const HELD = 1000;
const FILED = Date.UTC(2026, 0, 5, 9, 30);

function deletion(n: number, level: 'low' | 'high' = 'high') {
  const name = `${WORKSPACE}/old/${n}`;
  return hold({
    id: `01K${String(n).padStart(23, '0')}`,
    action: { kind: 'shell', command: `rm -rf old/${n}`, shell: 'bash', cwd: WORKSPACE },
    level,
    effects: [effect({ kind: 'file.delete', object: { type: 'directory', name } })],
    with: { filedAt: FILED + n },
  });
}

interface Queue {
  readonly scripted: ScriptedProduct;
  readonly rows: QueueRows;
  /** Asks for all that is on the screen or folded out, as the editor does after `all`. */
  ask(): readonly QueueRow[];
  later(milliseconds: number): void;
}

function queueOf(count: number): Queue {
  const scripted = scriptedProduct();
  for (let n = 0; n < count; n += 1) scripted.put(deletion(n));
  let now = FILED + 60_000 + count;
  const rows = openQueueRows(
    () => scripted.product,
    () => now,
  );
  const ask = (): readonly QueueRow[] => {
    const groups = rows.children();
    const [waiting] = groups;
    const held = waiting === undefined ? [] : rows.children(waiting);
    for (const row of [...groups, ...held]) rows.look(row);
    return held;
  };
  assert.equal(rows.changes(Infinity), 'all');
  ask();
  return { scripted, rows, ask, later: (milliseconds) => (now += milliseconds) };
}

test('another card changes no row of the queue, and costs the page one message', () => {
  const { scripted, rows, ask } = queueOf(HELD);
  const posted: string[] = [];
  const host: Partial<DeckHost> = {
    post: (message) => posted.push(message.type),
    seenNow: () => 'seen',
    after: () => () => undefined,
    debuggerAttached: () => false,
    reveal: () => undefined,
  };
  const deck = openDeck(() => ({ state: 'open', product: scripted.product }), host as DeckHost);
  deck.receive({ type: 'ready' });
  posted.length = 0;
  for (const { id = '' } of ask().slice(5, 10)) deck.open(id, true);
  assert.deepEqual(posted, ['show', 'show', 'show', 'show', 'show']);
  assert.deepEqual(rows.changes(Infinity), []);
});

test('time redraws the rows whose age reads differently, the upper ones first, and never all', () => {
  const { rows, ask, later } = queueOf(HELD);
  later(10_000);
  assert.deepEqual(rows.changes(40), [], 'rows were drawn again with the same words');
  later(50_000);
  const changed = rows.changes(40);
  assert.deepEqual(changed, ask().slice(0, 40));
});

test('what a preview found redraws its own row', () => {
  const { scripted, rows, ask } = queueOf(HELD);
  scripted.put({ ...deletion(7), revision: 2, previews: [] });
  assert.deepEqual(rows.changes(Infinity), [], 'the words are the same');
  const raise = { level: 'critical', rule: 'preview.whole' } as const;
  const previews = [{ source: 'files', state: 'done', entries: [], unknown: [], raise } as const];
  const last = deletion(HELD - 1);
  assert.ok(rank(raise.level) > rank(last.judgement.verdict.level));
  const { scripted: one, rows: few, ask: askFew } = queueOf(1);
  one.put({ ...deletion(0), revision: 2, previews });
  assert.deepEqual(few.changes(Infinity), askFew());
  scripted.put({ ...last, revision: 2, previews });
  assert.equal(rows.changes(Infinity), 'all', 'the worst comes first: its row has another place');
  assert.equal(ask()[0]?.id, last.id);
});

test('rows that come and go are asked for anew, and those that stay are the same to the editor', () => {
  const { scripted, rows, ask } = queueOf(3);
  const before = ask();
  scripted.put(deletion(3, 'low'));
  assert.equal(rows.changes(Infinity), 'all');
  assert.deepEqual(rows.changes(Infinity), [], 'what the editor was told is told once');
  const after = ask();
  assert.equal(after.length, 4);
  assert.ok(
    before.every((row, at) => after[at] === row),
    'a row that stayed became another to the editor, which forgets its selection then',
  );
  assert.match(rows.look(after[3] as QueueRow).spoken, /^Low\. .* 4 of 4\./);
});

test('what is decided leaves the rows that wait for those that are decided', () => {
  const { scripted, rows, ask } = queueOf(2);
  scripted.put({ ...deletion(0), state: 'denied', by: 'person', decidedAt: FILED + 60_000 });
  assert.equal(rows.changes(Infinity), 'all');
  assert.deepEqual(
    ask().map(({ id }) => id),
    [deletion(1).id],
  );
  const decided = rows.children().find(({ group }) => group === 'decided');
  assert.deepEqual(
    rows.children(decided).map(({ id }) => id),
    [deletion(0).id],
  );
});
