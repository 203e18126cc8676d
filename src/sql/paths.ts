import type { Context } from '../reading/reader.ts';

/** A path that a client command names, absolute and without `.` and `..`, as the client's shell-less rules read it. */
export function absolutePath(context: Context, written: string): string {
  const expanded = written === '~' || written.startsWith('~/') ? context.home + written.slice(1) : written;
  const full = expanded.startsWith('/') ? expanded : `${context.cwd}/${expanded}`;
  const parts: string[] = [];
  for (const part of full.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
