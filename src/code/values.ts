import type { Context } from '../reading/reader.ts';
import { decodedBy, kept } from './encodings.ts';
import { jsonText } from './jsonText.ts';
import { below, givenIn } from './parameters.ts';
import { elementOf, joined, partOf, produced, textOf } from './produced.ts';
import { isInert } from './rule.ts';
import type { Rule, Rules } from './rule.ts';
import { childrenOf } from './term.ts';
import type { Bound, CallTerm, Term } from './term.ts';
import { DATA, keyOf, typeOf } from './value.ts';
import type { ObjectValue, TextValue, Value } from './value.ts';

export interface Values {
  of(term: Term): readonly Value[];
  /** Whether this text defines a function, class or method of this name. */
  defines(name: string): boolean;
  binds(name: string): boolean;
  /** False: it did not settle, and nothing may be concluded. */
  readonly settled: boolean;
}

export interface Language {
  readonly name: string;
  readonly rules: Rules;
  /** One name for what goes by many: `node:fs/promises` and `fs.promises`. */
  canonical(name: string): string;
  /** What a name stands for that neither this text nor the rules know. Without an answer it is a function like any other. */
  unbound?(name: string): Value | undefined;
  /** What a member of a thing is, where it is a thing itself: `Order.objects`. */
  member?(on: ObjectValue | TextValue, name: string): Value | undefined;
  /** A text that is given to a known function may be the name of a function that it calls. */
  readonly callsByName?: true;
  /** Paths that are streams of the program itself and no files. */
  readonly streams?: RegExp;
}

const MAX_ROUNDS = 16;
const MAX_CHOICES = 12;

/**
 * What every name may stand for, in no order and without scopes: a name stands for all that is ever bound to it. That
 * finds too much rather than too little.
 */
export function valuesIn(program: Term, language: Language, context: Context): Values {
  const binds = new Map<string, { readonly as: Bound['as']; readonly value: Term | undefined }[]>();
  const defined = new Set<string>();
  const given = givenIn(program);
  gather(program, binds, defined, given.binds);
  for (const [name, terms] of given.values)
    binds.set(name, [...(binds.get(name) ?? []), ...terms.map((value) => ({ as: 'same' as const, value }))]);
  const known = new Map<string, readonly Value[]>([...binds.keys()].map((name) => [name, []]));
  let memo = new Map<Term, readonly Value[]>();

  const of = (term: Term): readonly Value[] => {
    const before = memo.get(term);
    if (before !== undefined) return before;
    const values = distinct(evaluate(term));
    memo.set(term, values);
    return values;
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
        return indexed(of(term.on), term.key);
      case 'list':
        return [{ is: 'list', parts: term.parts }];
      case 'record':
        return [{ is: 'record', entries: term.entries }];
      case 'choice':
        return term.parts.every(({ op }) => op === 'branch')
          ? [DATA]
          : term.parts.flatMap((part) => (part.op === 'branch' ? [] : of(part)));
      case 'join':
        return choices(term.parts.map(of)).flatMap((parts) => joined(parts, '', term.range));
      case 'function':
        return [{ is: 'function' }];
      case 'call':
        return of(term.on).flatMap((callee) => resultOf(callee, term));
      case 'bind':
        return term.value === undefined ? [DATA] : of(term.value);
      case 'any':
      case 'branch':
      case 'import':
      case 'opaque':
        return [DATA];
    }
  };

  const refOf = (written: string): Value => {
    const name = language.canonical(written);
    return (language.rules.knows(name) ? undefined : language.unbound?.(written)) ?? { is: 'ref', name };
  };

  const memberOf = (on: Value, name: string): Value => {
    if (on.is === 'ref') return { is: 'ref', name: language.canonical(`${on.name}.${name}`) };
    if (on.is === 'record') {
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

  const indexed = (on: readonly Value[], key: Term): readonly Value[] =>
    on.flatMap((value): readonly Value[] => {
      if (value.is === 'ref' && key.op === 'text') return [{ is: 'ref', name: `${value.name}.${key.value}` }];
      if (value.is === 'ref') return [{ is: 'ref', name: `${value.name}.[]` }];
      if (value.is === 'many') return [value.of];
      if (value.is === 'list' && key.op === 'constant' && typeof key.value === 'number') {
        const part = value.parts[key.value];
        if (part !== undefined) return of(part);
      }
      return [DATA];
    });

  const ruleFor = (callee: Value): Rule | undefined => {
    if (callee.is === 'ref') return language.rules.of(callee.name);
    if (callee.is !== 'member') return undefined;
    return language.rules.of(`${typeOf(callee.on)}#${callee.name}`) ?? language.rules.of(`*#${callee.name}`);
  };

  const resultOf = (callee: Value, term: CallTerm): readonly Value[] => {
    const rule = ruleFor(callee);
    if (rule?.gives === undefined) return [DATA];
    const args = term.args
      .filter((arg) => arg.name === undefined)
      .map((arg) => (arg.spread === true ? [DATA] : of(arg.value)));
    const receiver = callee.is === 'member' ? callee.on : undefined;
    if (rule.gives === 'same') return receiver === undefined ? (args[0] ?? [DATA]) : [receiver];
    if (typeof rule.gives === 'object' && 'function' in rule.gives) return [{ is: 'ref', name: rule.gives.function }];
    if (rule.gives === 'module') {
      const name = args[0]?.length === 1 ? args[0][0] : undefined;
      if (name?.is !== 'text' || /\.json$/.test(name.text)) return [DATA];
      return [{ is: 'ref', name: language.canonical(name.text) }];
    }
    if (rule.gives === 'json') {
      const [first, ...more] = term.args;
      // A function that changes what is written may stand behind it; a width or nothing may.
      const plain = more.every(
        ({ value }) => value.op === 'constant' || (value.op === 'any' && value.parts.length === 0),
      );
      const text =
        plain && first?.spread !== true && first?.name === undefined ? jsonText(first?.value, of) : undefined;
      return [text === undefined ? DATA : { is: 'text', text, range: term.range }];
    }
    if (rule.gives === 'kept' || (typeof rule.gives === 'object' && 'decodes' in rule.gives)) {
      const [source, next] = receiver === undefined ? args : [[receiver], ...args];
      const texts = source?.flatMap((one) =>
        one.is === 'list' && one.parts.length === 1 ? one.parts.flatMap(of) : one,
      );
      return rule.gives === 'kept' ? [kept(texts, next)] : [decodedBy(rule.gives.decodes, texts, next, term.range)];
    }
    const at = typeof rule.at === 'number' ? args.slice(rule.at) : args;
    const byName = rule.keyword === undefined ? undefined : term.args.find((arg) => arg.name === rule.keyword);
    const { gives } = rule;
    return choices(byName === undefined ? at : [of(byName.value)]).map((one) =>
      produced(gives, receiver, one, context, term.range),
    );
  };

  const handedBy = (callee: Value, place: number): Value => {
    const handed = ruleFor(callee)?.hands?.[place];
    if (handed === undefined) return DATA;
    return 'object' in handed ? { is: 'object', type: handed.object } : { is: 'ref', name: handed.function };
  };

  const bound = (value: Value, as: Bound['as']): Value => {
    if (as === 'same') return value;
    if (as === 'data') return DATA;
    if (as === 'element') return value.is === 'list' ? DATA : elementOf(value);
    if ('part' in as) return partOf(value, as.part);
    return 'handed' in as ? handedBy(value, as.handed) : memberOf(value, as.member);
  };

  let settled = false;
  let isFilled = false;
  for (let round = 0; round < MAX_ROUNDS && !settled; round += 1) {
    settled = true;
    memo = new Map();
    for (const [name, list] of binds) {
      const before = known.get(name) ?? [];
      const found = list.flatMap(({ as, value }) => {
        if (value === undefined) return [DATA];
        const elements =
          as === 'element' ? of(value).flatMap((one) => (one.is === 'list' ? one.parts.flatMap(of) : [])) : [];
        // A list that is written where it is gone through holds nothing else.
        if (elements.length > 0 && value.op === 'list') return elements;
        return [...of(value).map((one) => bound(one, as)), ...elements];
      });
      if (defined.has(name)) found.push({ is: 'function' });
      // A function of the same name in some scope does not hide the built-in one everywhere.
      const builtIn = language.rules.of(name);
      if (defined.has(name) && builtIn !== undefined && !isInert(builtIn)) found.push({ is: 'ref', name });
      const all = [...before, ...found];
      const after = widened(distinct(given.values.has(name) ? below(all) : all));
      if (after.map(keyOf).join('\n') !== before.map(keyOf).join('\n')) settled = false;
      known.set(name, after);
    }
    if (!settled || isFilled) continue;
    // What only ever stands for itself is nothing that is known.
    isFilled = true;
    for (const [name, values] of known) {
      if (values.length > 0) continue;
      known.set(name, [DATA]);
      settled = false;
    }
  }
  memo = new Map();
  return { of, defines: (name) => defined.has(name), binds: (name) => binds.has(name), settled };
}

/** Each way to put known texts together, where they are few; else the parts as they are. None while a part is not looked at yet. */
function choices(parts: readonly (readonly Value[])[]): readonly (readonly (readonly Value[])[])[] {
  if (parts.some((part) => part.length === 0)) return [];
  const count = parts.reduce((all, part) => all * part.length, 1);
  if (count < 2 || count > MAX_CHOICES || parts.flat().some((value) => textOf(value) === undefined)) return [parts];
  return parts.reduce<readonly (readonly (readonly Value[])[])[]>(
    (all, part) => all.flatMap((before) => part.map((value) => [...before, [value]])),
    [[]],
  );
}

const term0 = (value: Value): readonly [number, number] =>
  value.is === 'object' && value.target !== undefined ? value.target.range : [0, 0];

/** Too many texts are data: they carry no functions, so that nothing is lost. */
function widened(values: readonly Value[]): readonly Value[] {
  if (values.length <= MAX_CHOICES) return values;
  const kept = values.filter(({ is }) => is === 'ref' || is === 'member' || is === 'object' || is === 'function');
  return distinct([...kept, DATA]);
}

function distinct(values: readonly Value[]): readonly Value[] {
  if (values.length < 2) return values;
  return [...new Map(values.map((value) => [keyOf(value), value])).values()];
}

function gather(
  term: Term,
  binds: Map<string, { readonly as: Bound['as']; readonly value: Term | undefined }[]>,
  defined: Set<string>,
  parameters: ReadonlySet<Term>,
): void {
  const add = (name: string, as: Bound['as'], value: Term | undefined): void => {
    const list = binds.get(name);
    if (list === undefined) binds.set(name, [{ as, value }]);
    else list.push({ as, value });
  };
  if (term.op === 'function' && term.name !== undefined) {
    defined.add(term.name);
    add(term.name, 'same', term);
  }
  if (term.op === 'record') {
    for (const { name, value } of term.entries) if (name !== undefined && value.op === 'function') defined.add(name);
  }
  if (term.op === 'bind' && !parameters.has(term)) {
    for (const { name, as } of term.names) {
      if (term.value?.op === 'function') defined.add(name);
      add(name, as, term.value);
    }
  }
  for (const part of childrenOf(term)) gather(part, binds, defined, parameters);
}
