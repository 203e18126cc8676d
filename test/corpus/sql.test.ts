import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { openBuiltWorker, openRead, summary } from '../unit/sql/reading.ts';

interface Row {
  readonly dialect: string;
  readonly text: string;
  /** Whether all of it is proved to read only. */
  readonly passes: boolean;
  /** `kind name` or `kind` that must be among the effects. */
  readonly effects: readonly string[];
}

const FOLDER = path.join(process.cwd(), 'test', 'corpus', 'sql');
const worker = openBuiltWorker();
after(() => worker.close());

const files = readdirSync(FOLDER).filter((name) => name.endsWith('.jsonl'));

test('the corpus is there', () => {
  const rows = files.flatMap((name) => rowsOf(name));
  assert.ok(rows.length >= 300, `${String(rows.length)} rows`);
});

for (const file of files) {
  test(`corpus ${file}`, async () => {
    const read = await openRead(worker);
    const wrong: string[] = [];
    for (const row of rowsOf(file)) {
      const reading = await read(row.text, row.dialect);
      const found = summary(reading);
      const passes =
        reading.complete &&
        reading.embedded.length === 0 &&
        reading.effects.every(({ kind }) => kind === 'sql.read' || kind === 'file.read');
      const missing = row.effects.filter(
        (effect) => !found.some((one) => one === effect || (!effect.includes(' ') && one.startsWith(effect))),
      );
      if (passes === row.passes && missing.length === 0) continue;
      const problems = reading.problems.map(({ rule, values }) => `${rule} ${JSON.stringify(values)}`).join(' ');
      wrong.push(
        `${row.dialect}: ${row.text}\n    wanted ${row.passes ? 'a pass' : 'no pass'} with ${row.effects.join(', ')}\n    found ${found.join(', ')} ${problems}`,
      );
    }
    assert.equal(wrong.length, 0, wrong.join('\n'));
  });
}

function rowsOf(name: string): readonly Row[] {
  return readFileSync(path.join(FOLDER, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
}
