import type { EffectKind } from '../../effect/kind.ts';
import type { ObjectType } from '../../effect/object.ts';
import type { Trait } from '../../effect/trait.ts';
import type { Encoding } from './encodings.ts';

/**
 * What is known of some functions. Without a deed they only compute: whatever they are given, nothing outside the
 * program changes. Names are canonical (`os.remove`, `fs.rmSync`); `type#name` is a method of an object of that type,
 * `*#name` of a value whose type is not known; `module.*` and `type#*` are everything there that has no rule of its own.
 */
export interface Rule {
  /** Separated by spaces. */
  readonly names: string;
  /** What happens to the file that the argument (or the receiver) names. `open`: as the mode says. */
  readonly file?: 'read' | 'create' | 'write' | 'append' | 'delete' | 'move' | 'permission' | 'open' | 'flags';
  /** Which argument holds the path, text, statement or URL; `self`: the receiver. Default: the first. */
  readonly at?: number | 'self';
  /** Its name, when it is given by name. */
  readonly keyword?: string;
  /** A second path, which is written. */
  readonly to?: number;
  readonly type?: 'file' | 'directory';
  readonly recursive?: true;
  /** Of what it reads it shows names alone. */
  readonly lists?: true;
  /** All arguments are such paths, not only the one. */
  readonly each?: true;
  /** A path that begins with `|` is shell text that runs, one that begins with a scheme is fetched. */
  readonly starts?: true;
  /**
   * Starts a program. `shell`: shell text · `either`: as the option `shell` says · `word-and-list` ·
   * `word-and-args`: a word and the list in the option `args` · `words`: one word an
   * argument · `shell-or-words`: one argument is shell text, several are words · `shell-or-list`: a text is shell text, a
   * list is words.
   */
  readonly run?: 'shell' | 'either' | 'word-and-list' | 'word-and-args' | 'words' | 'shell-or-words' | 'shell-or-list';
  /** Sends a request with this method; `given`: the options say it, `first`: the first argument says it, `unknown`: it is
   * set elsewhere. */
  readonly request?: string;
  readonly sql?: true;
  /** Of which database its statements are, where no connection says it. */
  readonly dialect?: string;
  /** Which argument is the database that a statement goes to, or the request that is sent: told with it. Default: the receiver. */
  readonly on?: number;
  /** It takes one statement, and refuses a text that has more. */
  readonly single?: true;
  /** Runs its first or last argument as a program of the same language, among the names of this one; `apart`: the first, behind what `setup` says, with no names but its own. */
  readonly code?: 'first' | 'last' | 'apart';
  /** Anything else that it does, to what the argument (or the receiver) names. */
  readonly effect?: EffectKind;
  readonly object?: ObjectType;
  readonly traits?: readonly Trait[];
  /** Traits when nothing that it is given chooses: no arguments, or options without a `where`. */
  readonly alone?: readonly Trait[];
  /** Runs what nobody can see here. */
  readonly opaque?: true;
  /** Reads the environment's variables: the one that the argument names, or all. */
  readonly environment?: 'key' | 'whole';
  /** Changes the folder in which relative paths start. */
  readonly folder?: true;
  /** Modules are looked for in this folder too. */
  readonly looksIn?: true;
  /** Loads a module by its name. */
  readonly loads?: true;
  /** Asked of a class, it takes what it changes as an argument: known only where no such class is handed on. */
  readonly ofClass?: true;
  /** With fewer arguments it is another function of the same name, which does something. */
  readonly least?: number;
  /** Names of arguments, separated by spaces, of which the other function has none: with them it is never that one. */
  readonly unless?: string;
  /** With more arguments, or with others by name, it may do more. */
  readonly most?: number;
  /** Arguments by name that change nothing while all that they may be fits this. */
  readonly harmless?: Readonly<Record<string, RegExp>>;
  /** Without an argument of this name it does more. */
  readonly needs?: string;
  /** It is known only with what has this name as its one argument. */
  readonly only?: RegExp;
  /** Its argument is an expression that it computes: known as long as it only compares names, numbers and texts. */
  readonly compares?: true;
  /** Does it only with a first argument, or one of this name; without, it only computes. */
  readonly given?: string;
  /** Arguments that it calls. */
  readonly calls?: readonly number[];
  /** So is what it is given by this name. */
  readonly callsNamed?: string;
  /** Texts that it is given name methods that it calls: `agg('sum')`. */
  readonly byName?: true;
  /** Texts that it is given name members that it asks for: none leads to a function that does something, or to a module. */
  readonly attributes?: true;
  /** It writes to its first argument what its receiver gives. */
  readonly into?: true;
  /** What it hands to the functions among its arguments, by the place of their parameter. */
  readonly hands?: Readonly<Record<number, Handed>>;
  readonly gives?: Gives;
}

/** A thing of a type, or a function of this name. */
export type Handed = { readonly object: string } | { readonly function: string };

/**
 * What comes out, when it is more than data. `same`: the receiver or first argument · `argument`: the first argument · `path`/`text`: its arguments
 * joined as a path · `home`: the same with `~` taken as the home folder · `glob`, `rglob`, `children`: many paths, `paths`: those that a pattern matches, as things of their own ·
 * `parent` · `cwd` · `resolved`: its second argument as an address from where its first is · `object`: something with methods of its own, made of its argument or, with `of`, of what the receiver
 * was made of · `options`: those of the program, where it is given none · `attribute`: the member that its second argument names · `plain`: data that came as text, with nothing in it that
 * acts · `partial`: the function that it is given first, where that does the same with whatever else it is given · `scanned`: names that match the pattern that the receiver is · `function`: a function of this name · `kept`: a text as it
 * is, in another form of data · `json`: its first argument as JSON · `decodes`: what its receiver or first argument spells;
 * `named`: the next argument says in which encoding.
 */
export type Gives =
  | 'same'
  | 'argument'
  | 'path'
  | 'text'
  | 'home'
  | 'homeFolder'
  | 'cwd'
  | 'cwdFolder'
  | 'glob'
  | 'paths'
  | 'rglob'
  | 'children'
  | 'names'
  | 'numbers'
  | 'parent'
  | 'resolved'
  | 'module'
  | 'attribute'
  | 'options'
  | 'plain'
  | 'partial'
  | 'scanned'
  | { readonly object: string; readonly of?: 'self' }
  | 'kept'
  | 'json'
  | { readonly among: Among }
  | { readonly decodes: Encoding | 'named' }
  | { readonly function: string };

/**
 * `members` of a record, each name beside its value · its `values` · an `entry` of it, or what is said to be given where there is none.
 * Of many: `one` of them · `some` of them · `flat`: what is in them · `numbered`: each beside its number · `zipped`: those of several beside each other · `made`: what its function
 * makes of each · `madeIn`: what is in that · `gathered`: what its function makes of all · `and`: those of others too.
 */
export type Among =
  | 'members'
  | 'values'
  | 'entry'
  | 'one'
  | 'some'
  | 'flat'
  | 'numbered'
  | 'zipped'
  | 'made'
  | 'madeIn'
  | 'gathered'
  | 'and';

export interface Rules {
  of(name: string): Rule | undefined;
  /** Whether some function of this last name does more than read a file. */
  readonly deeds: ReadonlySet<string>;
  /** First names of everything known: modules and globals. */
  readonly roots: ReadonlySet<string>;
  /** Whether something of this name is known, or something in it. */
  knows(name: string): boolean;
}

export function isInert(rule: Rule): boolean {
  return rule.file === undefined && isBesidesInert(rule);
}

/** Whatever it does to a file. */
function isBesidesInert(rule: Rule): boolean {
  return (
    rule.run === undefined &&
    rule.request === undefined &&
    rule.sql === undefined &&
    rule.code === undefined &&
    rule.effect === undefined &&
    rule.opaque === undefined &&
    rule.environment === undefined &&
    rule.folder === undefined &&
    rule.loads === undefined &&
    rule.looksIn === undefined
  );
}

/** Whether it reads a file that it is given, and does no more. */
function onlyReads(rule: Rule): boolean {
  return rule.file === 'read' && isBesidesInert(rule);
}

/** Whether it computes and no more, however it is called and whatever it is given. */
export function onlyComputes(rule: Rule): boolean {
  return isInert(rule) && Object.entries(rule).every(([key, value]) => key === 'names' || value === undefined);
}

/** `*#a *#b`: methods of values whose type is not known. */
export function methods(...lists: readonly string[]): string {
  return methodsOf(['*'], lists.join(' '));
}

/** `x#a x#b y#a y#b` */
export function methodsOf(types: readonly string[], list: string): string {
  const names = list.split(' ').filter((name) => name !== '');
  return types.flatMap((type) => names.map((name) => `${type}#${name}`)).join(' ');
}

/** `covers`: whether what stands for the `*` of `a.*` is a part of `a`, and not another library that `a` has by that name. */
export function rulesOf(list: readonly Rule[], covers: (wide: string, rest: string) => boolean = () => true): Rules {
  const byName = new Map<string, Rule>();
  const deeds = new Set<string>();
  const roots = new Set<string>();
  const outer = new Set<string>();
  for (const rule of list) {
    for (const name of rule.names.trim().split(/\s+/)) {
      byName.set(name, rule);
      if (!isInert(rule) && !onlyReads(rule)) deeds.add(name.slice(name.search(/[^.#]+$/)));
      if (name.includes('#')) continue;
      roots.add(name.split('.')[0] ?? name);
      for (let dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) outer.add(name.slice(0, dot));
    }
  }
  const rules: Rules = {
    of(name) {
      const exact = byName.get(name);
      if (exact !== undefined) return exact;
      for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
        const wide = byName.get(`${name.slice(0, dot)}.*`);
        if (wide !== undefined && covers(name.slice(0, dot), name.slice(dot + 1))) return wide;
      }
      const method = name.indexOf('#');
      return method < 0 ? undefined : byName.get(`${name.slice(0, method)}#*`);
    },
    deeds,
    roots,
    knows: (name) => outer.has(name) || rules.of(name) !== undefined,
  };
  return rules;
}
