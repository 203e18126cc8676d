import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Context, Reading, Source } from '../../../src/reading/reader.ts';
import { LATER } from '../../../src/shell/laterFamilies.ts';
import { openShellReader } from '../../../src/shell/openShell.ts';
import { lackingNames, readShell } from '../../../src/shell/readShell.ts';

// A file of its own: what a process has loaded once is there.
const CONTEXT: Context = {
  cwd: '/workspace',
  workspace: '/workspace',
  home: '/home/dev',
  environment: {},
  traits: [],
  place: 'unknown',
  depth: 0,
};
const sourceOf = (text: string): Source => ({ language: 'shell', text, dialect: 'bash' });
const readAlone = (text: string): Reading => readShell(sourceOf(text), CONTEXT) as Reading;

test('one name of those loads its families alone, a text of several all of theirs, and any other name all there are', async () => {
  const reader = await openShellReader()();
  const lacking = (): readonly string[] =>
    lackingNames(readAlone('git status; npm test; docker ps; terraform version'));
  for (const [text, left] of [
    ['ls', ['git', 'npm', 'docker', 'terraform']],
    ['git status', ['npm', 'docker', 'terraform']],
    ['git log && docker ps', ['npm', 'terraform']],
    // Only who knows yarn sees that prisma is called.
    ['yarn prisma migrate reset', []],
    ['no-such-tool x', []],
  ] as const) {
    assert.deepEqual(lackingNames(await reader(sourceOf(text), CONTEXT)), [], text);
    assert.deepEqual(lacking(), left, text);
  }
});

test('a name that agents call day by day is of the families that are loaded for it, and of no others', async () => {
  const families = await Promise.all(LATER.map(({ load }) => load()));
  const namesOf = (at: number): readonly string[] =>
    Object.values(families[at] ?? {}).flatMap((tools) => tools.flatMap(({ names }) => names.split(' ')));
  for (const [at, { names }] of LATER.entries()) {
    const there = namesOf(at);
    assert.deepEqual(
      [...names].filter((name) => !there.includes(name)),
      [],
      'these load families that do not know them',
    );
  }
});
