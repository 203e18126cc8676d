import { opaque } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { setVariable } from '../commands/assign.ts';
import { registryChange } from '../windows/registry.ts';
import { driveOf } from './paths.ts';
import type { State } from './state.ts';

/** What is done on a drive that holds no files. */
export function actOnDrive(call: Call, state: State, verb: string, arg: Arg): void {
  const found = driveOf(arg);
  if (found === undefined) return;
  const { drive, rest } = found;
  const looks = verb === 'read' || verb === 'list';
  switch (drive) {
    case 'env':
      if (looks) {
        if (rest === '' || /[*?]/.test(rest)) call.state.secret = 'environment';
      } else
        setVariable(
          state.shell,
          state.scope,
          rest,
          verb === 'delete' ? { ...arg, value: '' } : undefined,
          arg.range,
          true,
        );
      return;
    case 'variable':
      if (!looks) state.variables.delete(rest.toLowerCase());
      return;
    case 'function':
    case 'alias':
      // A name that comes to mean something else.
      if (!looks && verb !== 'delete') opaque(call, arg.value, arg.range, 'problem.dynamic-command');
      return;
    default:
      if (looks) return;
      registryChange(call, arg.value, verb, arg.range);
  }
}
