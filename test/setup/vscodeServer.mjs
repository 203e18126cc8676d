/** Starts the pinned VS Code server on loopback, with a home, settings and extensions of its own. */
import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { start, stop } from './process.mjs';
import { SetupProblem } from './say.mjs';

/** Quiet surroundings: no welcome page, tips, updates or chat, nothing that moves. */
export const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.reduceMotion': 'on',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'chat.disableAIFeatures': true,
  'security.workspace.trust.enabled': false,
  'window.confirmBeforeClose': 'never',
  'git.enabled': false,
};

/** The environment without what another editor, or npm, left in it. */
export function cleanEnvironment(home, extra = {}) {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$|npm_|XDG_|KEYTURN_)/i.test(name),
  );
  // An empty gallery address keeps the page from asking any outside host for extensions.
  return { ...Object.fromEntries(kept), HOME: home, EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...extra };
}

/**
 * `base` receives the server's data, extensions and home; `vsix` lists the packed extensions to install; `token` is the
 * connection token (none: the server asks for none); `smokeDriver` lets a page name a test suite to run in the host.
 *
 * @param {{ host: { node: string, server: string }, base: string, vsix: readonly string[], token?: string, smokeDriver?: boolean,
 *   settings?: Readonly<Record<string, unknown>>, environment?: Readonly<Record<string, string>> }} options
 */
export async function startVscodeServer(options) {
  const { host, base, vsix, settings = {}, token, smokeDriver = false, environment = {} } = options;
  const place = {
    data: path.join(base, 'data'),
    extensions: path.join(base, 'extensions'),
    home: path.join(base, 'home'),
    // Short: the editor's sockets lie in it, and a socket's whole path has to fit in about 100 bytes.
    temporary: path.join(base, 't'),
  };
  await mkdir(path.join(place.data, 'data', 'User'), { recursive: true });
  await mkdir(place.extensions, { recursive: true });
  await mkdir(place.home, { recursive: true });
  await mkdir(place.temporary, { recursive: true });
  await writeFile(
    path.join(place.data, 'data', 'User', 'settings.json'),
    JSON.stringify({ ...quietSettings, ...settings }, undefined, 2),
  );
  const env = cleanEnvironment(place.home, { TMPDIR: place.temporary, ...environment });
  const folders = ['--server-data-dir', place.data, '--extensions-dir', place.extensions];
  for (const file of vsix) {
    const words = [host.server, '--install-extension', file, '--force', '--accept-server-license-terms', ...folders];
    const done = spawnSync(host.node, words, { env, encoding: 'utf8' });
    if (done.status !== 0) throw new SetupProblem(`${file} could not be installed:\n${done.stdout}${done.stderr}`);
  }
  const words = [host.server, '--host', '127.0.0.1', '--port', '0', '--accept-server-license-terms', ...folders];
  words.push(
    '--telemetry-level',
    'off',
    ...(token === undefined ? ['--without-connection-token'] : ['--connection-token', token]),
  );
  if (smokeDriver) words.push('--enable-smoke-test-driver');
  const child = start(host.node, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const address = await listening(child);
  return { ...place, address, pid: child.pid, stop: () => stop(child) };
}

/** The server prints the port it took; what it said before is the reason when it never does. */
function listening(child) {
  return new Promise((done, fail) => {
    let said = '';
    const timer = setTimeout(() => fail(new Error(`The VS Code server did not start in 60 s:\n${said}`)), 60_000);
    const hear = (chunk) => {
      said += chunk;
      const port = /agent listening on (\d+)/.exec(said)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      // Read on and drop: a full pipe would stop the server.
      child.stdout.removeListener('data', hear).resume();
      child.stderr.removeListener('data', hear).resume();
      done(`http://127.0.0.1:${port}`);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(new Error(`The VS Code server ended with ${code}:\n${said}`));
    });
  });
}
