import type { Context, Source } from '../../reading/reader.ts';
import { alteredIn } from './altered.ts';
import { distinct, widened } from './alternatives.ts';
import { amongIn } from './among.ts';
import { comingOut, givesOf } from './comingOut.ts';
import { evaluation } from './evaluation.ts';
import { flowsIn } from './flows.ts';
import { givings, untaken } from './givings.ts';
import { onlyLooksAtWords } from './givenWords.ts';
import { holding } from './holding.ts';
import type { Language } from './language.ts';
import { isOwn, isUnseen, makersIn } from './ownThings.ts';
import { below, reachable } from './parameters.ts';
import { isInert } from './rule.ts';
import type { Rule } from './rule.ts';
import { scoped } from '../term/scopes.ts';
import type { CallTerm, FunctionTerm, Term } from '../term/term.ts';
import { DATA, isList, keyOf, keysOf } from './value.ts';
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
  /** All that is ever bound to it, as it is written. */
  given(name: string): readonly Term[];
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
export function valuesIn(
  term: Term,
  language: Language,
  context: Context,
  source: Pick<Source, 'args' | 'file'>,
  look: () => void,
): Values {
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
  let settled = false;
  let isFilled = false;
  /** Whether all that the program's own things have is seen. */
  let areSeen = flows.instances && !flows.binds.has('staticmethod') && !flows.binds.has('classmethod');
  /** Methods that classes have themselves. */
  const ofClasses = [...flows.methods.values()].flat().filter(({ method }) => method === 'static');
  const { of, elements, bound, ruleFor, above, renew, isSpent } = evaluation({
    language,
    context,
    source,
    names: known,
    results,
    held,
    wordsAreSeen: language.fills !== undefined || onlyLooksAtWords(program, language.given, source.args),
    methods: flows.methods,
    presets: language.presets?.(flows),
    hasInstances: () => areSeen,
    most: STEPS + STEPS_PER_UNIT * term.range[1],
    look,
  });

  const give = (name: string, values: readonly Value[]): void => {
    if (name === '') return;
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
    if (isOwn(value)) for (const method of [...flows.methods.values()].flat()) leak({ is: 'function', term: method });
    if (value.is === 'function') {
      if (value.term?.class !== undefined) for (const method of ofClasses) leak({ is: 'function', term: method });
      const made = value.term?.class === undefined ? [] : (makers.get(value.term) ?? []);
      for (const maker of made) leak({ is: 'function', term: maker });
      for (const [place, { name, bind }] of (value.term?.parameters ?? []).entries())
        if (fed === undefined || (place >= fed && (bind.op !== 'bind' || bind.value === undefined))) give(name, [DATA]);
      for (const part of value.term === undefined ? [] : givesOf(value.term))
        for (const out of part.parts.flatMap(of)) leak(out);
      return;
    }
    if (held.leaks(value)) settled = false;
    const inner = value.is === 'tuple' ? value.parts.flat() : isList(value) ? elements(value) : held.putIn(value);
    for (const one of inner) leak(one);
  };

  const put = (on: Value, values: readonly Value[], isOne = false): void => {
    // Out of something that is not known it is taken unseen.
    if (!/^(?:list|many|record)$/.test(on.is) && !(areSeen && isOwn(on))) for (const one of values) leak(one);
    if (held.put(on, on.is === 'record' && !isOne ? [DATA] : values)) settled = false;
  };

  const callsOf = (term: CallTerm): void => {
    if (term.above === true && above.isOwn(term.on)) return;
    if (language.looseMembers === true && (term.on.op === 'member' || term.on.op === 'index'))
      for (const value of of(term.on.on)) if (value.is === 'record') leak(value);
    let isOurs = true;
    for (const callee of of(term.on)) {
      const called = callee.is !== 'function' || callee.term === undefined ? [] : calledBy(callee.term);
      if (called.length > 0 && called.every(({ parameters }) => parameters !== undefined)) {
        for (const { parameters = [] } of called) {
          for (const [name, values] of givings(parameters, term, { of, elements })) give(name, values);
          for (const arg of untaken(parameters, term)) for (const value of of(arg)) leak(value);
        }
        continue;
      }
      isOurs = false;
      const rule = ruleFor(callee);
      const values = term.args.map(({ value, spread }) => (spread === true ? of(value).flatMap(elements) : of(value)));
      if (callee.is === 'ref' && language.remakes?.test(callee.name) === true) loosens(values.flat());
      // Of a thing of the program's own it may call any method, as `print(file=a)` does.
      for (const [place, { name }] of term.args.entries())
        if (name !== undefined || callee.is !== 'ref' || language.shows?.test(callee.name) !== true)
          for (const value of values[place] ?? []) if (isOwn(value)) leak(value);
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

  /** Who has a thing of which is not known what it is, or a class itself, may call its methods with anything. */
  const asked = ({ on, name }: Term & { readonly op: 'member' }): void => {
    const methods = flows.methods.get(name);
    if (methods === undefined) return;
    for (const value of of(on)) {
      const isClass = value.is === 'function' && value.term?.class !== undefined;
      const isPlain = value.is === 'function' && value.term?.class === 'plain';
      if (isPlain && areSeen && methods.every(({ method }) => method === 'static')) continue;
      if (isClass && areSeen) {
        areSeen = false;
        settled = false;
      }
      if (!areSeen || isUnseen(value)) for (const method of methods) leak({ is: 'function', term: method });
    }
  };

  /** What has been done to one of these may have been done to a thing of the program's own. */
  const loosens = (values: readonly Value[]): void => {
    if (!areSeen || !values.some((value) => isOwn(value) || isUnseen(value))) return;
    areSeen = false;
    settled = false;
  };

  const altered = alteredIn(flows, language);
  // What the language itself has by that name.
  for (const name of altered) if (!flows.binds.has(name)) known.set(name, [DATA]);

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
      if (altered.has(name)) found.push(DATA);
      if (defined.has(name) && !found.some(({ is }) => is === 'function')) found.push({ is: 'function' });
      // A function of the same name in some scope does not hide the built-in one everywhere.
      const builtIn = language.rules.of(name);
      if (defined.has(name) && builtIn !== undefined && !isInert(builtIn)) found.push({ is: 'ref', name });
      const after = widened(distinct(below([...before, ...found])));
      if (keysOf(after) !== keysOf(before)) settled = false;
      known.set(name, after);
    }
    for (const [one, before] of results) {
      const after = widened(
        distinct(below([...before, ...(above.givesBack(one) ? comingOut(one, { of, elements }) : [DATA])])),
      );
      if (keysOf(after) !== keysOf(before)) settled = false;
      results.set(one, after);
    }
    for (const term of flows.calls) callsOf(term);
    for (const term of flows.members) asked(term);
    if (!areSeen) for (const method of ofClasses) leak({ is: 'function', term: method });
    const apart = flows.joins.filter(({ parts }) => !parts.every((part) => of(part).every(isList)));
    for (const term of [...flows.leaks, ...apart.flatMap(({ parts }) => parts)])
      for (const value of of(term)) leak(value);
    for (const term of flows.receivers)
      for (const value of of(term)) if (value.is === 'function' && value.term?.class === undefined) leak(value);
    for (const { on, value, each, computed } of flows.puts) {
      if (computed && language.looseMembers === true && flows.methods.size > 0) loosens(of(on));
      const values = value === undefined ? [DATA] : each ? of(value).flatMap(elements) : of(value);
      for (const one of of(on)) put(one, values, !each);
    }
    for (const { on, name } of flows.loose) {
      if (language.looseMembers === true && flows.methods.get(name)?.some(({ method }) => method === 'call') === true)
        loosens(of(on));
      if (language.fills?.has(name) === true) {
        for (const one of of(on)) put(one, [DATA]);
        put(DATA, [DATA]);
      }
    }
  };

  const presets = flows.functions
    .flatMap(({ parameters = [] }) => parameters)
    .flatMap(({ name, preset }) => (preset === undefined ? [] : [[name, preset] as const]));
  for (const [name] of presets) known.set(name, []);
  /** What is called where a thing of a class is made. */
  const makers = makersIn(flows.functions);
  const calledBy = (term: FunctionTerm): readonly FunctionTerm[] =>
    term.class === undefined ? [term] : (makers.get(term) ?? []);
  const called = reachable(program, flows.functions, language.reach);
  const isFieldMaker = (one: Value): boolean => one.is === 'ref' && one.name === language.makesFields;
  for (let count = 0; count < MAX_ROUNDS && !settled && !isSpent(); count += 1) {
    settled = true;
    renew();
    for (const [name, preset] of presets) give(name, of(preset));
    for (const one of called) leak({ is: 'function', term: one });
    for (const one of flows.functions) {
      if (!above.isFollowed(one)) leak({ is: 'function', term: one });
      for (const { to, values } of above.given(one))
        for (const [place, { name }] of (to.parameters ?? []).entries()) give(name, place === 0 ? values : [DATA]);
    }
    round();
    for (const { fieldsBy } of flows.functions)
      if (fieldsBy !== undefined && !of(fieldsBy).every(isFieldMaker)) loosens([DATA]);
    if (!settled || isFilled) continue;
    // What only ever stands for itself is nothing that is known.
    isFilled = true;
    for (const [name, values] of known) {
      if (values.length > 0) continue;
      give(name, [DATA]);
      settled = false;
    }
  }
  renew();
  return {
    program,
    of,
    elements,
    isChanged: held.isChanged,
    defines: (name) => defined.has(name),
    binds: (name) => flows.binds.has(name),
    given: (name) => (flows.binds.get(name) ?? []).flatMap(({ value }) => (value === undefined ? [] : [value])),
    settled: settled && !isSpent(),
  };
}
