import { storesMember } from '../term/members.ts';
import { CLASS, INSTANCE } from '../term/scopes.ts';
import type { Argument, FunctionTerm, Term } from '../term/term.ts';

/** Functions that somebody else may call as well, with anything. */
export function unfollowed(term: Term): Term {
  if (term.op === 'any' || term.op === 'branch') return { ...term, parts: term.parts.map(unfollowed) };
  if (term.op === 'bind') return { ...term, ofClass: true };
  if (term.op !== 'function') return term;
  const { parameters: _, gives: __, ...free } = term;
  return free;
}

/** What the language itself calls, and protocols of the library's: with what, nobody sees. */
const CALLED_BY_OTHERS = /^__(?!init__$)/;
const PROPERTY = /^(?:property|cached_property)$/;
/** Whoever has the class calls them as well as whoever has a thing of it. */
const OF_THE_CLASS = /^(?:staticmethod|classmethod)$/;

/** What a class defines that is derived from no other: functions are its methods, names its members. */
export function classBody(term: Term): Term {
  switch (term.op) {
    case 'any':
    case 'branch':
      return { ...term, parts: term.parts.map(classBody) };
    case 'function':
      return term.class === undefined ? method(term) : term;
    case 'bind':
      return storesMember(term);
    default:
      return term;
  }
}

function method(term: FunctionTerm): Term {
  const decorators = term.decorators ?? [];
  const isProperty =
    decorators.length > 0 &&
    decorators.every((one) => (one.op === 'name' || one.op === 'member') && PROPERTY.test(one.name));
  const [kind, ...others] = decorators;
  const ofClass = others.length === 0 && kind?.op === 'name' && OF_THE_CLASS.test(kind.name) ? kind.name : undefined;
  if (decorators.length > 0 && !isProperty && ofClass === undefined) return unfollowed(term);
  if (ofClass === 'staticmethod') {
    const { decorators: _, ...rest } = term;
    return CALLED_BY_OTHERS.test(term.name ?? '') ? unfollowed(term) : { ...rest, method: 'static' };
  }
  const [first] = term.body;
  if (first?.op !== 'bind' || first.parameter !== 'plain' || first.names.length !== 1) return unfollowed(term);
  const [self] = first.names;
  if (self === undefined) return unfollowed(term);
  const { range } = first;
  const bound: Term = {
    ...first,
    names: [{ name: self.name, as: 'same' }],
    value: { op: 'module', module: ofClass === undefined ? INSTANCE : CLASS, range },
    seen: true,
  };
  const { parameters, decorators: _, ...rest } = term;
  const own: FunctionTerm = {
    ...rest,
    ...(parameters === undefined ? {} : { parameters: parameters.slice(1) }),
    method: isProperty ? 'accessor' : ofClass === undefined ? 'call' : 'static',
    body: [bound, ...term.body.slice(1)],
  };
  return CALLED_BY_OTHERS.test(term.name ?? '') ? unfollowed(own) : own;
}

export function basesOf(args: readonly Argument[]): Pick<FunctionTerm, 'bases'> {
  const bases = args.map(({ name: keyword, spread, value }) =>
    keyword === undefined && spread !== true && value.op === 'name' ? value.name : undefined,
  );
  const others = bases.filter((base) => base !== 'object');
  return others.every((base) => base !== undefined) ? { bases: others } : {};
}

/** Classes that give what is derived from them no members of their own, and call none of its methods. */
export function isInertBase(value: Term): boolean {
  return (value.op === 'name' || value.op === 'member') && /^(?:object|ABC|Generic)$/.test(value.name);
}
