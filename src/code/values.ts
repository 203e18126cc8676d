import type { Context, ScriptArgs } from '../reading/reader.ts';
import { decodedBy, kept } from './encodings.ts';
import { jsonText } from './jsonText.ts';
import { flowsIn } from './flows.ts';
import { holding } from './holding.ts';
import { argumentFor, below, reachable } from './parameters.ts';
import { choices, distinct, term0, widened } from './alternatives.ts';
import type { Language } from './language.ts';
import { joined, partOf, produced } from './produced.ts';
import { isInert } from './rule.ts';
import type { Among, Rule } from './rule.ts';
import { scoped } from './scopes.ts';
import { childrenOf } from './term.ts';
import type { Bound, CallTerm, Entry, FunctionTerm, Term } from './term.ts';
import { DATA, keyOf, sizeOf, typeOf } from './value.ts';
import type { Value } from './value.ts';

export interface Values {
  /** The program, with the names of its scopes told apart: the one that all of this is about. */
  readonly program: Term;
  of(term: Term): readonly Value[];
  /** What may be in it. */
  elements(value: Value): readonly Value[];
  /** Whether anything may have been put into this list since it was written. */
  isChanged(value: Value): boolean;
  /** Whether this text defines a function, class or method of this name. */
  defines(name: string): boolean;
  binds(name: string): boolean;
  /** False: it did not settle, and nothing may be concluded. */
  readonly settled: boolean;
}

const MAX_ROUNDS = 24;
/** Values that are looked at before a program is given up, and how many more for each unit of its text. Real ones of a few hundred units take 40, the most 2,500. */
const STEPS = 15_000;
const STEPS_PER_UNIT = 4;

/**
 * What every name may stand for, in no order: a name stands for all that is ever bound to it in its scope. That finds too
 * much rather than too little. Functions, lists and records are known by the term that makes them, whatever their names are.
 */
export function valuesIn(term: Term, language: Language, context: Context, args?: ScriptArgs): Values {
  const program = scoped(term);
  const flows = flowsIn(program);
  const { defined } = flows;
  const known = new Map<string, readonly Value[]>([...flows.binds.keys()].map((name) => [name, []]));
  /** What callers and whoever else give to the parameters of functions, by their names. */
  const given = new Map<string, readonly Value[]>();
  /** What comes out of functions. */
  const results = new Map<FunctionTerm, readonly Value[]>(flows.functions.map((one) => [one, []]));
  const held = holding(language.fills !== undefined);
  /** What leaked in this round. */
  const leaking = new Set<string>();
  /** Work done: a program that is made to take much of it is given up, and not known. */
  let spent = 0;
  const most = STEPS + STEPS_PER_UNIT * term.range[1];
  let settled = false;
  let isFilled = false;
  let memo = new Map<Term, readonly Value[]>();

  const of = (one: Term): readonly Value[] => {
    const before = memo.get(one);
    if (before !== undefined) return before;
    if (spent > most) return [DATA];
    const values = distinct(evaluate(one));
    spent += values.reduce((all, value) => all + sizeOf(value), 1);
    memo.set(one, values);
    return values;
  };

  const elements = (value: Value): readonly Value[] => {
    const found = spent > most ? [DATA] : held.elements(value, of);
    spent += found.length;
    return found;
  };

  const evaluate = (term: Term): readonly Value[] => {
    switch (term.op) {
      case 'text':
        return [{ is: 'text', text: term.value, range: term.range, term }];
      case 'constant':
        return [{ is: 'constant', value: term.value }];
      case 'name':
        return known.get(term.name) ?? [refOf(term.name)];
      case 'module':
        if (term.module === 'this') return [DATA];
        return [refOf(term.member === undefined ? term.module : `${term.module}.${term.member}`)];
      case 'member':
        return of(term.on).map((on) => memberOf(on, term.name));
      case 'index':
        return indexed(of(term.on), term);
      case 'list':
        return [{ is: 'list', parts: term.parts, site: term }];
      case 'record':
        return [{ is: 'record', entries: held.isOpen(term) ? [...term.entries, UNKNOWN] : term.entries, site: term }];
      case 'choice':
        return term.parts.every(({ op }) => op === 'branch')
          ? [DATA]
          : term.parts.flatMap((part) => (part.op === 'branch' ? [] : of(part)));
      case 'join':
        return together(term);
      case 'each':
        return of(term.value).map((one) => manyOf(one));
      case 'function':
        return [{ is: 'function', term }];
      case 'call':
        return of(term.on).flatMap((callee) => resultOf(callee, term));
      case 'bind':
        return term.value === undefined ? [DATA] : of(term.value);
      default:
        return [DATA];
    }
  };

  const together = (term: Term & { readonly op: 'join' }): readonly Value[] => {
    const parts = term.parts.map(of);
    if (parts.every((part) => part.length > 0 && part.every(({ is }) => is === 'list' || is === 'many')))
      return parts.flat().flatMap(elements).map(manyOf);
    return choices(parts).flatMap((one) => joined(one, '', term.range));
  };

  const words = wordsGiven(args);
  const refOf = (written: string): Value => {
    const name = language.canonical(written);
    if (words !== undefined && name === language.given?.name) return words;
    return (language.rules.knows(name) ? undefined : language.unbound?.(written)) ?? { is: 'ref', name };
  };

  const memberOf = (on: Value, name: string): Value => {
    if (on.is === 'ref') {
      const whole = language.canonical(`${on.name}.${name}`);
      return words !== undefined && whole === language.given?.name ? words : { is: 'ref', name: whole };
    }
    if (on.is === 'record' && on.entries.every((one) => one.name !== undefined)) {
      const entry = on.entries.find((one) => one.name === name);
      const [value, ...more] = entry === undefined ? [] : of(entry.value);
      if (more.length === 0 && (value?.is === 'text' || value?.is === 'constant')) return value;
    }
    if (on.is === 'object' && on.type === 'path' && name === 'parent')
      return produced('parent', on, [], context, term0(on));
    const thing = on.is === 'object' || on.is === 'text' ? language.member?.(on, name) : undefined;
    if (thing !== undefined) return thing;
    // Members of members: a module's object stays what it is only through calls that are known.
    return { is: 'member', on: on.is === 'member' ? DATA : on, name };
  };

  const indexed = (on: readonly Value[], term: Term & { readonly op: 'index' }): readonly Value[] =>
    on.flatMap((value): readonly Value[] => {
      const { key } = term;
      if (value.is === 'ref' && key.op === 'text') return [{ is: 'ref', name: `${value.name}.${key.value}` }];
      if (value.is === 'ref') return [{ is: 'ref', name: `${value.name}.[]` }];
      if (value.is !== 'list' && value.is !== 'many') return [DATA];
      if (term.slice === true) return [value];
      if (value === words && key.op === 'constant' && typeof key.value === 'number' && !held.isChanged(value)) {
        const first = language.given?.first;
        const part = first === undefined ? undefined : words.parts[key.value - first];
        if (part !== undefined) return of(part);
      }
      if (value.is === 'list' && term.on.op === 'list' && key.op === 'constant' && typeof key.value === 'number') {
        const part = value.parts[key.value];
        if (part !== undefined) return of(part);
      }
      return elements(value);
    });

  const ruleFor = (callee: Value): Rule | undefined => {
    if (callee.is === 'ref') return language.rules.of(callee.name);
    if (callee.is !== 'member') return undefined;
    return language.rules.of(`${typeOf(callee.on)}#${callee.name}`) ?? language.rules.of(`*#${callee.name}`);
  };

  const resultOf = (callee: Value, term: CallTerm): readonly Value[] => {
    if (callee.is === 'function') return callee.term === undefined ? [DATA] : (results.get(callee.term) ?? [DATA]);
    const rule = ruleFor(callee);
    if (rule?.gives === undefined) return [DATA];
    const args = term.args
      .filter((arg) => arg.name === undefined)
      .map((arg) => (arg.spread === true ? [DATA] : of(arg.value)));
    const receiver = callee.is === 'member' ? callee.on : undefined;
    const { gives } = rule;
    if (gives === 'same') {
      if (receiver !== undefined) return [receiver];
      return args[rule.calls === undefined ? 0 : 1] ?? [{ is: 'list', parts: [], site: term }];
    }
    if (typeof gives === 'object' && 'function' in gives) return [{ is: 'ref', name: gives.function }];
    if (gives === 'module') {
      const name = args[0]?.length === 1 ? args[0][0] : undefined;
      if (name?.is !== 'text' || /\.json$/.test(name.text)) return [DATA];
      // `__import__('a.b')` gives `a`.
      const whole = callee.is === 'ref' && callee.name === '__import__' ? (name.text.split('.')[0] ?? '') : name.text;
      return [{ is: 'ref', name: language.canonical(whole) }];
    }
    if (gives === 'json') {
      const [first, ...more] = term.args;
      // A function that changes what is written may stand behind it; a width or nothing may.
      const plain = more.every(
        ({ value }) => value.op === 'constant' || (value.op === 'any' && value.parts.length === 0),
      );
      const text =
        plain && first?.spread !== true && first?.name === undefined ? jsonText(first?.value, of) : undefined;
      return [text === undefined ? DATA : { is: 'text', text, range: term.range }];
    }
    if (gives === 'kept' || (typeof gives === 'object' && 'decodes' in gives)) {
      const [source, next] = receiver === undefined ? args : [[receiver], ...args];
      const texts = source?.flatMap((one) =>
        one.is === 'list' && one.parts.length === 1 ? one.parts.flatMap(of) : one,
      );
      return gives === 'kept' ? [kept(texts, next)] : [decodedBy(gives.decodes, texts, next, term.range)];
    }
    if (typeof gives === 'object' && 'among' in gives) return amongOf(gives.among, rule, receiver, args);
    const at = typeof rule.at === 'number' ? args.slice(rule.at) : args;
    const byName = rule.keyword === undefined ? undefined : term.args.find((arg) => arg.name === rule.keyword);
    return choices(byName === undefined ? at : [of(byName.value)]).map((one) =>
      produced(gives, receiver, one, context, term.range),
    );
  };

  /** What a function that goes through many gives. */
  const amongOf = (
    how: Among,
    rule: Rule,
    receiver: Value | undefined,
    args: readonly (readonly Value[])[],
  ): readonly Value[] => {
    const [first = [DATA], ...more] = receiver === undefined ? args : [[receiver], ...args];
    const made = (): readonly Value[] =>
      (args[rule.calls?.[0] ?? 0] ?? [DATA]).flatMap((one) =>
        one.is === 'function' && one.term !== undefined ? (results.get(one.term) ?? [DATA]) : [DATA],
      );
    const inside = (one: Value): readonly Value[] => (one.is === 'list' || one.is === 'many' ? elements(one) : [one]);
    switch (how) {
      case 'one':
        return first.flatMap(elements);
      case 'members':
        return [manyOf({ is: 'tuple', parts: [first.flatMap(elements), first.flatMap(membersOf)] })];
      case 'values':
        return first.flatMap(membersOf).map(manyOf);
      case 'some':
        return first.map((one) => (one.is === 'list' || one.is === 'many' ? one : DATA));
      case 'flat':
        return first.flatMap(elements).flatMap(inside).map(manyOf);
      case 'numbered':
        return [manyOf({ is: 'tuple', parts: [[DATA], first.flatMap(elements)] })];
      case 'zipped':
        return [manyOf({ is: 'tuple', parts: [first, ...more].map((part) => part.flatMap(elements)) })];
      case 'made':
        return made().map(manyOf);
      case 'madeIn':
        return made().flatMap(inside).map(manyOf);
      case 'gathered':
        return [...(more[1] ?? []), ...made()];
      case 'and':
        return first.every(({ is }) => is === 'list' || is === 'many')
          ? [first, ...more].flat().flatMap(inside).map(manyOf)
          : [DATA];
    }
  };

  const membersOf = (value: Value): readonly Value[] =>
    value.is === 'record' && value.entries.every(({ name }) => name !== undefined)
      ? value.entries.flatMap((entry) => of(entry.value))
      : [DATA];

  const handedBy = (callee: Value, place: number): Value => {
    const handed = ruleFor(callee)?.hands?.[place];
    if (handed === undefined) return DATA;
    return 'object' in handed ? { is: 'object', type: handed.object } : { is: 'ref', name: handed.function };
  };

  const bound = (value: Value, as: Bound['as'] | 'added'): readonly Value[] => {
    if (as === 'same') return [value];
    if (as === 'data') return [DATA];
    // What is added to a list is in it, and seen there.
    if (as === 'added') return [DATA];
    if (as === 'element') return elements(value);
    if (as === 'rest') return [value.is === 'list' || value.is === 'many' ? value : DATA];
    // It may have been put in another order since it was written.
    if ('at' in as) return value.is === 'tuple' ? partAt(value, as.at) : elements(value);
    if ('part' in as)
      return value.is === 'object' ? [partOf(value, as.part)] : elements(value).flatMap((one) => partAt(one, as.part));
    return ['handed' in as ? handedBy(value, as.handed) : memberOf(value, as.member)];
  };

  const partAt = (value: Value, place: number): readonly Value[] => {
    if (value.is === 'tuple') return value.parts[place] ?? [DATA];
    if (value.is !== 'list') return [DATA];
    const part = held.isChanged(value) || language.fills === undefined ? undefined : value.parts[place];
    return part === undefined ? elements(value) : of(part);
  };

  const give = (name: string, values: readonly Value[]): void => {
    const before = given.get(name) ?? [];
    const after = distinct([...before, ...values]);
    if (after.length === before.length) return;
    given.set(name, after);
    settled = false;
  };

  /** Somebody who is not seen has it now. `fed`: the parameters from there on are known all the same where something is handed to them. */
  const leak = (value: Value, fed?: number): void => {
    const key = `${String(fed)} ${keyOf(value)}`;
    if (leaking.has(key)) return;
    leaking.add(key);
    if (value.is === 'function') {
      for (const [place, { name, bind }] of (value.term?.parameters ?? []).entries())
        if (fed === undefined || (place >= fed && (bind.op !== 'bind' || bind.value === undefined))) give(name, [DATA]);
      for (const part of value.term === undefined ? [] : givesOf(value.term))
        for (const out of part.parts.flatMap(of)) leak(out);
      return;
    }
    if (held.leaks(value)) settled = false;
    const inner =
      value.is === 'tuple' ? value.parts.flat() : value.is === 'list' || value.is === 'many' ? elements(value) : [];
    for (const one of inner) leak(one);
  };

  const put = (on: Value, values: readonly Value[]): void => {
    if (held.put(on, values)) settled = false;
  };

  const callsOf = (term: CallTerm): void => {
    let isOurs = true;
    for (const callee of of(term.on)) {
      if (callee.is === 'function' && callee.term?.parameters !== undefined) {
        const { parameters } = callee.term;
        for (const [place, { name }] of parameters.entries())
          for (const arg of argumentFor(place, parameters, term)) give(name, arg === undefined ? [DATA] : of(arg));
        continue;
      }
      isOurs = false;
      const rule = ruleFor(callee);
      const values = term.args.map(({ value, spread }) => (spread === true ? of(value).flatMap(elements) : of(value)));
      const word =
        callee.is === 'member' ? callee.name : callee.is === 'ref' ? (callee.name.split('.').at(-1) ?? '') : '';
      const fills = language.fills?.get(word);
      if (fills !== undefined) {
        const [on, given] = callee.is === 'member' ? [[callee.on], values] : [values[0] ?? [], values.slice(1)];
        for (const one of on) put(one, fills === 'it' ? given.flat() : given.flat().flatMap(elements));
      }
      const isFed = rule?.calls !== undefined || rule?.hands !== undefined || callee.is === 'member';
      const forgets = callee.is === 'ref' && language.forgets?.test(callee.name) === true;
      const gathers = amongIn(rule) === 'gathered';
      for (const value of values.flat()) {
        if (gathers) gather(value, term, rule);
        if (value.is === 'function') leak(value, gathers ? 1 : isFed ? 0 : undefined);
        else if (!forgets && amongIn(rule) === undefined && rule?.gives !== 'same') leak(value);
      }
    }
    if (isOurs) return;
    for (const { value } of term.args) if (value.op === 'any') for (const one of of(value)) leak(one);
  };

  /** `reduce((all, one) => …, first)`: what it gives is what it is given next. */
  const gather = (value: Value, term: CallTerm, rule: Rule | undefined): void => {
    if (value.is !== 'function' || value.term === undefined) return;
    const [all] = value.term.parameters ?? [];
    const place = (rule?.calls?.[0] ?? 0) + 1;
    if (all !== undefined)
      give(all.name, [
        ...(term.args[place] === undefined ? [DATA] : of(term.args[place].value)),
        ...(results.get(value.term) ?? []),
      ]);
  };

  const round = (): void => {
    leaking.clear();
    for (const [name, list] of flows.binds) {
      const before = known.get(name) ?? [];
      const found = list.flatMap(({ as, value }) => {
        if (value === undefined) return [DATA];
        // `x += y` leaves a list what it is.
        if (as === 'added' && before.every(({ is }) => is === 'list' || is === 'many')) return [];
        // A list that is written where it is gone through holds nothing else.
        if (as === 'element' && value.op === 'list' && value.parts.length > 0) return value.parts.flatMap(of);
        if (typeof as === 'object' && 'at' in as && value.op === 'list' && value.parts[as.at] !== undefined)
          return of(value.parts[as.at] ?? value);
        return of(value).flatMap((one) => bound(one, as));
      });
      found.push(...(given.get(name) ?? []));
      if (defined.has(name) && !found.some(({ is }) => is === 'function')) found.push({ is: 'function' });
      // A function of the same name in some scope does not hide the built-in one everywhere.
      const builtIn = language.rules.of(name);
      if (defined.has(name) && builtIn !== undefined && !isInert(builtIn)) found.push({ is: 'ref', name });
      const after = widened(distinct(below([...before, ...found])));
      if (keysOf(after) !== keysOf(before)) settled = false;
      known.set(name, after);
    }
    for (const [one, before] of results) {
      const after = widened(distinct(below([...before, ...comingOut(one)])));
      if (keysOf(after) !== keysOf(before)) settled = false;
      results.set(one, after);
    }
    for (const term of flows.calls) callsOf(term);
    for (const term of flows.leaks) for (const value of of(term)) leak(value);
    for (const term of flows.receivers) for (const value of of(term)) if (value.is === 'function') leak(value);
    for (const { on, value, each } of flows.puts) {
      const values = value === undefined ? [DATA] : each ? of(value).flatMap(elements) : of(value);
      for (const one of of(on)) put(one, values);
    }
    for (const { on, name } of flows.loose)
      if (language.fills?.has(name) === true) {
        for (const one of of(on)) put(one, [DATA]);
        put(DATA, [DATA]);
      }
  };

  /** What stands above a function calls it as it is called itself. */
  const isOnlyKept = (decorators: readonly Term[]): boolean =>
    decorators
      .flatMap(of)
      .every((one) => one.is === 'ref' && /^(?:functools\.(?:lru_)?cache|contextlib\.contextmanager)$/.test(one.name));

  const comingOut = (one: FunctionTerm): readonly Value[] => {
    if (one.gives !== true || (one.decorators ?? []).length > 0) return [DATA];
    const gives = givesOf(one);
    if (gives.length === 0) return [DATA];
    const isMany = gives.some(({ how }) => how !== 'return');
    return gives.flatMap(({ how, parts }): readonly Value[] => {
      if (how === 'return')
        return isMany ? [] : parts.length === 0 ? [{ is: 'constant', value: undefined }] : parts.flatMap(of);
      const out = parts.length === 0 ? [DATA] : parts.flatMap(of);
      return (how === 'each' ? out.flatMap(elements) : out).map(manyOf);
    });
  };

  for (const { parameters = [] } of flows.functions)
    for (const { name, preset } of parameters) if (preset !== undefined) known.set(name, []);
  const called = reachable(program, flows.functions, language.reach);
  for (let count = 0; count < MAX_ROUNDS && !settled && spent <= most; count += 1) {
    settled = true;
    memo = new Map();
    for (const { parameters = [] } of flows.functions)
      for (const { name, preset } of parameters) if (preset !== undefined) give(name, of(preset));
    for (const one of called) leak({ is: 'function', term: one });
    for (const one of flows.functions) if (!isOnlyKept(one.decorators ?? [])) leak({ is: 'function', term: one });
    round();
    if (!settled || isFilled) continue;
    // What only ever stands for itself is nothing that is known.
    isFilled = true;
    for (const [name, values] of known) {
      if (values.length > 0) continue;
      give(name, [DATA]);
      settled = false;
    }
  }
  memo = new Map();
  return {
    program,
    of,
    elements,
    isChanged: held.isChanged,
    defines: (name) => defined.has(name),
    binds: (name) => flows.binds.has(name),
    settled: settled && spent <= most,
  };
}

/** How a known function goes through many, where it does. */
function amongIn(rule: Rule | undefined): Among | undefined {
  return typeof rule?.gives === 'object' && 'among' in rule.gives ? rule.gives.among : undefined;
}

/** The words that a program is given, where all of them are known. */
function wordsGiven(args: ScriptArgs | undefined): (Value & { readonly is: 'list' }) | undefined {
  if (args === undefined || args === 'unknown') return undefined;
  const parts = args.flatMap((value): readonly Term[] =>
    value === null ? [] : [{ op: 'text', value, range: [0, 0] }],
  );
  return parts.length === args.length ? { is: 'list', parts, site: { op: 'list', parts, range: [-1, -1] } } : undefined;
}

const UNKNOWN: Entry = { value: { op: 'any', parts: [], range: [0, 0] } };

function manyOf(value: Value): Value {
  return { is: 'many', of: value };
}

/** The `give` terms of a function, without those of functions within. */
function givesOf(term: FunctionTerm): readonly (Term & { readonly op: 'give' })[] {
  const found: (Term & { readonly op: 'give' })[] = [];
  const look = (part: Term): void => {
    if (part.op === 'function') return;
    if (part.op === 'give') found.push(part);
    childrenOf(part).forEach(look);
  };
  term.body.forEach(look);
  return found;
}

function keysOf(values: readonly Value[]): string {
  return values.map(keyOf).join('\n');
}
