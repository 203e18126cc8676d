import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObjectType } from '../../../../src/effect/object.ts';
import { objectWords } from '../../../../src/app/card/objectWords.ts';
import { findingSentence } from '../../../../src/app/sentences/findings.ts';

const words = (type: ObjectType, name: string): string => objectWords({ type, name }, '/workspace');
const says = (rule: string, values: Readonly<Record<string, string>>): string =>
  findingSentence({ rule, range: [0, 1], values });

test('an object that has no name of its own is said in words', () => {
  assert.equal(words('package', '*'), 'all packages');
  assert.equal(words('process', '*'), 'every process');
  assert.equal(words('unknown', '{}'), 'whatever it is handed');
  assert.equal(words('container', 'compose'), 'the containers of a compose project');
  assert.equal(words('container', 'compose-1'), 'container compose-1');
  assert.equal(words('secret', 'history'), 'the shell’s history');
  assert.equal(words('secret', 'HOST'), 'the secret HOST');
  assert.equal(words('secret', 'constructor'), 'the secret constructor');
  assert.equal(
    says('exec.install', { type: 'package', name: '*' }),
    'Installs and may run code of strangers: all packages.',
  );
  assert.equal(
    says('sql.drop', { type: 'table', name: 'undone migrations' }),
    'Drops what the undone migrations made.',
  );
  assert.equal(
    words('table', 'undone migrations of postgres://db/shop'),
    'what the undone migrations of postgres://db/shop made',
  );
  assert.equal(words('table', 'undone'), 'table undone');
  assert.equal(says('store.delete', { type: 'database', name: '0' }), 'Deletes database 0 from a store.');
  assert.equal(says('object.volume', { type: 'volume', name: '*' }), 'Containers keep their data in volumes.');
  assert.equal(says('object.data', { type: 'database', name: '*' }), 'The whole database goes with all its data.');
  assert.equal(
    says('place.home', { type: 'glob', name: '/home/user/**/.DS_Store' }),
    '/home/user/**/.DS_Store goes through a home folder: everything a person keeps.',
  );
  assert.equal(
    says('process.kill', { type: 'unknown', name: '{}', certainty: 'possible' }),
    'Perhaps: ends a process: whatever it is handed.',
  );
});

test('what is kept in no tables has no rows, and who may see a package is no release of it', () => {
  const values = { type: 'bucket', name: 'media' };
  assert.equal(says('trait.whole-table', { ...values, kind: 'store.delete' }), 'Everything in media is hit.');
  assert.equal(says('trait.whole-table', { ...values, kind: 'sql.delete' }), 'Every row of media is hit.');
  assert.equal(says('infra.change', { type: 'package', name: '@acme/ui' }), 'Changes who may see or publish @acme/ui.');
  assert.equal(says('infra.change', { type: 'resource', name: 'a/b' }), 'Changes running infrastructure: a/b.');
});

test('a program that waits for others sends nothing yet, and a problem names its command', () => {
  assert.equal(says('network.send', { type: 'service', name: 'redis-server' }), 'Opens a port for redis-server.');
  assert.equal(says('network.send', { type: 'host', name: 'a.example' }), 'Sends data to a.example.');
  assert.equal(says('problem.unknown-command', { command: 'frob' }), 'Keyturn does not know the command frob.');
});
