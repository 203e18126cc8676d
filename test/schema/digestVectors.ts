import { createHash } from 'node:crypto';
import type { Action } from '../../src/action/action.ts';
import { digestBytes } from '../../src/action/digest.ts';
import type { DigestFile } from '../../src/action/digest.ts';

interface Case {
  readonly name: string;
  readonly action: Action;
  readonly files?: readonly DigestFile[];
}

const CASES: readonly Case[] = [
  { name: 'a shell text', action: { kind: 'shell', command: 'rm -rf build', shell: 'bash', cwd: '/workspace' } },
  { name: 'words without a shell', action: { kind: 'shell', argv: ['rm', '-rf', 'my dir'], cwd: '/workspace' } },
  { name: 'an empty word', action: { kind: 'shell', argv: ['printf', ''] } },
  { name: 'bytes, not characters, are counted', action: { kind: 'shell', command: 'echo é 😀' } },
  { name: 'line breaks and colons in a value', action: { kind: 'shell', command: 'a:1:b\ncommand:3:x\n' } },
  {
    name: 'environment in the order of names',
    action: { kind: 'shell', command: 'psql', environment: { PGUSER: 'shop', PGHOST: 'db', AWS_PROFILE: 'x' } },
  },
  { name: 'standard input', action: { kind: 'shell', command: 'sh', stdin: 'ls\n' } },
  {
    name: 'SQL',
    action: {
      kind: 'sql',
      statement: 'DELETE FROM orders',
      dialect: 'postgresql',
      connection: 'prod',
      cwd: '/workspace',
    },
  },
  {
    name: 'HTTP with headers in their order',
    action: {
      kind: 'http',
      method: 'DELETE',
      url: 'https://api.example.com/v1/users/1',
      headers: [
        ['X-Two', '2'],
        ['X-One', '1'],
      ],
      body: '{}',
    },
  },
  { name: 'a file', action: { kind: 'file', operation: 'write', path: '/workspace/a.txt', content: 'hello\n' } },
  {
    name: 'an empty content is not an absent one',
    action: { kind: 'file', operation: 'write', path: '/a', content: '' },
  },
  {
    name: 'a tool’s input as the exact bytes received',
    action: { kind: 'tool', server: 'postgres', tool: 'query', input: '{ "sql" : "select \\u0031" }' },
  },
  {
    name: 'a script known when filed',
    action: { kind: 'shell', command: 'sh build.sh', cwd: '/workspace' },
    files: [{ path: '/workspace/build.sh', sha256: '0'.repeat(64) }],
  },
];

/** What another implementation of the digest is tested against: action, the exact bytes (base64), their SHA-256. */
export function digestVectors(): readonly object[] {
  return CASES.map(({ name, action, files = [] }) => {
    const bytes = digestBytes(action, files);
    return {
      name,
      action,
      ...(files.length === 0 ? {} : { files }),
      bytes: Buffer.from(bytes).toString('base64'),
      sha256: createHash('sha256').update(bytes).digest('hex'),
    };
  });
}
