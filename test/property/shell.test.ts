import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { read } from '../unit/shell/reading.ts';
import { volume } from '../support/volume.ts';

const word = fc.constantFrom(
  'a',
  'b.txt',
  '"c d"',
  "'e'",
  '$F',
  '"$G"',
  '~/h',
  '*.log',
  '{i,j}',
  '$(echo k)',
  '`l`',
  '$((1+2))',
  '-rf',
  '--force',
  '😀',
  "$'\\x41'",
  '',
);
const command = fc.constantFrom(
  'ls',
  'cat',
  'rm',
  'git',
  'echo',
  'curl',
  'find',
  'psql',
  'sed',
  'npm',
  'docker',
  'frob',
  'cd',
  'X=1',
  'sudo',
  'xargs',
  'env',
  'bash -c',
  'tar',
  'kubectl',
);
const simple = fc.tuple(command, fc.array(word, { maxLength: 4 })).map(([name, words]) => [name, ...words].join(' '));
const joiner = fc.constantFrom(' && ', ' || ', '; ', ' | ', ' & ', '\n');
const line = fc
  .tuple(simple, fc.array(fc.tuple(joiner, simple), { maxLength: 4 }))
  .map(([first, rest]) => first + rest.map(([by, next]) => by + next).join(''));
const nested = line.chain((text) =>
  fc.constantFrom(
    text,
    `( ${text} )`,
    `{ ${text}; }`,
    `if true; then ${text}; fi`,
    `for x in 1 2; do ${text}; done`,
    `f() { ${text}; }; f`,
    `while false; do ${text}; done`,
    `echo "$(${text})"`,
  ),
);
const noise = fc.string({
  unit: fc.constantFrom(
    '$',
    '(',
    ')',
    '{',
    '}',
    '"',
    "'",
    '`',
    '\\',
    '<',
    '>',
    '|',
    '&',
    ';',
    '\n',
    ' ',
    'a',
    '=',
    '*',
    '~',
    '!',
    '#',
    '\0',
    '\ud83d',
    '[',
  ),
});

const RUNS = { numRuns: volume(3_000) };

test('never throws, and every range is inside the text', () => {
  fc.assert(
    fc.property(fc.oneof(nested, noise), (text) => {
      const reading = read(text);
      for (const { range } of [...reading.effects, ...reading.embedded, ...reading.problems, ...reading.asks]) {
        assert.ok(
          range[0] >= 0 && range[0] <= range[1] && range[1] <= text.length,
          `${JSON.stringify(range)} in ${JSON.stringify(text)}`,
        );
      }
      assert.ok(!reading.problems.some((problem) => problem.rule === 'problem.reader'), JSON.stringify(text));
    }),
    RUNS,
  );
});

test('a wrapper keeps what it wraps', () => {
  const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
  const prefix = fc.constantFrom(
    'sudo ',
    'env A=1 ',
    'timeout 5 ',
    'nohup ',
    'command ',
    'nice -n 5 ',
    'time ',
    'doas -u root ',
    'stdbuf -o0 ',
    'setsid ',
    'busybox ',
    'xargs -0 ',
    'exec ',
    'flock l ',
  );
  const outer = fc.constantFrom(
    (text: string) => text,
    (text: string) => `bash -c ${quoted(text)}`,
    (text: string) => `bash -c ${quoted(`sh -c ${quoted(text)}`)}`,
    (text: string) => `eval ${quoted(text)}`,
    (text: string) => `echo ${quoted(text)} | sh`,
    (text: string) => `bash <<'END'\n${text}\nEND`,
    (text: string) => `( ${text} )`,
    (text: string) => `true && ${text}`,
    (text: string) => `echo "$(${text})"`,
    (text: string) => `diff <(${text}) a`,
    (text: string) => `find . -maxdepth 0 -exec ${text} \\;`,
    (text: string) => `f() { ${text}; }; f`,
    (text: string) => `trap ${quoted(text)} EXIT`,
    (text: string) => `ssh h ${quoted(text)}`,
    (text: string) => `docker exec c sh -c ${quoted(text)}`,
    (text: string) => `watch ${quoted(text)}`,
    (text: string) => `cat <<END\n$(${text})\nEND`,
  );
  fc.assert(
    fc.property(
      outer,
      fc.array(prefix, { maxLength: 3 }),
      fc.constantFrom('rm -rf x', 'git push -f', 'dropdb prod', 'kill -9 1', 'terraform destroy'),
      (wrap, prefixes, text) => {
        const wrapped = wrap(prefixes.join('') + text);
        const got = new Set(read(wrapped).effects.map((effect) => effect.kind));
        for (const { kind } of read(text).effects) {
          assert.ok(got.has(kind), `${wrapped}: ${[...got].join()} without ${kind}`);
        }
      },
    ),
    { numRuns: volume(1_000) },
  );
});

test('what bash does not accept is never complete', () => {
  const cut = fc.tuple(nested, fc.nat(80)).map(([text, at]) => text.slice(0, at));
  const lines = fc.sample(fc.oneof(nested, cut), { numRuns: volume(400), seed: 7 });
  let compared = 0;
  for (const text of lines) {
    if (/[\ud800-\udfff]/.test(text) || read(text).problems.length > 0) continue;
    const bash = spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' });
    assert.equal(bash.error, undefined, 'bash is there');
    assert.equal(bash.status, 0, `${JSON.stringify(text)}: ${bash.stderr}`);
    compared++;
  }
  assert.ok(compared > 30, `only ${String(compared)} lines were compared`);
});
