import type { ProgramLanguage } from '../languages.ts';
import { rulesOf } from '../rule.ts';
import { javascriptComputing } from './computing.ts';
import { javascriptFiles } from './files.ts';
import { canonicalName, importJavascript } from './imports.ts';
import { JAVASCRIPT_FORMS } from './lowerJavascript.ts';
import { javascriptNetwork } from './network.ts';
import { javascriptProcesses } from './processes.ts';

const families = [javascriptComputing, javascriptFiles, javascriptProcesses, javascriptNetwork];

export const javascript: ProgramLanguage = {
  name: 'javascript',
  families,
  rules: rulesOf(families.flatMap(({ rules }) => rules)),
  // Most TypeScript of one line is JavaScript too.
  grammars: ['javascript', 'typescript'],
  forms: JAVASCRIPT_FORMS,
  importing: importJavascript,
  canonical: canonicalName,
};
