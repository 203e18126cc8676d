import type { Folder } from '../product.ts';
import { observeWords } from '../sentences/learned.ts';
import type { RuleNotes } from './notes/ruleNotes.ts';
import type { PastAction } from './pastActions.ts';

/** What observe mode would have done. */
export interface ObserveReport {
  readonly actions: number;
  readonly passed: number;
  readonly held: readonly string[];
  readonly refused: readonly string[];
}

/** Of the shell commands of a record since observe mode began. */
export function observeReport(past: readonly PastAction[]): ObserveReport {
  const of = (ruling: PastAction['observed']): readonly string[] =>
    past.filter(({ observed }) => observed === ruling).map(({ command }) => command);
  const held = of('hold');
  const refused = of('refuse');
  return { actions: past.length, passed: past.length - held.length - refused.length, held, refused };
}

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
