/** Writes media/schema anew from the decoders: `node test/schema/write.mjs`. A unit test says when that is due. */
import { build } from 'esbuild';
import { mkdir, writeFile } from 'node:fs/promises';

const { outputFiles } = await build({
  entryPoints: ['test/schema/schemaFiles.ts'],
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  write: false,
});
// A module of its own beside the packages that it imports.
const bundle = 'out/schemaFiles.mjs';
await mkdir('out', { recursive: true });
await writeFile(bundle, outputFiles[0].contents);
const { schemaFiles } = await import(new URL(`../../${bundle}`, import.meta.url).href);
await mkdir('media/schema', { recursive: true });
for (const [name, text] of schemaFiles()) {
  await writeFile(`media/schema/${name}`, text);
  console.log(`media/schema/${name}`);
}
