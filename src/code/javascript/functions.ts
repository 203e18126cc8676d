import type { Form, Lowering } from '../lowering.ts';
import { fieldOf, partsOf } from '../syntax.ts';
import type { Syntax } from '../syntax.ts';
import { namesOf, parametersOf } from '../callbacks.ts';
import type { BindTerm, Term } from '../term.ts';
import { bindPattern } from './pattern.ts';

/** `a`, `a = 1`, and both with a type. */
function isPlain(part: Syntax): boolean {
  const name = fieldOf(part, 'pattern') ?? fieldOf(part, 'left') ?? part;
  return name.type === 'identifier';
}

export const functionForm: Form = (node, lower) => {
  const name = fieldOf(node, 'name');
  const list = fieldOf(node, 'parameters') ?? fieldOf(node, 'parameter');
  const parameters = list === undefined ? [] : list.type === 'formal_parameters' ? partsOf(list) : [list];
  const bound = parameters.map((part): BindTerm => ({
    ...bindPattern(part, undefined, 'data', part, lower),
    parameter: isPlain(part) ? 'plain' : 'pattern',
  }));
  const body = fieldOf(node, 'body');
  const isMethod = node.type === 'method_definition';
  const key = name?.type === 'computed_property_name' ? [lower.of(name)] : [];
  return {
    op: 'function',
    ...(name === undefined ? {} : { name: lower.word(name) }),
    ...(/_declaration$/.test(node.type) ? { declared: true } : {}),
    // A method is called by whoever has the thing.
    ...(isMethod ? {} : parametersOf(bound)),
    own: namesOf(bound),
    gives: true,
    body: [...key, ...bound, ...(body === undefined ? [] : [resultOf(body, lower)])],
    range: node.range,
  };
};

/** A body in braces says what it gives; any other is what it gives. */
function resultOf(body: Syntax, lower: Lowering): Term {
  const value = lower.of(body);
  return body.type === 'statement_block' ? value : { op: 'give', how: 'return', parts: [value], range: body.range };
}

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
