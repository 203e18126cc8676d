import type { ProgramLanguage } from '../programLanguage.ts';
import { rulesOf } from '../rule.ts';
import { javascriptClients } from './clients.ts';
import { javascriptComputing } from './computing.ts';
import { javascriptDecoding } from './decoding.ts';
import { javascriptFiles } from './files.ts';
import { canonicalName, importJavascript } from './imports.ts';
import { JAVASCRIPT_FORMS } from './lowerJavascript.ts';
import { javascriptNetwork } from './network.ts';
import { javascriptProcesses } from './processes.ts';
import { javascriptServers } from './servers.ts';

const families = [
  javascriptComputing,
  javascriptDecoding,
  javascriptFiles,
  javascriptProcesses,
  javascriptNetwork,
  javascriptServers,
  javascriptClients,
];

export const javascript: ProgramLanguage = {
  name: 'javascript',
  families,
  rules: rulesOf(families.flatMap(({ rules }) => rules)),
  // Most TypeScript of one line is JavaScript too.
  grammars: ['javascript', 'typescript'],
  forms: JAVASCRIPT_FORMS,
  importing: importJavascript,
  // Prisma has a model for each table, under its name in lower case.
  member: (on, name) =>
    on.type === 'prisma' && /^[a-z]/.test(name)
      ? {
          is: 'object',
          type: 'prismaModel',
          target: { is: 'text', text: name.charAt(0).toUpperCase() + name.slice(1), range: [0, 0] },
        }
      : undefined,
  canonical: canonicalName,
};
