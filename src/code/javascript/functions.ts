import type { Form, Lowering } from '../term/lowering.ts';
import { fieldOf, partsOf } from '../term/syntax.ts';
import type { Syntax } from '../term/syntax.ts';
import { namesOf, parametersOf } from '../term/callbacks.ts';
import { INSTANCE } from '../term/scopes.ts';
import type { BindTerm, CallTerm, FunctionTerm, Parameter, Term } from '../term/term.ts';
import { bindPattern } from './pattern.ts';

/** `a`, `a = 1`, `...a`, and all of them with a type. */
function kindOf(part: Syntax): 'plain' | 'placed' | 'pattern' {
  const name = fieldOf(part, 'pattern') ?? fieldOf(part, 'left') ?? part;
  if (name.type === 'rest_pattern' && partsOf(name).every(({ type }) => type === 'identifier')) return 'placed';
  return name.type === 'identifier' ? 'plain' : 'pattern';
}

/** The parameters of a function; of a pattern only its place is known. */
function placed(bound: readonly Term[]): Pick<FunctionTerm, 'parameters'> {
  const parts = bound.map((bind): Parameter | undefined =>
    bind.op === 'bind' && bind.parameter === 'pattern' ? { name: '', bind } : parametersOf([bind]).parameters?.[0],
  );
  return parts.every((one) => one !== undefined) ? { parameters: parts } : {};
}

export const functionForm: Form = (node, lower) => {
  const name = fieldOf(node, 'name');
  const list = fieldOf(node, 'parameters') ?? fieldOf(node, 'parameter');
  const parameters = list === undefined ? [] : list.type === 'formal_parameters' ? partsOf(list) : [list];
  const bound = parameters.map((part): BindTerm => ({
    ...bindPattern(part, undefined, 'data', part, lower),
    parameter: kindOf(part),
  }));
  const body = fieldOf(node, 'body');
  const isMethod = node.type === 'method_definition';
  const key = name?.type === 'computed_property_name' ? [lower.of(name)] : [];
  return {
    op: 'function',
    ...(name === undefined ? {} : { name: lower.word(name) }),
    ...(/_declaration$/.test(node.type) ? { declared: true } : {}),
    ...(node.type === 'arrow_function' ? {} : { ownThis: true }),
    // A method is called by whoever has the thing.
    ...(isMethod ? {} : placed(bound)),
    own: namesOf(bound),
    gives: true,
    body: [
      ...key,
      ...bound,
      ...(body === undefined ? [] : [resultOf(body, lower)]),
      ...(name !== undefined && lower.word(name) === 'await'
        ? [{ op: 'opaque', parts: [], range: name.range } as const]
        : []),
    ],
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
  const made: CallTerm = {
    op: 'call',
    on: { op: 'module', module: 'class', range },
    args: heritage === undefined ? [] : lower.parts(heritage).map((value) => ({ value })),
    range,
  };
  const body = fieldOf(node, 'body');
  const isPlain = heritage === undefined && partsOf(node).every(({ type }) => type !== 'decorator');
  return {
    op: 'function',
    ...(name === '' ? {} : { name }),
    ...(node.type === 'class_declaration' ? { declared: true } : {}),
    class: isPlain ? 'plain' : 'derived',
    ...(isPlain || body === undefined ? {} : heirOf(made, classBody(body, lower), node)),
    body: [made, ...(body === undefined ? [] : [isPlain ? classBody(body, lower) : lower.of(body)])],
    range,
  };
};

/** What it is where that from which it is derived is seen. */
function heirOf(made: CallTerm, whole: Term, node: Syntax): Pick<FunctionTerm, 'bases' | 'whole'> {
  const [base, ...more] = made.args.map(({ value }) => value);
  const isDecorated = partsOf(node).some(({ type }) => type === 'decorator');
  return base?.op !== 'name' || more.length > 0 || isDecorated ? {} : { bases: [base.name], whole };
}

/** Methods that the language calls by itself, with what it has. */
const CALLED_BY_OTHERS =
  /^(?:then|next|return|throw|to[A-Z]\w*|valueOf|inspect|handleEvent|get|set|has|emit|write|end)$/;

/** What a class defines that is derived from no other. */
function classBody(node: Syntax, lower: Lowering): Term {
  return { op: 'any', parts: partsOf(node).map((part) => memberOf(part, lower)), range: node.range };
}

function memberOf(part: Syntax, lower: Lowering): Term {
  const made = lower.of(part);
  const words = part.children.map((child) => lower.word(child));
  const isStatic = words.includes('static');
  const name = fieldOf(part, 'name') ?? fieldOf(part, 'property');
  if (/^(?:public_)?field_definition$/.test(part.type)) {
    const value = fieldOf(part, 'value');
    if (isStatic || name === undefined || !/identifier$/.test(name.type)) return made;
    const { range } = part;
    const on: Term = { op: 'module', module: INSTANCE, range };
    return {
      op: 'bind',
      names: [],
      stores: [{ op: 'member', on, name: lower.word(name), range }],
      value: value === undefined ? { op: 'constant', value: undefined, range } : lower.of(value),
      range,
    };
  }
  if (part.type !== 'method_definition' || made.op !== 'function' || isStatic) return made;
  if (name === undefined || !/identifier$/.test(name.type)) return made;
  const { ownThis: _, ...free } = made;
  const own: FunctionTerm = { ...free, method: words.includes('get') && made.name !== 'get' ? 'accessor' : 'call' };
  if (words.includes('set') || CALLED_BY_OTHERS.test(made.name ?? '')) return own;
  const bound = made.body.filter((one) => one.op === 'bind' && one.parameter !== undefined);
  return { ...own, ...placed(bound) };
}
