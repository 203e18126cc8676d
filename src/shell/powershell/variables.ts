import type { TextRange } from '../../effect/effect.ts';
import { isWindowsPath } from '../../effect/windowsPath.ts';
import { environmentArg, knownFolder } from '../windows/environment.ts';
import { unknownFlow } from '../state/flow.ts';
import { isSecretVariable } from '../effects/secrets.ts';
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
  if (value !== undefined) return placed(value, range);
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

function secretNamed(name: string, range: TextRange): ReturnType<typeof unknownFlow> {
  return { ...unknownFlow(range), secret: name, local: true };
}
