import assert from 'node:assert/strict';
import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { openRuleTally } from '../../../../../src/app/rules/notes/ruleTally.ts';
import { GENESIS, writeLine } from '../../../../../src/record/line.ts';

const NOW = Date.now();
let base = '';
before(async () => {
  base = await mkdtemp(path.join(tmpdir(), 'tally-'));
});
after(() => rm(base, { recursive: true, force: true }));

/** A line as the record writes it, with what a tally reads. */
const line = (rule: string, more: Readonly<Record<string, unknown>> = {}, layer = 'workspace'): string =>
  writeLine(GENESIS, 1, JSON.stringify({ type: 'intent', at: NOW, ruling: 'hold', ...more, reason: { layer, rule } }))
    .text;

async function record(name: string, lines: readonly string[]): Promise<{ folder: string; file: string }> {
  const folder = path.join(base, name);
  const file = path.join(folder, '00000001.jsonl');
  await mkdir(folder, { recursive: true });
  await writeFile(file, lines.join(''));
  return { folder, file };
}

test('each rule is counted by what it decided, since the given moment, in its own layer', async () => {
  const { folder } = await record('a', [
    line('drop'),
    line('drop'),
    line('drop', { ruling: 'refuse' }),
    line('learned', { ruling: 'pass' }),
    line('drop', { ruling: 'pass', observed: 'hold' }),
    line('drop', { at: NOW - 10 }),
    line('drop', {}, 'user'),
    line('reads', {}, 'autoPass'),
  ]);
  const { byRule, cut } = await openRuleTally().since({ folder }, 'workspace', NOW - 5);
  assert.deepEqual(Object.fromEntries(byRule), {
    drop: { passed: 0, held: 2, refused: 1, watched: 1 },
    learned: { passed: 1, held: 0, refused: 0, watched: 0 },
  });
  assert.equal(cut, false);
});

test('what is added to a record is read on, half a line only when it is whole', async () => {
  const { folder, file } = await record('b', [line('drop')]);
  const tally = openRuleTally();
  const held = async (): Promise<number | undefined> =>
    (await tally.since({ folder }, 'workspace', 0)).byRule.get('drop')?.held;
  assert.equal(await held(), 1);
  const next = line('drop');
  await appendFile(file, next.slice(0, 50));
  assert.equal(await held(), 1, 'half a line was counted');
  await appendFile(file, next.slice(50));
  assert.equal(await held(), 2);
  await writeFile(file, line('other'));
  assert.equal(await held(), undefined, 'a file that was made anew still counts as the old one');
});

test('a line whose hash is wrong counts nothing, nor does a record that is not there', async () => {
  const { folder } = await record('c', [line('drop').replace('"hold"', '"refuse"'), line('drop')]);
  const { byRule } = await openRuleTally().since({ folder }, 'workspace', 0);
  assert.deepEqual(byRule.get('drop'), { passed: 0, held: 1, refused: 0, watched: 0 });
  const none = await openRuleTally().since({ folder: path.join(base, 'none') }, 'workspace', 0);
  assert.equal(none.byRule.size, 0);
  assert.equal((await openRuleTally().since({ below: path.join(base, 'none') }, 'user', 0)).byRule.size, 0);
});

test('a person’s own rules are counted over all workspaces, and the newest part of too large a record', async () => {
  const below = path.join(base, 'all');
  await record('all/one', [line('drop', {}, 'user')]);
  await record('all/two', [line('drop', {}, 'user')]);
  assert.equal((await openRuleTally().since({ below }, 'user', 0)).byRule.get('drop')?.held, 2);
  const bounded = await openRuleTally(line('drop', {}, 'user').length + 1).since({ below }, 'user', 0);
  assert.deepEqual([bounded.byRule.get('drop')?.held, bounded.cut], [1, true]);
});
