import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGUAGES } from '../../../src/code/languages.ts';
import { openRead, passes, summary } from './reading.ts';

const read = await openRead();

for (const [dialect, { families }] of LANGUAGES) {
  test(`${dialect}: the examples beside the rules hold`, () => {
    const wrong: string[] = [];
    for (const { examples } of families) {
      for (const [text, wanted] of Object.entries(examples.held)) {
        const reading = read(dialect, text);
        const found = summary(reading);
        if (passes(reading) || !found.some((one) => one === wanted || one.startsWith(`${wanted} `)))
          wrong.push(`${text}\n    wanted ${wanted}\n    found ${found.join(', ')}`);
      }
      for (const text of examples.passed) {
        const reading = read(dialect, text);
        if (!passes(reading))
          wrong.push(
            `${text}\n    wanted a pass\n    found ${summary(reading).join(', ')} ${JSON.stringify(reading.problems)}`,
          );
      }
    }
    assert.equal(wrong.length, 0, wrong.join('\n'));
  });

  test(`${dialect}: no name has two rules`, () => {
    const names = families.flatMap(({ rules }) => rules.flatMap((rule) => rule.names.trim().split(/\s+/)));
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
    );
  });
}
