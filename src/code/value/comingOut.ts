import type { Terms } from './ground.ts';
import { childrenOf } from '../term/term.ts';
import type { FunctionTerm, Term } from '../term/term.ts';
import { DATA, manyOf } from './value.ts';
import type { Value } from './value.ts';

/** What comes out of a function, by what its `give` terms say. */
export function comingOut(one: FunctionTerm, { of, elements }: Pick<Terms, 'of' | 'elements'>): readonly Value[] {
  if (one.gives !== true) return [DATA];
  const gives = givesOf(one);
  if (gives.length === 0) return [DATA];
  const isMany = gives.some(({ how }) => how !== 'return');
  return gives.flatMap(({ how, parts }): readonly Value[] => {
    if (how === 'return')
      return isMany ? [] : parts.length === 0 ? [{ is: 'constant', value: undefined }] : parts.flatMap(of);
    const out = parts.length === 0 ? [DATA] : parts.flatMap(of);
    return (how === 'each' ? out.flatMap(elements) : out).map(manyOf);
  });
}

/** The `give` terms of a function, without those of functions within. */
export function givesOf(term: FunctionTerm): readonly (Term & { readonly op: 'give' })[] {
  const found: (Term & { readonly op: 'give' })[] = [];
  const look = (part: Term): void => {
    if (part.op === 'function') return;
    if (part.op === 'give') found.push(part);
    childrenOf(part).forEach(look);
  };
  term.body.forEach(look);
  return found;
}
