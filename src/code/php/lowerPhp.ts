import {
  any,
  binary,
  branch,
  choice,
  constant,
  expression,
  give,
  name,
  number,
  silent,
  ternary,
} from '../term/forms.ts';
import { formsOf, unknown } from '../term/lowering.ts';
import type { Form, Lowering } from '../term/lowering.ts';
import { fieldOf, partsOf } from '../term/syntax.ts';
import type { Syntax } from '../term/syntax.ts';
import { bindModule } from '../term/term.ts';
import type { Argument, Entry, Term } from '../term/term.ts';
import { assignment, bind, functionForm } from './binding.ts';
import { backtick, doubleQuoted, heredoc, nowdoc, singleQuoted } from './strings.ts';

function argumentsOf(node: Syntax | undefined, lower: Lowering): readonly Argument[] {
  if (node === undefined) return [];
  return partsOf(node).map((part): Argument => {
    const spread = part.type !== 'argument' || part.children.some(({ type }) => type === 'variadic_unpacking');
    const value = partsOf(part).at(-1);
    const name = fieldOf(part, 'name');
    if (spread || value === undefined) return { spread: true, value: any(part, lower) };
    return { ...(name === undefined ? {} : { name: lower.word(name) }), value: lower.of(value) };
  });
}

/** Functions and constants go by any case; a class is told from them by how it is written. */
const spelled = (word: string): string => (/(?:^|\\)[A-Z]\w*[a-z]\w*$/.test(word) ? word : word.toLowerCase());

const named: Form = (node, lower) => ({ op: 'name', name: spelled(lower.word(node)), range: node.range });

const call =
  (role: string): Form =>
  (node, lower) => ({
    op: 'call',
    on: lower.at(node, role),
    args: argumentsOf(fieldOf(node, 'arguments'), lower),
    range: node.range,
  });

/** `$a->f()`, `A::f()`. A name that is computed can be any. */
const methodCall =
  (role: string): Form =>
  (node, lower) => {
    const { range } = node;
    const word = fieldOf(node, 'name');
    if (word?.type !== 'name') return unknown(node, lower);
    const on: Term = {
      op: 'member',
      on: lower.at(node, role),
      name: lower.word(word).toLowerCase(),
      range: [range[0], word.range[1]],
    };
    return { op: 'call', on, args: argumentsOf(fieldOf(node, 'arguments'), lower), range };
  };

const property: Form = (node, lower) => {
  const word = fieldOf(node, 'name');
  if (word?.type !== 'name') return unknown(node, lower);
  return { op: 'member', on: lower.at(node, 'object'), name: lower.word(word), range: node.range };
};

const classConstant: Form = (node, lower) => {
  const [on, word] = partsOf(node);
  if (on === undefined || word?.type !== 'name') return unknown(node, lower);
  return { op: 'member', on: lower.of(on), name: lower.word(word).toLowerCase(), range: node.range };
};

const creation: Form = (node, lower) => {
  const { range } = node;
  const [on] = partsOf(node);
  if (on === undefined) return unknown(node, lower);
  const args = argumentsOf(
    node.children.find(({ type }) => type === 'arguments'),
    lower,
  );
  return { op: 'call', on: lower.of(on), args, range };
};

const classForm: Form = (node, lower) => {
  const { range } = node;
  const base = node.children.find(({ type }) => type === 'base_clause');
  const made: Term = {
    op: 'call',
    on: { op: 'module', module: 'class', range },
    args: base === undefined ? [] : lower.parts(base).map((value) => ({ value })),
    range,
  };
  const word = fieldOf(node, 'name');
  return {
    op: 'function',
    ...(word === undefined ? {} : { name: spelled(lower.word(word)) }),
    body: [made, lower.at(node, 'body')],
    range,
  };
};

const subscript: Form = (node, lower) => {
  const [on, key] = lower.parts(node);
  if (on === undefined) return unknown(node, lower);
  return { op: 'index', on, key: key ?? { op: 'any', parts: [], range: node.range }, range: node.range };
};

const array: Form = (node, lower) => {
  const { range } = node;
  const parts = partsOf(node).map((part) => (part.type === 'array_element_initializer' ? partsOf(part) : [part]));
  if (parts.every(({ length }) => length === 1)) return { op: 'list', parts: parts.flat().map(lower.of), range };
  const entries = parts.map(([first, second]): Entry => {
    if (first === undefined) return { value: { op: 'any', parts: [], range } };
    if (second === undefined) return { value: lower.of(first) };
    const key = lower.of(first);
    if (key.op === 'text') return { name: key.value, value: lower.of(second) };
    return { value: { op: 'any', parts: [key, lower.of(second)], range } };
  });
  return { op: 'record', entries, range };
};

const foreach: Form = (node, lower) => {
  const [among, target] = partsOf(node);
  if (among === undefined || target === undefined) return unknown(node, lower);
  const [key, value = key] = target.type === 'pair' ? partsOf(target) : [undefined, target];
  if (value?.type === 'by_ref') return unknown(node, lower);
  const bound = bind(value, lower.of(among), 'element', node, lower);
  const keys = key === undefined || key === value ? [] : [bind(key, undefined, 'data', node, lower)];
  return { op: 'branch', parts: [bound, ...keys, lower.at(node, 'body')], range: node.range };
};

const catchClause: Form = (node, lower) => ({
  op: 'any',
  parts: [bind(fieldOf(node, 'name'), undefined, 'data', node, lower), lower.at(node, 'body')],
  range: node.range,
});

/** `use A\B as C`: names for classes, functions and constants of other files. */
const uses: Form = (node, lower) => ({
  op: 'any',
  parts: partsOf(node).map((clause): Term => {
    const path = clause.type === 'namespace_use_clause' ? partsOf(clause)[0] : undefined;
    if (path === undefined) return unknown(clause, lower);
    const module = lower.word(path);
    const alias = fieldOf(clause, 'alias');
    const own = alias === undefined ? module.slice(module.lastIndexOf('\\') + 1) : lower.word(alias);
    return bindModule(spelled(own), module, clause.range);
  }),
  range: node.range,
});

const include: Form = (node, lower) => {
  const args = lower.parts(node).map((value) => ({ value }));
  return { op: 'call', on: { op: 'module', module: 'include', range: node.range }, args, range: node.range };
};

/** PHP's nodes in shared terms. What is not listed here is opaque. */
export const PHP_FORMS = formsOf({
  return_statement: give('return'),
  yield_expression: (node, lower) =>
    give(node.children.some(({ type }) => type === 'from') ? 'each' : 'yield')(node, lower),
  'program compound_statement echo_statement print_intrinsic exit_statement unset_statement': any,
  'sequence_expression unary_op_expression cast_expression throw_expression yield_expression declaration_list': any,
  'const_declaration const_element property_declaration property_element update_expression else_clause': any,
  'finally_clause argument variadic_unpacking namespace_definition match_block match_conditional_expression': any,
  'match_condition_list match_default_expression text_interpolation colon_block array_element_initializer': any,
  'if_statement else_if_clause while_statement do_statement for_statement switch_statement switch_block': branch,
  'case_statement default_statement try_statement match_expression': branch,
  'php_tag php_end_tag text null empty_statement break_statement continue_statement visibility_modifier': silent,
  'static_modifier final_modifier readonly_modifier abstract_modifier var_modifier cast_type type_list': silent,
  'named_type primitive_type union_type optional_type global_declaration namespace_name declare_statement': silent,
  'parenthesized_expression error_suppression_expression clone_expression': choice,
  variable_name: name,
  'name qualified_name': named,
  relative_scope: ({ range }) => ({ op: 'module', module: 'this', range }),
  'integer float': number,
  boolean: (node, lower) => constant(lower.word(node).toLowerCase() === 'true')(node, lower),
  string: singleQuoted,
  encapsed_string: doubleQuoted,
  heredoc,
  nowdoc,
  shell_command_expression: backtick,
  array_creation_expression: array,
  binary_expression: binary(['.'], ['??', '||', '&&', 'or', 'and']),
  conditional_expression: ternary('condition', 'body', 'alternative'),
  'assignment_expression augmented_assignment_expression': assignment,
  // Two names of one value: what is done through the one nobody sees at the other.
  'reference_assignment_expression by_ref': unknown,
  function_call_expression: call('function'),
  'member_call_expression nullsafe_member_call_expression': methodCall('object'),
  scoped_call_expression: methodCall('scope'),
  'member_access_expression nullsafe_member_access_expression': property,
  class_constant_access_expression: classConstant,
  object_creation_expression: creation,
  subscript_expression: subscript,
  foreach_statement: foreach,
  catch_clause: catchClause,
  'function_definition anonymous_function arrow_function method_declaration': functionForm,
  'class_declaration anonymous_class interface_declaration enum_declaration': classForm,
  enum_declaration_list: any,
  enum_case: (node, lower) => ({ op: 'any', parts: [lower.at(node, 'value')], range: node.range }),
  namespace_use_declaration: uses,
  'include_expression include_once_expression require_expression require_once_expression': include,
  expression_statement: expression,
});
