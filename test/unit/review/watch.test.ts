import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBench, settle } from '../../support/reviewBench.ts';

test('each look asks once for a process, however many of its actions are held', async () => {
  const { clock, file, levers } = openBench();
  for (let n = 0; n < 300; n += 1) await file(`rm ${n}`, { pid: n < 200 ? 4711 : 4712 });
  await file('rm hook', { pid: 4711, way: 'hook' });
  levers.asked.length = 0;
  clock.advance(1000);
  // The one that came by a hook asks for its parents too, which is another question.
  assert.deepEqual(levers.asked.sort(), [4711, 4711, 4712], 'a look asked for the same process again');
});

test('a process that ends takes all its actions along, and is forgotten once none of them is held', async () => {
  const { clock, held, levers, review } = openBench();
  const ids = [await held('rm a', { pid: 4711 }), await held('rm b', { pid: 4711 })];
  const other = await held('rm c', { pid: 4712 });
  levers.dead.add(4711);
  clock.advance(1000);
  await settle();
  assert.deepEqual(
    ids.map((id) => review.get(id)?.why),
    ['runner-gone', 'runner-gone'],
  );
  clock.advance(1000);
  assert.deepEqual(levers.forgotten, [4711]);
  assert.equal(review.get(other)?.state, 'held');
});
