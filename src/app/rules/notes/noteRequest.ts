import type { TextRange } from '../../../effect/effect.ts';
import type { Layer } from '../../../rules/compile.ts';
import type { Ground } from '../../../effect/place.ts';
import type { Rule } from '../../../rules/file/ruleFile.ts';
import type { Reach } from '../learnedReach.ts';
import type { ObserveReport } from '../observeReport.ts';
import type { RuleMark } from '../ruleMarks.ts';
import type { Records } from './ruleTally.ts';

/** What the thread that reads rules texts and the record for them is asked. */
export type NoteRequest = MarksRequest | TalliesRequest | ExamplesRequest | ReachRequest | ObservedRequest;

/** What is wrong with a text. `today`: `YYYY-MM-DD`, local. `person`: who would answer for a rule. */
export interface MarksRequest {
  readonly ask: 'marks';
  readonly text: string;
  readonly today: string;
  readonly person: string;
}

/** What each rule of a text has decided since `from` (wall clock, milliseconds). */
export interface TalliesRequest {
  readonly ask: 'tallies';
  readonly text: string;
  readonly layer: Layer;
  readonly records: Records;
  readonly from: number;
}

/** What the examples come to that begin inside `range`. */
export interface ExamplesRequest {
  readonly ask: 'examples';
  readonly text: string;
  readonly layer: Layer;
  readonly range: TextRange;
}

/** What a learned rule would have done to what the record tells of. `since`: wall clock, milliseconds. */
export interface ReachRequest {
  readonly ask: 'reach';
  readonly rule: Rule;
  readonly recordFolder: string;
  readonly since: number;
  readonly ground: Ground;
}

/** What observe mode would have done since then. */
export interface ObservedRequest {
  readonly ask: 'observed';
  readonly recordFolder: string;
  readonly since: number;
}

/** A sentence at a place of a rules text. */
export interface Note {
  /** UTF-16. */
  readonly offset: number;
  readonly words: string;
  /** More than fits beside the text; lines. */
  readonly detail?: string;
}

export interface NoteAnswers {
  readonly marks: readonly RuleMark[];
  readonly tallies: readonly Note[];
  readonly examples: readonly Note[];
  readonly reach: Reach;
  readonly observed: ObserveReport;
}
