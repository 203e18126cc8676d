import type { Action } from '../../src/action/action.ts';
import { openShellReader } from '../../src/shell/openShell.ts';
import type { PreviewSubject } from '../../src/preview/preview.ts';
import { readWhole } from '../../src/reading/readWhole.ts';

/** A shell text as the product reads it: what a preview is made from. */
export async function shellSubject(folder: string, command: string): Promise<PreviewSubject> {
  const action: Action = { kind: 'shell', command, shell: 'bash', cwd: folder };
  const context = {
    cwd: folder,
    workspace: folder,
    home: '/home/nobody',
    environment: {},
    traits: [],
    place: 'local',
    depth: 0,
  } as const;
  const none = async (): Promise<{ unread: 'absent' }> => ({ unread: 'absent' });
  const reading = await readWhole(action, context, { shell: openShellReader() }, { file: none, packageScript: none });
  return { action, reading, cwd: folder, workspace: folder };
}
