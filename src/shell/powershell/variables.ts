import type { TextRange } from '../../effect/effect.ts';
import { isWindowsPath } from '../../effect/windowsPath.ts';
import { unknownFlow } from '../flow.ts';
import { isSecretVariable } from '../secrets.ts';
import type { Scope } from '../scope.ts';
import type { State } from './state.ts';
import { NOTHING, placed, textArg, unknown, valueOf } from './value.ts';
import type { Value } from './value.ts';

/** A variable's name without its scope, in lower case: `$global:X` is `x`, `$env:X` stays `env:x`. */
export function variableName(name: string): string {
  return name.toLowerCase().replace(/^(?:global|script|local|private|using|variable):/, '');
}

/** Folders that Windows names in its environment, on the ground that the text stands on. */
export function knownFolder(name: string, scope: Scope): string | undefined {
  const { home } = scope;
  const windows = isWindowsPath(home);
  const below = (folder: string): string =>
    `${home}${windows ? '\\' : '/'}${windows ? folder : folder.replaceAll('\\', '/')}`;
  switch (name.toLowerCase()) {
    case 'userprofile':
    case 'home':
      return home;
    case 'homepath':
      return windows ? home.slice(2) : home;
    case 'homedrive':
      return windows ? home.slice(0, 2) : '';
    case 'appdata':
      return below('AppData\\Roaming');
    case 'localappdata':
      return below('AppData\\Local');
    case 'temp':
    case 'tmp':
    case 'tmpdir':
      return windows ? below('AppData\\Local\\Temp') : '/tmp';
    case 'onedrive':
      return below('OneDrive');
    case 'systemroot':
    case 'windir':
      return 'C:\\Windows';
    case 'systemdrive':
      return 'C:';
    case 'programfiles':
      return 'C:\\Program Files';
    case 'programfiles(x86)':
      return 'C:\\Program Files (x86)';
    case 'programdata':
    case 'allusersprofile':
      return 'C:\\ProgramData';
    case 'public':
      return 'C:\\Users\\Public';
    case 'comspec':
      return 'C:\\Windows\\System32\\cmd.exe';
    case 'pwd':
    case 'cd':
      return scope.cwdKnown ? scope.cwd : undefined;
    default:
      return undefined;
  }
}

/** What `$env:NAME` or `%NAME%` stands for, as far as the text or the system's own habits say. */
export function environmentValue(name: string, scope: Scope, range: TextRange, written: string): Value {
  const lower = name.toLowerCase();
  for (const [own, variable] of scope.variables) {
    if (own.toLowerCase() !== lower) continue;
    if (variable.value !== undefined) return valueOf(textArg(variable.value, range, undefined, variable.flow));
    return unknown(range, written, variable.flow);
  }
  const folder = knownFolder(name, scope);
  if (folder !== undefined) return valueOf(textArg(folder, range));
  return unknown(
    range,
    written,
    isSecretVariable(name) ? { ...unknownFlow(range), secret: name, local: true } : undefined,
  );
}

const EMPTY = new Set(['null', '?', 'error', 'matches']);
/** Variables that PowerShell sets and that say nothing of a person or a place. */
const PLAIN =
  /^(?:lastexitcode|psversiontable|host|pid|islinux|ismacos|iswindows|iscoreclr|psedition|pshome|psculture|shellid)$/;

export function variableValue(state: State, name: string, range: TextRange): Value {
  const own = variableName(name);
  const written = `$${name}`;
  if (own.startsWith('env:')) return environmentValue(own.slice('env:'.length), state.scope, range, written);
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
