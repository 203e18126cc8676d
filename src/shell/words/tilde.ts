import type { Scope } from '../state/scope.ts';

/** `~`, `~/x`, `~name`, `~+`: the shell puts a folder here. */
export function isTilde(value: string): boolean {
  return /^~(?:$|\/|[a-zA-Z_+-])/.test(value);
}

/** The word with its tilde replaced; undefined where only a running shell knows the folder. */
export function expandTilde(value: string, scope: Scope): string | undefined {
  const home = scope.variables.has('HOME') ? scope.variables.get('HOME')?.value : scope.home;
  if (home === undefined) return undefined;
  if (value === '~' || value.startsWith('~/')) return home + value.slice(1);
  if ((value === '~+' || value.startsWith('~+/')) && scope.cwdKnown) return scope.cwd + value.slice(2);
  return undefined;
}
