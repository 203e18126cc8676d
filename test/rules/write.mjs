/** `npm run rules`: writes RULES.md from the rules, their sentences and their examples. */
import { build } from 'esbuild';
import { writeFile } from 'node:fs/promises';

const { outputFiles } = await build({
  entryPoints: ['test/rules/rulesPage.ts'],
  bundle: true,
  platform: 'node',
  format: 'esm',
  write: false,
});
const page = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
await writeFile('RULES.md', page.rulesPage());
