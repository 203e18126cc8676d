import { bindTarget } from '../term/bindTarget.ts';
import type { Form } from '../term/lowering.ts';
import { fieldOf } from '../term/syntax.ts';

export const bind = bindTarget({
  names: ['identifier', 'constant', 'instance_variable', 'class_variable', 'global_variable'],
  groups: [
    'left_assignment_list',
    'destructured_left_assignment',
    'destructured_parameter',
    'rest_assignment',
    'splat_parameter',
  ],
});

export const assignment: Form = (node, lower) => {
  const operator = fieldOf(node, 'operator')?.type;
  const as = operator === undefined || operator === '||=' || operator === '&&=' ? 'same' : 'data';
  return bind(fieldOf(node, 'left'), lower.at(node, 'right'), as, node, lower);
};
