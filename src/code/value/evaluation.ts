import { accesses } from './accesses.ts';
import { choices, distinct } from './alternatives.ts';
import { decorating } from './decorating.ts';
import type { Decorating } from './decorating.ts';
import { callResults } from './callResult.ts';
import type { Ground, Terms } from './ground.ts';
import { UNKNOWN } from './holding.ts';
import { joined, partOf } from './produced.ts';
import type { Rule } from './rule.ts';
import { INSTANCE } from '../term/scopes.ts';
import type { Bound, Term } from '../term/term.ts';
import { DATA, manyOf, sizeOf, typeOf } from './value.ts';
import type { Value } from './value.ts';

/** What terms may stand for, by what is known so far. */
export interface Evaluation extends Terms {
  /** What a name is given where `value` is bound to it. */
  bound(value: Value, as: Bound['as'] | 'added'): readonly Value[];
  readonly above: Decorating;
  /** More is known now than when terms were looked at before. */
  renew(): void;
  /** Whether it took more work than its length allows: nothing may be concluded. */
  isSpent(): boolean;
}

export function evaluation(ground: Ground): Evaluation {
  const { language, names, held, most, look } = ground;
  /** Work done: a program that is made to take much of it is given up, and not known. */
  let spent = 0;
  let memo = new Map<Term, readonly Value[]>();
  const isSpent = (): boolean => spent > most;

  const of = (one: Term): readonly Value[] => {
    look();
    const before = memo.get(one);
    if (before !== undefined) return before;
    if (isSpent()) return [DATA];
    const values = distinct(evaluate(one));
    spent += values.reduce((all, value) => all + sizeOf(value), 1);
    memo.set(one, values);
    return values;
  };

  const elements = (value: Value): readonly Value[] => {
    look();
    const found = isSpent() ? [DATA] : held.elements(value, of);
    spent += found.length;
    return found;
  };

  const ruleFor = (callee: Value): Rule | undefined => {
    if (callee.is === 'ref') return language.rules.of(callee.name);
    if (callee.is !== 'member') return undefined;
    return language.rules.of(`${typeOf(callee.on)}#${callee.name}`) ?? language.rules.of(`*#${callee.name}`);
  };

  /** What a class is derived from that is not seen. */
  const given = language.rules.of('super')?.gives;
  const base: Value = typeof given === 'object' && 'object' in given ? { is: 'object', type: given.object } : DATA;

  const terms: Terms = { of, elements, ruleFor };
  const above = decorating(of, ground.results);
  const access = accesses(ground, terms);
  const { refOf, membersOf, indexed, thing } = access;
  const resultOf = callResults(ground, terms, access);

  const evaluate = (term: Term): readonly Value[] => {
    switch (term.op) {
      case 'text':
        if (term.pattern === true) return [{ is: 'text', text: term.value, range: term.range, pattern: true }];
        return [{ is: 'text', text: term.value, range: term.range, term }];
      case 'constant':
        return [{ is: 'constant', value: term.value }];
      case 'name':
        return (names.get(term.name) ?? [refOf(term.name)]).map((value) =>
          term.calls === true && value.is === 'function' && value.term?.declared === true ? DATA : value,
        );
      case 'module':
        if (term.module === 'this') return [DATA];
        if (term.module === 'super') return [base];
        if (term.module === INSTANCE) return [thing()];
        return [refOf(term.member === undefined ? term.module : `${term.module}.${term.member}`)];
      case 'member':
        return of(term.on).flatMap((on) => membersOf(on, term.name));
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
        return above.valuesOf(term);
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
    // Nothing is known of one of them yet.
    if (parts.some((part) => part.length === 0)) return [];
    if (parts.every((part) => part.length > 0 && part.every(({ is }) => is === 'list' || is === 'many')))
      return parts.flat().flatMap(elements).map(manyOf);
    return choices(parts).flatMap((one) => joined(one, '', term.range));
  };

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
    return 'handed' in as ? [handedBy(value, as.handed)] : membersOf(value, as.member);
  };

  const partAt = (value: Value, place: number): readonly Value[] => {
    if (value.is === 'tuple') return value.parts[place] ?? [DATA];
    if (value.is !== 'list') return [DATA];
    const part = held.isChanged(value) || language.fills === undefined ? undefined : value.parts[place];
    return part === undefined ? elements(value) : of(part);
  };

  return {
    of,
    elements,
    bound,
    ruleFor,
    above,
    renew: () => {
      memo = new Map();
    },
    isSpent,
  };
}
