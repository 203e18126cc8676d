import type { ProgramLanguage } from '../programLanguage.ts';
import { rulesOf } from '../value/rule.ts';
import { tableOfModel } from '../term/tables.ts';
import { DATA } from '../value/value.ts';
import { rubyComputing } from './computing.ts';
import { rubyDatabases } from './databases.ts';
import { rubyDecoding } from './decoding.ts';
import { rubyFiles } from './files.ts';
import { withHeredocs } from './heredocs.ts';
import { importRuby } from './imports.ts';
import { RUBY_FORMS } from './lowerRuby.ts';
import { rubyNetwork } from './network.ts';
import { rubyProcesses } from './processes.ts';

const families = [rubyComputing, rubyDecoding, rubyFiles, rubyProcesses, rubyNetwork, rubyDatabases];

export const ruby: ProgramLanguage = {
  name: 'ruby',
  families,
  rules: rulesOf(families.flatMap(({ rules }) => rules)),
  grammars: ['ruby'],
  reach: 'word',
  given: { name: 'ARGV', first: 0, takes: /^(?:gets|readlines?|ARGF|parse!|order!|permute!|getopts)$/ },
  maker: 'new',
  calling: 'call',
  alters: /^(?:<<|concat|prepend|insert|replace|clear|setbyte|force_encoding|append_as_bytes|\w+!)$/,
  forms: RUBY_FORMS,
  importing: importRuby,
  canonical: (name) => name.replace(/^(?:Kernel|Object)\.(?=.)/, ''),
  tidy: withHeredocs,
  unbound(name) {
    if (/^[$@]/.test(name)) return DATA;
    // A constant that is nowhere defined is a class of the application.
    if (!/^[A-Z]\w*[a-z]\w*$/.test(name)) return undefined;
    return { is: 'object', type: 'model', target: { is: 'text', text: tableOfModel(name), range: [0, 0] } };
  },
};
