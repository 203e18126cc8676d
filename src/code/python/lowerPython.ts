import { given, namesOf, parametersOf } from '../term/callbacks.ts';
import {
  any,
  branch,
  choice,
  constant,
  expression,
  give,
  join,
  member,
  name,
  number,
  silent,
  spreadList,
} from '../term/forms.ts';
import { formsOf, unknown } from '../term/lowering.ts';
import type { Form, Lowering } from '../term/lowering.ts';
import { fieldOf, fieldsOf, partsOf } from '../term/syntax.ts';
import type { Syntax } from '../term/syntax.ts';
import type { Argument, CallTerm, Entry, FunctionTerm, Term } from '../term/term.ts';
import { annotation, assignment, bind, ownNames, parameters, typesOf } from './binding.ts';
import { basesOf, classBody, isInertBase, unfollowed } from './classes.ts';
import { fieldMaker, makesFields } from './dataclasses.ts';
import { dictionaryOf } from './dictionaryOf.ts';
import { exceptClause } from './excepting.ts';
import { importFrom, imports } from './importForms.ts';
import { caseClause } from './matching.ts';
import { string } from './strings.ts';

const entryOf = (part: Syntax, lower: Lowering): Entry => {
  const key = fieldOf(part, 'key');
  const value = fieldOf(part, 'value');
  if (part.type !== 'pair' || key === undefined || value === undefined) return { value: lower.of(part) };
  const name = lower.of(key);
  if (name.op === 'text') return { name: name.value, value: lower.of(value) };
  return { value: { op: 'any', parts: [name, lower.of(value)], range: part.range } };
};

const isSplat = (part: Syntax): boolean =>
  part.type === 'list_splat' || (part.type === 'call' && fieldOf(part, 'function')?.type === 'list_splat');

function argumentsOf(node: Syntax | undefined, lower: Lowering): readonly Argument[] {
  if (node === undefined) return [];
  if (node.type === 'generator_expression') return [{ value: lower.of(node) }];
  return partsOf(node).map((part): Argument => {
    const value = fieldOf(part, 'value');
    if (part.type === 'keyword_argument' && value !== undefined)
      return { name: lower.word(fieldOf(part, 'name')), value: lower.of(value) };
    if (isSplat(part)) return { spread: true, value: part.type === 'call' ? lower.of(part) : choice(part, lower) };
    if (part.type === 'dictionary_splat') return { spread: true, value: lower.of(part) };
    return { value: lower.of(part) };
  });
}

const conditional: Form = (node, lower) => {
  const [value, condition, other] = lower.parts(node);
  if (value === undefined || condition === undefined || other === undefined) return unknown(node, lower);
  const { range } = node;
  return { op: 'choice', parts: [value, { op: 'branch', parts: [condition], range: condition.range }, other], range };
};

const subscript: Form = (node, lower) => {
  const { range } = node;
  const keys = fieldsOf(node, 'subscript').map(lower.of);
  const [key] = keys;
  return {
    op: 'index',
    on: lower.at(node, 'value'),
    key: key !== undefined && keys.length === 1 ? key : { op: 'any', parts: keys, range },
    ...(keys.length === 1 && fieldOf(node, 'subscript')?.type === 'slice' ? { slice: true as const } : {}),
    range,
  };
};

const operator: Form = (node, lower) => {
  const { range } = node;
  const parts = [lower.at(node, 'left'), lower.at(node, 'right')];
  switch (fieldOf(node, 'operator')?.type) {
    case '+':
      return { op: 'join', parts, range };
    case '/': {
      // `a / b` joins paths; of other things it is arithmetic, which the reader of values sees.
      const on: Term = { op: 'module', module: 'operator', member: 'truediv', range };
      return { op: 'call', on, args: parts.map((value) => ({ value })), range };
    }
    default:
      return { op: 'any', parts, range };
  }
};

/** A decorator is called with what it stands above. */
const decorator: Form = (node, lower) => {
  const [on] = lower.parts(node);
  return on === undefined ? unknown(node, lower) : { op: 'call', on, args: [], above: true, range: node.range };
};

const asPattern: Form = (node, lower) => {
  const [value, alias] = partsOf(node);
  if (value === undefined || alias === undefined) return unknown(node, lower);
  return bind(
    alias.children.find((child) => child.named),
    lower.of(value),
    'same',
    node,
    lower,
  );
};

const classDefinition: Form = (node, lower) => {
  const { range } = node;
  const made: CallTerm = {
    op: 'call',
    on: { op: 'module', module: 'builtins', member: 'class', range },
    args: argumentsOf(fieldOf(node, 'superclasses'), lower),
    range,
  };
  const isPlain = made.args.every(({ name: keyword, value }) => keyword === undefined && isInertBase(value));
  const body = lower.at(node, 'body');
  return {
    op: 'function',
    name: lower.word(fieldOf(node, 'name')),
    declared: true,
    class: isPlain ? 'plain' : 'derived',
    ...(isPlain ? {} : basesOf(made.args)),
    ...(isPlain ? {} : { whole: classBody(body) }),
    body: [made, isPlain ? classBody(body) : unfollowed(body)],
    range,
  };
};

const functionDefinition: Form = (node, lower) => {
  const bound = parameters(node, lower);
  const body = lower.at(node, 'body');
  return {
    op: 'function',
    name: lower.word(fieldOf(node, 'name')),
    declared: true,
    ...parametersOf(bound),
    own: ownNames([...bound, body]),
    gives: true,
    body: [...bound, body, lower.at(node, 'return_type'), ...typesOf(node, lower)],
    range: node.range,
  };
};

const lambda: Form = (node, lower) => {
  const bound = parameters(node, lower);
  const { range } = node;
  const result: Term = { op: 'give', how: 'return', parts: [lower.at(node, 'body')], range };
  return { op: 'function', ...parametersOf(bound), own: namesOf(bound), gives: true, body: [...bound, result], range };
};

/** What stands above a function may hand it on, to be called with anything, and give something else than it. */
const decorated: Form = (node, lower) => {
  const parts = lower.parts(node);
  const decorators = parts
    .filter(({ op }) => op !== 'function')
    .map((part) => (part.op === 'call' && part.args.length === 0 ? part.on : part));
  const [first, ...more] = decorators;
  const written = fieldOf(node, 'definition');
  const maker =
    first !== undefined && more.length === 0 && written !== undefined && makesFields(first)
      ? fieldMaker(written, lower)
      : undefined;
  const below = (part: FunctionTerm): FunctionTerm =>
    maker !== undefined && first !== undefined && part.class === 'plain'
      ? { ...part, fieldsBy: first.op === 'call' ? first.on : first, body: [...part.body, maker] }
      : { ...part, decorators };
  return {
    op: 'any',
    parts: parts.map((part) => (part.op === 'function' ? below(part) : part)),
    range: node.range,
  };
};

/** `[a for b in c]`: what its clauses bind is its own. */
const comprehension: Form = (node, lower) => {
  const [value, ...clauses] = lower.parts(node);
  if (value === undefined) return unknown(node, lower);
  const own = clauses.flatMap((clause) => (clause.op === 'bind' ? clause.names.map(({ name }) => name) : []));
  return { op: 'each', value, parts: clauses, own, range: node.range };
};

/** Functions that give each element of their second argument to their first. */
const GIVES_ELEMENTS = /^(?:map|filter|imap|imap_unordered)$/;
/** The methods among them; `fnmatch.filter` takes names and a pattern. */
const OF_A_POOL = /^(?:map|imap|imap_unordered)$/;

/** Functions that give each element of their first argument to their `key`. */
const GOES_BY_KEY = /^(?:sorted|min|max|sort|nlargest|nsmallest|groupby)$/;

const call: Form = (node, lower) => {
  const callee = fieldOf(node, 'function');
  // The grammar takes `*f(x)` for a call of `*f`.
  const [inner] = callee?.type === 'list_splat' ? partsOf(callee) : [];
  const on = inner === undefined ? lower.at(node, 'function') : lower.of(inner);
  const args = argumentsOf(fieldOf(node, 'arguments'), lower);
  const [first, second] = args;
  const gives = (on.op === 'name' && GIVES_ELEMENTS.test(on.name)) || (on.op === 'member' && OF_A_POOL.test(on.name));
  const known =
    gives && first !== undefined && second !== undefined && [first, second].every(isPlain) && args.length === 2
      ? [given(first, second.value), second]
      : args;
  const among =
    on.op === 'member' && on.name === 'sort' ? on.on : first !== undefined && isPlain(first) ? first.value : undefined;
  const keyed =
    among !== undefined && (on.op === 'name' || on.op === 'member') && GOES_BY_KEY.test(on.name)
      ? known.map((arg) => (arg.name === 'key' ? given(arg, among) : arg))
      : known;
  const dictionary = dictionaryOf(on, args, node.range, lower.text);
  if (dictionary !== undefined) return dictionary;
  // In a class of this text it is the thing itself, with methods of other classes.
  if (on.op === 'name' && on.name === 'super' && args.length === 0)
    return { op: 'choice', parts: [{ op: 'module', module: 'super', range: node.range }], range: node.range };
  return { op: 'call', on, args: keyed, range: node.range };
};

const isPlain = ({ name: keyword, spread }: Argument): boolean => keyword === undefined && spread !== true;

const sharedNames: Form = (node, lower) => ({
  op: 'shared',
  names: partsOf(node).map(lower.word),
  range: node.range,
});

/** Python's nodes in shared terms. What is not listed here is opaque. */
export const PYTHON_FORMS = formsOf({
  'module block delete_statement raise_statement assert_statement with_statement with_clause': any,
  'print_statement chevron future_import_statement comparison_operator not_operator unary_operator slice': any,
  'list_splat dictionary_splat format_specifier format_expression interpolation pair': any,
  'finally_clause else_clause if_clause': any,
  'except_clause except_group_clause': exceptClause,
  type: annotation,
  'generic_type union_type type_parameter': any,
  match_statement: branch,
  case_clause: caseClause,
  'if_statement elif_clause while_statement try_statement': branch,
  'list_comprehension set_comprehension generator_expression dictionary_comprehension': comprehension,
  return_statement: give('return'),
  yield: (node, lower) => give(node.children.some(({ type }) => type === 'from') ? 'each' : 'yield')(node, lower),
  'global_statement nonlocal_statement': sharedNames,
  'pass_statement break_statement continue_statement type_conversion': silent,
  'line_continuation dotted_name ellipsis positional_separator keyword_separator none': silent,
  'parenthesized_expression await boolean_operator': choice,
  'list tuple set expression_list': (node, lower) => spreadList(node, 'list_splat', lower),
  'integer float': number,
  true: constant(true),
  false: constant(false),
  identifier: name,
  string,
  concatenated_string: join,
  conditional_expression: conditional,
  dictionary: (node, lower) => ({
    op: 'record',
    entries: partsOf(node).map((part) => entryOf(part, lower)),
    range: node.range,
  }),
  attribute: member('object', 'attribute'),
  subscript,
  binary_operator: operator,
  call,
  'assignment augmented_assignment': assignment,
  named_expression: (node, lower) => bind(fieldOf(node, 'name'), lower.at(node, 'value'), 'same', node, lower),
  for_statement: (node, lower) => {
    const bound = bind(fieldOf(node, 'left'), lower.at(node, 'right'), 'element', node, lower);
    return {
      op: 'branch',
      parts: [bound, lower.at(node, 'body'), lower.at(node, 'alternative')],
      turns: bound.names.map(({ name }) => name),
      range: node.range,
    };
  },
  for_in_clause: (node, lower) => bind(fieldOf(node, 'left'), lower.at(node, 'right'), 'element', node, lower),
  with_item: (node, lower) => ({
    op: 'bind',
    names: [],
    stores: [],
    value: lower.at(node, 'value'),
    range: node.range,
  }),
  expression_statement: expression,
  as_pattern: asPattern,
  lambda,
  function_definition: functionDefinition,
  decorated_definition: decorated,
  class_definition: classDefinition,
  decorator,
  import_statement: imports,
  import_from_statement: importFrom,
});
