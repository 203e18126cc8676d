import type { Form, Lowering } from '../lowering.ts';
import { fieldOf, partsOf } from '../syntax.ts';
import type { Syntax } from '../syntax.ts';
import type { BindTerm, Bound, Term } from '../term.ts';

/** `target = value`, whatever the target is: names become bound, attributes and elements are stores. */
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
      case 'identifier':
      case 'constant':
      case 'instance_variable':
      case 'class_variable':
      case 'global_variable':
        names.push({ name: lower.word(part), as: how });
        break;
      case 'left_assignment_list':
      case 'destructured_left_assignment':
      case 'destructured_parameter':
      case 'rest_assignment':
      case 'splat_parameter':
        for (const inner of partsOf(part)) take(inner, how === 'same' ? 'element' : 'data');
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
  const as = operator === undefined || operator === '||=' || operator === '&&=' ? 'same' : 'data';
  return bind(fieldOf(node, 'left'), lower.at(node, 'right'), as, node, lower);
};
