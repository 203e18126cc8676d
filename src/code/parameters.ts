import { childrenOf } from './term.ts';
import type { CallTerm, FunctionTerm, Parameter, Term } from './term.ts';
import { textOf } from './produced.ts';
import type { TextValue, Value } from './value.ts';

/** What callers give to the parameters of this text's own functions. */
export interface Given {
  /** Of each parameter that is known: all that it is given. Undefined: something that is not known. */
  readonly values: ReadonlyMap<string, readonly (Term | undefined)[]>;
  /** The terms that bind these parameters, which else make them data. */
  readonly binds: ReadonlySet<Term>;
}

/** A function can be followed while its name is only called: once anything else may call it, its parameters are data. */
export function givenIn(program: Term): Given {
  const seen: Seen = { functions: new Map(), calls: new Map(), bound: new Map(), said: new Set(), anyMember: false };
  look(program, seen, 'value');
  if (seen.anyMember) return { values: new Map(), binds: new Set() };
  const values = new Map<string, (Term | undefined)[]>();
  const binds = new Set<Term>();
  for (const [name, { parameters = [] }] of seen.functions) {
    const calls = seen.calls.get(name) ?? [];
    if (calls.length === 0 || seen.bound.get(name) !== 1 || seen.said.has(name.toLowerCase())) continue;
    for (const [place, parameter] of parameters.entries()) {
      binds.add(parameter.bind);
      const found = values.get(parameter.name) ?? [];
      values.set(parameter.name, found);
      if (parameter.preset !== undefined) found.push(parameter.preset);
      for (const call of calls) found.push(...argumentFor(place, parameters, call));
    }
  }
  return { values, binds };
}

interface Seen {
  readonly functions: Map<string, FunctionTerm>;
  readonly calls: Map<string, CallTerm[]>;
  /** How often a name is bound to anything. */
  readonly bound: Map<string, number>;
  /** Names that stand elsewhere than where they are called, as a member or in quotes too, in lower case: some languages call by text and in any case. */
  readonly said: Set<string>;
  /** `this[x]`, `f(this)`: what holds a program's functions is asked for one that is not written there. */
  anyMember: boolean;
}

function look(term: Term, seen: Seen, position: 'value' | 'callee' | 'receiver'): void {
  const bound = (name: string): void => void seen.bound.set(name, (seen.bound.get(name) ?? 0) + 1);
  const said = (name: string): void => void seen.said.add(name.toLowerCase());
  switch (term.op) {
    case 'name':
      if (position !== 'callee') said(term.name);
      break;
    case 'module':
      if (term.module === 'this' && position !== 'receiver') seen.anyMember = true;
      break;
    case 'text':
      said(term.value.split(/[\\:.]/).at(-1) ?? '');
      break;
    case 'member':
      said(term.name);
      break;
    case 'record':
      for (const { name } of term.entries) if (name !== undefined) said(name);
      break;
    case 'call':
      if (term.on.op === 'name') {
        const calls = seen.calls.get(term.on.name);
        if (calls === undefined) seen.calls.set(term.on.name, [term]);
        else calls.push(term);
      }
      break;
    case 'function':
      if (term.name === undefined) break;
      bound(term.name);
      if (term.parameters !== undefined) seen.functions.set(term.name, term);
      break;
    case 'bind':
      for (const { name, as } of term.names) {
        bound(name);
        if (typeof as === 'object' && 'member' in as) said(as.member);
      }
      if (term.value?.op === 'function' && term.value.name === undefined && term.value.parameters !== undefined) {
        const [only] = term.names;
        if (only !== undefined) seen.functions.set(only.name, term.value);
      }
      break;
    default:
  }
  for (const part of childrenOf(term)) {
    const isCallee = term.op === 'call' && part === term.on;
    look(part, seen, isCallee ? 'callee' : term.op === 'member' ? 'receiver' : 'value');
  }
}

/** What one call gives to one of the parameters; nothing where it takes its preset value. */
function argumentFor(
  place: number,
  parameters: readonly Parameter[],
  { args }: CallTerm,
): readonly (Term | undefined)[] {
  const names = parameters.map(({ name }) => name.replace(/^\$/, ''));
  const isStray = args.some((arg) => arg.spread === true || (arg.name !== undefined && !names.includes(arg.name)));
  if (isStray) return [undefined];
  const named = args.find((arg) => arg.name === names[place]);
  if (named !== undefined) return [named.value];
  const arg = args[place];
  if (arg !== undefined && arg.name === undefined) return [arg.value];
  return parameters[place]?.preset === undefined ? [undefined] : [];
}

/**
 * What a function gives to itself grows by a part in each round: `src`, `src/*`, `src/*` + `/*`. Below what was there
 * before, it is all that is there: `src/**`.
 */
export function below(values: readonly Value[]): readonly Value[] {
  const roots: string[] = [];
  return values.map((value) => {
    const text = textOf(value);
    if (text === undefined || value.is === 'constant') return value;
    const root = text.pattern === true || text.open === true ? roots.find((one) => isBelow(text.text, one)) : undefined;
    if (root === undefined) {
      roots.push(text.text.endsWith('/**') ? text.text.slice(0, -3) || '/' : text.text);
      return value;
    }
    const wide: TextValue = {
      is: 'text',
      text: `${root.replace(/\/+$/, '')}/**`,
      range: [0, 0],
      pattern: true,
      below: true,
      ...(text.open === true ? { open: true } : {}),
    };
    return value.is === 'object' ? { ...value, target: wide } : wide;
  });
}

function isBelow(path: string, root: string): boolean {
  const base = root.endsWith('/') ? root : `${root}/`;
  return path.startsWith(base) && !path.slice(base.length).split('/').includes('..');
}
