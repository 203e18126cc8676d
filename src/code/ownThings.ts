import { written } from './scopes.ts';
import type { FunctionTerm, Term } from './term.ts';
import type { Value } from './value.ts';

/** A thing of a class of the program's. */
export function isOwn(value: Value): boolean {
  return value.is === 'object' && value.type === 'own';
}

/** What may hold a thing of the program's own, without being seen to. */
export function isUnseen(value: Value): boolean {
  return (
    value.is === 'data' ||
    value.is === 'member' ||
    value.is === 'function' ||
    (value.is === 'object' && value.type === 'plain')
  );
}

const MAKER = /^(?:__init__|constructor|initialize)$/;

/** What is called where a thing of this class is made. */
export function makerOf(term: FunctionTerm): FunctionTerm | undefined {
  const look = (part: Term): FunctionTerm | undefined => {
    if (part.op === 'function') return MAKER.test(written(part.name ?? '')) ? part : undefined;
    if (part.op !== 'any' && part.op !== 'branch')
      return part.op === 'bind' && part.value !== undefined ? look(part.value) : undefined;
    for (const inner of part.parts) {
      const found = look(inner);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  for (const part of term.body) {
    const found = look(part);
    if (found !== undefined) return found;
  }
  return undefined;
}
