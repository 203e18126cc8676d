import type { Findings } from './findings.ts';
import type { Importing } from './importing.ts';
import type { Language } from '../value/language.ts';
import type { Values } from '../value/values.ts';

export interface Program {
  readonly language: Language;
  readonly values: Values;
  readonly findings: Findings;
  readonly importing: Importing;
}
