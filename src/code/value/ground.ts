import type { Context, Source } from '../../reading/reader.ts';
import type { Holding } from './holding.ts';
import type { Language } from './language.ts';
import type { Rule } from './rule.ts';
import type { FunctionTerm, Term } from '../term/term.ts';
import type { Value } from './value.ts';

/** What is known of a program so far. It grows from round to round. */
export interface Ground {
  readonly language: Language;
  readonly context: Context;
  /** Where the program stands, and the words that it is given. */
  readonly source: Pick<Source, 'args' | 'file'>;
  /** What every name may stand for. */
  readonly names: ReadonlyMap<string, readonly Value[]>;
  /** What comes out of functions. */
  readonly results: ReadonlyMap<FunctionTerm, readonly Value[]>;
  readonly held: Holding;
  /** Whether the words that the program is given are only looked at. */
  readonly wordsAreSeen: boolean;
  /** Methods of the program's classes, by their names. */
  readonly methods: ReadonlyMap<string, readonly FunctionTerm[]>;
  /** What options are where the program is given no words, by their names. */
  readonly presets: ReadonlyMap<string, readonly Term[]> | undefined;
  /** False: what a thing of a class has is not known. */
  hasInstances(): boolean;
  /** Values that may be looked at before the program is given up. */
  readonly most: number;
  /** Told whenever a term is looked at. It may throw, where there is no time left for it. */
  readonly look: () => void;
}

/** What terms may stand for. */
export interface Terms {
  of(term: Term): readonly Value[];
  /** What may be in it. */
  elements(value: Value): readonly Value[];
  ruleFor(callee: Value): Rule | undefined;
}
