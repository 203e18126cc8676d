import type { Source } from '../reading/reader.ts';
import type { Family } from './family.ts';
import type { Importing } from './importing.ts';
import { javascript } from './javascript/javascript.ts';
import type { Forms } from './lowering.ts';
import { php } from './php/php.ts';
import { python } from './python/python.ts';
import { ruby } from './ruby/ruby.ts';
import type { Grammar, Syntax } from './syntax.ts';
import type { Language } from './values.ts';

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

/** By the dialect that carriers name. Adding a language is one folder and one line here. */
export const LANGUAGES: ReadonlyMap<string, ProgramLanguage> = new Map(
  [python, javascript, ruby, php].map((language) => [language.name, language]),
);
