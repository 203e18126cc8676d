import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read } from '../reading.ts';

/** What is feared of a command that nobody knows, besides that it is not known. */
const feared = (text: string): readonly string[] =>
  read(text)
    .effects.slice(1)
    .map(({ kind, object, certainty }) => `${certainty} ${kind} ${object.name}`);

test('a command among the words of one that is not known is feared', () => {
  for (const text of ['frob -- rm -f x', 'frob -n 3 rm -f x', "frob -c 'rm -f x'", "frob --run='! sudo rm -f x'"])
    assert.deepEqual(feared(text), ['possible file.delete /workspace/x'], text);
  assert.deepEqual(feared('frob rm'), []);
  assert.deepEqual(feared('frob form -f x'), []);
});

test('what such a command and its options are called says what is lost or replaced', () => {
  assert.deepEqual(feared('frob --delete a'), ['possible file.delete /workspace/a']);
  assert.deepEqual(feared('frob-rm a'), ['possible file.delete /workspace/a']);
  assert.deepEqual(feared('frob -o a.txt'), ['possible file.write /workspace/a.txt']);
  assert.deepEqual(feared('frob --output=a.txt'), ['possible file.write /workspace/a.txt']);
  assert.deepEqual(feared('frob delete thing a'), ['possible infra.change thing/a']);
  assert.deepEqual(feared('frob show thing a'), []);
});

test('whatever is feared, the command stays one that is not known', () => {
  for (const text of ['frob a', 'frob rm -rf /', "frob 'drop table x'", `frob ${'x '.repeat(100)}rm -rf /`]) {
    const reading = read(text);
    assert.equal(reading.effects[0]?.kind, 'exec.opaque', text);
    assert.equal(reading.complete, false, text);
  }
});

test('a text of a language is handed on, however much white space or how many brackets stand before it', () => {
  const long = 30_000;
  for (const blank of [' ', '\n', '\t']) {
    const blanks = blank.repeat(long / blank.length);
    assert.deepEqual(feared(`frob '${blanks}rm -f x'`), ['possible file.delete /workspace/x']);
    assert.deepEqual(feared(`frob '${blanks}!${blank}sudo rm -f x'`), ['possible file.delete /workspace/x']);
    assert.deepEqual(feared(`frob '${blanks}form'`), []);
    const [sql] = read(`frob '${blanks}drop table x'`).embedded;
    assert.deepEqual(sql !== undefined && 'language' in sql.want && sql.want.language, 'sql');
  }
  for (const bracket of ['(', '=', '!', '"']) {
    const code = (end: string): number => read(`frob '${bracket.repeat(long)}${end}'`).embedded.length;
    assert.equal(code('unlink a'), 1, bracket);
    assert.equal(code('look a'), 0, bracket);
  }
});
