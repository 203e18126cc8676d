import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { bundledPackages } from './metafiles.ts';

/** Licences that let a part ship inside an MIT product with its notice. The Unlicense gives it to the public domain. */
const allowed = [
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'MIT AND ISC',
  'PostgreSQL',
  'Unlicense',
];

/** Parts that esbuild.mjs copies beside the bundles. The icons of codicons are CC-BY-4.0: naming them is their condition. */
const copied = ['node_modules/@vscode/codicons', 'node_modules/libpg-query'];

function licenceOf(folder: string): string {
  const manifest = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as { license?: unknown };
  return typeof manifest.license === 'string' ? manifest.license : 'none named';
}

test('every bundled package has a licence that allows it', () => {
  const packages = bundledPackages();
  assert.ok(packages.length > 0, 'no bundled package was found: the metafile is not read right');
  const wrong = packages
    .map((folder) => ({ folder, licence: licenceOf(folder) }))
    .filter(({ licence }) => !allowed.includes(licence));
  assert.deepEqual(wrong, [], 'these licences are not in the allow-list');
});

test('the notices name every part that ships', () => {
  const notices = readFileSync('dist/NOTICES.txt', 'utf8');
  for (const folder of [...bundledPackages(), ...copied]) {
    const { name } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as { name: string };
    assert.ok(notices.includes(`\n${name} `), `dist/NOTICES.txt does not name ${name}`);
  }
});
