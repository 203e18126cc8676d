import type { ScriptArgs } from '../reading/reader.ts';
import type { Term } from './term.ts';
import type { Value } from './value.ts';

/** The words that a program is given, where all of them are known. */
export function givenWords(args: ScriptArgs): (Value & { readonly is: 'list' }) | undefined {
  if (args === 'unknown') return undefined;
  const parts = args.flatMap((value): readonly Term[] =>
    value === null ? [] : [{ op: 'text', value, range: [0, 0] }],
  );
  return parts.length === args.length ? { is: 'list', parts, site: { op: 'list', parts, range: [-1, -1] } } : undefined;
}
