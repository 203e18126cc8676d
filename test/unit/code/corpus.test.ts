import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { LANGUAGES } from '../../../src/code/languages.ts';
import { openRead, passes, summary } from './reading.ts';

interface Row {
  readonly text: string;
  /** Whether all of it is proved to read only. */
  readonly passes: boolean;
  /** `kind name`, `kind`, or `language text` that must be among what is found. */
  readonly effects: readonly string[];
}

const read = await openRead();

for (const dialect of LANGUAGES.keys()) {
  test(`corpus ${dialect}`, () => {
    const rows = readFileSync(path.join(process.cwd(), 'test', 'corpus', 'code', `${dialect}.jsonl`), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Row);
    assert.ok(rows.length >= 50, `${String(rows.length)} rows`);
    const wrong: string[] = [];
    for (const row of rows) {
      const reading = read(dialect, row.text);
      const found = summary(reading);
      const missing = row.effects.filter(
        (wanted) => !found.some((one) => one === wanted || one.startsWith(`${wanted} `)),
      );
      if (passes(reading) === row.passes && missing.length === 0) continue;
      wrong.push(
        `${row.text}\n    wanted ${row.passes ? 'a pass' : 'no pass'} with ${row.effects.join(', ')}\n    found ${found.join(', ')} ${JSON.stringify(reading.problems)}`,
      );
    }
    assert.equal(wrong.length, 0, wrong.join('\n'));
  });
}
