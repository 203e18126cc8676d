import type { Arg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import type { Scope } from '../state/scope.ts';
import { opaque } from './act.ts';

/** The shell sets these itself, or the person's session does. */
const OWN = /^(?:0|PWD|OLDPWD|HOME|TMPDIR|BASH_SOURCE|XDG_RUNTIME_DIR)$/;

/** A folder that is known only when it runs, and is whatever a file says that was read, or a variable that this text does not set. */
export function isToldFolder(scope: Scope, { value, dynamic, flow }: Arg): boolean {
  if (!dynamic) return false;
  if (flow !== undefined && (flow.local || flow.network || flow.secret !== undefined)) return true;
  // What a command prints of its own says where: `$(git rev-parse --show-toplevel)`, `$(dirname "$0")`.
  const isSet = (name: string): boolean =>
    OWN.test(name) || scope.variables.has(name) || (/^\d+$/.test(name) && scope.positional !== undefined);
  const rest = value.replace(/\$\([^]*\)|`[^`]*`/g, '');
  return [...rest.matchAll(/\$\{?(\w+)/g)].some(([, name = '']) => !isSet(name));
}

/** What looks for settings or modules where it stands may find anybody's there. */
export function holdsWhereTold(call: Call): void {
  if (call.state.cwd === undefined && call.state.toldFolder)
    opaque(call, call.title, call.range, 'problem.dynamic', ['dynamic']);
}
