import type { TextRange } from '../../effect/effect.ts';
import { isWindowsPath } from '../../effect/windowsPath.ts';
import { environmentArg, knownFolder } from '../windows/environment.ts';
import { unknownFlow } from '../state/flow.ts';
import { isSecretVariable } from '../effects/secrets.ts';
import { isOver, spend } from '../state/run.ts';
import type { State } from './state.ts';
import { NOTHING, placed, textArg, unknown, valueOf } from './value.ts';
import type { Value } from './value.ts';

/** A variable's name without its scope, in lower case: `$global:X` is `x`, `$env:X` stays `env:x`. */
export function variableName(name: string): string {
  return name.toLowerCase().replace(/^(?:global|script|local|private|using|variable):/, '');
}

const EMPTY = new Set(['null', '?', 'error', 'matches']);
/** Variables that PowerShell sets and that say nothing of a person or a place. */
const PLAIN =
  /^(?:lastexitcode|psversiontable|host|pid|islinux|ismacos|iswindows|iscoreclr|psedition|pshome|psculture|shellid)$/;

export function variableValue(state: State, name: string, range: TextRange): Value {
  const own = variableName(name);
  const written = `$${name}`;
  if (own.startsWith('env:')) return valueOf(environmentArg(own.slice('env:'.length), state.scope, range, written));
  const value = state.variables.get(own);
  if (value !== undefined) {
    spend(state.scope.run, unitsOf(value) / WHOLE_TEXTS);
    return isOver(state.scope.run) ? unknown(range, written) : placed(value, range);
  }
  switch (own) {
    case 'true':
    case 'false':
      return valueOf(textArg(own === 'true' ? 'True' : 'False', range));
    case 'home':
    case 'pwd': {
      const folder = knownFolder(own, state.scope);
      return folder === undefined ? unknown(range, written) : valueOf(textArg(folder, range));
    }
    case 'profile': {
      const folder = isWindowsPath(state.scope.home) ? '\\Documents\\PowerShell\\' : '/.config/powershell/';
      return valueOf(textArg(`${state.scope.home}${folder}Microsoft.PowerShell_profile.ps1`, range));
    }
    default:
      if (EMPTY.has(own)) return NOTHING;
      return unknown(range, written, PLAIN.test(own) || !isSecretVariable(own) ? undefined : secretNamed(own, range));
  }
}

/** Of few steps, a here-string of some pages put in twice must not take the half. */
const WHOLE_TEXTS = 4;
/** What keeping one more word costs, in UTF-16 units. */
const WORD_UNITS = 32;

function unitsOf({ items }: Value): number {
  return items.reduce((sum, { value }) => sum + value.length + WORD_UNITS, 0);
}

function secretNamed(name: string, range: TextRange): ReturnType<typeof unknownFlow> {
  return { ...unknownFlow(range), secret: name, local: true };
}
