import type { ProgramLanguage } from './programLanguage.ts';
import { javascript } from './javascript/javascript.ts';
import { php } from './php/php.ts';
import { python } from './python/python.ts';
import { ruby } from './ruby/ruby.ts';

/** By the dialect that carriers name. Adding a language is one folder and one line here. */
export const LANGUAGES: ReadonlyMap<string, ProgramLanguage> = new Map(
  [python, javascript, ruby, php].map((language) => [language.name, language]),
);
