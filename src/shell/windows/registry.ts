import { withoutEnd } from '../../effect/withoutEnd.ts';
import type { TextRange } from '../../effect/effect.ts';
import { act } from '../effects/act.ts';
import type { Call } from '../state/call.ts';

/** Registry keys whose values are started with the system or with a session. */
const AUTOSTART =
  /\\currentversion\\(?:run|runonce|runservices|policies\\explorer\\run|winlogon|image file execution options)(?:\\|$)|\\currentcontrolset\\services(?:\\|$)|\\(?:shell|shellex)\\|\\command processor(?:\\|$)|\\environment$|\\userinitmprlogonscript/i;

/** A change of the registry, or of another store that the system is made of. */
export function registryChange(call: Call, name: string, verb: string, range: TextRange): void {
  const key = withoutEnd(name, '\\/').replaceAll('/', '\\');
  act(call, 'system.change', 'key', key, range, verb === 'delete' ? { undo: 'none' } : {});
  if (verb !== 'delete' && AUTOSTART.test(key)) act(call, 'persist.install', 'key', key, range);
}
