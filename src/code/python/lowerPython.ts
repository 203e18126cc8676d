import { literal } from '../escapes.ts';
import { fieldOf, fieldsOf, partsOf } from '../syntax.ts';
import type { Syntax, SyntaxTree } from '../syntax.ts';
import { statement } from '../term.ts';
import type { Argument, BindTerm, Bound, Entry, Term } from '../term.ts';

/** A Python program in shared terms. What is not listed here is opaque. */
export function lowerPython(tree: SyntaxTree): Term {
  return lower(tree.root, tree.text);
}

/** Nodes that run their parts in order, once. */
const PLAIN = new Set([
  'module',
  'block',
  'return_statement',
  'delete_statement',
  'raise_statement',
  'assert_statement',
  'with_statement',
  'with_clause',
  'print_statement',
  'chevron',
  'future_import_statement',
  'comparison_operator',
  'not_operator',
  'unary_operator',
  'slice',
  'set',
  'yield',
  'expression_list',
  'list_splat',
  'dictionary_splat',
  'format_specifier',
  'format_expression',
  'interpolation',
  'finally_clause',
  'else_clause',
  'except_clause',
  'except_group_clause',
  'if_clause',
  'type',
  'generic_type',
  'union_type',
  'type_parameter',
]);
const BRANCHES = new Set([
  'if_statement',
  'elif_clause',
  'while_statement',
  'try_statement',
  'list_comprehension',
  'set_comprehension',
  'dictionary_comprehension',
  'generator_expression',
]);
const SILENT = new Set([
  'pass_statement',
  'break_statement',
  'continue_statement',
  'global_statement',
  'nonlocal_statement',
  'type_conversion',
  'line_continuation',
  'dotted_name',
  'ellipsis',
  'string_start',
  'string_end',
  'positional_separator',
  'keyword_separator',
]);

function lower(node: Syntax, text: string): Term {
  const { range } = node;
  const parts = (): readonly Term[] => partsOf(node).map((part) => lower(part, text));
  const at = (field: string): Term => {
    const part = fieldOf(node, field);
    return part === undefined ? { op: 'constant', value: undefined, range } : lower(part, text);
  };
  const written = text.slice(...range);
  if (PLAIN.has(node.type)) return { op: 'any', parts: parts(), range };
  if (BRANCHES.has(node.type)) return { op: 'branch', parts: parts(), range };
  if (SILENT.has(node.type)) return { op: 'constant', value: undefined, range };
  switch (node.type) {
    case 'identifier':
      return { op: 'name', name: written, range };
    case 'string':
      return stringTerm(node, text);
    case 'concatenated_string':
      return { op: 'join', parts: parts(), range };
    case 'integer':
    case 'float':
      return { op: 'constant', value: Number(written), range };
    case 'true':
      return { op: 'constant', value: true, range };
    case 'false':
      return { op: 'constant', value: false, range };
    case 'none':
      return { op: 'constant', value: undefined, range };
    case 'parenthesized_expression':
    case 'await':
      return { op: 'choice', parts: parts(), range };
    case 'boolean_operator':
      return { op: 'choice', parts: parts(), range };
    case 'conditional_expression': {
      const [value, condition, other] = parts();
      if (value === undefined || condition === undefined || other === undefined)
        return { op: 'opaque', parts: [], range };
      return {
        op: 'choice',
        parts: [value, { op: 'branch', parts: [condition], range: condition.range }, other],
        range,
      };
    }
    case 'list':
    case 'tuple':
      return { op: 'list', parts: parts(), range };
    case 'dictionary':
      return { op: 'record', entries: partsOf(node).map((part) => entryOf(part, text)), range };
    case 'pair':
      return { op: 'any', parts: parts(), range };
    case 'attribute':
      return {
        op: 'member',
        on: at('object'),
        name: text.slice(...(fieldOf(node, 'attribute')?.range ?? [0, 0])),
        range,
      };
    case 'subscript': {
      const keys = fieldsOf(node, 'subscript').map((key) => lower(key, text));
      return {
        op: 'index',
        on: at('value'),
        key: keys[0] !== undefined && keys.length === 1 ? keys[0] : { op: 'any', parts: keys, range },
        range,
      };
    }
    case 'binary_operator': {
      const operator = fieldOf(node, 'operator')?.type;
      const sides = [at('left'), at('right')];
      // `a / b` joins paths; of other things it is arithmetic, which the reader of values sees.
      if (operator === '+') return { op: 'join', parts: sides, range };
      if (operator === '/')
        return {
          op: 'call',
          on: { op: 'module', module: 'operator', member: 'truediv', range },
          args: sides.map((value) => ({ value })),
          range,
        };
      return { op: 'any', parts: sides, range };
    }
    case 'call':
      return { op: 'call', on: at('function'), args: argumentsOf(fieldOf(node, 'arguments'), text), range };
    case 'assignment':
    case 'augmented_assignment':
      return assignment(node, text, node.type === 'assignment');
    case 'named_expression':
      return bind(fieldOf(node, 'name'), at('value'), 'same', node, text);
    case 'for_statement':
      return {
        op: 'branch',
        parts: [bind(fieldOf(node, 'left'), at('right'), 'element', node, text), at('body'), at('alternative')],
        range,
      };
    case 'for_in_clause':
      return bind(fieldOf(node, 'left'), at('right'), 'element', node, text);
    case 'with_item':
      return { op: 'bind', names: [], stores: [], value: at('value'), range };
    case 'expression_statement': {
      const [value, ...more] = parts();
      return value !== undefined && more.length === 0 ? statement(value, range) : { op: 'any', parts: parts(), range };
    }
    case 'as_pattern': {
      const [value, alias] = partsOf(node);
      if (value === undefined || alias === undefined) return { op: 'opaque', parts: parts(), range };
      return bind(
        alias.children.find((child) => child.named),
        lower(value, text),
        'same',
        node,
        text,
      );
    }
    case 'lambda':
      return { op: 'function', body: [parameters(node, text), at('body')], range };
    case 'function_definition': {
      const name = text.slice(...(fieldOf(node, 'name')?.range ?? [0, 0]));
      return { op: 'function', name, body: [parameters(node, text), at('body'), at('return_type')], range };
    }
    case 'class_definition': {
      const name = text.slice(...(fieldOf(node, 'name')?.range ?? [0, 0]));
      const bases = argumentsOf(fieldOf(node, 'superclasses'), text);
      const made: Term = {
        op: 'call',
        on: { op: 'module', module: 'builtins', member: 'class', range },
        args: bases,
        range,
      };
      return { op: 'function', name, body: [made, at('body')], range };
    }
    case 'decorated_definition': {
      const parts = partsOf(node).map((part) =>
        part.type === 'decorator' ? decorator(part, text) : lower(part, text),
      );
      return { op: 'any', parts, range };
    }
    case 'import_statement':
      return imports(node, text);
    case 'import_from_statement':
      return importFrom(node, text);
    default:
      return { op: 'opaque', parts: parts(), range };
  }
}

/** A decorator is called with what it stands above. */
function decorator(node: Syntax, text: string): Term {
  const [on] = partsOf(node).map((part) => lower(part, text));
  if (on === undefined) return { op: 'opaque', parts: [], range: node.range };
  return { op: 'call', on, args: [], range: node.range };
}

function stringTerm(node: Syntax, text: string): Term {
  const { range } = node;
  const start = node.children.find(({ type }) => type === 'string_start');
  const end = node.children.find(({ type }) => type === 'string_end');
  if (start === undefined || end === undefined) return { op: 'opaque', parts: [], range };
  const prefix = text.slice(...start.range).toLowerCase();
  const raw = prefix.includes('r');
  const holes = node.children.filter(({ type }) => type === 'interpolation');
  if (holes.length === 0 && !prefix.includes('f')) return literal(text, [start.range[1], end.range[0]], { raw });
  const parts: Term[] = [];
  let from = start.range[1];
  const piece = (to: number): void => {
    if (to > from) parts.push(literal(text, [from, to], { raw }));
  };
  for (const hole of holes) {
    piece(hole.range[0]);
    const [first, ...rest] = partsOf(hole).map((part) => lower(part, text));
    // `{x!r:>3}` is the value in another shape; a bare name is the value itself.
    if (first !== undefined)
      parts.push(rest.length === 0 ? first : { op: 'any', parts: [first, ...rest], range: hole.range });
    [, from] = hole.range;
  }
  piece(end.range[0]);
  return { op: 'join', parts, range };
}

function entryOf(part: Syntax, text: string): Entry {
  const key = fieldOf(part, 'key');
  const value = fieldOf(part, 'value');
  if (part.type !== 'pair' || key === undefined || value === undefined) return { value: lower(part, text) };
  const name = lower(key, text);
  if (name.op === 'text') return { name: name.value, value: lower(value, text) };
  return { value: { op: 'any', parts: [name, lower(value, text)], range: part.range } };
}

function argumentsOf(node: Syntax | undefined, text: string): readonly Argument[] {
  if (node === undefined) return [];
  if (node.type === 'generator_expression') return [{ value: lower(node, text) }];
  return partsOf(node).map((part): Argument => {
    const value = fieldOf(part, 'value');
    if (part.type === 'keyword_argument' && value !== undefined)
      return { name: text.slice(...(fieldOf(part, 'name')?.range ?? [0, 0])), value: lower(value, text) };
    if (part.type === 'list_splat' || part.type === 'dictionary_splat')
      return { spread: true, value: lower(part, text) };
    return { value: lower(part, text) };
  });
}

function assignment(node: Syntax, text: string, plain: boolean): Term {
  const right = fieldOf(node, 'right');
  const value = right === undefined ? undefined : lower(right, text);
  // `x += y` makes another value of both, and calls nothing that is not read elsewhere.
  const bound = bind(fieldOf(node, 'left'), value, plain ? 'same' : 'data', node, text);
  const type = fieldOf(node, 'type');
  return type === undefined ? bound : { op: 'any', parts: [bound, lower(type, text)], range: node.range };
}

/** `target = value`, whatever the target is: names become bound, members and elements are stores. */
function bind(
  target: Syntax | undefined,
  value: Term | undefined,
  as: Bound['as'],
  node: Syntax,
  text: string,
): BindTerm {
  const names: Bound[] = [];
  const stores: Term[] = [];
  const take = (part: Syntax, how: Bound['as']): void => {
    switch (part.type) {
      case 'identifier':
        names.push({ name: text.slice(...part.range), as: how });
        break;
      case 'pattern_list':
      case 'tuple_pattern':
      case 'list_pattern':
      case 'list_splat_pattern':
      case 'tuple':
      case 'list':
      case 'parenthesized_expression':
        for (const inner of partsOf(part)) take(inner, how === 'same' ? 'element' : 'data');
        break;
      default:
        stores.push(lower(part, text));
    }
  };
  if (target !== undefined) take(target, as);
  return { op: 'bind', names, stores, value, range: node.range };
}

/** Parameters are data; their defaults and types are evaluated. */
function parameters(node: Syntax, text: string): Term {
  const list = fieldOf(node, 'parameters');
  const names: Bound[] = [];
  const stores: Term[] = [];
  const take = (part: Syntax): void => {
    switch (part.type) {
      case 'identifier':
        names.push({ name: text.slice(...part.range), as: 'data' });
        break;
      case 'default_parameter':
      case 'typed_default_parameter': {
        const name = fieldOf(part, 'name');
        const value = fieldOf(part, 'value');
        if (name !== undefined) take(name);
        if (value !== undefined) stores.push(lower(value, text));
        break;
      }
      case 'typed_parameter':
      case 'list_splat_pattern':
      case 'dictionary_splat_pattern':
      case 'tuple_pattern':
        for (const inner of partsOf(part)) if (inner.type !== 'type') take(inner);
        break;
      case 'positional_separator':
      case 'keyword_separator':
        break;
      default:
        stores.push({ op: 'opaque', parts: [], range: part.range });
    }
  };
  if (list !== undefined) for (const part of partsOf(list)) take(part);
  return { op: 'bind', names, stores, value: undefined, range: list?.range ?? node.range };
}

function imports(node: Syntax, text: string): Term {
  const parts = fieldsOf(node, 'name').flatMap((part): readonly Term[] => {
    const { range } = part;
    const alias = fieldOf(part, 'alias');
    const path = part.type === 'aliased_import' ? fieldOf(part, 'name') : part;
    const module = path === undefined ? '' : text.slice(...path.range).replaceAll(/\s/g, '');
    // `import a.b` binds `a`; `import a.b as c` binds the inner one.
    const name = alias === undefined ? (module.split('.')[0] ?? module) : text.slice(...alias.range);
    const bound = alias === undefined ? name : module;
    return [
      { op: 'import', module, range },
      { op: 'bind', names: [{ name, as: 'same' }], stores: [], value: { op: 'module', module: bound, range }, range },
    ];
  });
  return { op: 'any', parts, range: node.range };
}

function importFrom(node: Syntax, text: string): Term {
  const { range } = node;
  const module = text.slice(...(fieldOf(node, 'module_name')?.range ?? [0, 0])).replaceAll(/\s/g, '');
  const names = fieldsOf(node, 'name');
  // `import *` binds names that nobody can see here.
  if (names.length === 0) return { op: 'opaque', parts: [{ op: 'import', module, range }], range };
  const parts = names.map((part): Term => {
    const alias = fieldOf(part, 'alias');
    const path = part.type === 'aliased_import' ? fieldOf(part, 'name') : part;
    const member = text.slice(...(path ?? part).range);
    const name = alias === undefined ? member : text.slice(...alias.range);
    return {
      op: 'bind',
      names: [{ name, as: 'same' }],
      stores: [],
      value: { op: 'module', module, member, range: part.range },
      range: part.range,
    };
  });
  return { op: 'any', parts: [{ op: 'import', module, range }, ...parts], range };
}
