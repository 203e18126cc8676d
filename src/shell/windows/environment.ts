import type { TextRange } from '../../effect/effect.ts';
import { isWindowsPath } from '../../effect/windowsPath.ts';
import type { Arg } from '../state/arg.ts';
import { plainArg } from '../state/arg.ts';
import { unknownFlow } from '../state/flow.ts';
import type { Scope } from '../state/scope.ts';
import { isSecretVariable } from '../effects/secrets.ts';
import { isOver, spend } from '../state/run.ts';

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
export function environmentArg(name: string, scope: Scope, range: TextRange, written: string): Arg {
  const lower = name.toLowerCase();
  for (const [own, variable] of scope.variables) {
    if (own.toLowerCase() !== lower) continue;
    spend(scope.run, variable.value?.length ?? 0);
    // `set A=%A%%A%` line by line: what it grows to is known only at run time.
    if (variable.value !== undefined && !isOver(scope.run))
      return { ...plainArg(variable.value, range), flow: variable.flow };
    return { ...plainArg(written, range), dynamic: true, flow: variable.flow };
  }
  const folder = knownFolder(name, scope);
  if (folder !== undefined) return plainArg(folder, range);
  const flow = isSecretVariable(name) ? { ...unknownFlow(range), secret: name, local: true } : undefined;
  return { ...plainArg(written, range), dynamic: true, flow };
}
