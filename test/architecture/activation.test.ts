import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { metafiles } from './metafiles.ts';

const inputsOf = (bundle: string): readonly string[] => {
  const found = metafiles().find(({ name }) => name === bundle);
  assert.ok(found, `there is no bundle "${bundle}": run node esbuild.mjs`);
  return Object.keys(found.metafile.inputs);
};

test('what the editor loads at activation is the list of commands and the way to the rest: no parser, no schema, no JSON library', () => {
  assert.deepEqual(
    inputsOf('extension').toSorted(),
    ['src/app/sentences/notLoaded.ts', 'src/vscode/contributions.ts', 'src/vscode/extension.ts'],
    'these files are parsed before the extension is active: import them in src/vscode/surfaces.ts',
  );
});

test('parsers and the larger readers are bundles of their own, which the editor and the command line load with the first text that needs one', () => {
  for (const [bundle, folder] of [
    ['shellReader', 'src/shell/catalog/'],
    ['postgresParser', 'node_modules/libpg-query/'],
    ['programParser', 'node_modules/@vscode/tree-sitter-wasm/'],
    ['programReader', 'src/code/readProgram.ts'],
    ['graphqlParser', 'node_modules/graphql/language/parser.js'],
  ] as const) {
    assert.ok(
      inputsOf(bundle).some((file) => file.includes(folder)),
      `${bundle} holds its parser`,
    );
    for (const holder of ['product', 'keyturn'])
      assert.ok(!inputsOf(holder).some((file) => file.includes(folder)), `${holder}.js holds a copy of ${folder}`);
  }
});

test('the first shell text loads neither what reads PowerShell and cmd nor families that come later, these load no others, and nothing ships twice', () => {
  const outputs = metafiles().find(({ name }) => name === 'shellReader')?.metafile.outputs ?? {};
  const filesOf = (output: string): readonly string[] =>
    Object.entries(outputs[output]?.inputs ?? {}).flatMap(([file, { bytesInOutput }]) =>
      bytesInOutput > 0 ? [file] : [],
    );
  /** A bundle and what it takes from others. */
  const withImports = (output: string): readonly string[] => [
    output,
    ...(outputs[output]?.imports ?? []).map((one) => one.path),
  ];
  const first = withImports('dist/shellReader.js');
  assert.equal(first.length, 2, 'each further file takes time before the first verdict');
  const loaded = first.flatMap(filesOf);
  assert.ok(loaded.includes('src/shell/catalog/filesystem.ts'));
  const bytes = first.reduce((sum, output) => sum + (outputs[output]?.bytes ?? 0), 0);
  assert.ok(bytes <= 320_000, `the first shell text loads ${bytes} bytes`);
  const forWindows = /^src\/shell\/(?:powershell|cmd)\//;
  assert.ok(filesOf('dist/windowsShellReader.js').some((file) => forWindows.test(file)));
  assert.deepEqual(
    loaded.filter((file) => forWindows.test(file) && !file.endsWith('/encoded.ts')),
    [],
  );
  for (const [list, least] of [
    ['git', 1],
    ['project', 8],
    ['service', 5],
    ['rare', 50],
  ] as const) {
    const source = readFileSync(`src/shell/catalog/${list}Families.ts`, 'utf8');
    const families = [...source.matchAll(/^import \{ \w+ \} from '\.\/(\w+\.ts)'/gm)].map(
      ([, file = '']) => `src/shell/catalog/${file}`,
    );
    assert.ok(families.length >= least);
    const own = list === 'rare' ? ['dist/rareTools.js'] : withImports(`dist/${list}Tools.js`);
    assert.deepEqual(
      families.filter((file) => loaded.includes(file) || !own.flatMap(filesOf).includes(file)),
      [],
      'families that are loaded earlier import from these: what they share belongs into a file of its own',
    );
    if (list !== 'rare')
      assert.equal(own.length, 3, `each further file takes time: ${own.join(', ')} (WITH_FIRST in esbuild.mjs)`);
  }
  const all = Object.keys(outputs).flatMap(filesOf);
  assert.equal(new Set(all).size, all.length);
});

test('the product with its views, the SQL formatter and its thread are bundles of their own', () => {
  assert.ok(inputsOf('product').includes('src/app/keyturn.ts'));
  assert.ok(inputsOf('product').includes('src/vscode/surfaces.ts'));
  assert.ok(inputsOf('sqlFormatter').includes('src/app/card/sql/sqlFormatter.ts'));
  assert.ok(inputsOf('sqlLayoutWorker').some((file) => file.includes('node_modules/sql-formatter/')));
  const outside = metafiles().filter(
    ({ name, metafile }) =>
      name !== 'sqlLayoutWorker' &&
      Object.keys(metafile.inputs).some((file) => file.includes('node_modules/sql-formatter/')),
  );
  assert.deepEqual(
    outside.map(({ name }) => name),
    [],
    'the formatter has no deadline outside its thread',
  );
});

test('the protocol library of the MCP server is in a bundle of its own, which no other command loads', () => {
  const withLibrary = metafiles().filter(({ metafile }) =>
    Object.keys(metafile.inputs).some((file) => file.includes('node_modules/@modelcontextprotocol/')),
  );
  assert.deepEqual(
    withLibrary.map(({ name }) => name),
    ['mcpServer'],
  );
});
