import path from 'node:path';
import { writeWhole } from '../gate/windowFile.ts';
import type { Guard } from './guard/openGuard.ts';
import { installLauncher } from './launcher.ts';
import type { LauncherOptions } from './launcher.ts';

/** Writes what clients find Keyturn and check its grants by: the launcher, and the key's public half (PEM). */
export async function writeOwnFiles(guard: Guard, options: LauncherOptions, publicKey: string): Promise<void> {
  // First: what was changed while no window was open would be put right without a word.
  await guard.look();
  await guard.own(async () => {
    await writeWhole(path.join(options.place, 'key.pub'), publicKey);
    await installLauncher(options);
  });
}
