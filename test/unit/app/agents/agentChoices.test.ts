import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { agentChoices } from '../../../../src/app/agents/agentChoices.ts';
import { packagedVersion } from '../../../../src/app/agents/packagedVersion.ts';

/** A folder with an npm package as npm lays it out, and the link to its program that stands on the PATH. */
function installed(context: TestContext, text: string, program = '#!/bin/sh\nexit 1\n') {
  const base = realpathSync(mkdtempSync(path.join(tmpdir(), 'kt-choices-')));
  const folder = path.join(base, 'lib', 'node_modules', '@openai', 'codex');
  const bin = path.join(base, 'bin');
  for (const made of [path.join(folder, 'bin'), bin]) mkdirSync(made, { recursive: true });
  chmodSync(bin, 0o755);
  writeFileSync(path.join(folder, 'package.json'), text);
  writeFileSync(path.join(folder, 'bin', 'codex.js'), program, { mode: 0o755 });
  symlinkSync(path.join(folder, 'bin', 'codex.js'), path.join(bin, 'codex'));
  const before = process.env['PATH'];
  process.env['PATH'] = bin;
  context.after(() => {
    process.env['PATH'] = before;
    rmSync(base, { recursive: true, force: true });
  });
  return { base, program: path.join(bin, 'codex') };
}

const PACKAGES = ['@openai/codex'];

test('the version is read from the package that the program lies in, and nothing is started for it', async (context) => {
  const { program } = installed(context, '{"name":"@openai/codex","version":"0.169.0"}');
  assert.equal(await packagedVersion(program, PACKAGES), '0.169.0');
  assert.equal(await packagedVersion(program, ['@openai/code']), undefined, 'another package of a longer name');
  assert.equal(await packagedVersion(program, []), undefined);
});

test('a package for one platform counts as the package', async (context) => {
  const { program } = installed(context, '{"name":"@openai/codex-linux-x64","version":"0.169.0-linux-x64"}');
  assert.equal(await packagedVersion(program, PACKAGES), '0.169.0');
});

test('a package.json that says no version, or is none, says nothing', async (context) => {
  for (const text of ['{"name":"@openai/codex"}', '{"name":"@openai/codex","version":7}', 'null', '{', '[]']) {
    const { program } = installed(context, text);
    assert.equal(await packagedVersion(program, PACKAGES), undefined, text);
  }
  assert.equal(await packagedVersion('/nowhere/codex', PACKAGES), undefined);
});

test('the list says what is installed, in which version, how it would be wired and what remains open', async (context) => {
  const { base } = installed(context, '{"name":"@openai/codex","version":"0.169.0"}');
  const choices = await agentChoices(path.join(base, 'place'), path.join(base, 'home'), path.join(base, 'shop'));
  const [first] = choices;
  assert.equal(first?.name, 'codex', 'what is installed comes first');
  assert.equal(first.standing, '0.169.0');
  assert.ok(first.wiring.startsWith('By a hook in ~/.codex/hooks.json, for every folder'), first.wiring);
  assert.match(first.wiring, /not trusted/, 'what remains open must be there');
  const claude = choices.find(({ name }) => name === 'claude-code');
  assert.match(claude?.standing ?? '', /not found/);
  assert.match(claude?.wiring ?? '', /^By a hook in \.claude\/settings\.local\.json, for this folder/);
});

test('without a package the program is asked, and one that does not answer is of unknown version', async (context) => {
  for (const [program, standing] of [
    ['#!/bin/sh\necho "codex 0.170.1"\n', '0.170.1'],
    ['#!/bin/sh\necho hello\n', 'version unknown'],
  ] as const) {
    const { base } = installed(context, '{}', program);
    const [first] = await agentChoices(path.join(base, 'place'), path.join(base, 'home'), path.join(base, 'shop'));
    assert.equal(first?.standing, standing);
  }
});
