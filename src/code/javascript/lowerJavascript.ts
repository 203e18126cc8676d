import { any, binary, branch, choice, constant, expression, list, member, name, number, silent } from '../forms.ts';
import { template, ternary } from '../forms.ts';
import { literal } from '../escapes.ts';
import { formsOf } from '../lowering.ts';
import type { Form, Lowering } from '../lowering.ts';
import { fieldOf, partsOf } from '../syntax.ts';
import type { Syntax } from '../syntax.ts';
import type { Argument, Entry } from '../term.ts';
import { classForm, functionForm, given, handed, parametersOf } from './functions.ts';
import { imports } from './importForms.ts';
import { bindPattern } from './pattern.ts';
import { TYPESCRIPT_FORMS } from './typescript.ts';

function entryOf(part: Syntax, lower: Lowering): Entry {
  switch (part.type) {
    case 'pair': {
      const key = fieldOf(part, 'key');
      const value = fieldOf(part, 'value');
      if (key === undefined || value === undefined) break;
      if (key.type === 'computed_property_name')
        return { value: { op: 'any', parts: [lower.of(key), lower.of(value)], range: part.range } };
      const written = lower.word(key);
      return { name: key.type === 'string' ? written.slice(1, -1) : written, value: lower.of(value) };
    }
    case 'shorthand_property_identifier':
      return { name: lower.word(part), value: lower.of(part) };
    case 'method_definition':
      return { name: lower.word(fieldOf(part, 'name')), value: lower.of(part) };
    default:
  }
  return { value: lower.of(part) };
}

function argumentsOf(node: Syntax | undefined, lower: Lowering): readonly Argument[] {
  if (node === undefined) return [];
  if (node.type === 'template_string') return [{ value: lower.of(node) }];
  return partsOf(node).map((part): Argument =>
    part.type === 'spread_element' ? { spread: true, value: lower.of(part) } : { value: lower.of(part) },
  );
}

/** Methods that give each element to the function they are given. */
const GIVES_ELEMENTS = /^(?:forEach|map|flatMap|filter|find|some|every|sort)$/;

const call =
  (role: string): Form =>
  (node, lower) => {
    const on = lower.at(node, role);
    const args = argumentsOf(fieldOf(node, 'arguments'), lower);
    const elements = on.op === 'member' && GIVES_ELEMENTS.test(on.name) ? on.on : undefined;
    const known = args.map((arg) => (elements === undefined ? handed(arg, on) : given(arg, elements)));
    return { op: 'call', on, args: known, range: node.range };
  };

const string: Form = ({ range: [start, end] }, lower) =>
  literal(lower.text, [start + 1, Math.max(start + 1, end - 1)], 'dropped');

const templateString: Form = (node, lower) => {
  const [start, end] = node.range;
  const holes = node.children
    .filter(({ type }) => type === 'template_substitution')
    .map((part) => ({ range: part.range, value: choice(part, lower) }));
  return template([start + 1, Math.max(start + 1, end - 1)], holes, 'dropped', lower);
};

const unary: Form = (node, lower) =>
  // What a name is, not what it holds.
  lower.word(node).startsWith('typeof') && fieldOf(node, 'argument')?.type === 'identifier'
    ? silent(node, lower)
    : { op: 'any', parts: [lower.at(node, 'argument')], range: node.range };

const declarator: Form = (node, lower) => {
  const value = fieldOf(node, 'value');
  const term = value === undefined ? undefined : lower.of(value);
  const isNamed = term?.op === 'function' && term.name === undefined && fieldOf(node, 'name')?.type === 'identifier';
  const declared = isNamed && value?.type !== 'class' ? { ...term, ...parametersOf(term.body.slice(0, -1)) } : term;
  return bindPattern(fieldOf(node, 'name'), declared, 'same', node, lower);
};

const augmented: Form = (node, lower) => {
  const logical = /^(?:\|\||&&|\?\?)=$/.test(fieldOf(node, 'operator')?.type ?? '');
  return bindPattern(fieldOf(node, 'left'), lower.at(node, 'right'), logical ? 'same' : 'data', node, lower);
};

const module =
  (module: string): Form =>
  ({ range }) => ({ op: 'module', module, range });

/** JavaScript's and TypeScript's nodes in shared terms. What is not listed here is opaque. */
export const JAVASCRIPT_FORMS = formsOf(
  {
    'program statement_block lexical_declaration variable_declaration return_statement throw_statement': any,
    'export_statement update_expression spread_element yield_expression finally_clause class_body': any,
    'class_static_block switch_default template_substitution computed_property_name': any,
    'if_statement else_clause for_statement while_statement do_statement switch_statement switch_body': branch,
    'switch_case try_statement': branch,
    'break_statement continue_statement empty_statement undefined null super hash_bang_line': silent,
    'optional_chain debugger_statement': silent,
    'parenthesized_expression await_expression sequence_expression': choice,
    'identifier shorthand_property_identifier': name,
    this: module('this'),
    import: module('import'),
    meta_property: module('import.meta'),
    // What its methods do is known, `exec` above all.
    regex: ({ range }) => ({ op: 'call', on: { op: 'module', module: 'RegExp', range }, args: [], range }),
    string,
    template_string: templateString,
    number,
    true: constant(true),
    false: constant(false),
    ternary_expression: ternary('condition', 'consequence', 'alternative'),
    binary_expression: binary(['+'], ['||', '&&', '??']),
    unary_expression: unary,
    array: list,
    object: (node, lower) => ({
      op: 'record',
      entries: partsOf(node).map((part) => entryOf(part, lower)),
      range: node.range,
    }),
    member_expression: member('object', 'property'),
    subscript_expression: (node, lower) => ({
      op: 'index',
      on: lower.at(node, 'object'),
      key: lower.at(node, 'index'),
      range: node.range,
    }),
    call_expression: call('function'),
    new_expression: call('constructor'),
    variable_declarator: declarator,
    assignment_expression: (node, lower) =>
      bindPattern(fieldOf(node, 'left'), lower.at(node, 'right'), 'same', node, lower),
    augmented_assignment_expression: augmented,
    for_in_statement: (node, lower) => ({
      op: 'branch',
      parts: [
        bindPattern(fieldOf(node, 'left'), lower.at(node, 'right'), 'element', node, lower),
        lower.at(node, 'body'),
      ],
      range: node.range,
    }),
    catch_clause: (node, lower) => ({
      op: 'any',
      parts: [bindPattern(fieldOf(node, 'parameter'), undefined, 'data', node, lower), lower.at(node, 'body')],
      range: node.range,
    }),
    'arrow_function function_expression generator_function function_declaration': functionForm,
    'generator_function_declaration method_definition': functionForm,
    'class class_declaration': classForm,
    'field_definition public_field_definition': (node, lower) => ({
      op: 'any',
      parts: [lower.at(node, 'value')],
      range: node.range,
    }),
    import_statement: imports,
    expression_statement: expression,
  },
  TYPESCRIPT_FORMS,
);
