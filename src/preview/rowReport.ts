import { redactValue } from '../action/redact.ts';
import { rank } from '../effect/level.ts';
import type { Level } from '../effect/level.ts';
import type { Marked, PreviewEntry, PreviewReport, Remark } from './preview.ts';
import { raiseOf } from './rowLoss.ts';

/** Values of one row as text, not yet redacted. */
export interface RowSample {
  readonly columns: readonly (readonly [name: string, value: string])[];
  readonly becomes?: readonly (readonly [name: string, value: string])[];
}

/** What a source of rows has found so far, database by database. */
export interface RowReport {
  readonly entries: PreviewEntry[];
  readonly unknown: Remark[];
  /** What the databases say of themselves, the worst of it, and what that raises the level to. */
  marked: { readonly by: Marked; readonly level: Level } | undefined;
  /** Reports it, with what the database that is being looked at gave until now. Silent once the look was cancelled. */
  tell(state: PreviewReport['state'], entries?: readonly PreviewEntry[], unknown?: readonly Remark[]): void;
}

export function openRowReport(
  source: string,
  why: readonly Remark[],
  report: (report: PreviewReport) => void,
  signal: AbortSignal,
): RowReport {
  const entries: PreviewEntry[] = [];
  const unknown: Remark[] = [...why];
  const found: RowReport = {
    entries,
    unknown,
    marked: undefined,
    tell(state, moreEntries = [], moreUnknown = []) {
      if (signal.aborted) return;
      const all = [...entries, ...moreEntries];
      const { marked } = found;
      const rows = state === 'done' ? raiseOf(all) : undefined;
      const raise =
        marked === undefined || rank(marked.level) <= rank(rows?.level ?? 'none')
          ? rows
          : { level: marked.level, rule: 'preview.marked' };
      report({
        source,
        state,
        entries: all,
        unknown: [...unknown, ...moreUnknown],
        ...(raise === undefined ? {} : { raise }),
        ...(marked === undefined ? {} : { marked: marked.by }),
      });
    },
  };
  return found;
}

/** The sample of an entry: what looks like a secret is masked here, before anything else sees it. */
export function rowSample(rows: readonly RowSample[]): Pick<PreviewEntry, 'sample'> {
  if (rows.length === 0) return {};
  return {
    sample: rows.map(({ columns, becomes }) => ({
      columns: columns.map(redacted),
      ...(becomes === undefined ? {} : { becomes: becomes.map(redacted) }),
    })),
  };
}

function redacted([name, value]: readonly [string, string]): readonly [string, string] {
  return [name, redactValue(name, value)];
}
