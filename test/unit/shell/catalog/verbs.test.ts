import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deedOf, senseOf } from '../../../../src/shell/catalog/verbs.ts';
import type { VerbStyle } from '../../../../src/shell/catalog/verbs.ts';
import { plainArg } from '../../../../src/shell/state/arg.ts';

/** `sense noun: names` of a command line behind its program; undefined: it only looks. */
function deed(line: string, style?: VerbStyle): string | undefined {
  const words = line.split(' ').map((word, at) => plainArg(word, [at, at + 1]));
  const found = deedOf('tool', words, style);
  return found === undefined
    ? undefined
    : `${found.sense} ${found.noun}: ${found.named.map(({ value }) => value).join(' ')}`;
}

test('a verb says what happens', () => {
  for (const verb of ['list', 'describe', 'get-object', 'batch-get-item', 'logs:list'])
    assert.equal(senseOf(verb), 'read');
  for (const verb of ['delete', 'terminate-instances', 'rb', 'wipe', 'apps:destroy', 'schedule-key-deletion'])
    assert.equal(senseOf(verb), 'destroy', verb);
  for (const verb of ['create', 'run-instances', 'apps:create']) assert.equal(senseOf(verb), 'create', verb);
  for (const verb of ['frobnicate', 'set', 'listen', 'deleted', '']) assert.equal(senseOf(verb), 'change', verb);
});

test('nouns stand before the verb, or behind it, and what is named may stand in an option', () => {
  assert.equal(deed('sql instances delete main'), 'destroy instance: main');
  assert.equal(deed('delete cluster --name x'), 'destroy cluster: x');
  assert.equal(deed('rds delete-db-instance --db-instance-identifier x', { nouns: 1 }), 'destroy db-instance: x');
  assert.equal(deed('ec2 terminate-instances --instance-ids i-1', { nouns: 1 }), 'destroy instance: i-1');
  assert.equal(deed('topics publish events'), 'change topic: events');
  assert.equal(deed('deployments create x'), 'change deployment: x');
});

test('what only looks has no deed, and a word that may be a thing is none where a later word does something', () => {
  for (const line of ['instances list', 'account show', 'update list']) assert.equal(deed(line), undefined, line);
  assert.match(deed('storage account delete x') ?? '', /^destroy account: x$/);
  assert.match(deed('logs delete x') ?? '', /^destroy log: x$/);
});

test('a line of thousands of words is told by its first ones', () => {
  const many = Array.from({ length: 5000 }, (_, at) => `i-${at}`).join(' ');
  assert.match(deed(`instances delete ${many}`) ?? '', /^destroy instance: i-0/);
  assert.equal(deed(`instances list ${many}`), undefined);
});
