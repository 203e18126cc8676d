import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { schemaFiles } from '../../schema/schemaFiles.ts';

test('the files of media/schema are what the decoders make now (else run: node test/schema/write.mjs)', () => {
  const files = schemaFiles();
  for (const [name, text] of files) assert.equal(readFileSync(`media/schema/${name}`, 'utf8'), text, name);
  assert.deepEqual(
    [...files.keys()].filter((name) => !readdirSync('media/schema').includes(name)),
    [],
  );
});
