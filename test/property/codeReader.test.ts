import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Reading } from '../../src/reading/reader.ts';
import { openRead, passes, summary } from '../unit/code/reading.ts';
import { volume } from '../support/volume.ts';

const read = await openRead();

const PYTHON =
  'import from os shutil as ( ) [ ] { } : = . , \n \t \' " f" """ # lambda def class for in if else with open remove x y 1 * ** @ \\ é \ud800'.split(
    ' ',
  );
const JAVASCRIPT =
  'const let var require import from ( ) [ ] { } => = . , ; \n \' " ` ${ // /* fs rmSync x y 1 ... async await function class new ? \\ é \ud800'.split(
    ' ',
  );

const RUBY =
  'require puts def end do | { } ( ) [ ] => : :: . , ; \n " \' ` #{ <<~A A % %w( File Dir system x y 1 & &: ? if unless class self $x @x \\ é \ud800'.split(
    ' ',
  );
const PHP =
  '<?php ?> $x $$ -> :: => ( ) [ ] { } ; , . " \' ` {$ <<<A A function fn class new foreach as use unlink exec echo x 1 ? ?? & ... \\ \n é \ud800'.split(
    ' ',
  );

function assertSound(text: string, reading: Reading): void {
  for (const { range } of [...reading.effects, ...reading.embedded, ...reading.problems, ...reading.asks]) {
    const [start, end] = range;
    assert.ok(
      start >= 0 && start <= end && end <= text.length,
      `range ${range.join()} of ${String(text.length)} units: ${text}`,
    );
  }
  assert.equal(reading.complete, reading.problems.length === 0, 'complete means no problem, and the other way round');
  for (const { want, offsets } of reading.embedded) {
    if (offsets === undefined || !('language' in want)) continue;
    assert.equal(offsets.length, want.text.length, 'every unit of a text inside has its place');
    assert.ok(
      offsets.every((offset) => offset >= 0 && offset < text.length),
      'and it lies in the carrier',
    );
  }
}

for (const [dialect, words] of [
  ['python', PYTHON],
  ['javascript', JAVASCRIPT],
  ['ruby', RUBY],
  ['php', PHP],
] as const) {
  test(`${dialect}: any text is answered, with ranges inside it`, () => {
    const soup = fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((parts) => parts.join(' '));
    fc.assert(
      fc.property(fc.oneof(soup, fc.string({ unit: 'binary', maxLength: 80 })), (text) =>
        assertSound(text, read(dialect, text)),
      ),
      { numRuns: volume(200, 8_000) },
    );
  });
}

const HARMLESS = {
  python: [
    'print(1)',
    'x = 1',
    'import json',
    'def f(a):\n    return a',
    'for i in range(3):\n    print(i)',
    "s = open('a').read()",
    'class A:\n    pass',
  ],
  javascript: [
    'console.log(1)',
    'var x = 1',
    'function f(a) { return a }',
    "var s = require('fs').readFileSync('a')",
    'for (const i of [1]) console.log(i)',
    'class A {}',
  ],
  ruby: [
    'puts 1',
    'x = 1',
    "require 'json'",
    'def f(a) = a',
    '[1].each { |i| puts i }',
    "s = File.read('a')",
    'class A; end',
  ],
  php: [
    'echo 1;',
    '$x = 1;',
    'function f($a) { return $a; }',
    'foreach ([1] as $i) { echo $i; }',
    "$s = file_get_contents('a');",
    'class A {}',
  ],
} as const;
const DELETIONS = {
  python: [
    "import shutil; shutil.rmtree('src')",
    "__import__('os').remove('src')",
    "from os import remove as f; f('src')",
    "import os\nos.system('rm src')",
    "import pathlib as p\np.Path('src').unlink()",
    "exec('x')",
    "import os\n[os.remove][0]('src')",
  ],
  javascript: [
    "require('fs').rmSync('src')",
    "const {rmSync: f} = require('fs'); f('src')",
    "import('fs').then(x => x.rmSync('src'))",
    "eval('x')",
    "require('child_process').execSync('rm src')",
    "[require('fs').rmSync].map(f => f('src'))",
    "Object.values(require('fs'))",
  ],
  ruby: [
    "File.delete('src')",
    '`rm src`',
    "send(:system, 'rm src')",
    "FileUtils.rm_rf 'src'",
    "['src'].each { |f| File.unlink f }",
    "eval('x')",
    "Pathname('src').delete",
    '%w[src].map { |f| Pathname(f) }.each(&:delete)',
    "Kernel.system('rm src')",
  ],
  php: [
    "unlink('src');",
    '`rm src`;',
    "array_map('unlink', ['src']);",
    "$f = 'unlink'; $f('src');",
    "foreach (['src'] as $f) unlink($f);",
    "eval('x');",
    "\\unlink('src');",
    "call_user_func('unlink', 'src');",
    "usort($x, 'system');",
  ],
} as const;

for (const dialect of ['python', 'javascript', 'ruby', 'php'] as const) {
  test(`${dialect}: a deletion behind, before or among anything harmless is found`, () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...HARMLESS[dialect]), { maxLength: 6 }),
        fc.constantFrom(...DELETIONS[dialect]),
        fc.nat(6),
        (before, deletion, place) => {
          const lines: string[] = [...before];
          assert.ok(
            lines.length === 0 || passes(read(dialect, lines.join('\n'))),
            `${lines.join('\n')} should pass alone`,
          );
          lines.splice(place, 0, deletion);
          const text = lines.join('\n');
          const reading = read(dialect, text);
          assertSound(text, reading);
          assert.ok(!passes(reading), `${text}\n${summary(reading).join(', ')}`);
        },
      ),
      { numRuns: volume(200) },
    );
  });
}

test('what is nested without end is answered', () => {
  for (const text of [
    '('.repeat(2000),
    '['.repeat(2000),
    'f(x='.repeat(1000),
    'a.'.repeat(5000),
    'x=1\n'.repeat(5000),
    '1+'.repeat(3000),
  ]) {
    for (const dialect of ['python', 'javascript', 'ruby', 'php']) assertSound(text, read(dialect, text));
  }
});
