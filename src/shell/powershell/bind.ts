import type { TextRange } from '../../effect/effect.ts';
import type { Arg } from '../state/arg.ts';
import { plainArg } from '../state/arg.ts';
import { optionTable } from '../state/options.ts';
import type { GivenOption, OptionSpec, OptionTable } from '../state/options.ts';
import type { Cmdlet } from './cmdlet.ts';
import { driveOf, fileArg } from './paths.ts';
import type { State } from './state.ts';
import { NOTHING, textOf } from './value.ts';
import type { Item, Value } from './value.ts';

/** A word of a command after it was evaluated. */
export type Word =
  | { readonly type: 'argument'; readonly value: Value; readonly range: TextRange }
  | {
      readonly type: 'parameter';
      readonly name: string;
      readonly text: string;
      readonly range: TextRange;
      readonly value: Value | undefined;
    };

/** What every cmdlet takes. */
const COMMON =
  'verbose,vb debug,db erroraction,ea= warningaction,wa= informationaction,infa= progressaction,proga= errorvariable,ev= warningvariable,wv= informationvariable,iv= outvariable,ov= outbuffer,ob= pipelinevariable,pv= whatif,wi!dry confirm,cf';

export interface Binding {
  readonly given: readonly GivenOption[];
  readonly unknown: readonly Arg[];
  readonly values: ReadonlyMap<string, Value>;
  /** Paths on drives that hold no files, with what was to be done to them. */
  readonly elsewhere: readonly { readonly verb: string; readonly arg: Arg }[];
}

const FILE_VERB = /^(?:read|list|write|append|create|delete|move|permission)$/;

const tables = new WeakMap<Cmdlet, OptionTable>();

function tableOf(cmdlet: Cmdlet): OptionTable {
  const known = tables.get(cmdlet);
  if (known !== undefined) return known;
  const table = optionTable(`${cmdlet.options ?? ''} ${COMMON}`);
  tables.set(cmdlet, table);
  return table;
}

/** Tells parameters and what they are given apart, as PowerShell binds them. */
export function bind(state: State, cmdlet: Cmdlet, words: readonly Word[], input: Value | undefined): Binding {
  const table = tableOf(cmdlet);
  const values = new Map<string, Value>();
  const specs = new Map<string, { readonly spec: OptionSpec; readonly word: Arg }>();
  const unknown: Arg[] = [];
  const free: { readonly value: Value; readonly range: TextRange }[] = [];
  let wanting: { readonly spec: OptionSpec; readonly word: Arg } | undefined;
  // Grown in place: a list that were copied for each word would cost the square of its length.
  const lists = new Map<string, Item[]>();
  const put = (spec: OptionSpec, word: Arg, value: Value): void => {
    const name = spec.names[0] ?? '';
    specs.set(name, { spec, word });
    const before = values.get(name);
    const list = lists.get(name);
    if (before === undefined) values.set(name, value);
    else if (list === undefined) {
      const items = [...before.items, ...value.items];
      lists.set(name, items);
      values.set(name, { ...before, items });
    } else list.push(...value.items);
  };
  for (const word of words) {
    if (word.type === 'argument') {
      if (wanting === undefined) free.push(word);
      else put(wanting.spec, wanting.word, word.value);
      wanting = undefined;
      continue;
    }
    const arg = plainArg(word.text, word.range);
    const spec = parameterNamed(table, word.name);
    wanting = undefined;
    if (spec === undefined) {
      unknown.push(arg);
      if (word.value !== undefined) free.push({ value: word.value, range: word.range });
    } else if (spec.value === 'none') {
      // `-Force:$false` takes the switch back.
      if (textOf(word.value)?.toLowerCase() !== 'false') put(spec, arg, NOTHING);
    } else if (word.value !== undefined) put(spec, arg, word.value);
    else wanting = { spec, word: arg };
  }
  if (wanting !== undefined) unknown.push(wanting.word);
  place(cmdlet, table, free, values, put, unknown);
  const into = cmdlet.input === undefined ? undefined : table.get(cmdlet.input);
  if (into !== undefined && input !== undefined && !values.has(into.names[0] ?? '')) {
    const [first] = input.items;
    if (first !== undefined) put(into, first, input);
  }
  return { ...prepared(state, specs, values), unknown, values };
}

/** Exactly so named, or the only one that starts so. */
function parameterNamed(table: OptionTable, name: string): OptionSpec | undefined {
  const lower = name.toLowerCase();
  const exact = table.get(lower);
  if (exact !== undefined) return exact;
  const found = new Set<OptionSpec>();
  for (const [long, spec] of table) if (long.startsWith(lower)) found.add(spec);
  return found.size === 1 ? [...found][0] : undefined;
}

function place(
  cmdlet: Cmdlet,
  table: OptionTable,
  free: readonly { readonly value: Value; readonly range: TextRange }[],
  values: ReadonlyMap<string, Value>,
  put: (spec: OptionSpec, word: Arg, value: Value) => void,
  unknown: Arg[],
): void {
  const names = (cmdlet.positions ?? '').split(' ').filter((name) => name !== '');
  const open = names.filter((name) => !values.has(table.get(name.replace('...', ''))?.names[0] ?? name));
  let at = 0;
  for (const { value, range } of free) {
    const name = open[at];
    const spec = name === undefined ? undefined : table.get(name.replace('...', ''));
    const [first] = value.items;
    const word = first ?? plainArg('', range);
    if (spec === undefined) unknown.push(word);
    else put(spec, word, value);
    if (name?.endsWith('...') !== true) at += 1;
  }
}

/** Options as the catalogue's machinery takes them: one for each element, files as paths. */
function prepared(
  state: State,
  specs: ReadonlyMap<string, { readonly spec: OptionSpec; readonly word: Arg }>,
  values: Map<string, Value>,
): Pick<Binding, 'given' | 'elsewhere'> {
  const given: GivenOption[] = [];
  const elsewhere: { verb: string; arg: Arg }[] = [];
  for (const [name, { spec, word }] of specs) {
    const value = values.get(name) ?? NOTHING;
    const verb = spec.meaning.split('&').find((one) => FILE_VERB.test(one));
    if (spec.value === 'none') {
      given.push({ spec, name, arg: word, value: undefined });
      continue;
    }
    const items: Arg[] = [];
    for (const item of value.items) {
      const isPath = verb !== undefined || /^(?:path|literalpath|destination|filepath|outfile|infile)$/.test(name);
      if (isPath && driveOf(item) !== undefined) {
        if (verb !== undefined) elsewhere.push({ verb, arg: item });
        items.push(item);
        continue;
      }
      const arg = isPath ? fileArg(state, item, name === 'literalpath') : item;
      items.push(arg);
      given.push({ spec, name, arg: word, value: arg });
    }
    if (value.items.length === 0) given.push({ spec, name, arg: word, value: undefined });
    values.set(name, { ...value, items });
  }
  return { given, elsewhere };
}
