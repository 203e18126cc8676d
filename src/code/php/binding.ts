import { unknown } from '../lowering.ts';
import type { Form, Lowering } from '../lowering.ts';
import { fieldOf, partsOf } from '../syntax.ts';
import type { Syntax } from '../syntax.ts';
import type { BindTerm, Bound, Term } from '../term.ts';

/** `target = value`, whatever the target is: variables become bound, members and elements are stores. */
export function bind(
  target: Syntax | undefined,
  value: Term | undefined,
  as: Bound['as'],
  node: Syntax,
  lower: Lowering,
): BindTerm {
  const names: Bound[] = [];
  const stores: Term[] = [];
  const take = (part: Syntax, how: Bound['as']): void => {
    switch (part.type) {
      case 'variable_name':
        names.push({ name: lower.word(part), as: how });
        break;
      case 'list_literal':
      case 'array_creation_expression':
      case 'array_element_initializer':
      case 'by_ref':
        for (const inner of partsOf(part))
          if (inner.type !== 'encapsed_string' && inner.type !== 'string')
            take(inner, how === 'same' && part.type !== 'by_ref' ? 'element' : how);
        break;
      default:
        stores.push(lower.of(part));
    }
  };
  if (target !== undefined) take(target, as);
  return { op: 'bind', names, stores, value, range: node.range };
}

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
