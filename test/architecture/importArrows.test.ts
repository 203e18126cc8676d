import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { parseSync } from 'oxc-parser';
import { importsOf, type Import } from './imports.ts';
import { metafiles } from './metafiles.ts';
import { readText, sourceFiles } from './sourceFiles.ts';

/** The whole of `src/`, but not the two shells around it. */
const everything = 'action effect reading shell sql http code rules preview review record gate agents app'.split(' ');

/**
 * DESIGN §3: what a folder may import besides itself. A name with a slash is one file or folder. `review` knows a
 * judgement, which holds a reading and previews.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  action: [],
  effect: ['action'],
  reading: ['action', 'effect'],
  shell: ['action', 'effect', 'reading'],
  sql: ['action', 'effect', 'reading'],
  http: ['action', 'effect', 'reading'],
  code: ['action', 'effect', 'reading'],
  rules: ['action', 'effect'],
  preview: ['action', 'effect', 'reading', 'sql/parse', 'http/parse'],
  review: ['action', 'effect', 'reading', 'rules', 'preview/preview.ts'],
  record: ['action', 'effect', 'rules', 'review'],
  agents: ['action', 'effect', 'review'],
  gate: ['action', 'effect', 'rules', 'review', 'agents'],
  app: everything,
  vscode: everything,
  cli: everything,
};

const core = 'action effect reading shell sql http code rules review'.split(' ');

const isOwn = (place: string): boolean => place.startsWith('src/') || place.startsWith('media/');
const folderOf = (place: string): string => place.split('/')[1] ?? '';
const told = ({ from, to }: Import): string => `${from} imports ${to}`;

function isAllowed({ from, to }: Import): boolean {
  const own = folderOf(from);
  if (to.startsWith('media/') || folderOf(to) === own) return folderOf(to) === own;
  return (mayImport[own] ?? []).some((name) =>
    name.includes('/') ? to === `src/${name}` || to.startsWith(`src/${name}/`) : folderOf(to) === name,
  );
}

test('every folder of src/ is in the table of arrows', () => {
  const unknown = new Set(
    sourceFiles('src')
      .map(folderOf)
      .filter((folder) => !(folder in mayImport)),
  );
  assert.deepEqual([...unknown], [], 'a new folder needs its arrows in DESIGN §3 and here');
});

test('imports inside src/ follow the arrows', () => {
  const own = sourceFiles('src')
    .flatMap(importsOf)
    .filter((found) => isOwn(found.to));
  assert.ok(own.length > 50, 'hardly any import was found: the scan is broken');
  assert.deepEqual(own.filter((found) => !isAllowed(found)).map(told), [], 'these imports go against DESIGN §3');
});

/** Folders in stages: what each may import of those beside it. What is not named here is the top, which imports all. */
const stages: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'src/shell': {
    state: [],
    effects: ['state'],
    words: ['state', 'effects'],
    calls: ['state', 'effects', 'catalog'],
    commands: ['state', 'effects', 'words', 'calls'],
  },
  'src/code': {
    term: [],
    value: ['term'],
    words: ['value'],
    deeds: ['term', 'value', 'words'],
  },
  'src/preview/postgres': {
    session: [],
    trees: [],
    tables: ['session', 'trees'],
    cascade: ['session', 'trees', 'tables'],
    rows: ['session', 'trees', 'tables', 'cascade'],
    definitions: ['session', 'trees', 'tables', 'cascade'],
  },
};

for (const [place, arrows] of Object.entries(stages)) {
  test(`the stages of ${place} import only those below them`, () => {
    const stageOf = (file: string): string => path.posix.dirname(path.posix.relative(place, file));
    const wrong = sourceFiles('src')
      .filter((file) => stageOf(file) in arrows)
      .flatMap(importsOf)
      .filter(({ to }) => to.startsWith(`${place}/`))
      .filter(({ from, to }) => stageOf(to) !== stageOf(from) && !arrows[stageOf(from)]?.includes(stageOf(to)));
    assert.deepEqual(wrong.map(told), [], 'what a stage needs lies in it or in one below');
    for (const stage of Object.keys(arrows))
      assert.ok(
        sourceFiles(`${place}/${stage}`).length > 1,
        `${place}/${stage} has hardly a file: the table is out of date`,
      );
  });
}

test('the bundles hold the same arrows', () => {
  const bundled = metafiles().flatMap(({ metafile }) =>
    Object.entries(metafile.inputs).flatMap(([from, input]) =>
      input.imports
        .filter((found) => !found.external && found.path.startsWith('src/'))
        .map((found) => ({ from, to: found.path })),
    ),
  );
  const wrong = bundled.filter((found) => found.from.startsWith('src/') && !isAllowed(found));
  assert.deepEqual(wrong.map(told), [], 'these imports are in a bundle and go against DESIGN §3');
});

test('core folders import neither the editor nor Node', () => {
  const outside = sourceFiles('src')
    .filter((file) => core.includes(folderOf(file)))
    .flatMap(importsOf)
    .filter(({ to }) => to === 'vscode' || to.startsWith('node:'));
  assert.deepEqual(outside.map(told), [], 'core folders get the outside world through ports');
});

test("the card's page imports only types of the card's messages and of its words", () => {
  const runTime = metafiles()
    .filter(({ name }) => name === 'card')
    .flatMap(({ metafile }) => Object.keys(metafile.inputs))
    .filter((input) => input.startsWith('src/'));
  assert.deepEqual(runTime, [], 'these files of src/ are in the page');
  const types = sourceFiles('media')
    .flatMap(importsOf)
    .filter(({ to }) => to.startsWith('src/'));
  assert.deepEqual(
    types.filter(({ to }) => !['src/review/cardMessages.ts', 'src/review/pageWords.ts'].includes(to)).map(told),
    [],
    'the page knows nothing of src/ but the messages',
  );
});

test('only the editor shell imports vscode, and the command line does without the editor shell', () => {
  const imports = sourceFiles('src').flatMap(importsOf);
  const editor = imports.filter(({ from, to }) => to === 'vscode' && folderOf(from) !== 'vscode');
  assert.deepEqual(editor.map(told), [], 'everything but src/vscode runs without an editor');
});

test('zod/mini is imported as a namespace', () => {
  const whole = sourceFiles('src').filter((file) =>
    parseSync(file, readText(file)).module.staticImports.some(
      ({ moduleRequest, entries }) =>
        moduleRequest.value === 'zod/mini' && entries.some(({ importName }) => importName.name === 'z'),
    ),
  );
  assert.deepEqual(
    whole,
    [],
    "its object `z` keeps every locale in the bundle (433 KB): import * as z from 'zod/mini'",
  );
});
