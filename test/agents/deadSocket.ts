import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

/** A socket file that nobody listens on: what a killed window leaves. */
export async function deadSocket(file: string): Promise<void> {
  const listen = `require('node:net').createServer().listen(${JSON.stringify(file)}, () => process.stdout.write('up'))`;
  const child = spawn(process.execPath, ['-e', listen], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGKILL');
  await ended;
  assert.ok(existsSync(file), 'the dead socket must lie there');
}
