import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goWords } from '../../../../src/preview/tools/goWords.ts';

const SPEC = 'f,force v,volumes n,namespace= cascade? t,timeout=';

const told = (...words: readonly string[]): string => {
  const { flags, values, operands, after, certain } = goWords(SPEC, words);
  const given = [...values].map(([name, all]) => `${name}=${all.join(',')}`);
  return [
    ...flags.keys(),
    ...given,
    ...operands,
    ...(after === undefined ? [] : ['--', ...after]),
    ...(certain ? [] : ['?']),
  ].join(' ');
};

test('words of Docker, kubectl and Helm are told apart as pflag does', () => {
  for (const [words, expected] of [
    [['-fv', 'a', '-n', 'prod'], 'force volumes namespace=prod a'],
    [['--force=true', 'a'], 'force a'],
    [['--force=false', '-f=1', '--force=F', 'a'], 'a'],
    [['-v=T', '-fn=prod', '--timeout=3'], 'volumes force namespace=prod timeout=3'],
    [['-nprod', '--cascade', '--cascade=orphan'], 'cascade namespace=prod cascade=orphan'],
    [['--namespace', '--', 'a', '--', '-f'], 'namespace=-- a -- -f'],
    [['-', 'a'], '- a'],
    [['--forc', 'a'], 'a ?'],
    [['--force=perhaps', 'a'], 'a ?'],
    [['-x', 'a'], 'a ?'],
    [['-n'], 'namespace='],
  ] as const)
    assert.equal(told(...words), expected, words.join(' '));
});
