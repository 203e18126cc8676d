import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onlyReads, read } from '../reading.ts';

test('single quotes keep nothing from being run in a sum', () => {
  // Each was run by bash 5.2: what stands in the quotes is run.
  for (const text of [
    `echo $(( '$(rm -rf src)' ))`,
    `echo $(( 'a[$(rm -rf src)]' ))`,
    `echo "$(( '$(rm -rf src)' ))"`,
    "x=$(( 1 + '`rm -rf src`' ))",
    `(( '$(rm -rf src)' ))`,
    `for ((i=0;i<'$(rm -rf src)';i++)); do :; done`,
    `for ((i=0;i<1;i+='$(rm -rf src)')); do :; done`,
    `a['$(rm -rf src)']=1`,
    `echo \${a['$(rm -rf src)']}`,
    `y=abc; x=\${y:'$(rm -rf src)'}`,
    `declare a['$(rm -rf src)']=1`,
  ])
    assert.ok(!onlyReads(read(text)), `${text} is taken for a read`);
});

test('quotes inside a substitution, and around plain words, stay what they are', () => {
  for (const text of [
    `echo $(( $(date +%s) - $(stat -c '%Y' f) ))`,
    `echo $(( $(wc -l < a) + $(awk '{n+=$(NF)} END{print n}' b) ))`,
    `echo "\${x:-'$HOME'}"`,
    `echo \${a['key']}`,
    `for ((i=0;i<$(nproc);i++)); do echo $i; done`,
  ])
    assert.ok(onlyReads(read(text)), `${text} is not taken for a read`);
});
