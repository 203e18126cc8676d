import type { FunctionTerm, Term } from '../term/term.ts';
import { DATA } from './value.ts';
import type { Value } from './value.ts';

/** What stands above functions, as far as it is followed. */
export interface Decorating {
  /** What the function's name stands for. */
  valuesOf(one: FunctionTerm): readonly Value[];
  /** Whether all that stands above it either calls it as it is called itself, or is a function of this text. */
  isFollowed(one: FunctionTerm): boolean;
  /** Whether what comes out of it is what its body says. */
  givesBack(one: FunctionTerm): boolean;
  isOwn(decorator: Term): boolean;
  /** Each function of this text that stands above it, and what that is given. */
  given(one: FunctionTerm): readonly { readonly to: FunctionTerm; readonly values: readonly Value[] }[];
}

const KEEPS = /^(?:functools\.(?:(?:lru_)?cache|wrapper)|contextlib\.contextmanager)$/;

export function decorating(
  of: (term: Term) => readonly Value[],
  results: ReadonlyMap<FunctionTerm, readonly Value[]>,
): Decorating {
  const isKept = (decorator: Term): boolean => of(decorator).every((one) => one.is === 'ref' && KEEPS.test(one.name));

  const functionsOf = (decorator: Term): readonly FunctionTerm[] | undefined => {
    const found = of(decorator).map((one) => (one.is === 'function' ? one.term : undefined));
    const own = found.flatMap((one) =>
      one?.parameters === undefined || one.class !== undefined || one.method !== undefined ? [] : [one],
    );
    return own.length === found.length && own.length > 0 ? own : undefined;
  };

  const isOwn = (decorator: Term): boolean => functionsOf(decorator) !== undefined;

  /** From the innermost on: what goes into each, and what comes out at last. */
  const through = (
    one: FunctionTerm,
    see: (to: FunctionTerm, values: readonly Value[]) => void = () => undefined,
  ): readonly Value[] => {
    const written: readonly Value[] = [{ is: 'function', term: one }];
    let now = written;
    for (const decorator of (one.decorators ?? []).toReversed()) {
      if (isKept(decorator)) continue;
      const own = functionsOf(decorator);
      if (own === undefined) return written;
      for (const to of own) see(to, now);
      now = own.flatMap((to) => results.get(to) ?? [DATA]);
    }
    return now;
  };

  const isFollowed = (one: FunctionTerm): boolean =>
    (one.decorators ?? []).every((decorator) => isKept(decorator) || isOwn(decorator));

  return {
    valuesOf: (one) => (one.decorators === undefined ? [{ is: 'function', term: one }] : through(one)),
    isFollowed,
    givesBack: (one) =>
      isFollowed(one) &&
      (one.decorators ?? [])
        .flatMap(of)
        .every((above) => above.is !== 'ref' || above.name !== 'contextlib.contextmanager'),
    isOwn,
    given(one) {
      const found: { to: FunctionTerm; values: readonly Value[] }[] = [];
      through(one, (to, values) => void found.push({ to, values }));
      return found;
    },
  };
}
