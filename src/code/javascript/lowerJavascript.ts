import { literal } from '../escapes.ts';
import { fieldOf, partsOf } from '../syntax.ts';
import type { Syntax, SyntaxTree } from '../syntax.ts';
import { statement } from '../term.ts';
import type { Argument, Entry, Term } from '../term.ts';
import { bindPattern } from './pattern.ts';

/** A JavaScript program in shared terms. What is not listed here is opaque. */
export function lowerJavascript(tree: SyntaxTree): Term {
  return lower(tree.root, tree.text);
}

/** Nodes that run their parts in order, once. */
const PLAIN = new Set([
  'program',
  'statement_block',
  'lexical_declaration',
  'variable_declaration',
  'return_statement',
  'throw_statement',
  'export_statement',
  'update_expression',
  'spread_element',
  'yield_expression',
  'finally_clause',
  'class_body',
  'class_static_block',
  'switch_default',
  'template_substitution',
  'computed_property_name',
]);
const BRANCHES = new Set([
  'if_statement',
  'else_clause',
  'for_statement',
  'while_statement',
  'do_statement',
  'switch_statement',
  'switch_body',
  'switch_case',
  'try_statement',
]);
const SILENT = new Set([
  'break_statement',
  'continue_statement',
  'empty_statement',
  'regex',
  'undefined',
  'null',
  'super',
  'hash_bang_line',
  'optional_chain',
  'debugger_statement',
]);

export function lower(node: Syntax, text: string): Term {
  const { range } = node;
  const parts = (): readonly Term[] => partsOf(node).map((part) => lower(part, text));
  const at = (field: string): Term => {
    const part = fieldOf(node, field);
    return part === undefined ? { op: 'constant', value: undefined, range } : lower(part, text);
  };
  const wordAt = (field: string): string => text.slice(...(fieldOf(node, field)?.range ?? [0, 0]));
  const written = text.slice(...range);
  if (PLAIN.has(node.type)) return { op: 'any', parts: parts(), range };
  if (BRANCHES.has(node.type)) return { op: 'branch', parts: parts(), range };
  if (SILENT.has(node.type)) return { op: 'constant', value: undefined, range };
  switch (node.type) {
    case 'identifier':
    case 'shorthand_property_identifier':
      return { op: 'name', name: written, range };
    case 'this':
      return { op: 'module', module: 'this', range };
    case 'import':
      return { op: 'module', module: 'import', range };
    case 'meta_property':
      return { op: 'module', module: 'import.meta', range };
    case 'string':
      return literal(text, [range[0] + 1, Math.max(range[0] + 1, range[1] - 1)], { raw: false });
    case 'template_string':
      return template(node, text);
    case 'number':
      return { op: 'constant', value: Number(written), range };
    case 'true':
      return { op: 'constant', value: true, range };
    case 'false':
      return { op: 'constant', value: false, range };
    case 'parenthesized_expression':
    case 'await_expression':
      return { op: 'choice', parts: parts(), range };
    case 'ternary_expression':
      return {
        op: 'choice',
        parts: [{ op: 'branch', parts: [at('condition')], range }, at('consequence'), at('alternative')],
        range,
      };
    case 'sequence_expression':
      return { op: 'choice', parts: parts(), range };
    case 'binary_expression': {
      const operator = fieldOf(node, 'operator')?.type;
      const sides = [at('left'), at('right')];
      if (operator === '+') return { op: 'join', parts: sides, range };
      return operator === '||' || operator === '&&' || operator === '??'
        ? { op: 'choice', parts: sides, range }
        : { op: 'any', parts: sides, range };
    }
    case 'unary_expression':
      // What a name is, not what it holds.
      if (written.startsWith('typeof') && fieldOf(node, 'argument')?.type === 'identifier')
        return { op: 'constant', value: undefined, range };
      return { op: 'any', parts: [at('argument')], range };
    case 'array':
      return { op: 'list', parts: parts(), range };
    case 'object':
      return { op: 'record', entries: partsOf(node).map((part) => entryOf(part, text)), range };
    case 'member_expression':
      return { op: 'member', on: at('object'), name: wordAt('property'), range };
    case 'subscript_expression':
      return { op: 'index', on: at('object'), key: at('index'), range };
    case 'call_expression':
      return { op: 'call', on: at('function'), args: argumentsOf(fieldOf(node, 'arguments'), text), range };
    case 'new_expression':
      return { op: 'call', on: at('constructor'), args: argumentsOf(fieldOf(node, 'arguments'), text), range };
    case 'variable_declarator': {
      const value = fieldOf(node, 'value');
      const target = fieldOf(node, 'name');
      return bindPattern(target, value === undefined ? undefined : lower(value, text), 'same', node, text);
    }
    case 'assignment_expression':
      return bindPattern(fieldOf(node, 'left'), at('right'), 'same', node, text);
    case 'augmented_assignment_expression': {
      const logical = /^(?:\|\||&&|\?\?)=$/.test(fieldOf(node, 'operator')?.type ?? '');
      return bindPattern(fieldOf(node, 'left'), at('right'), logical ? 'same' : 'data', node, text);
    }
    case 'for_in_statement':
      return {
        op: 'branch',
        parts: [bindPattern(fieldOf(node, 'left'), at('right'), 'element', node, text), at('body')],
        range,
      };
    case 'catch_clause':
      return {
        op: 'any',
        parts: [bindPattern(fieldOf(node, 'parameter'), undefined, 'data', node, text), at('body')],
        range,
      };
    case 'arrow_function':
    case 'function_expression':
    case 'generator_function':
    case 'function_declaration':
    case 'generator_function_declaration':
    case 'method_definition':
      return functionTerm(node, text);
    case 'class':
    case 'class_declaration': {
      const name = wordAt('name');
      const heritage = partsOf(node).find(({ type }) => type === 'class_heritage');
      const bases = heritage === undefined ? [] : partsOf(heritage).map((part) => lower(part, text));
      const made: Term = {
        op: 'call',
        on: { op: 'module', module: 'class', range },
        args: bases.map((value) => ({ value })),
        range,
      };
      return { op: 'function', ...(name === '' ? {} : { name }), body: [made, at('body')], range };
    }
    case 'field_definition':
      return { op: 'any', parts: [at('value')], range };
    case 'import_statement':
      return imports(node, text);
    case 'expression_statement': {
      const [value, ...more] = parts();
      return value !== undefined && more.length === 0 ? statement(value, range) : { op: 'any', parts: parts(), range };
    }
    default:
      return { op: 'opaque', parts: parts(), range };
  }
}

function template(node: Syntax, text: string): Term {
  const [start, end] = [node.range[0] + 1, Math.max(node.range[0] + 1, node.range[1] - 1)];
  const holes = node.children.filter(({ type }) => type === 'template_substitution');
  if (holes.length === 0) return literal(text, [start, end], { raw: false });
  const parts: Term[] = [];
  let from = start;
  const piece = (to: number): void => {
    if (to > from) parts.push(literal(text, [from, to], { raw: false }));
  };
  for (const hole of holes) {
    piece(hole.range[0]);
    parts.push({ op: 'choice', parts: partsOf(hole).map((part) => lower(part, text)), range: hole.range });
    [, from] = hole.range;
  }
  piece(end);
  return { op: 'join', parts, range: [start, end] };
}

function argumentsOf(node: Syntax | undefined, text: string): readonly Argument[] {
  if (node === undefined) return [];
  if (node.type === 'template_string') return [{ value: lower(node, text) }];
  return partsOf(node).map((part): Argument =>
    part.type === 'spread_element' ? { spread: true, value: lower(part, text) } : { value: lower(part, text) },
  );
}

function entryOf(part: Syntax, text: string): Entry {
  switch (part.type) {
    case 'pair': {
      const key = fieldOf(part, 'key');
      const value = fieldOf(part, 'value');
      if (key === undefined || value === undefined) break;
      if (key.type === 'computed_property_name')
        return { value: { op: 'any', parts: [lower(key, text), lower(value, text)], range: part.range } };
      const written = text.slice(...key.range);
      return { name: key.type === 'string' ? written.slice(1, -1) : written, value: lower(value, text) };
    }
    case 'shorthand_property_identifier':
      return { name: text.slice(...part.range), value: lower(part, text) };
    case 'method_definition':
      return { name: text.slice(...(fieldOf(part, 'name')?.range ?? [0, 0])), value: lower(part, text) };
    default:
  }
  return { value: lower(part, text) };
}

function functionTerm(node: Syntax, text: string): Term {
  const { range } = node;
  const name = fieldOf(node, 'name');
  const list = fieldOf(node, 'parameters') ?? fieldOf(node, 'parameter');
  const parameters = list === undefined ? [] : list.type === 'formal_parameters' ? partsOf(list) : [list];
  const bound = parameters.map((part): Term => bindPattern(part, undefined, 'data', part, text));
  const body = fieldOf(node, 'body');
  const key = name?.type === 'computed_property_name' ? [lower(name, text)] : [];
  return {
    op: 'function',
    ...(name === undefined ? {} : { name: text.slice(...name.range) }),
    body: [...key, ...bound, ...(body === undefined ? [] : [lower(body, text)])],
    range,
  };
}

function imports(node: Syntax, text: string): Term {
  const { range } = node;
  const source = fieldOf(node, 'source');
  const module = source === undefined ? '' : text.slice(source.range[0] + 1, source.range[1] - 1);
  const parts: Term[] = [{ op: 'import', module, range }];
  const add = (local: Syntax, member: string | undefined): void => {
    const value: Term = { op: 'module', module, ...(member === undefined ? {} : { member }), range: local.range };
    const name = text.slice(...local.range);
    parts.push({ op: 'bind', names: [{ name, as: 'same' }], stores: [], value, range: local.range });
  };
  const clause = partsOf(node).find(({ type }) => type === 'import_clause');
  for (const part of clause === undefined ? [] : partsOf(clause)) {
    if (part.type === 'identifier') add(part, undefined);
    else if (part.type === 'namespace_import') for (const name of partsOf(part)) add(name, undefined);
    else if (part.type === 'named_imports') {
      for (const one of partsOf(part)) {
        const name = fieldOf(one, 'name');
        if (name !== undefined) add(fieldOf(one, 'alias') ?? name, text.slice(...name.range));
      }
    }
  }
  return { op: 'any', parts, range };
}
