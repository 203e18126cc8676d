/** The desktop VS Code, with data, extensions and a home of its own. */
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { mustRun, run } from '../setup/process.mjs';
import { say } from '../setup/say.mjs';
import { cleanEnvironment, quietSettings } from '../setup/vscodeServer.mjs';

/** The `code` command hands over to a process outside our group, which names itself in a lock file of its data folder. */
function endEditor(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    if (pid > 1) process.kill(pid, 'SIGKILL');
  } catch {
    // It never started, or the person has closed it.
  }
}

export async function startDesktop(base, shop, vsix) {
  const home = path.join(base, 'home');
  const data = path.join(base, 'data');
  await mkdir(path.join(data, 'User'), { recursive: true });
  await mkdir(home);
  const temporary = path.join(base, 't');
  await mkdir(temporary);
  await writeFile(path.join(data, 'User', 'settings.json'), JSON.stringify({ ...quietSettings, 'git.enabled': true }));
  const env = cleanEnvironment(home, { TMPDIR: temporary });
  const own = ['--user-data-dir', data, '--extensions-dir', path.join(base, 'extensions')];
  say('demo: installing the extension into a VS Code of its own');
  await mustRun('code', [...own, '--install-extension', vsix, '--force'], { env, stdio: ['ignore', 2, 2] });
  // Before the listener that removes the folder: a living editor would write into it again.
  process.prependListener('exit', () => endEditor(path.join(data, 'code.lock')));
  // The own home has no keyring: secrets are kept in the throw-away data folder.
  const words = [...own, '--new-window', '--wait', '--password-store=basic', shop];
  return { home, closed: run('code', words, { env, stdio: 'ignore' }) };
}
