import { chmod, lstat, mkdir } from 'node:fs/promises';

/** A folder that only this user can enter. Throws `foreign-folder` when what is there is not one of ours. */
export async function privateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== ownUid()) throw new GateFault('foreign-folder', folder);
  if ((found.mode & 0o077) !== 0) await chmod(folder, 0o700);
}

export function ownUid(): number {
  return process.getuid?.() ?? 0;
}

/** Why a gate cannot stand in its place. */
export class GateFault extends Error {
  readonly code: 'foreign-folder' | 'foreign-socket' | 'root-name' | 'socket-path' | 'lost-race';
  readonly where: string;
  constructor(code: GateFault['code'], where: string) {
    super(`${code}: ${where}`);
    this.code = code;
    this.where = where;
  }
}
