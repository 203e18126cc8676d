import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectsOf, onlyReads, read } from '../reading.ts';

test('white space in a script of sed hides nothing, however much of it there is', () => {
  const blanks = '\n'.repeat(3000);
  assert.equal(onlyReads(read(`sed -n '${blanks}1,5p' a`)), true);
  assert.ok(effectsOf(`sed -n '${blanks}w b' a`).includes('file.write /workspace/b'));
  assert.ok(effectsOf(`sed '1${blanks}e rm x' a`).some((effect) => effect.startsWith('exec.opaque')));
  assert.ok(effectsOf("sed 's/a/b/;  w b' a").includes('file.write /workspace/b'));
});

test('a script of sed that is longer than anybody writes is not read', () => {
  const reading = read(`sed '${'s/a/b/;'.repeat(1000)}' a`);
  assert.equal(reading.complete, false);
  assert.deepEqual(
    reading.problems.map(({ rule }) => rule),
    ['problem.too-long'],
  );
});

test('what a program of awk prints into a file is seen behind any number of others', () => {
  assert.ok(effectsOf(`awk '{print $1 > "b"}' a`).includes('file.write /workspace/b'));
  assert.equal(onlyReads(read(`awk '${'{print $1}'.repeat(1000)}' a`)), true);
  assert.equal(onlyReads(read("awk '$3 > 5 {print $1}' a")), true);
  assert.equal(onlyReads(read(`awk '${'{print $1}'.repeat(1000)}{print $1 > x}' a`)), false);
});

test('one call of mongosh that is known is read, two are not', () => {
  assert.equal(read("mongosh shop --eval 'db.orders.find({a: 1}).limit(3);'").complete, true);
  assert.equal(read("mongosh shop --eval 'db.orders.find({a: 1}) ; '").complete, true);
  assert.equal(read("mongosh shop --eval 'db.orders.find({a: 1}); f()'").complete, false);
  assert.equal(read("mongosh shop --eval 'db.orders.find({a: 1})\\n+ f()'").complete, false);
  assert.equal(read(`mongosh shop --eval 'db.version()${' '.repeat(20_000)}x()'`).complete, false);
});
