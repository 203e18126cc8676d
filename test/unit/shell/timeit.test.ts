import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read } from './reading.ts';

/** The programs that a command hands to the reader of code. */
function programs(command: string): readonly string[] {
  return read(command).embedded.map(({ want }) => ('language' in want ? want.text : ''));
}

test('what timeit measures is one program with what it does before', () => {
  for (const command of [
    `python3 -m timeit -s 'import os' 'os.remove("a")'`,
    `python3 -m timeit 'os.remove("a")' -s 'import os'`,
    `python3 -m timeit --setup='import os' -n 1 -r 1 'os.remove("a")'`,
    `python3 -m timeit -s'import os' -u msec 'os.remove("a")'`,
    `python3 -m timeit 'import os' 'os.remove("a")'`,
  ])
    assert.deepEqual(programs(command), ['import os\nos.remove("a")'], command);
  assert.deepEqual(programs(`python3 -m timeit 'sum(range(9))'`), ['sum(range(9))']);
});

test('what of it is known only when it runs is held', () => {
  assert.ok(!read(`python3 -m timeit -s "$x" 'f()'`).complete);
  assert.ok(!read(`python3 -m timeit -s 'import os' "$x"`).complete);
});
