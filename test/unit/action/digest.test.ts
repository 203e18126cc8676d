import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Action } from '../../../src/action/action.ts';
import { digestBytes } from '../../../src/action/digest.ts';

/** The order of DESIGN §5, written down a second time: this test shares no code with the digest. */
const ORDER: Readonly<Record<string, readonly string[]>> = {
  shell: ['command', 'argv', 'shell', 'cwd', 'environment', 'stdin'],
  sql: ['statement', 'dialect', 'connection', 'cwd'],
  http: ['method', 'url', 'headers', 'body'],
  file: ['operation', 'path', 'content'],
  tool: ['server', 'tool', 'input'],
};

function again(action: Readonly<Record<string, unknown>>, files: readonly Readonly<Record<string, string>>[]): Buffer {
  const lines: Buffer[] = [Buffer.from('keyturn-action-v1\n')];
  const line = (name: string, value: string): void => {
    const bytes = Buffer.from(value, 'utf8');
    lines.push(Buffer.from(`${name}:${bytes.length}:`), bytes, Buffer.from('\n'));
  };
  const walk = (name: string, value: unknown): void => {
    if (typeof value === 'string') line(name, value);
    else if (Array.isArray(value)) value.forEach((item, index) => walk(`${name}.${index}`, item));
    else if (typeof value === 'object' && value !== null)
      for (const key of Object.keys(value).sort()) walk(`${name}.${key}`, (value as Record<string, unknown>)[key]);
  };
  line('kind', String(action['kind']));
  for (const field of ORDER[String(action['kind'])] ?? []) if (field in action) walk(field, action[field]);
  files.forEach((file, index) => {
    line(`file.${index}.path`, file['path'] ?? '');
    line(`file.${index}.sha256`, file['sha256'] ?? '');
  });
  return Buffer.concat(lines);
}

interface Vector {
  readonly name: string;
  readonly action: Readonly<Record<string, unknown>>;
  readonly files?: readonly Readonly<Record<string, string>>[];
  readonly bytes: string;
  readonly sha256: string;
}

test('every published vector is what the page of the digest says, computed a second time', () => {
  const vectors = JSON.parse(readFileSync('media/schema/digest-vectors.json', 'utf8')) as readonly Vector[];
  assert.ok(vectors.length >= 12);
  for (const vector of vectors) {
    const bytes = again(vector.action, vector.files ?? []);
    assert.equal(bytes.toString('base64'), vector.bytes, vector.name);
    assert.equal(createHash('sha256').update(bytes).digest('hex'), vector.sha256, vector.name);
  }
});

test('one known digest, so that no change of the form goes unseen', () => {
  const bytes = digestBytes({ kind: 'shell', command: 'rm -rf build', cwd: '/workspace' });
  assert.equal(
    Buffer.from(bytes).toString('utf8'),
    'keyturn-action-v1\nkind:5:shell\ncommand:12:rm -rf build\ncwd:10:/workspace\n',
  );
});

test('actions that differ anywhere have other bytes', () => {
  const actions: readonly Action[] = [
    { kind: 'shell', command: 'a b' },
    { kind: 'shell', argv: ['a b'] },
    { kind: 'shell', argv: ['a', 'b'] },
    { kind: 'shell', argv: ['a', 'b', ''] },
    { kind: 'shell', command: 'a b', shell: 'bash' },
    { kind: 'shell', command: 'a b', cwd: '/' },
    { kind: 'shell', command: 'a b', stdin: '' },
    { kind: 'shell', command: 'a b', environment: { PGHOST: '' } },
    { kind: 'sql', statement: 'a b' },
    { kind: 'tool', server: 'a', tool: 'b', input: '{}' },
    { kind: 'tool', server: 'a', tool: 'b', input: '{ }' },
  ];
  const texts = actions.map((action) => Buffer.from(digestBytes(action)).toString('latin1'));
  assert.equal(new Set(texts).size, actions.length);
});
