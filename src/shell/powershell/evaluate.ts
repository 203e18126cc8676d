import type { TextRange } from '../../effect/effect.ts';
import type { Arg } from '../state/arg.ts';
import type { Flow } from '../state/flow.ts';
import { mixed } from '../state/flow.ts';
import { memberValue } from './members.ts';
import { operated } from './operators.ts';
import type { State } from './state.ts';
import type { Expression, Part } from './syntax/tree.ts';
import { typeKey } from './typeKey.ts';
import { NOTHING, placed, textArg, textOf, unknown, unknownArg, valueOf } from './value.ts';
import type { Value } from './value.ts';
import { variableValue } from './variables.ts';

/** What an expression stands for; whatever runs inside it is read on the way. */
export function evaluate(state: State, node: Expression): Value {
  switch (node.type) {
    case 'text':
      return valueOf(textOfParts(state, node.parts, node.range));
    case 'variable':
      return variableValue(state, node.name, node.range);
    case 'array':
      return { items: node.items.flatMap((item) => [...evaluate(state, item).items]) };
    case 'nested':
      return placed(state.machine.script(state, node.body), node.range);
    case 'table':
      return tableValue(state, node);
    case 'block':
      return { items: [{ ...unknownArg(node.range, '{ }'), block: node.body }], block: node.body };
    case 'type':
      return { items: [textArg(node.name, node.range)], type: typeKey(node.name), isType: true };
    case 'member':
      return memberValue(state, node);
    case 'index':
      return indexValue(state, node);
    case 'cast':
      return castValue(state, node);
    case 'unary': {
      const value = evaluate(state, node.operand);
      return operated(node.operator, undefined, value, node.range);
    }
    case 'binary':
      return operated(node.operator, evaluate(state, node.left), evaluate(state, node.right), node.range);
    case 'choice': {
      evaluate(state, node.condition);
      const then = evaluate(state, node.then);
      const otherwise = evaluate(state, node.otherwise);
      return { items: [...then.items, ...otherwise.items].map((arg) => ({ ...arg, dynamic: true })) };
    }
  }
}

function textOfParts(state: State, parts: readonly Part[], range: TextRange): Arg {
  let text = '';
  const offsets: number[] = [];
  let flow: Flow | undefined;
  let dynamic = false;
  let glob = false;
  for (const part of parts) {
    if ('text' in part) {
      text += part.text;
      offsets.push(...part.offsets);
      continue;
    }
    const value = evaluate(state, part.value);
    value.items.forEach((item, index) => {
      const piece = index === 0 ? item.value : ` ${item.value}`;
      text += piece;
      for (let unit = 0; unit < piece.length; unit++) offsets.push(item.range[0]);
      dynamic ||= item.dynamic;
      glob ||= item.glob;
      if (item.flow !== undefined) flow = flow === undefined ? item.flow : mixed(flow, item.flow);
    });
    if (value.block !== undefined || value.table !== undefined) dynamic = true;
  }
  return { ...textArg(text, range, offsets, flow), dynamic, glob };
}

function tableValue(state: State, node: Extract<Expression, { type: 'table' }>): Value {
  const table = new Map<string, Value>();
  for (const { key, value } of node.entries) {
    const name = textOf(evaluate(state, key));
    const body = { parameters: [], statements: [value], range: value.range };
    const found = state.machine.script(state, body);
    // A name that is known only at run time: nothing can be said of the whole.
    if (name === undefined) return unknown(node.range, '@{ }');
    table.set(name.toLowerCase(), found);
  }
  return { items: [{ ...unknownArg(node.range, '@{ }'), table }], table };
}

function indexValue(state: State, node: Extract<Expression, { type: 'index' }>): Value {
  const object = evaluate(state, node.object);
  const index = evaluate(state, node.index);
  const key = textOf(index);
  if (object.table !== undefined && key !== undefined) return object.table.get(key.toLowerCase()) ?? NOTHING;
  const at = Number(key ?? 'x');
  const known = object.items.every((arg) => !arg.dynamic && !arg.glob);
  // One word among the words of a function, or of a list, is that word, and not its letters.
  const { object: whole } = node;
  const isList =
    object.items.length > 1 || whole.type === 'array' || (whole.type === 'variable' && /^args$/i.test(whole.name));
  if (known && Number.isInteger(at) && isList && object.items.length > 0) {
    const found = object.items.at(at);
    return found === undefined ? NOTHING : { ...object, items: [found] };
  }
  if (known && object.items.length === 1) {
    // Letters of a text: `'mr'[1,0]`.
    const text = object.items[0]?.value ?? '';
    const places = index.items.map((arg) => (arg.dynamic ? NaN : Number(arg.value)));
    if (places.length > 0 && places.every((place) => Number.isInteger(place)))
      return { items: places.map((place) => textArg(text.at(place) ?? '', node.range)) };
  }
  return unknown(node.range, '[ ]', object.items[0]?.flow);
}

function castValue(state: State, node: Extract<Expression, { type: 'cast' }>): Value {
  const value = evaluate(state, node.operand);
  const type = typeKey(node.name);
  // What stands before a parameter or a variable says nothing of a value.
  if (type.endsWith('()')) return value;
  const text = textOf(value);
  if (type === 'char' && text !== undefined && /^\d+$/.test(text))
    return valueOf(textArg(String.fromCharCode(Number(text) & 0xffff), node.range));
  if (type === 'char[]' && text !== undefined) return { items: Array.from(text, (unit) => textArg(unit, node.range)) };
  if (type === 'void') return NOTHING;
  if (type === 'pscustomobject' || type === 'hashtable' || type === 'ordered') return value;
  if (
    /^(?:string|int|int32|int64|long|bool|switch|double|datetime|uri|version|array|object|string\[\]|int\[\]|object\[\]|io\.fileinfo|io\.directoryinfo|regex|xml|byte|decimal|float)$/.test(
      type,
    )
  )
    return type.startsWith('io.') ? { ...value, thing: 'file' } : value;
  return { ...value, type };
}
