import { written } from '../term/scopes.ts';
import type { FunctionTerm, Term } from '../term/term.ts';
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

/** Whether it is called where a thing of its class is made. */
export function isMaker(term: FunctionTerm): boolean {
  return MAKER.test(written(term.name ?? ''));
}

/** What is called where things of classes are made: their own, else those of what they are derived from. */
export function makersIn(functions: readonly FunctionTerm[]): ReadonlyMap<FunctionTerm, readonly FunctionTerm[]> {
  const classes = functions.filter((one) => one.class !== undefined);
  const makersOf = (one: FunctionTerm, below: readonly FunctionTerm[]): readonly FunctionTerm[] => {
    const own = makerOf(one);
    if (own !== undefined) return [own];
    return (one.bases ?? []).flatMap((base) =>
      classes
        .filter(({ name }) => name === base)
        .flatMap((each) => (below.includes(each) ? [] : makersOf(each, [...below, each]))),
    );
  };
  return new Map(
    classes.flatMap((one) => {
      const makers = makersOf(one, [one]);
      return makers.length === 0 ? [] : [[one, makers] as const];
    }),
  );
}

function makerOf(term: FunctionTerm): FunctionTerm | undefined {
  const look = (part: Term): FunctionTerm | undefined => {
    if (part.op === 'function') return isMaker(part) ? part : undefined;
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
