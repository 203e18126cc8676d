import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { quote } from '../../src/app/shellWord.ts';
import { agentProgram, ensureAgentPrograms } from '../setup/agentPrograms.mjs';
import { vscodeHost } from '../setup/vscodeHost.mjs';

/** A file of the pinned programs. */
export async function pinnedProgram(...parts: readonly string[]): Promise<string> {
  await ensureAgentPrograms('agents');
  return agentProgram('agents', ...parts);
}

/** The editor's Node, which those that are JavaScript need: they want a newer one than this project. */
export function editorNode(): string {
  return process.env['KEYTURN_TEST_EDITOR_NODE'] ?? vscodeHost().node;
}

/** A PATH on which the program that these words start stands first, as a person would have it, while `act` runs. */
export async function withProgramOnPath(
  name: string,
  [program = '', ...args]: readonly string[],
  act: () => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kt-path-'));
  const before = process.env['PATH'];
  try {
    const file = path.join(folder, name);
    if (args.length === 0) await symlink(program, file);
    else await writeFile(file, `#!/bin/sh\nexec ${[program, ...args].map(quote).join(' ')} "$@"\n`, { mode: 0o755 });
    process.env['PATH'] = `${folder}:${before}`;
    await act();
  } finally {
    process.env['PATH'] = before;
    await rm(folder, { recursive: true, force: true });
  }
}
