import type { ProgramLanguage } from '../programLanguage.ts';
import { rulesOf } from '../value/rule.ts';
import { javascriptClients } from './clients.ts';
import { javascriptComputing } from './computing.ts';
import { javascriptDecoding } from './decoding.ts';
import { javascriptFiles } from './files.ts';
import { canonicalName, importJavascript } from './imports.ts';
import { JAVASCRIPT_FORMS } from './lowerJavascript.ts';
import { javascriptNetwork } from './network.ts';
import { javascriptProcesses } from './processes.ts';
import { javascriptServers } from './servers.ts';
import { javascriptStandard } from './standard.ts';

const families = [
  javascriptComputing,
  javascriptDecoding,
  javascriptFiles,
  javascriptProcesses,
  javascriptNetwork,
  javascriptServers,
  javascriptStandard,
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
  reach: 'global',
  looseMembers: true,
  given: { name: 'process.argv', first: 1 },
  here: { name: '__dirname', alone: 'relative' },
  fills: new Map([...'push unshift splice fill copyWithin assign'.split(' ').map((name) => [name, 'it'] as const)]),
  shows: /^(?:typeof|console\.\w+|String|Boolean|Object\.(?:keys|getOwnPropertyNames))$/,
  forgets:
    /^(?:typeof|console\..*|JSON\.stringify|Math\..*|Array\.isArray|Boolean|String|Number|Set|Object\.(?:keys|entries))$/,
  member(on, name) {
    // What a folder holds, asked for with its kinds: the name of an entry is what it would be without.
    if (on.is === 'text') return on.pattern === true && name === 'name' ? on : undefined;
    // Prisma has a model for each table, under its name in lower case.
    if (on.type !== 'prisma' || !/^[a-z]/.test(name)) return undefined;
    const model = name.charAt(0).toUpperCase() + name.slice(1);
    return { is: 'object', type: 'prismaModel', target: { is: 'text', text: model, range: [0, 0] } };
  },
  canonical: canonicalName,
};
