import { bindTarget } from '../bindTarget.ts';
import { unknown } from '../lowering.ts';
import type { Form } from '../lowering.ts';
import { fieldOf, partsOf } from '../syntax.ts';
import type { Term } from '../term.ts';

export const bind = bindTarget({
  names: ['variable_name'],
  groups: ['list_literal', 'array_creation_expression'],
  around: ['array_element_initializer', 'by_ref'],
  keys: ['encapsed_string', 'string'],
});

export const assignment: Form = (node, lower) => {
  const operator = fieldOf(node, 'operator')?.type;
  const as = operator === undefined || operator === '=' || operator === '??=' ? 'same' : 'data';
  return bind(fieldOf(node, 'left'), lower.at(node, 'right'), as, node, lower);
};

/** A function, closure or method. Parameters are data; their defaults are evaluated. */
export const functionForm: Form = (node, lower) => {
  const name = fieldOf(node, 'name');
  const list = fieldOf(node, 'parameters');
  const bound = (list === undefined ? [] : partsOf(list)).map((part): Term => {
    const own = fieldOf(part, 'name');
    const value = fieldOf(part, 'default_value');
    if (own === undefined) return unknown(part, lower);
    const made = bind(own, undefined, 'data', part, lower);
    return value === undefined ? made : { ...made, stores: [lower.of(value)] };
  });
  return {
    op: 'function',
    ...(name === undefined ? {} : { name: lower.word(name).toLowerCase() }),
    body: [...bound, lower.at(node, 'body')],
    range: node.range,
  };
};
