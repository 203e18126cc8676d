import type { Source } from '../reading/reader.ts';
import type { Family } from './family.ts';
import type { Importing } from './importing.ts';
import type { Forms } from './lowering.ts';
import type { Grammar, Syntax } from './syntax.ts';
import type { Language } from './language.ts';

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
