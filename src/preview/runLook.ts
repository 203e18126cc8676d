import type { Mark, PreviewEntry, PreviewReport, Remark } from './preview.ts';

/** What one command of an action would hit, and what of it is not known. */
export interface RunFound {
  readonly entries: readonly PreviewEntry[];
  readonly unknown: readonly Remark[];
}

export interface RunLook<Run> {
  readonly source: string;
  readonly runs: readonly Run[];
  /** What is known not to be known before anything is looked at. */
  readonly unknown: readonly Remark[];
  look(run: Run): Promise<RunFound>;
  /** Asked once of all that was found and told already: the same with what takes longer to know. */
  refine?(entries: readonly PreviewEntry[]): Promise<RunFound>;
  /** What the figures rest on until now. */
  marks?(): readonly Mark[];
  /** Asked once, of all that was found. */
  raise?(entries: readonly PreviewEntry[]): PreviewReport['raise'];
}

/** Looks at the commands of an action one by one, and reports after each what is known until then. */
export async function lookAtRuns<Run>(
  { source, runs, unknown: first, look, refine, marks, raise }: RunLook<Run>,
  report: (report: PreviewReport) => void,
  signal: AbortSignal,
): Promise<void> {
  let entries: readonly PreviewEntry[] = [];
  const unknown: Remark[] = [...first];
  const tell = (state: 'counting' | 'done'): void => {
    if (signal.aborted) return;
    const raised = state === 'done' ? raise?.(entries) : undefined;
    report({
      source,
      state,
      entries,
      unknown: [...unknown],
      ...(marks === undefined ? {} : { marks: marks() }),
      ...(raised === undefined ? {} : { raise: raised }),
    });
  };
  // A server that does not answer is one sentence, however many commands ask it.
  const add = (remarks: readonly Remark[]): void => {
    for (const remark of remarks)
      if (!unknown.some((one) => JSON.stringify(one) === JSON.stringify(remark))) unknown.push(remark);
  };
  tell('counting');
  for (const run of runs) {
    const found = await look(run);
    if (signal.aborted) return;
    entries = [...entries, ...found.entries];
    add(found.unknown);
    tell('counting');
  }
  if (refine !== undefined && entries.length > 0) {
    const found = await refine(entries);
    if (signal.aborted) return;
    entries = found.entries;
    add(found.unknown);
  }
  tell('done');
}
