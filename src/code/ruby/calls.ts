import type { TextRange } from '../../effect/effect.ts';
import type { Form, Lowering } from '../term/lowering.ts';
import { fieldOf, partsOf } from '../term/syntax.ts';
import type { Syntax } from '../term/syntax.ts';
import type { Argument, BindTerm, Parameter, Term } from '../term/term.ts';
import { namesOf } from '../term/callbacks.ts';
import { bind } from './binding.ts';
import { symbolText } from './strings.ts';

/** Methods that give each element to their block. */
const GIVES_ELEMENTS =
  /^(?:each|each_with_index|each_entry|each_child|map|flat_map|collect|select|filter|reject|find|detect|any|all|none|find_each|each_slice|each_line|sort_by|group_by|partition|filter_map|delete_if|sum|min_by|max_by)[?!]?$/;

/** Those of classes: what they give without a block, they give their block one by one. */
const GIVES_EACH = /^(?:find|glob|foreach|each_child|each_entry|children|entries)$/;

/** Those that change nothing of what they go through. */
const EACH_WORD = /^(?:each|each_with_index|map|flat_map|select|filter|reject|all\?|any\?|none\?|filter_map|sum)$/;

/** Methods that give what they make to their block. */
const GIVES_ITSELF = /^(?:open|new|start|popen|create|connect|begin)$/;

/** What a block's first parameter stands for. */
interface Given {
  readonly value: Term;
  readonly as: 'element' | 'same';
}

/** `f x`, `a.f(x)`, `a.f { |x| … }`, `a&.f`. */
export const call: Form = (node, lower) => {
  const { range } = node;
  const receiver = fieldOf(node, 'receiver');
  const method = fieldOf(node, 'method');
  const word = lower.word(method);
  const isWords = receiver?.type === 'constant' && lower.word(receiver) === 'ARGV';
  const whole = receiver === undefined ? undefined : lower.of(receiver);
  // Each of the words that the program is given, whichever.
  const of: Term | undefined =
    whole !== undefined && isWords && EACH_WORD.test(word) && fieldOf(node, 'block') !== undefined
      ? { op: 'index', on: whole, key: { op: 'any', parts: [], range }, range }
      : whole;
  const on: Term =
    of === undefined
      ? { op: 'name', name: word, range: method?.range ?? range }
      : method === undefined
        ? { op: 'member', on: of, name: 'call', range }
        : { op: 'member', on: of, name: word, range: [receiver?.range[0] ?? range[0], method.range[1]] };
  const elements = of !== undefined && GIVES_ELEMENTS.test(word) ? of : undefined;
  const args = argumentsOf(fieldOf(node, 'arguments'), lower, elements);
  if (of === undefined && /^attr_(?:reader|accessor)$/.test(word)) return readers(args, range);
  if (isWords) {
    const asked = wordAsked(word, of, args, range);
    if (asked !== undefined) return asked;
  }
  const block = fieldOf(node, 'block');
  const isRecord =
    receiver?.type === 'constant' && /^(?:Struct\.new|Data\.define)$/.test(`${lower.word(receiver)}.${word}`);
  if (isRecord) {
    const body = block === undefined ? [] : [{ value: functionTerm(block, lower, undefined) }];
    const made: Term = { op: 'call', on, args: [...args, ...body], range };
    return { op: 'choice', parts: [made, { op: 'branch', parts: [readers(args, range)], range }], range };
  }
  if (block === undefined) return { op: 'call', on, args, range };
  const given: Given | undefined =
    receiver?.type === 'constant' && GIVES_EACH.test(word)
      ? { value: { op: 'call', on, args, range }, as: 'element' }
      : elements !== undefined
        ? { value: elements, as: of === whole ? 'element' : 'same' }
        : GIVES_ITSELF.test(word)
          ? { value: { op: 'call', on, args, range }, as: 'same' }
          : undefined;
  return { op: 'call', on, args: [...args, { value: functionTerm(block, lower, given) }], range };
};

/** `ARGV.fetch(0, "a")` and `ARGV.first` are elements of it. */
function wordAsked(word: string, on: Term | undefined, args: readonly Argument[], range: TextRange): Term | undefined {
  const [first, other, ...more] = args;
  if (on === undefined || more.length > 0 || args.some(({ name, spread }) => name !== undefined || spread === true))
    return undefined;
  if (word === 'first' && first === undefined)
    return { op: 'index', on, key: { op: 'constant', value: 0, range }, range };
  if (word !== 'fetch' || first === undefined || other?.value.op === 'function') return undefined;
  if (other === undefined) return { op: 'index', on, key: first.value, range };
  return { op: 'choice', parts: [{ op: 'index', on, key: first.value, range }, other.value], range };
}

/** `attr_reader :a` defines a method `a`, which gives `@a`. */
function readers(args: readonly Argument[], range: TextRange): Term {
  const parts = args.map(({ value }): Term =>
    value.op === 'text' ? { op: 'function', name: value.value, declared: true, body: [], range } : value,
  );
  return { op: 'any', parts, range };
}

function argumentsOf(node: Syntax | undefined, lower: Lowering, elements: Term | undefined): Argument[] {
  if (node === undefined) return [];
  return partsOf(node).map((part): Argument => {
    const key = fieldOf(part, 'key');
    const value = fieldOf(part, 'value');
    if (part.type === 'pair' && key !== undefined && value !== undefined) {
      const name = symbolText(key, lower);
      return { ...(name === undefined ? {} : { name }), value: lower.of(value) };
    }
    if (part.type === 'splat_argument' || part.type === 'hash_splat_argument')
      return { spread: true, value: lower.of(part) };
    if (part.type === 'block_argument') return { value: blockArgument(part, lower, elements) };
    return { value: lower.of(part) };
  });
}

/** `&:upcase` calls the method of that name on what it is given. */
function blockArgument(node: Syntax, lower: Lowering, elements: Term | undefined): Term {
  const { range } = node;
  const [given] = partsOf(node);
  // A block that goes by a name is read where it is written.
  if (given?.type === 'identifier') return lower.of(given);
  const name = given === undefined ? undefined : symbolText(given, lower);
  if (given === undefined || name === undefined || given.type === 'hash_key_symbol')
    return { op: 'opaque', parts: given === undefined ? [] : [lower.of(given)], range };
  const it = `&${name}`;
  const bound: Term = {
    op: 'bind',
    names: [{ name: it, as: elements === undefined ? 'data' : 'element' }],
    stores: [],
    value: elements,
    seen: true,
    range,
  };
  const on: Term = { op: 'member', on: { op: 'name', name: it, range }, name, range };
  return { op: 'function', body: [bound, { op: 'call', on, args: [], range }], range };
}

/** A method, a block or a lambda. Parameters are data, but for the first one of a block that is given something known, and those of a method whose callers are. */
export function functionTerm(node: Syntax, lower: Lowering, given: Given | undefined, name?: string): Term {
  const list = fieldOf(node, 'parameters');
  const parameters = list === undefined ? [] : partsOf(list);
  const bound = parameters.map((part, index): BindTerm => {
    switch (part.type) {
      case 'optional_parameter':
      case 'keyword_parameter':
      case 'splat_parameter':
      case 'hash_splat_parameter':
      case 'block_parameter': {
        const value = fieldOf(part, 'value');
        const own: BindTerm = { ...bind(fieldOf(part, 'name'), undefined, 'data', part, lower), parameter: 'plain' };
        return value === undefined ? own : { ...own, stores: [...own.stores, lower.of(value)] };
      }
      default: {
        const whole = index === 0 ? given : undefined;
        return { ...bind(part, whole?.value, whole?.as ?? 'data', part, lower), seen: true, parameter: 'plain' };
      }
    }
  });
  // `_1` and `it` are the first parameter where there is no list.
  const implied: readonly Term[] =
    list === undefined && name === undefined
      ? ['_1', 'it'].map((own) => ({
          op: 'bind',
          names: [{ name: own, as: given?.as ?? 'data' }],
          stores: [],
          value: given?.value,
          seen: true,
          parameter: 'plain',
          range: node.range,
        }))
      : [];
  // A block stands behind what a call gives, where nothing that it may leave out stands before.
  const takesBlock = parameters.at(-1)?.type === 'block_parameter';
  const isFull = parameters.slice(0, -1).every(({ type }) => type === 'identifier');
  const known = parameters.map((part, place): Parameter | undefined => {
    if (takesBlock && isFull && part.type === 'block_parameter') {
      const block = fieldOf(part, 'name');
      const made = bound[place];
      return block?.type !== 'identifier' || made === undefined ? undefined : { name: lower.word(block), bind: made };
    }
    const own = part.type === 'optional_parameter' || part.type === 'keyword_parameter' ? fieldOf(part, 'name') : part;
    const made = bound[place];
    if (own?.type !== 'identifier' || made === undefined) return undefined;
    const preset = fieldOf(part, 'value') === undefined ? undefined : made.stores.at(-1);
    return { name: lower.word(own), bind: made, ...(preset === undefined ? {} : { preset }) };
  });
  // What a call gives passes over a preset that stands before a required one.
  const types = parameters.map(({ type }) => type);
  const preset = types.indexOf('optional_parameter');
  const inOrder = preset < 0 || types.lastIndexOf('identifier') < preset;
  const isDeclared = name !== undefined && inOrder && known.every((one) => one !== undefined);
  return {
    op: 'function',
    ...(name === undefined ? {} : { name, declared: true }),
    ...(isDeclared ? { parameters: known } : {}),
    own: namesOf([...bound, ...implied]),
    body: [...bound, ...implied, lower.at(node, 'body')],
    range: node.range,
  };
}
