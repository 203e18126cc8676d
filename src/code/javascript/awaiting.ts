import { fed } from '../term/callbacks.ts';
import type { Lowering } from '../term/lowering.ts';
import { fieldOf, partsOf } from '../term/syntax.ts';
import type { Syntax } from '../term/syntax.ts';
import type { Term } from '../term/term.ts';
import { bindPattern } from './pattern.ts';

/** `promise.then((a) => …)`: the parameter is what the promise gives. */
export function awaited(value: Term, written: Syntax, promise: Term, lower: Lowering): Term {
  const list = fieldOf(written, 'parameters') ?? fieldOf(written, 'parameter');
  const [parameter] = list === undefined ? [] : list.type === 'formal_parameters' ? partsOf(list) : [list];
  const [bind] = value.op === 'function' ? value.body : [];
  if (value.op !== 'function' || parameter === undefined || bind?.op !== 'bind' || bind.parameter === undefined)
    return value;
  const bound = bindPattern(parameter, promise, 'same', parameter, lower);
  // A default may stand in its place.
  if (bound.stores.length > 0) return value;
  return fed(value, bind, { ...bound, parameter: bind.parameter, seen: true });
}
