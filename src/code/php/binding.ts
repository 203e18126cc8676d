import { bindTarget } from '../term/bindTarget.ts';
import { unknown } from '../term/lowering.ts';
import type { Form } from '../term/lowering.ts';
import { fieldOf, partsOf } from '../term/syntax.ts';
import type { Parameter, Term } from '../term/term.ts';

export const bind = bindTarget({
  names: ['variable_name'],
  groups: ['list_literal', 'array_creation_expression'],
  around: ['array_element_initializer'],
  keys: ['encapsed_string', 'string'],
});

export const assignment: Form = (node, lower) => {
  const operator = fieldOf(node, 'operator')?.type;
  const as = operator === undefined || operator === '=' || operator === '??=' ? 'same' : 'data';
  return bind(fieldOf(node, 'left'), lower.at(node, 'right'), as, node, lower);
};

/** `&$a`: another name of what the caller has, which nobody sees change. */
const isReference = (parameter: string): boolean => /^[^=]*&/.test(parameter);

/** A function, closure or method. Parameters are data where nobody knows the callers; their defaults are evaluated. */
export const functionForm: Form = (node, lower) => {
  const name = fieldOf(node, 'name');
  const list = fieldOf(node, 'parameters');
  const parts = list === undefined ? [] : partsOf(list);
  const bound = parts.map((part): Term => {
    const own = fieldOf(part, 'name');
    const value = fieldOf(part, 'default_value');
    if (own === undefined) return unknown(part, lower);
    const made = bind(own, undefined, 'data', part, lower);
    if (isReference(lower.word(part))) return { op: 'opaque', parts: [made], range: part.range };
    return value === undefined ? made : { ...made, stores: [lower.of(value)] };
  });
  // `...$a` gathers.
  const known = parts.map((part, place): Parameter | undefined => {
    const made = bound[place];
    if (part.type !== 'simple_parameter' || made?.op !== 'bind') return undefined;
    const [only] = made.names;
    const [preset] = made.stores;
    return only === undefined
      ? undefined
      : { name: only.name, bind: made, ...(preset === undefined ? {} : { preset }) };
  });
  const isDeclared = node.type === 'function_definition' && known.every((one) => one !== undefined);
  return {
    op: 'function',
    ...(name === undefined ? {} : { name: lower.word(name).toLowerCase() }),
    ...(node.type === 'function_definition' ? { declared: true } : {}),
    ...(isDeclared ? { parameters: known } : {}),
    ...(node.type === 'function_definition' ? { gives: true as const } : {}),
    body: [...bound, lower.at(node, 'body')],
    range: node.range,
  };
};
