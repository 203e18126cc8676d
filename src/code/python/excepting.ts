import { any } from '../term/forms.ts';
import type { Form } from '../term/lowering.ts';
import { partsOf } from '../term/syntax.ts';
import type { Term } from '../term/term.ts';
import { bind } from './binding.ts';

/** `except yaml.YAMLError as e`: the class is only compared, and what was raised is a thing of it. */
export const exceptClause: Form = (node, lower) => {
  const [first, ...rest] = partsOf(node);
  if (first === undefined) return any(node, lower);
  const [value, alias] = first.type === 'as_pattern' ? partsOf(first) : [first];
  if (value === undefined || !/^(?:attribute|identifier|tuple)$/.test(value.type)) return any(node, lower);
  const { range } = first;
  const compared: Term = { op: 'bind', names: [], stores: [], value: lower.of(value), range };
  const target = alias?.children.find((child) => child.named);
  const caught = target === undefined ? [] : [bind(target, undefined, 'data', first, lower)];
  return { op: 'any', parts: [compared, ...caught, ...rest.map(lower.of)], range: node.range };
};
