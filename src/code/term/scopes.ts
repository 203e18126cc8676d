import { heirsIn, inheritedIn } from './heirs.ts';
import { partsIn } from './term.ts';
import type { Argument, FunctionTerm, Parameter, Term } from './term.ts';

/** What `this` is in a method of a class. */
export const INSTANCE = 'instance';
/** What `cls` is in a method of a class: the class itself, where no other is derived from it. */
export const CLASS = '(class)';
/** The member under which the methods stand that make things of classes. */
export const MAKERS = '(maker)';

/** What each name is called here. */
type Names = ReadonlyMap<string, string>;

/**
 * The same program with names that a scope has for itself told apart from those of other scopes: `p` of one function is
 * not `p` of another. A name that any scope takes from another one by word (`global p`) stays one everywhere.
 */
export function scoped(program: Term): Term {
  const shared = new Set<string>();
  findShared(program, shared, new Set());
  const turned = withTurns(program);
  return renamed(turned, new Map(), {
    shared,
    made: new Map(),
    heirs: heirsIn(turned),
    inherited: inheritedIn(turned),
  });
}

interface Renaming {
  /** Names that stay as they are. */
  readonly shared: ReadonlySet<string>;
  /** What stands at several places of the program (what a callback is given is what it is called on) stays one term. */
  readonly made: Map<Names, Map<Term, Term>>;
  /** Classes of which is seen what they are derived from. */
  readonly heirs: ReadonlySet<FunctionTerm>;
  /** Names of classes that others may be derived from; undefined: any may be. */
  readonly inherited: ReadonlySet<string> | undefined;
}

/**
 * The same program where a name that only loops bind, and that is only used in their bodies, belongs to each of those loops.
 * What a function within uses may be called later, when another loop has bound it.
 */
function withTurns(program: Term): Term {
  const anywhere = new Set<string>();
  const found = new Set<string>();
  /** Looking at one of these once more finds the same, and in a chain of callbacks twice as often with each. */
  const later = new Set<Term>();
  const look = (term: Term, turns: ReadonlySet<string>, isLater: boolean): void => {
    if (isLater) {
      if (later.has(term)) return;
      later.add(term);
    }
    if (term.op === 'branch' && term.turns !== undefined) {
      const [bound, ...rest] = term.parts;
      for (const name of term.turns) found.add(name);
      if (bound?.op === 'bind') {
        for (const part of [...bound.stores, ...(bound.value === undefined ? [] : [bound.value])])
          look(part, turns, isLater);
      }
      const inner = new Set([...turns, ...term.turns]);
      for (const part of rest) look(part, inner, isLater);
      return;
    }
    if (term.op === 'name' && (isLater || !turns.has(term.name))) anywhere.add(term.name);
    if (term.op === 'bind') for (const { name } of term.names) anywhere.add(name);
    const own = term.op === 'each' || term.op === 'function' ? (term.own ?? []) : [];
    const left = own.length === 0 ? turns : new Set([...turns, ...own]);
    const isInner = term.op === 'function' || term.op === 'each';
    for (const part of partsIn(term)) look(part, left, isLater || isInner);
  };
  look(program, new Set(), false);
  const alone = [...found].filter((name) => !anywhere.has(name));
  return alone.length === 0 ? program : owning(program, alone);
}

function owning(term: Term, names: readonly string[]): Term {
  switch (term.op) {
    case 'branch': {
      const own = (term.turns ?? []).filter((name) => names.includes(name));
      const parts = term.parts.map((part) => owning(part, names));
      return { ...term, parts, ...(own.length === 0 ? {} : { own: [...(term.own ?? []), ...own] }) };
    }
    case 'any':
      return { ...term, parts: term.parts.map((part) => owning(part, names)) };
    default:
      return term;
  }
}

/** The name as it is written. */
export function written(name: string): string {
  return name.replace(/@\d+$/, '');
}

function findShared(term: Term, shared: Set<string>, seen: Set<Term>): void {
  if (seen.has(term)) return;
  seen.add(term);
  if (term.op === 'shared') for (const name of term.names) shared.add(name);
  for (const part of partsIn(term)) findShared(part, shared, seen);
}

function mentions(term: Term, names: readonly string[], seen = new Set<Term>()): boolean {
  if (seen.has(term)) return false;
  seen.add(term);
  return (term.op === 'name' && names.includes(term.name)) || partsIn(term).some((part) => mentions(part, names, seen));
}

function within(own: readonly string[] | undefined, at: number, names: Names, shared: ReadonlySet<string>): Names {
  const mine = (own ?? []).filter((name) => !shared.has(name));
  return mine.length === 0
    ? names
    : new Map([...names, ...mine.map((name) => [name, `${name}@${String(at)}`] as const)]);
}

function renamed(term: Term, names: Names, renaming: Renaming): Term {
  const made = renaming.made.get(names) ?? new Map<Term, Term>();
  renaming.made.set(names, made);
  const now = made.get(term) ?? renamedOnce(term, names, renaming);
  made.set(term, now);
  return now;
}

function renamedOnce(term: Term, names: Names, renaming: Renaming): Term {
  const again = (part: Term): Term => renamed(part, names, renaming);
  const name = (word: string): string => names.get(word) ?? word;
  switch (term.op) {
    case 'text':
    case 'constant':
    case 'import':
    case 'shared':
      return term;
    case 'module': {
      const ofClass = term.module === CLASS ? names.get(CLASS) : undefined;
      if (ofClass !== undefined) return { op: 'name', name: ofClass, range: term.range };
      return (term.module === 'this' || term.module === 'super') && names.get(term.module) === INSTANCE
        ? { ...term, module: INSTANCE }
        : term;
    }
    case 'name':
      return names.has(term.name) ? { ...term, name: name(term.name) } : term;
    case 'member':
      return { ...term, on: again(term.on) };
    case 'index':
      return { ...term, on: again(term.on), key: again(term.key) };
    case 'call':
      return {
        ...term,
        // What a class is derived from is called to make a thing of it.
        on:
          term.on.op === 'module' && term.on.module === 'super' && names.get('super') === INSTANCE
            ? { op: 'member', on: again(term.on), name: MAKERS, range: term.on.range }
            : again(term.on),
        args: term.args.map((arg): Argument => ({ ...arg, value: again(arg.value) })),
      };
    case 'record':
      return { ...term, entries: term.entries.map((entry) => ({ ...entry, value: again(entry.value) })) };
    case 'bind':
      return {
        ...term,
        names: term.names.map((bound) => ({ ...bound, name: name(bound.name) })),
        stores: term.stores.map(again),
        ...(term.value === undefined ? {} : { value: again(term.value) }),
      };
    case 'function':
      return renamedFunction(term, names, renaming);
    case 'each': {
      const inner = within(term.own, term.range[0], names, renaming.shared);
      return {
        ...term,
        value: renamed(term.value, inner, renaming),
        parts: term.parts.map((part) => renamed(part, inner, renaming)),
      };
    }
    case 'any':
    case 'branch': {
      const inner = within(term.own, term.range[0], names, renaming.shared);
      return { ...term, parts: term.parts.map((part) => renamed(part, inner, renaming)) };
    }
    case 'join':
    case 'list':
    case 'choice':
    case 'give':
    case 'opaque':
      return { ...term, parts: term.parts.map(again) };
  }
}

function renamedFunction(written: FunctionTerm, names: Names, renaming: Renaming): FunctionTerm {
  const isHeir = written.whole !== undefined && renaming.heirs.has(written);
  const term: FunctionTerm = isHeir ? { ...written, class: 'plain', body: [written.whole] } : written;
  const inside =
    term.class === undefined
      ? names
      : new Map([
          ...[...names].filter(([word]) => word !== CLASS),
          ['super', isHeir ? INSTANCE : 'super'] as const,
          ...(term.name !== undefined && renaming.inherited?.has(term.name) === false
            ? [[CLASS, names.get(term.name) ?? term.name] as const]
            : []),
        ]);
  const around =
    term.method === undefined && term.ownThis !== true
      ? inside
      : new Map([...inside, ['this', term.method === undefined ? 'this' : INSTANCE] as const]);
  const inner = within(term.own, term.range[0], around, renaming.shared);
  const presets = new Map<Term, Term>();
  const body = term.body.map((part): Term => {
    if (part.op !== 'bind' || part.parameter === undefined) return renamed(part, inner, renaming);
    // A preset is evaluated outside in some languages, inside in others: it may be either.
    const stores = part.stores.map((preset): Term => {
      const outside = renamed(preset, around, renaming);
      const made: Term = mentions(preset, term.own ?? [])
        ? { op: 'choice', parts: [renamed(preset, inner, renaming), outside], range: preset.range }
        : outside;
      presets.set(preset, made);
      return made;
    });
    // What a known function hands in stands outside.
    const value = part.value === undefined ? undefined : renamed(part.value, names, renaming);
    const bound = renamed({ ...part, stores: [], value: undefined }, inner, renaming);
    return bound.op === 'bind' ? { ...bound, stores, value } : bound;
  });
  const places = new Map(term.body.map((part, place) => [part, body[place]]));
  const parameters = term.parameters?.map((parameter): Parameter => {
    const preset = parameter.preset === undefined ? undefined : presets.get(parameter.preset);
    return {
      ...parameter,
      name: inner.get(parameter.name) ?? parameter.name,
      bind: places.get(parameter.bind) ?? parameter.bind,
      ...(preset === undefined ? {} : { preset }),
    };
  });
  return {
    ...term,
    ...(term.name === undefined ? {} : { name: names.get(term.name) ?? term.name }),
    ...(term.decorators === undefined
      ? {}
      : { decorators: term.decorators.map((one) => renamed(one, names, renaming)) }),
    ...(term.fieldsBy === undefined ? {} : { fieldsBy: renamed(term.fieldsBy, names, renaming) }),
    ...(isHeir && term.bases !== undefined ? { bases: term.bases.map((base) => names.get(base) ?? base) } : {}),
    ...(parameters === undefined ? {} : { parameters }),
    body,
  };
}
