import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { linesOf } from '../../../src/record/segments.ts';

async function linesIn(context: TestContext, text: string): Promise<readonly string[]> {
  const directory = await mkdtemp(path.join(tmpdir(), 'kt-segment-'));
  context.after(() => rm(directory, { recursive: true, force: true }));
  const file = path.join(directory, '00000001.jsonl');
  await writeFile(file, text);
  const lines: string[] = [];
  for await (const line of linesOf(file)) lines.push(line);
  return lines;
}

test('the whole lines of a segment come in order, letter by letter; a line that a crash cut short does not', async (context) => {
  assert.deepEqual(await linesIn(context, 'a\nü€😀\n\nlast\n'), ['a', 'ü€😀', '', 'last']);
  assert.deepEqual(await linesIn(context, 'a\ntorn'), ['a']);
  assert.deepEqual(await linesIn(context, 'torn'), []);
  assert.deepEqual(await linesIn(context, ''), []);
});

test('whoever reads a long segment lets others have their turn', async (context) => {
  const directory = await mkdtemp(path.join(tmpdir(), 'kt-segment-'));
  context.after(() => rm(directory, { recursive: true, force: true }));
  const file = path.join(directory, '00000001.jsonl');
  await writeFile(file, 'line\n'.repeat(5));
  let turns = 0;
  let others = setImmediate(function again() {
    turns += 1;
    others = setImmediate(again);
  });
  const seen: number[] = [];
  for await (const line of linesOf(file)) {
    assert.equal(line, 'line');
    seen.push(turns);
    // As long as checking and parsing many lines takes.
    const until = performance.now() + 10;
    while (performance.now() < until);
  }
  clearImmediate(others);
  assert.equal(new Set(seen).size, seen.length, 'nobody else had a turn between two lines');
});
