/** The product, built and packed once for each state of its sources: `dist/`, with the VSIX in it. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { mustRunQuietly } from './process.mjs';
import { say } from './say.mjs';

/** Where `ensureProduct` leaves the packed extension. */
const vsixPlace = (root) => path.join(root, 'dist', 'keyturn.vsix');

const inputs = ['src', 'media', 'esbuild.mjs', 'package.json', 'package-lock.json', '.vscodeignore'];
const texts = ['README.md', 'CHANGELOG.md', 'LICENSE'];

function filesBelow(place) {
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place, { recursive: true })
    .map((name) => path.join(place, name))
    .filter((file) => statSync(file).isFile());
}

/** A hash over all that the build and the packing read. */
function hashOfInputs(root) {
  const hash = createHash('sha256').update(process.version);
  for (const file of [...inputs, ...texts].flatMap((name) => filesBelow(path.join(root, name))).sort()) {
    const bytes = readFileSync(file);
    hash.update(`${path.relative(root, file)}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

/** Builds and packs unless `dist/` was made from exactly these sources. Gives the VSIX. */
export async function ensureProduct(root) {
  const vsix = vsixPlace(root);
  const stamp = path.join(root, 'dist', 'keyturn.inputs');
  const wanted = hashOfInputs(root);
  if (existsSync(vsix) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
    say('product: dist/ is built and packed from these sources');
    return vsix;
  }
  say('product: building and packing the extension');
  // vsce builds first (`vscode:prepublish`), which empties dist/ and takes an old stamp away.
  const said = await mustRunQuietly('npx', ['--no-install', 'vsce', 'package', '-o', vsix], { cwd: root });
  const [packed = ''] = /Packaged: .*/.exec(said) ?? [];
  say(`product: ${packed}`);
  await writeFile(stamp, wanted);
  return vsix;
}
