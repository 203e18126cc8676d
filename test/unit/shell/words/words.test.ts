import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectsOf, read } from '../reading.ts';

const DELETES_X = ['file.delete /workspace/x'];

test('spellings of one word are one word', () => {
  for (const text of [
    'rm x',
    "'rm' x",
    '"r"m x',
    'r\\m x',
    "$'\\x72\\x6d' x",
    'X=rm; $X x',
    'a=r; b=m; $a$b x',
    'rm${IFS}x',
    '{rm,x}',
    '/bin/rm x',
    '$(echo rm) x',
    '`echo rm` x',
    'r\\\nm x',
    'rm "$(printf x)"',
    'set -- rm x; "$@"',
    'A=(rm x); "${A[@]}"',
    'C=RM; ${C,,} x',
    'C=xrmx; ${C:1:2} x',
  ]) {
    assert.deepEqual(effectsOf(text), DELETES_X, text);
  }
});

test('what is only known at run time is possible and unknown, never absent', () => {
  for (const text of ['rm "$F"', 'rm $F', 'rm $(cat list)', 'cd "$D" && rm x', 'read F; rm "$F"', 'rm ~bob/x']) {
    const [effect] = read(text).effects.filter((one) => one.kind === 'file.delete');
    assert.equal(effect?.certainty, 'possible', text);
    assert.equal(effect?.object.type, 'unknown', text);
  }
});

test('a branch that may not have run makes a variable unknown', () => {
  const [effect] = read('D=a; if test -f y; then D=b; fi; rm $D').effects;
  assert.equal(effect?.object.type, 'unknown');
});

test('tilde, HOME and PWD are places', () => {
  assert.deepEqual(effectsOf('rm ~/a'), ['file.delete /home/dev/a']);
  assert.deepEqual(effectsOf('rm "$HOME/a"'), ['file.delete /home/dev/a']);
  assert.deepEqual(effectsOf('rm "$PWD/a"'), ['file.delete /workspace/a']);
  assert.deepEqual(effectsOf('HOME=/tmp/t; rm -rf ~/a'), ['exec.opaque HOME', 'file.delete /tmp/t/a']);
});

test('ranges are in the outer text, in UTF-16 units', () => {
  const text = 'echo 😀é; rm "a b"';
  const [effect] = read(text).effects;
  assert.equal(text.slice(...(effect?.range ?? [0, 0])), '"a b"');
  const nested = `bash -c "echo 😀; rm 'a b'"`;
  const [inner] = read(nested).effects;
  assert.equal(nested.slice(...(inner?.range ?? [0, 0])), "'a b'");
});

test('an embedded text maps back letter by letter', () => {
  const text = 'psql -c "DELETE FROM \\"Users\\""';
  const [embedded] = read(text).embedded;
  assert.ok(embedded !== undefined && 'text' in embedded.want);
  assert.equal(embedded.want.text, 'DELETE FROM "Users"');
  assert.equal(text[embedded.offsets?.[embedded.want.text.indexOf('Users')] ?? -1], 'U');
  const plain = read("psql -c 'DROP TABLE x'").embedded[0];
  assert.equal(plain?.verbatim, true);
});

test('a range ends with the text, also where a heredoc is never closed', () => {
  const text = '<<`\\';
  const { problems, effects } = read(text);
  assert.ok(problems.length + effects.length > 0, 'nothing is said of it');
  for (const { range } of [...problems, ...effects]) assert.ok(range[1] <= text.length, range.join());
});
