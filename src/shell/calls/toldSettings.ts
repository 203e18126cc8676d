import type { TextRange } from '../../effect/effect.ts';
import { CLIENT_SETTINGS } from '../catalog/clientSettings.ts';
import type { ClientSettings } from '../catalog/clientSettings.ts';
import { act, opaque } from '../effects/act.ts';
import { settingsKept } from '../effects/diskAsks.ts';
import { absolute, isInside, isRooted } from '../effects/paths.ts';
import { slice } from '../state/arg.ts';
import type { Call } from '../state/call.ts';

/** Says that a client goes by settings that are not the person's own. The workspace's are its code; of others nobody here knows what they start. */
export function goesBySettings(call: Call): void {
  const kind = CLIENT_SETTINGS.get(call.title);
  if (kind === undefined || call.scope.traits.includes('in-container')) return;
  if (kind.edits?.test(subcommand(call, kind)) === true) return;
  for (const [value, range] of named(call, kind)) goesBy(call, kind, value, range);
}

/** The first word behind the option itself: behind any other a word may be that one's value. */
function subcommand({ args: [first, second, third] }: Call, { option }: ClientSettings): string {
  if (first?.value === option) return third?.value ?? '';
  return (first?.value.startsWith(`${option}=`) === true ? second : first)?.value ?? '';
}

function goesBy(call: Call, { own, variable }: ClientSettings, value: string, range: TextRange): void {
  const { home, workspace } = call.scope;
  const { cwd } = call.state;
  // What the variable was before is where the client looks anyway.
  if (value === '' || value === `$${variable}` || value === `\${${variable}}`) return;
  const path =
    /[$`]/.test(value) || (cwd === undefined && !isRooted(value, home)) ? undefined : absolute(value, cwd ?? '/', home);
  if (path === undefined || !isInside(path, workspace)) {
    if (path === undefined || !own.some((folder) => isInside(path, folder.replace(/^~/, home))))
      opaque(call, value, range, 'problem.unread-file');
    return;
  }
  act(call, 'exec.project', 'operation', `${call.title} ${value}`, range);
  settingsKept(call, range, false, { script: path });
}

/** The files that a call names: an option goes before the variable, which may name several. */
function named(call: Call, kind: ClientSettings): readonly (readonly [value: string, range: TextRange])[] {
  const found: (readonly [string, TextRange])[] = [];
  for (let at = 0; at < call.args.length; at++) {
    const arg = call.args[at];
    if (arg === undefined || arg.value === '--') break;
    const next = call.args[at + 1];
    if (arg.value === kind.option && next !== undefined) found.push([next.value, next.range]);
    else if (arg.value.startsWith(`${kind.option}=`)) {
      const value = slice(arg, kind.option.length + 1);
      found.push([value.value, value.range]);
    }
    if (kind.before === undefined) continue;
    if (kind.before.test(arg.value)) at++;
    else if (!arg.value.startsWith('-')) break;
  }
  const variable = kind.variable === undefined ? undefined : call.scope.variables.get(kind.variable);
  if (found.length > 0 || variable?.exported !== true) return found;
  return (variable.value ?? `$${kind.variable}…`).split(':').map((value) => [value, call.range] as const);
}
