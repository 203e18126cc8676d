import type { Form } from '../lowering.ts';
import { fieldOf, partsOf } from '../syntax.ts';
import type { Syntax } from '../syntax.ts';
import type { Argument, BindTerm, FunctionTerm, Parameter, Term } from '../term.ts';
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
  const isDeclared = node.type === 'function_declaration' || node.type === 'generator_function_declaration';
  const key = name?.type === 'computed_property_name' ? [lower.of(name)] : [];
  return {
    op: 'function',
    ...(name === undefined ? {} : { name: lower.word(name) }),
    ...(isDeclared ? parametersOf(bound) : {}),
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

/** What stands in a declaration, `function f(a, b = 1)` or `const f = (a) =>`. */
export function parametersOf(bound: readonly Term[]): Pick<FunctionTerm, 'parameters'> {
  const parameters = bound.map((bind): Parameter | undefined => {
    if (bind.op !== 'bind' || bind.parameter !== 'plain' || bind.value !== undefined) return undefined;
    const [name, ...more] = bind.names;
    const [preset, ...others] = bind.stores;
    if (name?.as !== 'data' || more.length > 0 || others.length > 0) return undefined;
    return { name: name.name, bind, ...(preset === undefined ? {} : { preset }) };
  });
  return parameters.every((one) => one !== undefined) ? { parameters } : {};
}

/** A function that is given to another: what its parameters stand for is known where the other one is. */
export function handed(arg: Argument, callee: Term): Argument {
  const { value } = arg;
  if (value.op !== 'function') return arg;
  let place = 0;
  const body = value.body.map((part): Term => {
    if (part.op !== 'bind' || part.value !== undefined || part.parameter === undefined) return part;
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
