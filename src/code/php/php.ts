import type { ProgramLanguage } from '../programLanguage.ts';
import { rulesOf } from '../value/rule.ts';
import { tableOfModel } from '../term/tables.ts';
import { DATA } from '../value/value.ts';
import { phpComputing } from './computing.ts';
import { phpDatabases } from './databases.ts';
import { phpDecoding } from './decoding.ts';
import { phpFiles } from './files.ts';
import { importPhp } from './imports.ts';
import { PHP_FORMS } from './lowerPhp.ts';
import { phpNetwork } from './network.ts';
import { phpProcesses } from './processes.ts';

const families = [phpComputing, phpDecoding, phpFiles, phpProcesses, phpNetwork, phpDatabases];

export const php: ProgramLanguage = {
  name: 'php',
  families,
  rules: rulesOf(families.flatMap(({ rules }) => rules)),
  grammars: ['php'],
  reach: 'word',
  given: { name: '$argv', first: 1, within: '$_SERVER' },
  here: { name: '__dir__', alone: 'absolute' },
  forms: PHP_FORMS,
  importing: importPhp,
  // Names of functions and classes are the same in any case.
  canonical: (name) =>
    name
      .toLowerCase()
      .replace(/^\\/, '')
      .replaceAll('\\', '.')
      .replace(/^illuminate\.(?:support\.facades|database)\./, ''),
  unbound(name) {
    if (name.startsWith('$')) return DATA;
    // A class that is nowhere defined is one of the application.
    if (!/(?:^|\\)[A-Z]\w*$/.test(name)) return undefined;
    return { is: 'object', type: 'model', target: { is: 'text', text: tableOfModel(name), range: [0, 0] } };
  },
  callsByName: true,
  addresses: true,
  streams: /^(?:std(?:in|out|err)$|php:\/\/(?:stdin|stdout|stderr|output|input|memory|temp))/i,
  // `php -r` has no opening tag; a file without one is text that PHP prints.
  before: ({ file, text }) => (file !== undefined || /^(?:\uFEFF|#![^\n]*\n|\s)*<\?/.test(text) ? '' : '<?php '),
};
