import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensurePinned, pinnedPlace } from '../setup/pinned.mjs';
import { vscodeHost } from '../setup/vscodeHost.mjs';

const set = {
  // Beside Claude Code, which has a folder of its own.
  name: 'agents/programs',
  pins: path.resolve('test/setup/agents'),
  // Some of them name optional packages of platforms that no registry has: a strict install would fail.
  words: ['install', '--no-save', '--omit=optional'],
};

/** A file of the pinned programs, which are installed from npm on first use (1.2 GB, outside the repository). */
export async function pinnedProgram(...parts: readonly string[]): Promise<string> {
  await ensurePinned(set);
  return path.join(pinnedPlace(set.name, set.pins), 'node_modules', ...parts);
}

/** The editor's Node, which those that are JavaScript need: they want a newer one than this project. */
export function editorNode(): string {
  return process.env['KEYTURN_TEST_EDITOR_NODE'] ?? vscodeHost().node;
}

/** A PATH on which this program stands first, as a person would have it, while `act` runs. */
export async function withProgramOnPath(name: string, program: string, act: () => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kt-path-'));
  const before = process.env['PATH'];
  try {
    await symlink(program, path.join(folder, name));
    process.env['PATH'] = `${folder}:${before}`;
    await act();
  } finally {
    process.env['PATH'] = before;
    await rm(folder, { recursive: true, force: true });
  }
}
