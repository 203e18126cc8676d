import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Context, Source } from '../../../src/reading/reader.ts';
import { openShellReader } from '../../../src/shell/openShell.ts';
import { lackingNames, readShell } from '../../../src/shell/readShell.ts';
import { readWindowsShell } from '../../../src/shell/readWindowsShell.ts';

// Not that of `reading.ts`, with which all families are there from the start.
const CONTEXT: Context = {
  cwd: '/workspace',
  workspace: '/workspace',
  home: '/home/dev',
  environment: {},
  traits: [],
  place: 'unknown',
  depth: 0,
};

const LATER_TEXTS: readonly (readonly [text: string, kind: string, dialect?: string])[] = [
  ['git push --force', 'git.push-force'],
  ['cd x && docker rm -f shop', 'container.delete'],
  ['terraform destroy', 'infra.destroy'],
  ['sudo terraform destroy', 'infra.destroy'],
  ["bash -c 'x=terra; ${x}form destroy'", 'infra.destroy'],
  ['echo destroy | xargs terraform', 'infra.destroy'],
  ['npx prisma migrate reset', 'sql.drop'],
  ['yarn prisma migrate reset', 'sql.drop'],
  ['poetry run ansible-playbook site.yml', 'infra.change'],
  ['python -m azure.cli group delete -n shop --yes', 'infra.destroy'],
  ['/usr/bin/terraform destroy', 'infra.destroy'],
  ['terraform.exe destroy', 'infra.destroy'],
  ['terraform destroy', 'infra.destroy', 'powershell'],
  ['Start-Process terraform destroy', 'infra.destroy', 'powershell'],
  ['terraform destroy', 'infra.destroy', 'cmd'],
];

const sourceOf = (text: string, dialect = 'bash'): Source => ({ language: 'shell', text, dialect });
const readAlone = (source: Source): ReturnType<typeof readShell> =>
  (source.dialect === 'bash' ? readShell : readWindowsShell)(source, CONTEXT);

test('the plainest texts ask for no further families, and any other name does', () => {
  for (const text of ['ls', 'cd src && grep -rn "a" . | head -5', 'sudo -n env A=1 timeout 5 xargs cat', 'rm -rf dist'])
    assert.deepEqual(lackingNames(readAlone(sourceOf(text))), [], text);
  assert.deepEqual(lackingNames(readAlone(sourceOf('Get-ChildItem', 'powershell'))), []);
  assert.deepEqual(lackingNames(readAlone(sourceOf('no-such-tool x'))), ['no-such-tool']);
  assert.deepEqual(lackingNames(readAlone(sourceOf('git status && npm test | tail -5'))), ['git', 'npm']);
});

test('a reading for which they are missing is not complete, and keeps what was found without them', () => {
  for (const [text, , dialect] of LATER_TEXTS) {
    const reading = readAlone(sourceOf(text, dialect));
    assert.notDeepEqual(lackingNames(reading), [], text);
    assert.equal(reading.complete, false, text);
  }
  const many = readAlone(sourceOf(`${'unknown-a --x; no-such-b $(<c); '.repeat(120)}rm -rf src; terraform destroy`));
  assert.notDeepEqual(lackingNames(many), [], 'whatever else there is to say');
  const both = readAlone(sourceOf('terraform destroy; rm -rf src'));
  assert.ok(both.effects.some(({ kind }) => kind === 'file.delete'));
  assert.equal(both.problems[0]?.rule, 'problem.tools-not-loaded');
});

test('who opens the reader gets the reading that all families give', async () => {
  const reader = await openShellReader()();
  for (const [text, kind, dialect] of LATER_TEXTS) {
    const reading = await reader(sourceOf(text, dialect), CONTEXT);
    assert.deepEqual(lackingNames(reading), [], text);
    assert.ok(
      reading.effects.some((effect) => effect.kind === kind),
      `${text}: ${reading.effects.map((effect) => effect.kind).join(' ')}`,
    );
    assert.deepEqual(reading, readAlone(sourceOf(text, dialect)));
  }
  assert.deepEqual(lackingNames(await reader(sourceOf('no-such-tool x'), CONTEXT)), []);
});
