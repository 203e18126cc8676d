import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { globFacts } from '../../../../src/app/facts/globFacts.ts';

const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'keyturn-globs-')));
after(() => rmSync(root, { recursive: true, force: true }));
const at = (name: string): string => path.join(root, name);
const write = (name: string): void => {
  mkdirSync(path.dirname(at(name)), { recursive: true });
  writeFileSync(at(name), '');
};
for (const name of ['src/a.ts', 'src/deep/b.ts', 'sub/deep/.env', 'node_modules/x/.env', 'certs/a.pem', 'certs/a.crt'])
  write(name);
for (let index = 0; index < 400; index += 1) write(`many/${String(index)}.ts`);
symlinkSync('/etc', at('src/etc'));

const names = (pattern: string): readonly string[] | undefined =>
  globFacts(at(pattern))
    ?.map((fact) => path.relative(root, fact.path))
    .sort();

test('of what a pattern reads, secrets and links are told, however deep they lie', () => {
  assert.deepEqual(names('**'), ['certs/a.pem', 'src/etc', 'sub/deep/.env']);
  assert.deepEqual(names('sub/**'), ['sub/deep/.env']);
  assert.deepEqual(names('**/.env'), ['sub/deep/.env']);
  assert.deepEqual(names('certs/*'), ['certs/a.pem']);
  assert.deepEqual(names('src/*'), ['src/etc']);
});

test('at any depth a pattern fits hidden names too, as find and globs of programs take it', () => {
  for (const pattern of ['**/?env', '**/*env', '**/[.]env', '**/[!a]env'])
    assert.deepEqual(names(pattern), ['sub/deep/.env'], pattern);
  assert.deepEqual(names('sub/deep/*env'), []);
});

test('plain files are no matter, however many they are', () => {
  assert.deepEqual(names('many/*'), []);
  assert.deepEqual(names('**/*.ts'), []);
});

test('whatever is reached through a link is told with where it really lies', () => {
  const facts = globFacts(at('src/etc/host*')) ?? [];
  assert.ok(facts.length > 0, 'nothing below the link was told');
  for (const fact of facts) assert.ok(fact.real.startsWith('/etc/'), fact.real);
});

test('a name that begins with a dash is an option to the program that reads the pattern', () => {
  for (const name of ['dashed/a.txt', 'dashed/-oa.txt', 'below/sub/-x']) write(name);
  assert.equal(names('dashed/*'), undefined);
  assert.deepEqual(names('dashed/*.js'), []);
  assert.deepEqual(names('dashed/a*'), []);
  assert.equal(names('dashed/*.txt'), undefined);
  assert.deepEqual(names('below/*/*')?.length, 1, 'below a folder it has its path before it');
});
