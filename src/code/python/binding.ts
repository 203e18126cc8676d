import { bindTarget } from '../bindTarget.ts';
import { fieldOf, partsOf } from '../syntax.ts';
import type { Syntax } from '../syntax.ts';
import type { Form, Lowering } from '../lowering.ts';
import type { BindTerm, Bound, FunctionTerm, Parameter, Term } from '../term.ts';

export const bind = bindTarget({
  names: ['identifier'],
  groups: [
    'pattern_list',
    'tuple_pattern',
    'list_pattern',
    'list_splat_pattern',
    'tuple',
    'list',
    'parenthesized_expression',
  ],
});

export const assignment: Form = (node, lower) => {
  const right = fieldOf(node, 'right');
  const value = right === undefined ? undefined : lower.of(right);
  // `x += y` makes another value of both, and calls nothing that is not read elsewhere.
  const as = node.type === 'assignment' ? 'same' : 'data';
  const bound = bind(fieldOf(node, 'left'), value, as, node, lower);
  const type = fieldOf(node, 'type');
  return type === undefined ? bound : { op: 'any', parts: [bound, lower.of(type)], range: node.range };
};

/** Parameters are data where nobody knows the callers; their defaults and types are evaluated. */
export function parameters(node: Syntax, lower: Lowering): BindTerm {
  const list = fieldOf(node, 'parameters');
  const names: Bound[] = [];
  const stores: Term[] = [];
  const take = (part: Syntax): void => {
    switch (part.type) {
      case 'identifier':
        names.push({ name: lower.word(part), as: 'data' });
        break;
      case 'default_parameter':
      case 'typed_default_parameter': {
        const name = fieldOf(part, 'name');
        const value = fieldOf(part, 'value');
        if (name !== undefined) take(name);
        if (value !== undefined) stores.push(lower.of(value));
        break;
      }
      case 'typed_parameter':
      case 'list_splat_pattern':
      case 'dictionary_splat_pattern':
      case 'tuple_pattern':
        for (const inner of partsOf(part)) if (inner.type !== 'type') take(inner);
        break;
      case 'positional_separator':
      case 'keyword_separator':
        break;
      default:
        stores.push({ op: 'opaque', parts: [], range: part.range });
    }
  };
  if (list !== undefined) for (const part of partsOf(list)) take(part);
  return { op: 'bind', names, stores, value: undefined, range: list?.range ?? node.range };
}

/** `def f(a, b: int = 1)`, with each name's own place. Without `*`, `**` and what else gathers. */
export function declared(node: Syntax, bound: BindTerm): Pick<FunctionTerm, 'parameters'> {
  const list = fieldOf(node, 'parameters');
  const parts = list === undefined ? [] : partsOf(list);
  const presets = [...bound.stores];
  const known = parts.map((part, place): Parameter | undefined => {
    const name = bound.names[place]?.name;
    const own = part.type === 'typed_parameter' ? partsOf(part)[0] : (fieldOf(part, 'name') ?? part);
    if (name === undefined || own?.type !== 'identifier') return undefined;
    const preset = fieldOf(part, 'value') === undefined ? undefined : presets.shift();
    return { name, bind: bound, ...(preset === undefined ? {} : { preset }) };
  });
  return known.every((one) => one !== undefined) ? { parameters: known } : {};
}
