import { rulesOf } from '../rule.ts';
import type { Language } from '../values.ts';
import { pythonComputing } from './computing.ts';
import { pythonDatabases } from './databases.ts';
import { pythonFiles } from './files.ts';
import { pythonNetwork } from './network.ts';
import { pythonProcesses } from './processes.ts';

export const PYTHON_FAMILIES = [pythonComputing, pythonFiles, pythonProcesses, pythonNetwork, pythonDatabases];

export const python: Language = {
  name: 'python',
  rules: rulesOf(PYTHON_FAMILIES.flatMap(({ rules }) => rules)),
  canonical: (name) => name.replace(/^builtins\.(?!class$)/, '').replace(/^(?:posixpath|ntpath)(?=\.|$)/, 'os.path'),
};
