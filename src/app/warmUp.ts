import { judgeAction } from './judge.ts';
import type { JudgeOptions } from './judge.ts';

/** What agents ask first, and what asks for the facts of the disk too. */
const COMMAND = 'ls -la && git status --short';

/**
 * Judges for nobody, in a folder of our own: the shell's reader is loaded and compiled, and the thread that looks at the disk
 * is there, before an agent waits for them. Never rejects.
 */
export async function warmUp(
  options: Pick<JudgeOptions, 'readers' | 'texts' | 'facts' | 'home'>,
  folder: string,
): Promise<void> {
  const judging: JudgeOptions = { ...options, workspace: () => folder, autoPass: () => 'reads' };
  await judgeAction({ kind: 'shell', command: COMMAND, shell: 'bash', cwd: folder }, folder, judging).catch(
    () => undefined,
  );
}
