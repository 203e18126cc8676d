import { INSTANCE } from './scopes.ts';
import type { BindTerm, Term } from './term.ts';

/** `a = b` in the body of a class: what is made of it has a member of that name as well. */
export function storesMember(term: BindTerm): Term {
  const { range } = term;
  const on: Term = { op: 'module', module: INSTANCE, range };
  const [only, ...more] = term.names;
  const isOne = more.length === 0 && term.stores.length === 0 && only?.as === 'same';
  const stores = term.names.map(({ name }): BindTerm => ({
    op: 'bind',
    names: [],
    stores: [{ op: 'member', on, name, range }],
    value: isOne ? term.value : undefined,
    seen: true,
    range,
  }));
  return stores.length === 0 ? term : { op: 'any', parts: [{ ...term, ofClass: true }, ...stores], range };
}
