import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { onlyReads, read } from '../unit/shell/reading.ts';

interface Row {
  readonly text: string;
  /** `kind name` of each effect, sorted; what is embedded as `language text` or `request name`. */
  readonly effects: readonly string[];
  readonly embedded?: readonly string[];
  readonly problems?: readonly string[];
  /** The reader alone finds nothing that needs a person. */
  readonly passed?: true;
}

const PATHS: ReadonlySet<string> = new Set(['file', 'directory', 'glob', 'repository', 'worktree']);
const isNormal = (name: string): boolean =>
  name === path.posix.normalize(name) && (name === '/' || !name.endsWith('/'));

const folder = path.join(process.cwd(), 'test/corpus/shell');

for (const file of readdirSync(folder).sort()) {
  test(`corpus ${file}`, () => {
    const lines = readFileSync(path.join(folder, file), 'utf8').trim().split('\n');
    assert.ok(lines.length > 20, `${file} is nearly empty`);
    for (const line of lines) {
      const row = JSON.parse(line) as Row;
      const reading = read(row.text);
      const effects = [...new Set(reading.effects.map((effect) => `${effect.kind} ${effect.object.name}`))].sort();
      assert.deepEqual(effects, row.effects, row.text);
      for (const { object } of reading.effects)
        if (PATHS.has(object.type) && object.name.startsWith('/'))
          assert.ok(isNormal(object.name), `${row.text} names ${object.name}`);
      assert.deepEqual(
        [...new Set(reading.problems.map((problem) => problem.rule))].sort(),
        row.problems ?? [],
        row.text,
      );
      const embedded = reading.embedded.map(({ want }) =>
        'request' in want && typeof want.request === 'string'
          ? want.request !== 'package-script'
            ? `${want.request} ${want.path}`
            : `script ${want.runner} ${want.name}`
          : `${want.language} ${want.request === undefined ? want.text : `${want.request.method} ${want.request.url}`}`,
      );
      assert.deepEqual(embedded, row.embedded ?? [], row.text);
      assert.equal(
        onlyReads(reading) && embedded.every((one) => /^http (?:GET|HEAD) /.test(one)),
        row.passed ?? false,
        row.text,
      );
    }
  });
}
