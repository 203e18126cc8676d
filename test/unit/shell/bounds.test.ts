import assert from 'node:assert/strict';
import { test } from 'node:test';
import { READING_LIMITS } from '../../../src/reading/limits.ts';
import type { Reading } from '../../../src/reading/reader.ts';
import { readWindowsShell } from '../../../src/shell/readWindowsShell.ts';
import { CONTEXT, effectsOf, onlyReads, read } from './reading.ts';

const many = (count: number, piece: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => piece(at)).join('');
const rules = (reading: Reading): readonly string[] => reading.problems.map(({ rule }) => rule);
const inDialect = (dialect: string, text: string): Reading =>
  readWindowsShell({ language: 'shell', text, dialect }, CONTEXT) as Reading;

test('effects are bounded: beyond the bound the reading is not complete, and what was found stands', () => {
  const reading = read(`rm -rf /; rm ${many(5000, (at) => `f${at} `)}`);
  assert.equal(reading.effects.length, READING_LIMITS.effects);
  assert.equal(reading.effects[0]?.object.name, '/');
  assert.equal(reading.complete, false);
  assert.deepEqual(rules(reading), ['problem.too-many']);
  const again = read(`${many(2000, (at) => `cat f${at}\n`)}rm -rf /`);
  assert.equal(again.complete, false);
});

test('as many effects as are kept are no reason to hold', () => {
  const reading = read(`cat ${many(READING_LIMITS.effects, (at) => `f${at} `)}`);
  assert.equal(reading.effects.length, READING_LIMITS.effects);
  assert.equal(onlyReads(reading), true);
});

test('scripts to look up are as many as effects are kept, and what stands behind them is said to be too much', () => {
  const reading = read(`make${many(5000, (at) => ` t${at}`)}`);
  assert.equal(reading.embedded.length, READING_LIMITS.effects);
  assert.deepEqual(rules(reading), ['problem.too-many']);
});

test('text behind a bound takes nothing away from what stands before it', () => {
  for (const behind of [
    many(3000, (at) => `rm f${at};`),
    many(1800, (at) => `A${at}=1; (ls)\n`),
    `A=x\n${many(500, () => 'A=$A$A\n')}rm $A\n`,
    `psql ${many(400, (at) => `-c "drop table t${at}" `)}`,
  ]) {
    const reading = read(`rm -rf ~\n${behind}`);
    assert.equal(reading.effects[0]?.object.name, '/home/dev');
    assert.equal(reading.effects[0]?.certainty, 'certain');
    assert.equal(reading.complete, false);
  }
});

test('a value that doubles line by line is not followed to the end, and what is done with it is held', () => {
  for (const grow of ['A=$A$A', 'A=${A}${A}', 'A=${A//x/$A}', 'A="$A:/x$A"', 'printf -v A %s "$A$A"']) {
    const reading = read(`A=xx\n${many(2000, () => `${grow}\n`)}rm -rf "$A"\n`);
    assert.ok(!reading.complete || reading.effects[0]?.certainty === 'possible', grow);
  }
  assert.deepEqual(effectsOf('A=x\nA=$A$A\nA=$A$A\nrm $A'), ['file.delete /workspace/xxxx']);
});

test('a command that is a pattern costs no more than its letters, whatever its stars', () => {
  // As a regular expression 120 stars took 17 s to tell that they are no `rm`.
  for (const stars of ['*', '*?', '?*']) {
    const command = `/bin/${stars.repeat(300)}z`;
    assert.deepEqual(effectsOf(`${command} -rf x`), [`exec.opaque ${command}`]);
  }
  for (const command of ['/bin/r?', '/bin/r[m]', '/bin/*m'])
    assert.ok(effectsOf(`${command} -rf x`).includes('file.delete /workspace/x'), command);
});

test('names that each subshell is given count as work', () => {
  const reading = read(`${many(2000, (at) => `A${at}=1; a|b\n`)}rm -rf /\n`);
  assert.equal(reading.complete, false);
  assert.ok(rules(reading).includes('problem.too-long'));
  // A long script of a person's is none of that.
  const plain = read(`${many(100, (at) => `A${at}=1; cat f${at} | head\n`)}`);
  assert.equal(onlyReads(plain), true);
});

test('loops in loops are not walked for ever, whether or not a command stands in them', () => {
  for (const [open, close] of [
    ['for a in 1 2; do ', '; done'],
    ['while true; do ', '; done'],
    ['if true; then ', '; fi'],
  ] as const)
    for (const depth of [30, 300]) {
      const reading = read(`${open.repeat(depth)}rm -rf /${close.repeat(depth)}`);
      assert.equal(onlyReads(reading), false, `${depth} ${open}`);
    }
});

test('braces in braces are not followed beyond what a person writes', () => {
  assert.equal(read(`rm ${'{a,'.repeat(3000)}b${'}'.repeat(3000)}`).effects[0]?.certainty, 'possible');
  assert.deepEqual(effectsOf('rm {a,{b,c}}'), [
    'file.delete /workspace/a',
    'file.delete /workspace/b',
    'file.delete /workspace/c',
  ]);
});

test('expansions in expansions are not followed beyond what a person writes, since each is a word of all that stands inside of it', () => {
  for (const [open, close] of [
    ['${a:-', '}'],
    ['"${a:-', '}"'],
    ['${a:-b${c}', '}'],
    ['${a:-\\}', '}'],
  ] as const) {
    const reading = read(`rm ${open.repeat(2000)}b${close.repeat(2000)}`);
    assert.ok(rules(reading).includes('problem.too-long'), open);
    assert.equal(reading.complete, false);
  }
  // Side by side, and as deep as anybody writes.
  assert.equal(onlyReads(read(`echo ${many(2000, (at) => `\${a${at}:-b} `)}`)), true);
  assert.deepEqual(effectsOf('A=; B=; C=; rm ${A:-${B:-${C:-f}}}'), ['file.delete /workspace/f']);
});

test('what a program looks for in a word of its own takes no longer with each letter that is before it', () => {
  for (const [line, piece] of [
    ['awk @ f', ' '],
    ['awk @ f', '\n'],
    ['aws s3 rm @', '/*'],
    ['aws s3 rm @', '/**'],
  ] as const) {
    const command = line.replace('@', () => `'${piece.repeat((30 * 1024) / piece.length)}.'`);
    read(line);
    // Of the processor: on the clock other programs count too.
    const before = process.cpuUsage();
    read(command);
    const { user, system } = process.cpuUsage(before);
    assert.ok((user + system) / 1000 < 200, `${line} of ${JSON.stringify(piece)}: ${(user + system) / 1000} ms`);
  }
  assert.deepEqual(effectsOf('aws s3 rm s3://bucket/a/**/*'), effectsOf('aws s3 rm s3://bucket/a'));
});

test('the object of each of thousands of words is looked at by itself, what its call says for all of them once', () => {
  const reading = read(`kubectl --context prod delete pod ${many(500, (at) => `p${at} `)}`);
  assert.equal(reading.effects.length, 500);
  assert.ok(
    reading.effects.every(
      ({ environment, object }) => environment === 'production' && object.connection?.target === 'prod',
    ),
  );
  const two = read('kubectl --context prod delete pod a; kubectl --context dev delete pod b');
  assert.deepEqual(
    two.effects.map(({ object }) => object.connection?.target),
    ['prod', 'dev'],
  );
});

test('cmd and PowerShell stop at the bounds as well', () => {
  for (const [dialect, grow] of [
    ['cmd', 'set A=%A%%A%\n'],
    ['powershell', '$A = "$A$A"\n'],
    ['powershell', '$A = $A + $A\n'],
  ] as const) {
    const reading = inDialect(
      dialect,
      `${dialect === 'cmd' ? 'set A=x\n' : '$A = "x"\n'}${many(700, () => grow)}${dialect === 'cmd' ? 'del %A%' : 'rm $A'}\n`,
    );
    assert.equal(reading.complete, false, grow);
    assert.ok(!rules(reading).includes('problem.dialect'));
  }
  for (const [dialect, one] of [
    ['cmd', 'del'],
    ['powershell', 'rm'],
  ] as const) {
    const reading = inDialect(
      dialect,
      many(3000, (at) => `${one} f${at}\n`),
    );
    assert.equal(reading.complete, false);
    assert.ok(reading.effects.length <= READING_LIMITS.effects);
  }
});
