import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import type { Reading } from '../../src/reading/reader.ts';
import { read } from '../unit/shell/reading.ts';
import { volume } from '../support/volume.ts';

/**
 * What a real bash runs of a line must be in the reading of that line. bash runs with no command at all in its PATH:
 * `command_not_found_handle` logs each command's folder and words, and says whether it "went well", so that both ways of
 * `&&`, `||` and `if` are taken. Builtins of the grammar change nothing outside the empty folder that bash stands in.
 */
const LINES = volume(2_000, 20_000);
const BATCH = 250;
const sandbox = realpathSync(mkdtempSync(path.join(tmpdir(), 'keyturn-bash-')));
after(() => rmSync(sandbox, { recursive: true, force: true, maxRetries: 10 }));

/** What stands for a command's name, in all the ways in which a name can be written. */
const name = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('rm', 'zap', 'frob', 'ok1', 'ok2', 'bad1') },
  fc.constantFrom(
    '"rm"',
    "r'm'",
    'r\\m',
    "$'\\x72m'",
    '$A',
    '"$A"',
    '${A}',
    '${B:-zap}',
    '${C:=frob}',
    '${A/r/z}',
    '${A#r}',
    '${A%m}x',
    '${A:0:1}m',
    '${A^^}',
    '$(echo rm)',
    '`echo zap`',
    '$(printf %s frob)',
    'command rm',
    'eval rm',
    'time ok1',
    '! bad1',
    'f',
    'g',
    '$1',
    '"$@"',
    '{rm,e1}',
    'X=1 rm',
    'A=zap ok1',
    '${L[0]}',
    '"${L[@]}"',
    '$D',
  ),
);
const word = fc.constantFrom(
  'w1',
  'w2',
  '"w 3"',
  "'w4'",
  '$A',
  '"$A"',
  '$B',
  '"$D"',
  '$D',
  '${B:-w5}',
  '${B:+w6}',
  '*',
  'q*',
  'e{1,2}',
  '$((1+2))',
  '$(echo w7)',
  '"$(ok1 w8)"',
  '`echo w9`',
  '$(zap; echo w10)',
  '<(zap w11)',
  "$'w\\x31'",
  '"$1"',
  '"$@"',
  '$#',
  '~',
  '"~"',
  '\\~',
  '-f',
  '--',
  '> /dev/null',
  '2>&1',
  '<<< "$(ok2 w12)"',
  '${#A}',
  '"${L[@]}"',
  '$i',
);
const simple = fc.tuple(name, fc.array(word, { maxLength: 3 })).map(([first, words]) => [first, ...words].join(' '));
const setting = fc.constantFrom(
  'A=rm',
  'A=zap',
  'B=',
  'B=frob',
  'C=w20',
  'D="rm w21"',
  'A=$B',
  'D="$A $C"',
  'unset A',
  'unset f',
  'unset -f f',
  'export A=frob',
  'cd a',
  'cd b',
  'cd none',
  'cd a/b',
  'set -- rm w22',
  'set -- w23 w24',
  'shift',
  'L=(rm w25)',
  'A+=x',
  'read A <<< zap',
  'f() { zap w26 "$@"; }',
  'f() { "$@"; }',
  'g() { A=frob; cd a; }',
  'rm() { zap shadow "$@"; }',
  'zap() { :; }',
  'unset -f rm',
  "trap 'zap w27' EXIT",
  'alias ok1=zap',
  'alias rm=:',
  'let A=3',
  '(( A = 4 ))',
  'local A=w28',
  'printf -v A %s zap',
  'set -e',
  'true',
  'false',
  ':',
);
const part = fc.oneof({ weight: 3, arbitrary: simple }, { weight: 2, arbitrary: setting });
const joiner = fc.constantFrom(' && ', ' || ', '; ', '; ', '\n', ' | ', ' & ');
const list = fc
  .tuple(part, fc.array(fc.tuple(joiner, part), { maxLength: 4 }))
  .map(([first, rest]) => first + rest.map(([by, next]) => by + next).join(''));
const compound = list.chain((text) =>
  fc.constantFrom(
    text,
    `( ${text} )`,
    `{ ${text}; }`,
    `if ok1; then ${text}; fi`,
    `if bad1; then :; else ${text}; fi`,
    `if ${text}; then zap w30; else frob w31; fi`,
    `for i in w32 rm; do ${text}; done`,
    `for i in $D; do $i; ${text}; done`,
    `for A in zap frob; do ${text}; done`,
    `for i; do ${text}; done`,
    `n=; while [ "$n" != xx ]; do n=\${n}x; ${text}; done`,
    `until true; do ${text}; done`,
    `case $A in rm) ${text};; *) A=frob;; esac`,
    `case w in w) A=zap;;& *) ${text};; esac`,
    `h() { ${text}; }; h w33 rm`,
    `h() ( ${text} ); h`,
    `echo "$(${text})"`,
    `eval '${text.replaceAll("'", "'\\''")}'`,
    `read x < <(${text})`,
    `: "\${E:=$(${text})}"`,
    `: <<END\n$(${text})\nEND`,
    `[[ -n "$(${text})" ]] && zap`,
    `coproc { ${text}; }`,
    `A=frob; ${text}`,
    `${text} # rm w34`,
  ),
);
const line = fc
  .tuple(compound, fc.array(fc.tuple(fc.constantFrom('; ', '\n', ' && ', ' || '), compound), { maxLength: 2 }))
  .map(([first, rest]) => first + rest.map(([by, next]) => (first.includes('END') ? '\n' : by) + next).join(''));

const SCRIPT = String.raw`
command_not_found_handle() {
  printf '%s\0' "$LINE" "$PWD" "$#" "$@" >> "$LOG"
  case $1 in bad*) return 1;; ok*) return 0;; *) return $(( $# % 2 ));; esac
}
readonly -f command_not_found_handle
PATH=$NONE
readonly LOG PATH HOME
FUNCNEST=50
while IFS= read -r -d '' LINE && IFS= read -r -d '' TEXT; do
  # A subshell a line: what one line sets, the next does not know.
  ( cd "$HOME" && eval "$TEXT"; wait ) > /dev/null 2>&1 < /dev/null
done < "$INPUT"
`;

interface Ran {
  readonly folder: string;
  readonly words: readonly string[];
}

/** Runs a batch of lines in one bash; gives, for each line, the commands that ran. */
function runLines(lines: readonly string[]): readonly (readonly Ran[])[] {
  const home = path.join(sandbox, 'home');
  rmSync(home, { recursive: true, force: true });
  mkdirSync(path.join(home, 'a', 'b'), { recursive: true });
  writeFileSync(path.join(home, 'q1'), '');
  const input = path.join(sandbox, 'input');
  const log = path.join(sandbox, 'log');
  writeFileSync(input, lines.map((text, index) => `${String(index)}\0${text}\0`).join(''));
  writeFileSync(log, '');
  const bash = spawnSync('bash', ['--noprofile', '--norc', '-c', SCRIPT], {
    env: { PATH: process.env['PATH'], NONE: path.join(sandbox, 'none'), HOME: home, LOG: log, INPUT: input },
    cwd: home,
    timeout: 60_000,
    encoding: 'utf8',
  });
  assert.equal(bash.error, undefined, 'bash runs the batch');
  const ran: Ran[][] = lines.map(() => []);
  const fields = readFileSync(log, 'utf8').split('\0');
  for (let at = 0; at + 3 < fields.length;) {
    const count = Number(fields[at + 2]);
    const folder = fields[at + 1] ?? '';
    ran[Number(fields[at])]?.push({ folder, words: fields.slice(at + 3, at + 3 + count) });
    at += 3 + count;
  }
  return ran;
}

function globMatches(pattern: string, name: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`).test(name);
}

/** Why a command that ran is not in the reading; undefined when it is. */
function missing(reading: Reading, { folder, words }: Ran): string | undefined {
  // Behind a pipe `time` is a program, which is not there either: it would start the command behind it.
  const [command = '', ...args] = words[0] === 'time' ? words.slice(1) : words;
  const unknownNames = reading.effects.filter((effect) => effect.kind === 'exec.opaque');
  const dynamicCommand = reading.problems.some((problem) =>
    /^problem\.(?:dynamic-command|dynamic|too-long|too-deep|syntax|unknown-input)$/.test(problem.rule),
  );
  if (dynamicCommand) return undefined;
  const deletes = reading.effects.filter((effect) => effect.kind === 'file.delete');
  if (command !== 'rm') {
    const named = unknownNames.some(({ object }) => object.name === command);
    return named ? undefined : `${command} ran and is not named`;
  }
  let options = true;
  for (const arg of args) {
    if (options && arg === '--') {
      options = false;
      continue;
    }
    if (arg === '' || (options && arg.startsWith('-')) || arg.startsWith('/dev/fd/')) continue;
    const target = path.posix.resolve(folder, arg).replace(path.join(sandbox, 'home'), '/home/dev');
    const hit = deletes.some(
      ({ object, certainty }) =>
        object.name === target ||
        (object.type === 'unknown' && certainty === 'possible') ||
        (object.type === 'glob' && globMatches(object.name, target)),
    );
    if (!hit) return `rm ${arg} ran in ${folder} and ${target} is not named`;
  }
  return undefined;
}

test(`of ${String(LINES)} lines that bash ran, no command is missing from the reading`, () => {
  const lines = fc.sample(line, { numRuns: LINES, seed: 20_261 });
  let compared = 0;
  const faults: string[] = [];
  for (let start = 0; start < lines.length; start += BATCH) {
    const batch = lines.slice(start, start + BATCH);
    runLines(batch).forEach((ran, index) => {
      const text = batch[index] ?? '';
      const reading = read(text, { cwd: '/home/dev', workspace: '/home/dev' });
      for (const one of ran) {
        compared++;
        const why = missing(reading, one);
        if (why !== undefined) faults.push(`${JSON.stringify(text)}: ${why}`);
      }
    });
  }
  assert.ok(compared > LINES, `only ${String(compared)} commands ran`);
  assert.deepEqual(faults.slice(0, 20), [], `${String(faults.length)} commands are missing`);
});
