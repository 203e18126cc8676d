import assert from 'node:assert/strict';
import { test } from 'node:test';
import { metafiles } from './metafiles.ts';

const inputsOf = (bundle: string): readonly string[] => {
  const found = metafiles().find(({ name }) => name === bundle);
  assert.ok(found, `there is no bundle "${bundle}": run node esbuild.mjs`);
  return Object.keys(found.metafile.inputs);
};

test('what the editor loads at activation holds no reader, no parser, no gate and no formatter', () => {
  const inputs = inputsOf('extension');
  assert.ok(inputs.some((file) => file.endsWith('src/vscode/extension.ts')));
  // The file that gives the editor its turn is no look at anything: the action document needs it too.
  const heavy =
    /^src\/(shell|sql|http|code|reading|preview\/(?!files\/breath)|gate|record|app\/keyturn\.ts|app\/workers)|node_modules\/(unbash|sql-formatter|libpg-query|graphql|jose|re2js)\//;
  assert.deepEqual(
    inputs.filter((file) => heavy.test(file)),
    [],
    'these files are parsed before the editor’s views stand: import them when they are needed',
  );
});

test('parsers of large grammars are bundles of their own, which the editor’s thread loads with the first text that needs one', () => {
  for (const [bundle, folder] of [
    ['postgresParser', 'node_modules/libpg-query/'],
    ['programParser', 'node_modules/@vscode/tree-sitter-wasm/'],
  ] as const) {
    assert.ok(
      inputsOf(bundle).some((file) => file.includes(folder)),
      `${bundle} holds its parser`,
    );
    assert.ok(!inputsOf('product').some((file) => file.includes(folder)), `product.js holds a copy of ${folder}`);
  }
});

test('the product, the SQL formatter and its thread are bundles of their own', () => {
  assert.ok(inputsOf('product').includes('src/app/keyturn.ts'));
  assert.ok(inputsOf('sqlFormatter').includes('src/app/card/sqlFormatter.ts'));
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
