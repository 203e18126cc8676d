import type { ProgramLanguage } from '../languages.ts';
import { rulesOf } from '../rule.ts';
import { pythonComputing } from './computing.ts';
import { pythonDatabases } from './databases.ts';
import { pythonFiles } from './files.ts';
import { importPython } from './imports.ts';
import { PYTHON_FORMS } from './lowerPython.ts';
import { pythonNetwork } from './network.ts';
import { pythonProcesses } from './processes.ts';

const families = [pythonComputing, pythonFiles, pythonProcesses, pythonNetwork, pythonDatabases];

export const python: ProgramLanguage = {
  name: 'python',
  families,
  rules: rulesOf(families.flatMap(({ rules }) => rules)),
  grammars: ['python'],
  forms: PYTHON_FORMS,
  importing: importPython,
  canonical: (name) => name.replace(/^builtins\.(?!class$)/, '').replace(/^(?:posixpath|ntpath)(?=\.|$)/, 'os.path'),
};
