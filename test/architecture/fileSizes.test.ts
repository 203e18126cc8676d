import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readText, sourceFiles } from './sourceFiles.ts';

interface Sized {
  readonly file: string;
  readonly lines: number;
}

/** Families of commands are data: a long list there is no long program. */
const isData = (file: string): boolean => /^src\/shell\/(?:catalog|powershell\/cmdlets)\//.test(file);

const sizes = (folder: string): readonly Sized[] =>
  sourceFiles(folder)
    .filter((file) => !isData(file))
    .map((file) => ({ file, lines: readText(file).split('\n').length - 1 }))
    .sort((a, b) => a.lines - b.lines);

const at = (sorted: readonly Sized[], share: number): number =>
  sorted[Math.floor((sorted.length - 1) * share)]?.lines ?? 0;

test('source files stay small: median 100 lines, nine of ten 300, none over 500', () => {
  const sorted = [...sizes('src'), ...sizes('media')].sort((a, b) => a.lines - b.lines);
  assert.ok(at(sorted, 0.5) <= 100, `the median file has ${at(sorted, 0.5)} lines, over 100`);
  assert.ok(at(sorted, 0.9) <= 300, `one file in ten has ${at(sorted, 0.9)} lines or more, over 300`);
  assert.deepEqual(
    sorted.filter((entry) => entry.lines > 500),
    [],
    'these files have over 500 lines: split them by noun',
  );
});

test('no test file has over 500 lines', () => {
  assert.deepEqual(
    sizes('test').filter((entry) => entry.lines > 500),
    [],
  );
});
