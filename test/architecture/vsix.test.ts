import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { test } from 'node:test';
import { productVsix } from '../host/productVsix.ts';
import { zipEntries } from './zipEntries.ts';

const megabyte = 1_000_000;
const vsix = productVsix();
const names = zipEntries(vsix).map((entry) => entry.name);

/** All that a VSIX of ours may hold. What is not listed here has no business in it. */
const expected = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/(package\.json|readme\.md|changelog\.md|LICENSE\.txt)$/,
  /^extension\/dist\/(extension|product|ruleSurfaces|editRules|choosePreset|sqlFormatter|shellReader|windowsShellReader|(?:git|project|service|client|rare)Tools|shellShared-\w+|postgresParser|programParser|programReader|graphqlParser|agentTrial|keyturn|mcpServer|card)\.js$/,
  /^extension\/dist\/(?:\w+Worker|agentModule|mysqlShared-\w+)\.mjs$/,
  /^extension\/dist\/[\w-]+\.(wasm|cjs)$/,
  /^extension\/dist\/codicon\.(css|ttf)$/,
  /^extension\/dist\/NOTICES\.txt$/,
  /^extension\/media\/(card\.css|icon\.png|icon\.svg)$/,
  /^extension\/media\/presets\/[\w.-]+\.jsonc$/,
  /^extension\/media\/schema\/[\w.-]+\.json$/,
  /^extension\/media\/walkthrough\/[\w.-]+\.(md|svg|png)$/,
];

test('the VSIX holds what runs and nothing else', () => {
  assert.deepEqual(
    names.filter((name) => !expected.some((pattern) => pattern.test(name))),
    [],
    'these files are packed and should not be',
  );
});

test('the VSIX holds every part that the manifest and the page need', () => {
  for (const name of [
    'package.json',
    'dist/extension.js',
    'dist/product.js',
    'dist/ruleSurfaces.js',
    'dist/sqlFormatter.js',
    'dist/postgresParser.js',
    'dist/agentTrial.js',
    'dist/programParser.js',
    'dist/programReader.js',
    'dist/graphqlParser.js',
    'dist/agentModule.mjs',
    'dist/sqlLayoutWorker.mjs',
    'dist/keyturn.js',
    'dist/mcpServer.js',
    'dist/card.js',
    'media/card.css',
    'media/icon.png',
  ])
    assert.ok(names.includes(`extension/${name}`), `${name} is missing in the VSIX`);
});

test('the VSIX is at most 6 MB, the extension at most 1 MB of the 1.5 it may have, all shell readers together 1 MB', () => {
  const packed = statSync(vsix).size;
  assert.ok(packed <= 6 * megabyte, `the VSIX has ${packed} bytes`);
  for (const [parts, count, most] of [
    [/^(?:extension|product|sqlFormatter)\.js$/, 3, 1],
    // Six files: the first, three of tools, that of all clients, and what PowerShell shares with the rarer tools.
    [/^(?:shellReader|shellShared-\w+|(?:git|project|service|client)Tools)\.js$/, 10, 0.5],
    [/^rareTools\.js$/, 1, 0.4],
    [/^windowsShellReader\.js$/, 1, 0.15],
    [/^(?:shellReader|shellShared-\w+|\w+Tools|windowsShellReader)\.js$/, 12, 1],
  ] as const) {
    const files = readdirSync('dist').filter((name) => parts.test(name));
    assert.equal(files.length, count);
    const bytes = files.reduce((sum, name) => sum + statSync(`dist/${name}`).size, 0);
    assert.ok(bytes <= most * megabyte, `${files.join(', ')}: ${bytes} bytes`);
  }
});

test('files named in the manifest exist, and no run-time dependency is left to install', () => {
  const manifest = readFileSync('package.json', 'utf8');
  const { dependencies } = JSON.parse(manifest) as { dependencies?: unknown };
  assert.equal(dependencies, undefined, 'everything is bundled: a dependency would be missing in the VSIX');
  const named = [...manifest.matchAll(/"((?:\.\/)?(?:media|dist)\/[^"$]+\.\w+)"/g)].map((match) => match[1] as string);
  assert.deepEqual(
    named.filter((file) => !existsSync(file)),
    [],
    'the manifest names files that are not there',
  );
});

test('no command, key or menu of the manifest claims to approve', () => {
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    contributes: { commands?: { command: string; title: string }[]; keybindings?: { command: string }[] };
  };
  const offered = [...(contributes.commands ?? []), ...(contributes.keybindings ?? [])].map((entry) => entry.command);
  assert.ok(offered.length > 0, 'no command was found in the manifest');
  assert.deepEqual(
    offered.filter((command) => /approve|accept|allow|grant/i.test(command)),
    [],
  );
});
