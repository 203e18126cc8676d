import { withoutEnd } from '../../effect/withoutEnd.ts';
import { isWindowsPath } from '../../effect/windowsPath.ts';
import type { Arg } from '../state/arg.ts';
import { absolute, isRooted } from '../effects/paths.ts';
import type { State } from './state.ts';

const PROVIDER = /^(?:microsoft\.powershell\.core[\\/])?filesystem::/i;
const REGISTRY = /^(?:microsoft\.powershell\.core[\\/])?registry::/i;
const DRIVE = /^(hklm|hkcu|hkcr|hku|hkcc|env|variable|function|alias|cert|wsman|ad|sqlserver|iis|feed)::?[\\/]?/i;

/** A drive that holds no files, where the path is on one: the registry, the environment, functions … in lower case. */
export function driveOf(arg: Arg): { readonly drive: string; readonly rest: string } | undefined {
  if (REGISTRY.test(arg.value)) return { drive: 'registry', rest: arg.value.replace(REGISTRY, '') };
  const found = DRIVE.exec(arg.value);
  if (found === null) return undefined;
  return { drive: found[1]?.toLowerCase() ?? '', rest: arg.value.slice(found[0].length) };
}

/** A path as cmdlets take it: `~` and wildcards count, quoted or not; `literal`: wildcards are letters. */
export function fileArg(state: State, arg: Arg, literal: boolean): Arg {
  const { home } = state.scope;
  let value = arg.value.replace(PROVIDER, '').replace(/^temp:[\\/]?/i, '/tmp/');
  if (!isWindowsPath(value)) value = value.replaceAll('\\', '/');
  if (value === '~' || value.startsWith('~/')) value = home + value.slice(1);
  const glob = arg.glob || (!literal && /[*?]|\[[^\]]+\]/.test(value));
  return value === arg.value && glob === arg.glob ? arg : { ...arg, ...moved(arg, value), glob };
}

/** The value that took the place of another, at the same place of the text. */
function moved(arg: Arg, value: string): Pick<Arg, 'value' | 'offsets'> {
  if (value.length === arg.value.length) return { value, offsets: arg.offsets };
  return { value, offsets: new Array<number>(value.length).fill(arg.offsets[0] ?? arg.range[0]) };
}

/** The absolute path, where it is known. */
export function pathIn(state: State, file: Arg): string | undefined {
  const { cwd, cwdKnown, home } = state.scope;
  if (file.dynamic || (!cwdKnown && !isRooted(file.value, home))) return undefined;
  return absolute(file.value, cwd, home);
}

/** A folder and a name below it, with the separator that the folder has. */
export function below(folder: string, name: string): string {
  return `${withoutEnd(folder, '\\/')}${isWindowsPath(folder) ? '\\' : '/'}${name}`;
}
