import type { Form } from '../lowering.ts';
import { fieldOf, partsOf } from '../syntax.ts';
import type { Term } from '../term.ts';
import { bindPattern } from './pattern.ts';

export const functionForm: Form = (node, lower) => {
  const name = fieldOf(node, 'name');
  const list = fieldOf(node, 'parameters') ?? fieldOf(node, 'parameter');
  const parameters = list === undefined ? [] : list.type === 'formal_parameters' ? partsOf(list) : [list];
  const bound = parameters.map((part) => bindPattern(part, undefined, 'data', part, lower));
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
