import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { NO_DISK } from '../../src/reading/ports.ts';
import { readWhole } from '../../src/reading/readWhole.ts';
import type { WholeReading } from '../../src/reading/whole.ts';
import { openShellReader } from '../../src/shell/openShell.ts';
import { readWindowsShell } from '../../src/shell/readWindowsShell.ts';
import '../support/wholeCatalogue.ts';
import { volume } from '../support/volume.ts';
import { CONTEXT } from '../unit/shell/powershell/reading.ts';

type Dialect = 'powershell' | 'cmd';
const RUNS = { numRuns: volume(1_500, 60_000) };

const noise = fc.string({
  unit: fc.constantFrom(
    ...'$(){}[]"\'`\\<>|&;\n\r ,.:=*~!#%^@?-/+aX1é',
    '\0',
    '\ud83d',
    '\u201c',
    '\u2013',
    'ri ',
    'del ',
    'if ',
    'for ',
    '@"\n',
    '\n"@',
    '<#',
    '%i',
    'in ',
    'do ',
    '::',
    '-f ',
  ),
  maxLength: 60,
});

const word = fc.constantFrom(
  'a',
  'b.txt',
  '"c d"',
  "'e'",
  '$f',
  '"$g"',
  '~/h',
  '*.log',
  '$(echo k)',
  '-Recurse',
  '-x',
  '--y=1',
  '/s',
  '%A%',
  '😀',
  '@(1,2)',
  '{ i }',
  '$env:B\\c',
  'j,k',
  '(gci l)',
  '',
  '@m',
  '> n',
  '2>&1',
  'C:\\o',
);
const command = fc.constantFrom(
  'ls',
  'gci',
  'cat',
  'type',
  'ri',
  'del',
  'git',
  'echo',
  'iwr',
  'npm',
  '% { $_ }',
  '? { $_ }',
  'cd',
  '$p = 1;',
  'pwsh -c',
  'cmd /c',
  'frob',
  'select',
  'rd',
  'start',
  'call',
  'copy',
  'foreach',
  'rem',
  'icm',
);
const line = fc
  .array(
    fc.tuple(command, fc.array(word, { maxLength: 4 }), fc.constantFrom('; ', '\n', ' | ', ' && ', ' & ', ' || ')),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) =>
    parts.map(([name, words, by], index) => `${index === 0 ? '' : by}${[name, ...words].join(' ')}`).join(''),
  );

const texts = fc.oneof(line, noise);
const dialects = fc.constantFrom<Dialect>('powershell', 'cmd');
const read = (text: string, dialect: Dialect): ReturnType<typeof readWindowsShell> =>
  readWindowsShell({ language: 'shell', text, dialect }, CONTEXT);

test('never throws, and every range is inside the text', () => {
  fc.assert(
    fc.property(texts, dialects, (text, dialect) => {
      const reading = read(text, dialect);
      for (const { range } of [...reading.effects, ...reading.embedded, ...reading.problems, ...reading.asks]) {
        assert.ok(
          range[0] >= 0 && range[0] <= range[1] && range[1] <= text.length,
          `${JSON.stringify(range)} in ${JSON.stringify(text)}`,
        );
      }
      const own = reading.problems.find(({ rule }) => rule === 'problem.reader' || rule === 'problem.catalog');
      assert.equal(own, undefined, `${dialect} ${JSON.stringify(text)}`);
    }),
    RUNS,
  );
});

test('a deletion after any PowerShell text is found, or the text is not complete', () => {
  fc.assert(
    fc.property(texts, fc.constantFrom('; ', '\n', '\n\n'), (text, by) => {
      // A comment takes the rest of its line, `--%` as well; a backtick takes the line's end, and a comma goes on behind it.
      if (/#|--%|`$|,\s*$/.test(text)) return;
      const reading = read(`${text}${by}Remove-Item zz`, 'powershell');
      const found = reading.effects.some(({ kind, object }) => kind === 'file.delete' && object.name.includes('zz'));
      assert.ok(found || !reading.complete, JSON.stringify(text + by));
    }),
    RUNS,
  );
});

test('a deletion after any cmd text is found, or the text is not complete', () => {
  fc.assert(
    fc.property(texts, fc.constantFrom(' & ', '\n'), (text, by) => {
      // A remark takes the rest of its line, an open quote too, and `^` takes the meaning from what it stands before.
      const last = text.split(/[\n\r]/).at(-1) ?? '';
      if (/\^\s*$/.test(text) || (by === ' & ' && (/rem|:/i.test(last) || last.includes('"')))) return;
      const reading = read(`${text}${by}del zz`, 'cmd');
      const found = reading.effects.some(({ kind, object }) => kind === 'file.delete' && object.name.includes('zz'));
      const inside = reading.embedded.some(({ want }) => 'text' in want && want.text.includes('del zz'));
      assert.ok(found || inside || !reading.complete, JSON.stringify(text + by));
    }),
    RUNS,
  );
});

async function whole(text: string, shell: Dialect): Promise<WholeReading> {
  return readWhole({ kind: 'shell', command: text, shell }, CONTEXT, { shell: openShellReader() }, NO_DISK);
}

const WRAPS: Readonly<Record<Dialect, readonly ((text: string) => string)[]>> = {
  powershell: [
    (text) => `& { ${text} }`,
    (text) => `if ($true) { ${text} }`,
    (text) => `if ($x) { } else { ${text} }`,
    (text) => `foreach ($i in 1..2) { ${text} }`,
    (text) => `1..2 | ForEach-Object { ${text} }`,
    (text) => `try { ${text} } finally { }`,
    (text) => `function f { ${text} }; f`,
    (text) => `pwsh -NoProfile -c '${text.replaceAll("'", "''")}'`,
    (text) => `iex '${text.replaceAll("'", "''")}'`,
    (text) => `$x = $(${text})`,
    (text) => `git status; ${text}`,
    (text) => `Start-Job { ${text} }`,
    (text) => `icm -ScriptBlock { ${text} }`,
    (text) => `& ([scriptblock]::Create('${text.replaceAll("'", "''")}'))`,
    (text) => `switch (1) { 1 { ${text} } }`,
  ],
  cmd: [
    (text) => `cmd /c ${text}`,
    (text) => `cmd /d /s /c "${text}"`,
    (text) => `if exist a ${text}`,
    (text) => `if exist a (echo b) else (${text})`,
    (text) => `for %i in (1 2) do ${text}`,
    (text) => `(${text})`,
    (text) => `echo a & ${text}`,
    (text) => `echo a && ${text}`,
    (text) => `call ${text}`,
    (text) => `start "" /b ${text}`,
    (text) => `@${text}`,
    (text) => `echo a\r\n${text}`,
    (text) => `powershell -Command "cmd /c ${text}"`,
  ],
};
const DANGERS: Readonly<Record<Dialect, readonly string[]>> = {
  powershell: [
    'Remove-Item -Recurse x',
    'git push -f',
    'Stop-Process -Name n',
    'terraform destroy',
    'Clear-Disk 1',
    "Set-Content a 'b'",
  ],
  cmd: ['rd /s /q x', 'git push -f', 'taskkill /im n', 'terraform destroy', 'format d:', 'reg delete HKLM\\x /f'],
};

test('what wraps a text keeps what it does', async () => {
  for (const dialect of ['powershell', 'cmd'] as const) {
    for (const text of DANGERS[dialect]) {
      const kinds = (await whole(text, dialect)).effects.map(({ kind }) => kind);
      assert.ok(kinds.length > 0, text);
      for (const outer of WRAPS[dialect]) {
        for (const inner of WRAPS[dialect]) {
          const wrapped = outer(inner(text));
          const reading = await whole(wrapped, dialect);
          const got = reading.effects.map(({ kind }) => kind);
          assert.ok(!reading.complete || kinds.every((kind) => got.includes(kind)), `${wrapped}: ${got.join()}`);
        }
        const once = await whole(outer(text), dialect);
        const got = once.effects.map(({ kind }) => kind);
        assert.ok(
          kinds.every((kind) => got.includes(kind)),
          `${outer(text)}: ${got.join()} without ${kinds.join()}`,
        );
      }
    }
  }
});

test('long and deep texts are answered', () => {
  for (const dialect of ['powershell', 'cmd'] as const) {
    for (const part of [
      '(',
      '{',
      '$(',
      '"$(',
      '@{a=',
      'if (1) {',
      'for %i in (',
      'a | ',
      'a & ',
      '& {',
      '`',
      '^',
      '%a%',
      "'",
      '@"\n',
      '[',
      '!',
      '-',
      ',a',
      '.a',
      '\u201c',
      '<#',
      '? { a | ',
    ]) {
      const reading = read(part.repeat(Math.floor(32_000 / part.length)), dialect);
      assert.ok(Array.isArray(reading.effects));
    }
  }
});
