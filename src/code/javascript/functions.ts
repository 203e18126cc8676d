import type { Form } from '../lowering.ts';
import { fieldOf, partsOf } from '../syntax.ts';
import type { Argument, BindTerm, Term } from '../term.ts';
import { bindPattern } from './pattern.ts';

export const functionForm: Form = (node, lower) => {
  const name = fieldOf(node, 'name');
  const list = fieldOf(node, 'parameters') ?? fieldOf(node, 'parameter');
  const parameters = list === undefined ? [] : list.type === 'formal_parameters' ? partsOf(list) : [list];
  const bound = parameters.map((part): BindTerm => ({
    ...bindPattern(part, undefined, 'data', part, lower),
    parameter: true,
  }));
  const body = fieldOf(node, 'body');
  const key = name?.type === 'computed_property_name' ? [lower.of(name)] : [];
  return {
    op: 'function',
    ...(name === undefined ? {} : { name: lower.word(name) }),
    body: [...key, ...bound, ...(body === undefined ? [] : [lower.of(body)])],
    range: node.range,
  };
};

export const classForm: Form = (node, lower) => {
  const { range } = node;
  const name = lower.word(fieldOf(node, 'name'));
  const heritage = partsOf(node).find(({ type }) => type === 'class_heritage');
  const made: Term = {
    op: 'call',
    on: { op: 'module', module: 'class', range },
    args: heritage === undefined ? [] : lower.parts(heritage).map((value) => ({ value })),
    range,
  };
  return { op: 'function', ...(name === '' ? {} : { name }), body: [made, lower.at(node, 'body')], range };
};

/** A function that is given to another: what its parameters stand for is known where the other one is. */
export function handed(arg: Argument, callee: Term): Argument {
  const { value } = arg;
  if (value.op !== 'function') return arg;
  let place = 0;
  const body = value.body.map((part): Term => {
    if (part.op !== 'bind' || part.value !== undefined || part.parameter !== true) return part;
    const [name, ...more] = part.names;
    const here = place++;
    if (name?.as !== 'data' || more.length > 0 || part.stores.length > 0) return part;
    return { ...part, names: [{ name: name.name, as: { handed: here } }], value: callee, seen: true };
  });
  return { ...arg, value: { ...value, body } };
}

/** A function that is called with each of some elements: its first parameter stands for one of them. */
export function given(arg: Argument, elements: Term): Argument {
  const { value } = arg;
  if (value.op !== 'function') return arg;
  const [first, ...rest] = value.body;
  const [name, ...more] = first?.op === 'bind' && first.value === undefined ? first.names : [];
  if (first?.op !== 'bind' || name === undefined || more.length > 0) return arg;
  const bound: Term = { ...first, names: [{ name: name.name, as: 'element' }], value: elements, seen: true };
  return { ...arg, value: { ...value, body: [bound, ...rest] } };
}
