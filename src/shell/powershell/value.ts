import type { TextRange } from '../../effect/effect.ts';
import type { Arg } from '../state/arg.ts';
import { plainArg } from '../state/arg.ts';
import type { Flow } from '../state/flow.ts';
import { mixed, textFlow, unknownFlow } from '../state/flow.ts';
import type { Script } from './syntax/tree.ts';

/** One element as a word. A block or a table stays with it in lists too, so that none gets lost on the way to whatever runs it. */
export interface Item extends Arg {
  readonly block?: Script;
  readonly table?: ReadonlyMap<string, Value>;
}

/** What an expression or a command gives, as far as the text says. */
export interface Value {
  /** One that is `dynamic` may stand for any number of elements. */
  readonly items: readonly Item[];
  /** Entries of a table, by their names in lower case. */
  readonly table?: ReadonlyMap<string, Value>;
  readonly block?: Script;
  /** The .NET type that it is (`isType`) or is made of, in lower case without `system.`. */
  readonly type?: string;
  readonly isType?: true;
  /** What the words name, where they came out of a command as objects. */
  readonly thing?: 'file' | 'process' | 'service';
}

export const NOTHING: Value = { items: [] };

export function valueOf(...items: readonly Arg[]): Value {
  return { items };
}

/** A text that stands in the source letter by letter or was put together from it. */
export function textArg(value: string, range: TextRange, offsets?: readonly number[], flow?: Flow): Arg {
  return { ...plainArg(value, range), ...(offsets === undefined ? {} : { offsets }), flow };
}

/** What stands for a value that has no spelling of its own: what a command puts out. */
export const UNSEEN = '(…)';

/** Known only at run time. */
export function unknownArg(range: TextRange, text: string, flow?: Flow): Arg {
  return { ...plainArg(text === '' ? UNSEEN : text, range), dynamic: true, flow };
}

export function unknown(range: TextRange, text: string, flow?: Flow): Value {
  return { items: [unknownArg(range, text, flow)] };
}

/** The same value, shown where it is used. */
export function placed(value: Value, range: TextRange): Value {
  return { ...value, items: value.items.map((arg) => placedArg(arg, range)) };
}

export function placedArg(arg: Arg, range: TextRange): Arg {
  return { ...arg, range, offsets: new Array<number>(arg.value.length).fill(range[0]) };
}

/** Every block in a value, in tables and lists as well. */
export function blocksIn(value: Value): readonly Script[] {
  const found = new Set<Script>();
  const look = ({ block, table }: { readonly block?: Script; readonly table?: ReadonlyMap<string, Value> }): void => {
    if (block !== undefined) found.add(block);
    for (const entry of table?.values() ?? []) for (const inner of blocksIn(entry)) found.add(inner);
  };
  look(value);
  for (const item of value.items) look(item);
  return [...found];
}

/** One text, where it is one and known. */
export function textOf(value: Value | undefined): string | undefined {
  const [first, second] = value?.items ?? [];
  return first === undefined || second !== undefined || first.dynamic ? undefined : first.value;
}

/** What is in all of it, for what is made of it. */
export function flowOf(value: Value | undefined): Flow | undefined {
  let flow: Flow | undefined;
  for (const { flow: next } of value?.items ?? []) {
    if (next !== undefined) flow = flow === undefined ? next : mixed(flow, next);
  }
  return flow;
}

/** A value as the bytes that a program reads or a file gets: a line for each element. */
export function streamOf(value: Value, range: TextRange): Flow {
  const flow = flowOf(value);
  const [only] = value.items;
  if (only === undefined) return textFlow('', range);
  if (value.items.some((arg) => arg.dynamic) || value.table !== undefined || value.block !== undefined)
    return { ...(flow ?? unknownFlow(range)), text: undefined, offsets: undefined };
  const text = value.items.map((arg) => `${arg.value}\n`).join('');
  const offsets = value.items.flatMap((arg) => [...arg.offsets, arg.range[1]]);
  const base = flow ?? unknownFlow(only.range);
  return { ...base, text, offsets: base.decoded ? undefined : offsets, file: undefined };
}

/** What came out of a program, as a value. */
export function valueOfFlow(flow: Flow): Value {
  if (flow.text === '') return NOTHING;
  if (flow.text === undefined) return unknown(flow.range, '', flow);
  const text = flow.text.replace(/\r?\n$/, '');
  return valueOf(textArg(text, flow.range, flow.offsets?.slice(0, text.length), flow));
}
