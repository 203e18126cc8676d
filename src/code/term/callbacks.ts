import type { Argument, BindTerm, FunctionTerm, Parameter, Term } from './term.ts';

/** The parameters of a function, where each is a plain name, or takes what no other does. */
export function parametersOf(bound: readonly Term[]): Pick<FunctionTerm, 'parameters'> {
  const parameters = bound.map((bind): Parameter | undefined => {
    if (bind.op !== 'bind' || bind.value !== undefined) return undefined;
    if (bind.parameter === 'named') return { name: '', bind, rest: 'named' };
    if (bind.parameter === undefined || bind.parameter === 'pattern') return undefined;
    const [name, ...more] = bind.names;
    const [preset, ...others] = bind.stores;
    if (name?.as !== 'data' || more.length > 0 || others.length > 0) return undefined;
    if (bind.parameter === 'placed')
      return preset === undefined ? { name: name.name, bind, rest: 'placed' } : undefined;
    return { name: name.name, bind, ...(preset === undefined ? {} : { preset }) };
  });
  return parameters.every((one) => one !== undefined) ? { parameters } : {};
}

/** The names that parameters bind. */
export function namesOf(bound: readonly Term[]): readonly string[] {
  return bound.flatMap((bind) => (bind.op === 'bind' ? bind.names.map(({ name }) => name) : []));
}

/** A function with one of its parameters bound to something that is known where it is given away. */
export function fed(term: FunctionTerm, before: Term, bound: BindTerm): FunctionTerm {
  const { parameters } = term;
  return {
    ...term,
    ...(parameters === undefined
      ? {}
      : { parameters: parameters.map((one) => (one.bind === before ? { ...one, bind: bound } : one)) }),
    body: term.body.map((part) => (part === before ? bound : part)),
  };
}

/** A function that is given to another: what its parameters stand for is known where the other one is. */
export function handed(arg: Argument, callee: Term): Argument {
  const { value } = arg;
  if (value.op !== 'function') return arg;
  let place = 0;
  let made = value;
  for (const part of value.body) {
    if (part.op !== 'bind' || part.value !== undefined || part.parameter === undefined) continue;
    const [name, ...more] = part.names;
    const here = place++;
    if (name?.as !== 'data' || more.length > 0 || part.stores.length > 0) continue;
    made = fed(made, part, { ...part, names: [{ name: name.name, as: { handed: here } }], value: callee, seen: true });
  }
  return { ...arg, value: made };
}

/** A function that is called with each of some elements: this parameter stands for one of them. */
export function given(arg: Argument, elements: Term, at = 0): Argument {
  const value = named(arg.value);
  if (value.op !== 'function') return arg;
  const bind = value.body[at];
  const [name, ...more] = bind?.op === 'bind' && bind.value === undefined ? bind.names : [];
  const isOne =
    name !== undefined &&
    more.length === 0 &&
    /^(?:plain|pattern)$/.test(bind?.op === 'bind' ? (bind.parameter ?? '') : '');
  if (bind?.op !== 'bind' || name === undefined || !isOne) return arg;
  return {
    ...arg,
    value: fed(value, bind, { ...bind, names: [{ name: name.name, as: 'element' }], value: elements, seen: true }),
  };
}

/** `f` where each of some elements is given to it is `(one) => f(one)`. */
function named(value: Term): Term {
  if (value.op !== 'name' && value.op !== 'member') return value;
  const { range } = value;
  const name = 'each';
  const bind: BindTerm = {
    op: 'bind',
    names: [{ name, as: 'data' }],
    stores: [],
    value: undefined,
    parameter: 'plain',
    range,
  };
  const call: Term = { op: 'call', on: value, args: [{ value: { op: 'name', name, range } }], range };
  return {
    op: 'function',
    parameters: [{ name, bind }],
    own: [name],
    gives: true,
    body: [bind, { op: 'give', how: 'return', parts: [call], range }],
    range,
  };
}
