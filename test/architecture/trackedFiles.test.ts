import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { test } from 'node:test';

const tracked = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' })
  .split('\0')
  .filter((file) => file !== '' && statSync(file, { throwIfNoEntry: false })?.isFile() === true);

interface Hit {
  readonly file: string;
  readonly found: string;
}

function search(pattern: RegExp, wanted: (file: string) => boolean = () => true): readonly Hit[] {
  return tracked.filter(wanted).flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    if (text.includes('\0')) return [];
    return [...text.matchAll(pattern)].map((match) => ({ file, found: match[0] }));
  });
}

const literal = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

test('git knows the files of this repository', () => {
  assert.ok(tracked.includes('package.json'), 'git ls-files does not list package.json: run this in a clone');
});

test('no tracked file names this folder of this machine', () => {
  assert.deepEqual(search(new RegExp(literal(process.cwd()) + '(?=[/"\'\\s])', 'g')), []);
});

test('lock files name no address to download from', () => {
  assert.deepEqual(
    search(/"resolved": "[^"]*"/g, (file) => file.endsWith('package-lock.json')),
    [],
  );
});

test('no tracked file names a package registry', () => {
  // Names reserved for examples (RFC 2606) never reach one.
  const host = /https?:\/\/[\w.-]*(?:registry|mirror|artifactory|nexus)[\w.-]*/g;
  const hits = search(host).filter(
    ({ found }) => !/\.(?:example|test|invalid|localhost|example\.(?:com|net|org))$/.test(found),
  );
  assert.deepEqual(hits, []);
});

test('no source file holds a character that reorders or hides text', () => {
  // The trojan source trick: what a reviewer sees is not what the compiler reads. Escapes are how such text is written.
  assert.deepEqual(
    search(/[\u202a-\u202e\u2066-\u2069\u200b-\u200f\ufeff]/g, (file) => /\.(ts|mjs|css|json|md|sh)$/.test(file)),
    [],
  );
});
