import type { Folder } from '../workspaceFolder.ts';
import { observeWords } from '../sentences/learned.ts';
import type { RuleNotes } from './notes/ruleNotes.ts';

/** Says of each folder what observe mode would have done since it began. */
export function reportObserved(
  folders: readonly Pick<Folder, 'root' | 'recordFolder'>[],
  since: number,
  ask: RuleNotes['ask'],
  alarm: (code: string, values: Readonly<Record<string, string>>) => void,
): void {
  for (const { root, recordFolder } of folders)
    void ask({ ask: 'observed', recordFolder, since }).then((report) =>
      report === undefined
        ? alarm('observe.unreported', { folder: root })
        : alarm('observe.ended', { folder: root, report: observeWords(report) }),
    );
}
