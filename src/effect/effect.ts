import type { EffectKind } from './kind.ts';
import type { EffectObject } from './object.ts';
import type { Trait } from './trait.ts';

/** `[start, end)` in UTF-16 code units of the text it belongs to. */
export type TextRange = readonly [start: number, end: number];

export type Certainty = 'certain' | 'possible';

/** What can bring the object back. `git` is a claim of the reader; the preview and the facts check it. */
export type Undo = 'git' | 'snapshot' | 'transaction' | 'none' | 'unknown';

export type Environment = 'local' | 'staging' | 'production' | 'unknown';

/** One thing an action would do to one object. */
export interface Effect {
  readonly kind: EffectKind;
  readonly object: EffectObject;
  readonly range: TextRange;
  readonly certainty: Certainty;
  readonly undo: Undo;
  readonly environment: Environment;
  readonly traits: readonly Trait[];
  /** The beginning of the text that says it, where that was decoded before it runs and can be known. */
  readonly decoded?: string;
}

/** Longest part of a decoded text that is kept to be shown, in UTF-16 units. */
const LONGEST_DECODED = 400;

export function decodedPart(text: string): string {
  return text.slice(0, LONGEST_DECODED).trim();
}
