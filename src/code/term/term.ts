import type { TextRange } from '../../effect/effect.ts';

/**
 * A program in the few forms that both languages share. What has no form here is `opaque`; what has no meaning here but
 * is harmless by itself (operators, branches) is `any`: its parts are looked at, and plain data comes out.
 */
export type Term =
  | TextTerm
  | { readonly op: 'constant'; readonly value: number | boolean | undefined; readonly range: TextRange }
  | NameTerm
  | { readonly op: 'member'; readonly on: Term; readonly name: string; readonly range: TextRange }
  /** `slice`: some of its elements, not one. */
  | { readonly op: 'index'; readonly on: Term; readonly key: Term; readonly slice?: true; readonly range: TextRange }
  | CallTerm
  /** Texts put together. */
  | { readonly op: 'join'; readonly parts: readonly Term[]; readonly range: TextRange }
  | { readonly op: 'list'; readonly parts: readonly Term[]; readonly range: TextRange }
  | { readonly op: 'record'; readonly entries: readonly Entry[]; readonly range: TextRange }
  /** One of its parts. */
  | { readonly op: 'choice'; readonly parts: readonly Term[]; readonly range: TextRange }
  | FunctionTerm
  | BindTerm
  /** `own`: names that mean something of their own in it. */
  | { readonly op: 'any'; readonly parts: readonly Term[]; readonly own?: readonly string[]; readonly range: TextRange }
  /** Parts that may not run, or more than once. */
  | {
      readonly op: 'branch';
      readonly parts: readonly Term[];
      readonly own?: readonly string[];
      /** Names that are bound anew each time it goes round. */
      readonly turns?: readonly string[];
      readonly range: TextRange;
    }
  /** As many of a value as its other parts go round. */
  | {
      readonly op: 'each';
      readonly value: Term;
      readonly parts: readonly Term[];
      readonly own: readonly string[];
      readonly range: TextRange;
    }
  /** What comes out of the function around it: `each` gives what is in the value, one by one. */
  | {
      readonly op: 'give';
      readonly how: 'return' | 'yield' | 'each';
      readonly parts: readonly Term[];
      readonly range: TextRange;
    }
  /** Names that are another scope's. */
  | { readonly op: 'shared'; readonly names: readonly string[]; readonly range: TextRange }
  | { readonly op: 'import'; readonly module: string; readonly range: TextRange }
  | { readonly op: 'module'; readonly module: string; readonly member?: string; readonly range: TextRange }
  | { readonly op: 'opaque'; readonly parts: readonly Term[]; readonly range: TextRange };

/** A literal. `offsets`: where each unit stands in the source; absent when it is the range, letter by letter. */
export interface TextTerm {
  readonly op: 'text';
  readonly value: string;
  /** What stands between the quotes. */
  readonly range: TextRange;
  readonly offsets?: readonly number[];
  /** A word that the program was given: `*` in it stands for any name. */
  readonly pattern?: true;
}

export interface NameTerm {
  readonly op: 'name';
  readonly name: string;
  /** A function that is declared under this name is called by it. */
  readonly calls?: true;
  readonly range: TextRange;
}

export interface CallTerm {
  readonly op: 'call';
  readonly on: Term;
  readonly args: readonly Argument[];
  /** It stands above a function or class, and is called with that. */
  readonly above?: true;
  readonly range: TextRange;
}

export interface FunctionTerm {
  readonly op: 'function';
  readonly name?: string;
  /** It stands as a statement: nothing takes it there but its name. */
  readonly declared?: true;
  /** What stands above it, and may call it with anything. */
  readonly decorators?: readonly Term[];
  /** Where all of them are plain names: what they stand for is what its callers give. */
  readonly parameters?: readonly Parameter[];
  /** All that comes out of it is said by its `give` terms. */
  readonly gives?: true;
  /** It is a class, and its body what it defines; `derived`: from one that this text does not define as well. */
  readonly class?: 'plain' | 'derived';
  /** Names of what a derived class is derived from, where they are no more than names. */
  readonly bases?: readonly string[];
  /** Its body as that of a class which is derived from none, where all that it is derived from is seen. */
  readonly whole?: Term;
  /** A method of such a class: it is called by whoever has a thing of it. `accessor`: asking for the member calls it · `static`: whoever has the class calls it as well. */
  readonly method?: 'call' | 'accessor' | 'static';
  /** What makes its maker of the fields that it names, if it is the function that the library has for that. */
  readonly fieldsBy?: Term;
  /** What `this` is in it is said by whoever calls it. */
  readonly ownThis?: true;
  /** Names that are its own, its parameters too. */
  readonly own?: readonly string[];
  readonly body: readonly Term[];
  readonly range: TextRange;
}

export interface Parameter {
  /** Empty: it takes apart what it is given, or all the rest of it, and nobody follows that. */
  readonly name: string;
  /** It takes what no other parameter does: as many as stand there, or whatever has a name. */
  readonly rest?: 'placed' | 'named';
  /** The term in the body that binds it. */
  readonly bind: Term;
  /** What it is where a call gives nothing. */
  readonly preset?: Term;
}

/** A template that a function takes apart (`` $`…` ``) is a call with one text, or a `join`. */
export interface Argument {
  readonly name?: string;
  /** `*x`, `...x`: how many there are is not known. */
  readonly spread?: true;
  readonly value: Term;
}

export interface Entry {
  /** Absent: known only when it runs. */
  readonly name?: string;
  /** What is in the value, not the value itself. */
  readonly spread?: true;
  readonly value: Term;
}

/** `at`: what stands at this place of the value · `rest`: what stands from some place on.
 * `name` stands for the value, for one of its elements, or for some data. A target that is no name is a `store`. */
export interface BindTerm {
  readonly op: 'bind';
  readonly names: readonly Bound[];
  /** Members and elements that are assigned. */
  readonly stores: readonly Term[];
  readonly value: Term | undefined;
  /** The value stands somewhere else as well, and is looked at there. */
  readonly seen?: true;
  /** It stands in a class: whoever has that class, or what is made of it, has the value too and may call it. */
  readonly ofClass?: true;
  /** `x += y`: where it is a list, `y` is put into it. */
  readonly adds?: true;
  /** `x += y` makes a text or a number, whatever they are. */
  readonly primitive?: true;
  /** What is stored is in the value, not the value itself. */
  readonly apart?: true;
  /** It is a parameter of a function: a plain name, a pattern that takes what is given apart, or one that takes what no other does. */
  readonly parameter?: 'plain' | 'pattern' | 'placed' | 'named';
  readonly range: TextRange;
}

export interface Bound {
  readonly name: string;
  /** `part`: this part of one of its elements · `handed`: what the function that `value` is hands to this parameter of a function that it is given. */
  readonly as:
    | 'same'
    | 'element'
    | 'data'
    | 'rest'
    | { readonly member: string }
    | { readonly at: number }
    | { readonly part: number }
    | { readonly handed: number };
}

/** An expression on its own: what a call gives is dropped, so that it goes nowhere. Other values may be printed. */
export function statement(value: Term, range: TextRange): Term {
  const inner = value.op === 'choice' && value.parts.length === 1 ? value.parts[0] : value;
  if (inner?.op !== 'call') return { op: 'any', parts: [value], range };
  return { op: 'bind', names: [], stores: [], value, range };
}

/** A name that stands for a module, or for a member of it. */
export function bindModule(name: string, module: string, range: TextRange, member?: string): BindTerm {
  const value: Term = { op: 'module', module, ...(member === undefined ? {} : { member }), range };
  return { op: 'bind', names: [{ name, as: 'same' }], stores: [], value, range };
}

/** Every term inside another, each once: a bound value that is looked at where it stands is left out. */
export function childrenOf(term: Term): readonly Term[] {
  return term.op === 'bind' && term.seen === true ? term.stores : partsIn(term);
}

/** Every term inside another, also those that are looked at elsewhere. */
export function partsIn(term: Term): readonly Term[] {
  switch (term.op) {
    case 'text':
    case 'constant':
    case 'name':
    case 'import':
    case 'module':
    case 'shared':
      return [];
    case 'member':
      return [term.on];
    case 'index':
      return [term.on, term.key];
    case 'call':
      return [term.on, ...term.args.map(({ value }) => value)];
    case 'record':
      return term.entries.map(({ value }) => value);
    case 'function':
      return term.body;
    case 'each':
      return [...term.parts, term.value];
    case 'bind':
      return [...term.stores, ...(term.value === undefined ? [] : [term.value])];
    case 'join':
    case 'list':
    case 'choice':
    case 'any':
    case 'branch':
    case 'give':
    case 'opaque':
      return term.parts;
  }
}
