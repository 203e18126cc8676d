import { readdirSync, statSync } from 'node:fs';
import { say } from './figures.ts';

const MB = 1024 * 1024;
const size = (name: string): number => statSync(`dist/${name}`).size;

say('extension bundle', `${(size('extension.js') / MB).toFixed(2)} MB`, '<= 1.5 MB without wasm');
for (const name of readdirSync('dist').sort()) {
  if (name === 'extension.js' || !/\.(js|mjs|wasm)$/.test(name)) continue;
  say(`  ${name}`, `${(size(name) / MB).toFixed(2)} MB`);
}
