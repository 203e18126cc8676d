import type { Context, ScriptArgs } from '../reading/reader.ts';
import { choices, distinct, term0 } from './alternatives.ts';
import { amongOf } from './among.ts';
import { decodedBy, kept } from './encodings.ts';
import { fieldName } from './flows.ts';
import type { Holding } from './holding.ts';
import { jsonText } from './jsonText.ts';
import type { Language } from './language.ts';
import { joined, partOf, produced } from './produced.ts';
import type { Rule } from './rule.ts';
import { INSTANCE } from './scopes.ts';
import type { Bound, CallTerm, Entry, FunctionTerm, Term } from './term.ts';
import { DATA, manyOf, sizeOf, typeOf } from './value.ts';
import type { Value } from './value.ts';

/** What is known of a program so far. It grows from round to round. */
export interface Ground {
  readonly language: Language;
  readonly context: Context;
  readonly args: ScriptArgs | undefined;
  /** What every name may stand for. */
  readonly names: ReadonlyMap<string, readonly Value[]>;
  /** What comes out of functions. */
  readonly results: ReadonlyMap<FunctionTerm, readonly Value[]>;
  readonly held: Holding;
  /** Whether the words that the program is given are only looked at. */
  readonly wordsAreSeen: boolean;
  /** Methods of the program's classes, by their names. */
  readonly methods: ReadonlyMap<string, readonly FunctionTerm[]>;
  /** False: what a thing of a class has is not known. */
  hasInstances(): boolean;
  /** Values that may be looked at before the program is given up. */
  readonly most: number;
  /** Told whenever a term is looked at. It may throw, where there is no time left for it. */
  readonly look: () => void;
}

/** What terms may stand for, by what is known so far. */
export interface Evaluation {
  of(term: Term): readonly Value[];
  /** What may be in it. */
  elements(value: Value): readonly Value[];
  /** What a name is given where `value` is bound to it. */
  bound(value: Value, as: Bound['as'] | 'added'): readonly Value[];
  ruleFor(callee: Value): Rule | undefined;
  /** More is known now than when terms were looked at before. */
  renew(): void;
  /** Whether it took more work than its length allows: nothing may be concluded. */
  isSpent(): boolean;
}

/** The variable that holds the home folder. */
const HOME = /^(?:os\.environ|process\.env|Bun\.env|ENV)\.HOME$/;
/** An entry that nobody has written. */
const UNKNOWN: Entry = { value: { op: 'any', parts: [], range: [0, 0] } };

export function evaluation({
  language,
  context,
  args,
  names,
  results,
  held,
  methods,
  hasInstances,
  wordsAreSeen,
  most,
  look,
}: Ground): Evaluation {
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

  const evaluate = (term: Term): readonly Value[] => {
    switch (term.op) {
      case 'text':
        return [{ is: 'text', text: term.value, range: term.range, term }];
      case 'constant':
        return [{ is: 'constant', value: term.value }];
      case 'name':
        return names.get(term.name) ?? [refOf(term.name)];
      case 'module':
        if (term.module === 'this') return [DATA];
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
    // Nothing is known of one of them yet.
    if (parts.some((part) => part.length === 0)) return [];
    if (parts.every((part) => part.length > 0 && part.every(({ is }) => is === 'list' || is === 'many')))
      return parts.flat().flatMap(elements).map(manyOf);
    return choices(parts).flatMap((one) => joined(one, '', term.range));
  };

  // What stands before the words of a program hangs on how it is started.
  const words = wordsAreSeen ? wordsGiven(args ?? (language.given?.first === undefined ? 'unknown' : [])) : undefined;
  const refOf = (written: string): Value => {
    const name = language.canonical(written);
    if (words !== undefined && name === language.given?.name) return words;
    return (language.rules.knows(name) ? undefined : language.unbound?.(written)) ?? { is: 'ref', name };
  };

  const memberOf = (on: Value, name: string): Value => {
    if (on.is === 'ref') {
      const whole = language.canonical(`${on.name}.${name}`);
      if (HOME.test(whole)) return homeFolder();
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
    if (on.is === 'member' && on.on.is === 'object' && on.on.type === 'plain') return { is: 'member', on: on.on, name };
    // Members of members: a module's object stays what it is only through calls that are known.
    return { is: 'member', on: on.is === 'member' ? DATA : on, name };
  };

  const homeFolder = (): Value => ({ is: 'text', text: context.home, range: [0, 0] });

  /** A thing of a class of the program's. */
  const thing = (): Value => (hasInstances() ? { is: 'object', type: 'own' } : DATA);

  const membersOf = (on: Value, name: string): readonly Value[] => {
    if (on.is === 'function' && name === (on.term?.class === undefined ? language.calling : language.maker))
      return [on];
    if (on.is !== 'object' || on.type !== 'own') return [memberOf(on, name)];
    if (!hasInstances()) return [memberOf(DATA, name)];
    const set = names.get(fieldName(name));
    const own = methods.get(name);
    if (set === undefined && own === undefined) return [memberOf(on, name)];
    const called = (own ?? []).flatMap((one): readonly Value[] =>
      one.method === 'accessor' ? (results.get(one) ?? [DATA]) : [{ is: 'function', term: one }],
    );
    return [...(set ?? []), ...called];
  };

  const indexed = (on: readonly Value[], term: Term & { readonly op: 'index' }): readonly Value[] =>
    on.flatMap((value): readonly Value[] => {
      const { key } = term;
      if (value.is === 'ref' && key.op === 'text') {
        const name = `${value.name}.${key.value}`;
        return [HOME.test(name) ? homeFolder() : { is: 'ref', name }];
      }
      if (value.is === 'ref') return [{ is: 'ref', name: `${value.name}.[]` }];
      if (value.is === 'object' && value.type === 'plain') return [value];
      if (value.is === 'object' && value.type === 'own' && key.op === 'text') return membersOf(value, key.value);
      if (value.is !== 'list' && value.is !== 'many') return [DATA];
      if (term.slice === true) return [value];
      if (value === words && key.op === 'constant' && typeof key.value === 'number' && !held.isChanged(value)) {
        const first = language.given?.first;
        const part = first === undefined ? undefined : words.parts[key.value - first];
        if (part !== undefined) return of(part);
        // Nothing was given there.
        return first === undefined || key.value < first ? [DATA] : [{ is: 'constant', value: undefined }];
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

  /** `getenv('HOME')` */
  const isHome = ({ args }: CallTerm): boolean => {
    const [name, ...more] = args[0] === undefined ? [] : of(args[0].value);
    return name?.is === 'text' && name.text === 'HOME' && more.length === 0;
  };

  const madeBy = (functions: readonly Value[]): readonly Value[] =>
    functions.flatMap((one) =>
      one.is === 'function' && one.term !== undefined ? (results.get(one.term) ?? [DATA]) : [DATA],
    );

  const resultOf = (callee: Value, term: CallTerm): readonly Value[] => {
    if (callee.is === 'function') {
      if (callee.term?.class === 'plain') return [thing()];
      return callee.term === undefined ? [DATA] : (results.get(callee.term) ?? [DATA]);
    }
    const rule = ruleFor(callee);
    if (rule?.environment === 'key' && isHome(term)) return [homeFolder()];
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
    if (gives === 'attribute') {
      const names = args[1] ?? [DATA];
      const found = (args[0] ?? [DATA]).flatMap((on) =>
        names.map((name) => (name.is === 'text' && name.open !== true ? memberOf(on, name.text) : DATA)),
      );
      return [...found, ...(args[2] ?? [])];
    }
    // A function that it is given may make anything of what it finds.
    if (gives === 'plain') return [term.args.length === 1 ? { is: 'object', type: 'plain' } : DATA];
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
    if (typeof gives === 'object' && 'among' in gives)
      return amongOf(gives.among, {
        through: receiver === undefined ? args : [[receiver], ...args],
        made: () => madeBy(args[rule.calls?.[0] ?? 0] ?? [DATA]),
        elements,
        members,
      });
    const at = typeof rule.at === 'number' ? args.slice(rule.at) : args;
    const byName = rule.keyword === undefined ? undefined : term.args.find((arg) => arg.name === rule.keyword);
    return choices(byName === undefined ? at : [of(byName.value)]).map((one) =>
      produced(gives, receiver, one, context, term.range),
    );
  };

  const members = (value: Value): readonly Value[] =>
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
    renew: () => {
      memo = new Map();
    },
    isSpent,
  };
}

/** The words that a program is given, where all of them are known. */
function wordsGiven(args: ScriptArgs): (Value & { readonly is: 'list' }) | undefined {
  if (args === 'unknown') return undefined;
  const parts = args.flatMap((value): readonly Term[] =>
    value === null ? [] : [{ op: 'text', value, range: [0, 0] }],
  );
  return parts.length === args.length ? { is: 'list', parts, site: { op: 'list', parts, range: [-1, -1] } } : undefined;
}
