import { childrenOf } from './term.ts';
import type { Term } from './term.ts';

/** Whether this name stands nowhere but where one of its elements is asked for. */
export function isOnlyIndexed(term: Term, name: string | undefined, isAsked = false): boolean {
  if (term.op === 'name') return isAsked || term.name !== name;
  if (
    term.op === 'bind' &&
    (term.names.some((one) => one.name === name) || term.stores.some((one) => mentions(one, name)))
  )
    return false;
  return childrenOf(term).every((part) => isOnlyIndexed(part, name, term.op === 'index' && part === term.on));
}

function mentions(term: Term, name: string | undefined): boolean {
  return (term.op === 'name' && term.name === name) || childrenOf(term).some((part) => mentions(part, name));
}
