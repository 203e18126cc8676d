import { opaque, state } from '../deeds/findings.ts';
import type { Importing } from '../deeds/importing.ts';

export const importPhp: Importing = (module, range, findings) => {
  // The application and its packages, with all that they do when they are loaded.
  if (/(?:^|\/)(?:vendor\/autoload|bootstrap\/app|wp-load)\.php$/.test(module))
    state(findings, 'exec.project', { type: 'package', name: module }, range);
  else opaque(findings, range, 'problem.unknown-import');
};
