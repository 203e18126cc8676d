import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Context, Source } from '../../../src/reading/reader.ts';
import { openShellReader } from '../../../src/shell/openShell.ts';
import { lacksTools, readShell } from '../../../src/shell/readShell.ts';
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

const RARE: readonly (readonly [text: string, kind: string, dialect?: string])[] = [
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

test('an everyday text asks for no further families, and an unknown name does', () => {
  for (const text of ['ls', 'git status && npm test | tail -5', 'docker compose ps', 'psql -c "select 1"'])
    assert.ok(!lacksTools(readAlone(sourceOf(text))), text);
  assert.ok(!lacksTools(readAlone(sourceOf('Get-ChildItem', 'powershell'))));
  assert.ok(lacksTools(readAlone(sourceOf('no-such-tool x'))));
});

test('a reading for which they are missing is not complete, and keeps what was found without them', () => {
  for (const [text, , dialect] of RARE) {
    const reading = readAlone(sourceOf(text, dialect));
    assert.ok(lacksTools(reading), text);
    assert.equal(reading.complete, false, text);
  }
  const many = readAlone(sourceOf(`${'unknown-a --x; no-such-b $(<c); '.repeat(120)}rm -rf src; terraform destroy`));
  assert.ok(lacksTools(many), 'whatever else there is to say');
  const both = readAlone(sourceOf('terraform destroy; rm -rf src'));
  assert.ok(both.effects.some(({ kind }) => kind === 'file.delete'));
  assert.equal(both.problems[0]?.rule, 'problem.tools-not-loaded');
});

test('who opens the reader gets the reading that all families give', async () => {
  const reader = await openShellReader()();
  for (const [text, kind, dialect] of RARE) {
    const reading = await reader(sourceOf(text, dialect), CONTEXT);
    assert.ok(!lacksTools(reading), text);
    assert.ok(
      reading.effects.some((effect) => effect.kind === kind),
      `${text}: ${reading.effects.map((effect) => effect.kind).join(' ')}`,
    );
    assert.deepEqual(reading, readAlone(sourceOf(text, dialect)));
  }
  assert.ok(!lacksTools(await reader(sourceOf('no-such-tool x'), CONTEXT)));
});
