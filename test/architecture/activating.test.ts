import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { NOT_LOADED } from '../../src/app/sentences/notLoaded.ts';
import { COMMAND_IDS } from '../../src/vscode/contributions.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'keyturn-activating-'));
after(() => rmSync(folder, { recursive: true, force: true }));

interface Seen {
  /** What was registered when `activate` returned. */
  readonly commands: readonly string[];
  readonly errors: readonly string[];
  readonly answer: string;
}

/** Activates the built extension, with a stand-in for the editor and `product` as its bundle, and calls one command at once. */
function activated(product: string | undefined): Seen {
  const place = mkdtempSync(path.join(folder, 'dist-'));
  copyFileSync('dist/extension.js', path.join(place, 'extension.js'));
  if (product !== undefined) writeFileSync(path.join(place, 'product.js'), product);
  writeFileSync(
    path.join(place, 'run.cjs'),
    `const Module = require('node:module');
const load = Module._load;
const handlers = new Map();
const errors = [];
const editor = {
  commands: { registerCommand: (id, handler) => (handlers.set(id, handler), { dispose() {} }) },
  window: {
    createOutputChannel: () => ({ error: (reason) => errors.push('log: ' + (reason.code ?? reason)) }),
    showErrorMessage: async (sentence) => void errors.push(sentence),
  },
};
Module._load = (name, ...rest) => (name === 'vscode' ? editor : load(name, ...rest));
const { activate, deactivate } = require('./extension.js');
activate({ subscriptions: [] });
const commands = [...handlers.keys()];
void handlers.get('keyturn.stop')('argument')
  .catch((reason) => 'failed: ' + reason.code)
  .then(async (answer) => {
    await deactivate();
    process.stdout.write(JSON.stringify({ commands, errors, answer }));
  });`,
  );
  return JSON.parse(execFileSync(process.execPath, [path.join(place, 'run.cjs')], { encoding: 'utf8' })) as Seen;
}

test('every command is there when activation ends, and one called at once waits for the product’s bundle', () => {
  const { commands, errors, answer } = activated(
    `exports.openSurfaces = () => ({ commands: { 'keyturn.stop': (argument) => 'stopped with ' + argument }, close: async () => {} });`,
  );
  assert.deepEqual(commands, COMMAND_IDS);
  assert.deepEqual(errors, []);
  assert.equal(answer, 'stopped with argument');
});

test('a product that cannot be loaded is told to the person and logged, and its commands fail', () => {
  const { errors, answer } = activated(undefined);
  assert.deepEqual(errors, ['log: MODULE_NOT_FOUND', NOT_LOADED]);
  assert.equal(answer, 'failed: MODULE_NOT_FOUND');
});
