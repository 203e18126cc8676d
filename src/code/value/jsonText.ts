import type { Term } from '../term/term.ts';
import type { Value } from './value.ts';

const DEEPEST = 20;

/**
 * The JSON that a value becomes which is written out where it is used; undefined: a part of it is known only when it runs. A
 * record or list that goes by a name may have been changed since, so that only texts and numbers are taken from names.
 */
export function jsonText(term: Term | undefined, of: (term: Term) => readonly Value[]): string | undefined {
  const known = term === undefined ? undefined : plain(term, of, 0);
  return known === undefined ? undefined : JSON.stringify(known.data);
}

function plain(
  term: Term,
  of: (term: Term) => readonly Value[],
  depth: number,
): { readonly data: unknown } | undefined {
  if (depth > DEEPEST) return undefined;
  if (term.op === 'record') {
    const entries: (readonly [string, unknown])[] = [];
    for (const { name, value } of term.entries) {
      const inner = name === undefined ? undefined : plain(value, of, depth + 1);
      if (name === undefined || inner === undefined) return undefined;
      entries.push([name, inner.data]);
    }
    return { data: Object.fromEntries(entries) };
  }
  if (term.op === 'list') {
    const parts = term.parts.map((part) => plain(part, of, depth + 1));
    return parts.every((part) => part !== undefined) ? { data: parts.map((part) => part.data) } : undefined;
  }
  const [value, ...more] = of(term);
  if (more.length > 0) return undefined;
  if (value?.is === 'text' && value.open !== true && value.pattern !== true) return { data: value.text };
  return value?.is === 'constant' && value.value !== undefined ? { data: value.value } : undefined;
}
