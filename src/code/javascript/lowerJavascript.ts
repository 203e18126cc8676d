import {
  any,
  binary,
  branch,
  choice,
  constant,
  expression,
  give,
  member,
  name,
  number,
  silent,
} from '../term/forms.ts';
import { spreadList, template, ternary } from '../term/forms.ts';
import { literal } from '../term/escapes.ts';
import { formsOf } from '../term/lowering.ts';
import type { Form, Lowering } from '../term/lowering.ts';
import { fieldOf, partsOf } from '../term/syntax.ts';
import type { Syntax } from '../term/syntax.ts';
import type { Argument, Entry, Term } from '../term/term.ts';
import { given, handed } from '../term/callbacks.ts';
import { addressed } from './addressed.ts';
import { awaited } from './awaiting.ts';
import { classForm, functionForm } from './functions.ts';
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
      // Asking for it, or setting it, calls it.
      if (part.children.some((child) => /^(?:get|set)$/.test(lower.word(child)) && child !== fieldOf(part, 'name')))
        break;
      return { name: lower.word(fieldOf(part, 'name')), value: lower.of(part) };
    default:
  }
  return part.type === 'spread_element' ? { spread: true, value: choice(part, lower) } : { value: lower.of(part) };
}

function argumentsOf(node: Syntax | undefined, lower: Lowering): readonly Argument[] {
  if (node === undefined) return [];
  if (node.type === 'template_string') return [{ value: lower.of(node) }];
  return partsOf(node).map((part): Argument =>
    part.type === 'spread_element' ? { spread: true, value: choice(part, lower) } : { value: lower.of(part) },
  );
}

/** Methods that give each element to the function they are given. */
const GIVES_ELEMENTS =
  /^(?:forEach|map|flatMap|filter|find|findLast|findIndex|some|every|sort|toSorted|reduce|reduceRight)$/;

/** An argument with what is known of how it is called. */
function called(arg: Argument, place: number, on: Term): Argument {
  const name = on.op === 'member' && place === 0 ? on.name : '';
  if (on.op !== 'member' || !GIVES_ELEMENTS.test(name)) return handed(arg, on);
  if (/^reduce/.test(name)) return given(arg, on.on, 1);
  const one = given(arg, on.on);
  return /sort/i.test(name) && arg.value.op === 'function' ? given(one, on.on, 1) : one;
}

const call =
  (role: string): Form =>
  (node, lower) => {
    const on = lower.at(node, role);
    const list = fieldOf(node, 'arguments');
    const all = argumentsOf(list, lower).map((arg, place) => called(arg, place, on));
    const args = on.op === 'name' && on.name === 'fetch' ? addressed(all, lower.text) : all;
    const [first, ...more] = args;
    const written = list === undefined ? undefined : partsOf(list)[0];
    const { range } = node;
    if (on.op !== 'member' || on.name !== 'then' || first === undefined || written === undefined)
      return { op: 'call', on, args, range };
    return { op: 'call', on, args: [{ ...first, value: awaited(first.value, written, on.on, lower) }, ...more], range };
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

const unary: Form = (node, lower) => {
  const { range } = node;
  const argument = fieldOf(node, 'argument');
  if (argument === undefined || !lower.word(node).startsWith('typeof'))
    return { op: 'any', parts: [lower.at(node, 'argument')], range };
  // What a name is, not what it holds.
  if (argument.type === 'identifier') return silent(node, lower);
  return { op: 'call', on: { op: 'module', module: 'typeof', range }, args: [{ value: lower.of(argument) }], range };
};

const declarator: Form = (node, lower) =>
  bindPattern(
    fieldOf(node, 'name'),
    fieldOf(node, 'value') === undefined ? undefined : lower.at(node, 'value'),
    'same',
    node,
    lower,
  );

const augmented: Form = (node, lower) => {
  const logical = /^(?:\|\||&&|\?\?)=$/.test(fieldOf(node, 'operator')?.type ?? '');
  const bound = bindPattern(fieldOf(node, 'left'), lower.at(node, 'right'), logical ? 'same' : 'data', node, lower);
  return logical ? bound : { ...bound, adds: true, primitive: true };
};

const namesIn = (target: Syntax | undefined, lower: Lowering): readonly string[] =>
  target === undefined ? [] : bindPattern(target, undefined, 'data', target, lower).names.map(({ name }) => name);

/** What `let` and `const` among these statements declare. */
function declaredIn(statements: readonly Syntax[], lower: Lowering): readonly string[] {
  return statements
    .filter(({ type }) => type === 'lexical_declaration')
    .flatMap(partsOf)
    .flatMap((part) => namesIn(fieldOf(part, 'name'), lower));
}

const block: Form = (node, lower) => ({
  op: 'any',
  parts: lower.parts(node),
  own: declaredIn(partsOf(node), lower),
  range: node.range,
});

const module =
  (module: string): Form =>
  ({ range }) => ({ op: 'module', module, range });

/** JavaScript's and TypeScript's nodes in shared terms. What is not listed here is opaque. */
export const JAVASCRIPT_FORMS = formsOf(
  {
    'program lexical_declaration variable_declaration throw_statement': any,
    'export_statement update_expression spread_element finally_clause class_body': any,
    statement_block: block,
    return_statement: give('return'),
    yield_expression: (node, lower) =>
      give(node.children.some(({ type }) => type === '*') ? 'each' : 'yield')(node, lower),
    'class_static_block switch_default template_substitution computed_property_name': any,
    for_statement: (node, lower) => ({
      op: 'branch',
      parts: lower.parts(node),
      own: declaredIn(partsOf(node), lower),
      range: node.range,
    }),
    'if_statement else_clause while_statement do_statement switch_statement switch_body': branch,
    'switch_case try_statement': branch,
    'break_statement continue_statement empty_statement undefined null hash_bang_line': silent,
    'optional_chain debugger_statement': silent,
    'parenthesized_expression await_expression sequence_expression': choice,
    'identifier shorthand_property_identifier': name,
    this: module('this'),
    super: module('super'),
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
    array: (node, lower) => spreadList(node, 'spread_element', lower),
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
      own: /^(?:const|let)$/.test(fieldOf(node, 'kind')?.type ?? '') ? namesIn(fieldOf(node, 'left'), lower) : [],
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
