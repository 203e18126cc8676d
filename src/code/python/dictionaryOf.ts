import type { TextRange } from '../../effect/effect.ts';
import type { Argument, Term } from '../term/term.ts';

/** Where a program may give the name `vars` a meaning of its own. */
const BOUND =
  /\b(?:def|class|as|import|for|global|lambda[^:]*)\s+vars\b|\bvars\s*(?::?=|,|\)|:)|[,(]\s*vars\b(?!\s*\()/;

/** `vars(x)` is `x.__dict__`; without an argument it is the names of the program. */
export function dictionaryOf(on: Term, args: readonly Argument[], range: TextRange, text: string): Term | undefined {
  const [only, ...more] = args;
  if (on.op !== 'name' || on.name !== 'vars' || only === undefined || more.length > 0) return undefined;
  if (only.name !== undefined || only.spread === true || BOUND.test(text)) return undefined;
  return { op: 'member', on: only.value, name: '__dict__', range };
}
