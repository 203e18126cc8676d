import type { TextRange } from '../../effect/effect.ts';
import type { Flow } from '../state/flow.ts';
import { flowOf, textArg, textOf, unknown, unknownArg, valueOf } from './value.ts';
import type { Value } from './value.ts';
import { mixed } from '../state/flow.ts';

const MAX_ITEMS = 200;
const MAX_TEXT = 64 * 1024;

/** What an operator makes of values that are known; else a value known only at run time, with what flowed in. */
export function operated(operator: string, left: Value | undefined, right: Value, range: TextRange): Value {
  const flow = bothFlows(flowOf(left), flowOf(right));
  const known = computed(operator, left, right, range, flow);
  return known ?? unknown(range, operator, flow);
}

function bothFlows(a: Flow | undefined, b: Flow | undefined): Flow | undefined {
  return a === undefined ? b : mixed(a, b);
}

function isKnown(value: Value): boolean {
  return value.table === undefined && value.block === undefined && value.items.every((arg) => !arg.dynamic);
}

function computed(
  operator: string,
  left: Value | undefined,
  right: Value,
  range: TextRange,
  flow: Flow | undefined,
): Value | undefined {
  const one = (text: string): Value | undefined =>
    text.length > MAX_TEXT ? undefined : valueOf(textArg(text, range, undefined, flow));
  if (left === undefined) {
    if (operator === ',') return right;
    if (operator === 'join' && isKnown(right)) return one(right.items.map((arg) => arg.value).join(''));
    if (operator === '-' && /^\d+$/.test(textOf(right) ?? '')) return one(`-${textOf(right) ?? ''}`);
    return undefined;
  }
  switch (operator) {
    case '+':
      return added(left, right, range, one);
    case '..':
      return numbers(textOf(left), textOf(right), range);
    case '??':
      return { items: [...left.items, ...right.items].map((arg) => ({ ...arg, dynamic: true })) };
    case 'f':
      return formatted(left, right, one);
    case 'join': {
      const glue = textOf(right);
      return glue === undefined || !isKnown(left) ? undefined : one(left.items.map((arg) => arg.value).join(glue));
    }
    case '*': {
      const text = textOf(left);
      const times = Number(textOf(right) ?? 'x');
      if (text === undefined || !(times >= 0 && times <= 1000)) return undefined;
      return /^\d+$/.test(text) ? one(String(Number(text) * times)) : one(text.repeat(times));
    }
    case 'replace':
    case 'creplace':
    case 'ireplace':
      return replaced(left, right, operator, range, flow);
    case 'split':
    case 'csplit':
    case 'isplit':
      return parted(left, right, range);
    case 'as':
      return left;
    default:
      return undefined;
  }
}

function added(
  left: Value,
  right: Value,
  range: TextRange,
  one: (text: string) => Value | undefined,
): Value | undefined {
  if (left.items.length !== 1) {
    // To add to a list makes a longer one.
    return left.items.length > 1 ? { items: [...left.items, ...right.items].slice(0, MAX_ITEMS) } : right;
  }
  const a = textOf(left);
  const b = isKnown(right) ? right.items.map((arg) => arg.value).join(' ') : undefined;
  if (a !== undefined && b !== undefined) {
    return /^\d+$/.test(a) && /^\d+$/.test(b) ? one(String(Number(a) + Number(b))) : one(a + b);
  }
  const [first] = left.items;
  const [second] = right.items;
  if (first === undefined || second === undefined || right.items.length > 1) return undefined;
  // Parts that are not known stand as they are written: a path keeps the folder that is known.
  return valueOf(unknownArg(range, `${first.value}${second.value}`, bothFlows(first.flow, second.flow)));
}

function numbers(from: string | undefined, to: string | undefined, range: TextRange): Value | undefined {
  const first = Number(from ?? 'x');
  const last = Number(to ?? 'x');
  if (!Number.isInteger(first) || !Number.isInteger(last) || Math.abs(last - first) >= MAX_ITEMS) return undefined;
  const step = last < first ? -1 : 1;
  return {
    items: Array.from({ length: Math.abs(last - first) + 1 }, (_, index) =>
      textArg(String(first + index * step), range),
    ),
  };
}

function formatted(left: Value, right: Value, one: (text: string) => Value | undefined): Value | undefined {
  const pattern = textOf(left);
  if (pattern === undefined || !isKnown(right)) return undefined;
  const simple = pattern.replace(/\{(\d{1,3})\}/g, (_, index: string) => right.items[Number(index)]?.value ?? '');
  return /\{\d/.test(simple) ? undefined : one(simple.replaceAll('{{', '{').replaceAll('}}', '}'));
}

/** With a pattern that means itself: any other expression is left to run time. */
function replaced(
  left: Value,
  right: Value,
  operator: string,
  range: TextRange,
  flow: Flow | undefined,
): Value | undefined {
  const [pattern, by] = right.items;
  if (pattern === undefined || pattern.dynamic || by?.dynamic === true || !isKnown(left)) return undefined;
  if (/[\\^$.|?*+()[\]{}]/.test(pattern.value) || (by?.value ?? '').includes('$')) return undefined;
  // At worst every letter is replaced.
  if (left.items.some(({ value }) => value.length * (by?.value.length ?? 0) > MAX_TEXT * MAX_ITEMS)) return undefined;
  const found = new RegExp(pattern.value, operator === 'creplace' ? 'g' : 'gi');
  return { items: left.items.map((arg) => textArg(arg.value.replace(found, by?.value ?? ''), range, undefined, flow)) };
}

function parted(left: Value, right: Value, range: TextRange): Value | undefined {
  const text = textOf(left);
  const at = textOf(right);
  if (text === undefined || at === undefined || /[\\^$.|?*+()[\]{}]/.test(at)) return undefined;
  const parts = text.split(at);
  return parts.length > MAX_ITEMS ? undefined : { items: parts.map((part) => textArg(part, range)) };
}
