import type { Flows } from './flows.ts';
import type { Reach } from './parameters.ts';
import type { Rules } from './rule.ts';
import type { Term } from '../term/term.ts';
import type { ObjectValue, TextValue, Value } from './value.ts';

/** What is known of a language besides its grammar. */
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
  readonly reach?: Reach;
  /** A function that is taken from a thing is no longer bound to it, and members are set by computed names: `a[k] = b`. */
  readonly looseMembers?: true;
  /** The member of a function that calls it with what it is given. */
  readonly calling?: string;
  /** The member of a class that makes a thing of it, where calling the class itself does not. */
  readonly maker?: string;
  /**
   * What the words are called that a program is given, and the place of the first; without a place it hangs on how it is started.
   * `within`: the thing that has them too, by the name `argv` · `takes`: what takes words away from them.
   */
  readonly given?: {
    readonly name: string;
    readonly first?: number;
    readonly within?: string;
    readonly takes?: RegExp;
  };
  /** The name of the folder that the program's own file lies in; of a program without a file it is the one where it was started, or whichever it is in. */
  readonly here?: { readonly name: string; readonly alone: 'absolute' | 'relative' };
  /** What the options are that a program takes from the words it is given, where it is given none. */
  presets?(flows: Flows): ReadonlyMap<string, readonly Term[]> | undefined;
  /** Methods that put what they are given into what they belong to, or into their first argument: it itself, or what is in it. Without, nobody sees what a list comes to hold. */
  readonly fills?: ReadonlyMap<string, 'it' | 'each'>;
  /** Methods that make another text of the very text that they belong to, wherever else it is held. Without, texts stay what they are. */
  readonly alters?: RegExp;
  /** Functions that make no more than a text, a number or names of what they are given. */
  readonly shows?: RegExp;
  /** A program that says this may take classes out of what only tells of them: a method that is asked of one of those may be another. */
  readonly handsClasses?: RegExp;
  /** What stands above a class and makes its maker of the fields that it names. */
  readonly makesFields?: string;
  /** Functions that make another thing of one of the program's own, with members that they are given. */
  readonly remakes?: RegExp;
  /** Functions that keep nothing of what they are given. */
  readonly forgets?: RegExp;
  /** Paths that are streams of the program itself and no files. */
  readonly streams?: RegExp;
  /** Every function that takes a path takes an address as well: `copy("https://…", "a")`. */
  readonly addresses?: true;
}
