import type { Source } from '../reading/reader.ts';
import type { Family } from './value/family.ts';
import type { Importing } from './deeds/importing.ts';
import type { Forms } from './term/lowering.ts';
import type { Grammar, Syntax } from './term/syntax.ts';
import type { Language } from './value/language.ts';

/** A language with a grammar at hand. */
export interface ProgramLanguage extends Language {
  readonly families: readonly Family[];
  /** Tried in order until one fits. */
  readonly grammars: readonly Grammar[];
  readonly forms: Forms;
  readonly importing: Importing;
  /** What the grammar wants to see before the text. */
  before?(source: Source): string;
  /** Puts together what the grammar leaves apart. */
  tidy?(root: Syntax): Syntax;
}
