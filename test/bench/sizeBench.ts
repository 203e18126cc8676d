import { readdirSync, statSync } from 'node:fs';
import { say } from './figures.ts';

const MB = 1_000_000;
const size = (name: string): number => statSync(`dist/${name}`).size;

const parts = ['extension.js', 'product.js', 'sqlFormatter.js'];
const whole = parts.reduce((sum, name) => sum + size(name), 0);
say(`extension bundle (${parts.join(', ')})`, `${(whole / MB).toFixed(2)} MB`, {
  words: '<= 1.5 MB without wasm',
  met: whole <= 1.5 * MB,
});
for (const name of readdirSync('dist').sort()) {
  if (!/\.(js|mjs|wasm)$/.test(name)) continue;
  say(`  ${name}`, `${(size(name) / MB).toFixed(2)} MB`);
}
