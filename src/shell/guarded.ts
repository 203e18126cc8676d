import type { Reading, Source } from '../reading/reader.ts';
import { addProblem, readingOf, startRun } from './state/run.ts';
import type { Run } from './state/run.ts';

/** A reading by `read`. A mistake of the reader is never a pass: what was found stays, and the text counts as not read. */
export function guarded(source: Source, read: (run: Run) => Reading, run = startRun()): Reading {
  try {
    return read(run);
  } catch {
    addProblem(run, 'problem.reader', [0, source.text.length]);
    return readingOf(run);
  }
}
