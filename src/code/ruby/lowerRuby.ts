import {
  any,
  binary,
  branch,
  choice,
  constant,
  join,
  list,
  name,
  number,
  silent,
  statements,
  ternary,
} from '../term/forms.ts';
import { formsOf, unknown } from '../term/lowering.ts';
import type { Form, Lowering } from '../term/lowering.ts';
import { fieldOf, partsOf } from '../term/syntax.ts';
import type { Syntax } from '../term/syntax.ts';
import type { Entry, Term } from '../term/term.ts';
import { assignment, bind } from './binding.ts';
import { call, functionTerm } from './calls.ts';
import { heredoc, string, subshell, symbol, symbolText, words } from './strings.ts';

const entryOf = (part: Syntax, lower: Lowering): Entry => {
  const key = fieldOf(part, 'key');
  const value = fieldOf(part, 'value');
  if (part.type !== 'pair' || key === undefined) return { value: lower.of(part) };
  const name = symbolText(key, lower);
  // `{ a: }` is short for `{ a: a }`.
  if (value === undefined) return { value: { op: 'name', name: lower.word(key), range: key.range } };
  if (name !== undefined) return { name, value: lower.of(value) };
  return { value: { op: 'any', parts: [lower.of(key), lower.of(value)], range: part.range } };
};

const record: Form = (node, lower) => ({
  op: 'record',
  entries: partsOf(node).map((part) => entryOf(part, lower)),
  range: node.range,
});

const scoped: Form = (node, lower) => {
  const word = fieldOf(node, 'name');
  const scope = fieldOf(node, 'scope');
  if (word === undefined) return unknown(node, lower);
  if (scope === undefined) return name(word, lower);
  return { op: 'member', on: lower.of(scope), name: lower.word(word), range: node.range };
};

/** `Dir["*"]` is `Dir.glob("*")`. */
const element: Form = (node, lower) => {
  const { range } = node;
  const [on, ...keys] = lower.parts(node);
  if (on === undefined) return unknown(node, lower);
  if (on.op === 'name' && on.name === 'Dir') {
    const glob: Term = { op: 'member', on, name: 'glob', range };
    return { op: 'call', on: glob, args: keys.map((value) => ({ value })), range };
  }
  const [key] = keys;
  return {
    op: 'index',
    on,
    key: key !== undefined && keys.length === 1 ? key : { op: 'any', parts: keys, range },
    range,
  };
};

const binaryOf = binary(['+'], ['||', '&&', 'or', 'and']);
const operator: Form = (node, lower) => {
  const { range } = node;
  const sign = fieldOf(node, 'operator')?.type;
  if (sign === '<<') {
    const on = lower.at(node, 'left');
    return { op: 'any', parts: [{ op: 'member', on, name: '<<', range }, on, lower.at(node, 'right')], range };
  }
  if (sign !== '/') return binaryOf(node, lower);
  // `Pathname("a") / "b"` joins paths; of other things it is arithmetic.
  const on: Term = { op: 'module', module: 'operator', member: 'truediv', range };
  const args = [lower.at(node, 'left'), lower.at(node, 'right')].map((value) => ({ value }));
  return { op: 'call', on, args, range };
};

const rescue: Form = (node, lower) => {
  const variable = fieldOf(node, 'variable')?.children.find(({ named }) => named);
  return {
    op: 'any',
    parts: [lower.at(node, 'exceptions'), bind(variable, undefined, 'data', node, lower), lower.at(node, 'body')],
    range: node.range,
  };
};

const forLoop: Form = (node, lower) => {
  const among = fieldOf(node, 'value');
  const value = among === undefined ? undefined : partsOf(among)[0];
  const bound = bind(
    fieldOf(node, 'pattern'),
    value === undefined ? undefined : lower.of(value),
    'element',
    node,
    lower,
  );
  return { op: 'branch', parts: [bound, lower.at(node, 'body')], range: node.range };
};

const classForm: Form = (node, lower) => {
  const { range } = node;
  const base = fieldOf(node, 'superclass');
  const made: Term = {
    op: 'call',
    on: { op: 'module', module: 'class', range },
    args: base === undefined ? [] : lower.parts(base).map((value) => ({ value })),
    range,
  };
  return {
    op: 'function',
    name: lower.word(fieldOf(node, 'name')),
    declared: true,
    class: base === undefined ? 'plain' : 'derived',
    body: [made, lower.at(node, 'body')],
    range,
  };
};

/** `defined?(x)` asks what a name is and calls nothing. */
const unary: Form = (node, lower) =>
  fieldOf(node, 'operator')?.type === 'defined?' ? silent(node, lower) : any(node, lower);

/** Ruby's nodes in shared terms. What is not listed here is opaque. */
export const RUBY_FORMS = formsOf({
  'program body_statement block_body then do else ensure begin begin_block end_block': statements,
  'return next break yield exceptions right_assignment_list range interpolation': any,
  'splat_argument hash_splat_argument exception_variable rescue_modifier argument_list pattern heredoc_body': any,
  'if unless elsif while until case when in case_match in_clause': branch,
  'if_modifier unless_modifier while_modifier until_modifier': branch,
  'nil empty_statement redo retry super heredoc_content heredoc_end character uninterpreted': silent,
  parenthesized_statements: choice,
  regex: (node, lower) => ({
    op: 'any',
    parts: partsOf(node)
      .filter(({ type }) => type === 'interpolation')
      .map(lower.of),
    range: node.range,
  }),
  array: list,
  'integer float': number,
  true: constant(true),
  false: constant(false),
  identifier: (node, lower) => ({ op: 'name', name: lower.word(node), calls: true, range: node.range }),
  'constant instance_variable class_variable global_variable': name,
  self: ({ range }) => ({ op: 'module', module: 'this', range }),
  'string bare_string': string,
  'string_array symbol_array': words,
  heredoc_beginning: heredoc,
  chained_string: join,
  'simple_symbol delimited_symbol bare_symbol hash_key_symbol': symbol,
  subshell,
  hash: record,
  pair: any,
  scope_resolution: scoped,
  element_reference: element,
  binary: operator,
  unary,
  conditional: ternary('condition', 'consequence', 'alternative'),
  'assignment operator_assignment': assignment,
  call,
  'method singleton_method': (node, lower) => functionTerm(node, lower, undefined, lower.word(fieldOf(node, 'name'))),
  lambda: (node, lower) => {
    const body = fieldOf(node, 'body');
    const inner = functionTerm(node, lower, undefined);
    return body === undefined ? inner : { op: 'function', body: [inner, lower.of(body)], range: node.range };
  },
  'block do_block': (node, lower) => functionTerm(node, lower, undefined),
  'class module': classForm,
  rescue,
  for: forLoop,
});
