import type { EffectKind } from '../effect/kind.ts';
import type { ObjectType } from '../effect/object.ts';

/**
 * What is known of some functions. Without a deed they only compute: whatever they are given, nothing outside the
 * program changes. Names are canonical (`os.remove`, `fs.rmSync`); `type#name` is a method of an object of that type,
 * `*#name` of a value whose type is not known, `module.*` everything in a module that has no rule of its own.
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
  /** Starts a program: shell text, a list of words, either as the argument says, or one word an argument. */
  readonly run?: 'shell' | 'argv' | 'either' | 'word-and-list' | 'words' | 'template';
  /** Sends a request with this method; `given`: the options say it, `first`: the first argument says it. */
  readonly request?: string;
  readonly sql?: true;
  /** Anything else that it does, whatever its arguments are. */
  readonly effect?: EffectKind;
  readonly object?: ObjectType;
  /** Runs what nobody can see here. */
  readonly opaque?: true;
  /** Reads the environment's variables: the one that the argument names, or all. */
  readonly environment?: 'key' | 'whole';
  /** Changes the folder in which relative paths start. */
  readonly folder?: true;
  /** Loads a module by its name. */
  readonly loads?: true;
  /** With fewer arguments it is another function of the same name, which does something. */
  readonly least?: number;
  /** Arguments that it calls. */
  readonly calls?: readonly number[];
  readonly gives?: Gives;
}

/**
 * What comes out, when it is more than data. `same`: the receiver or first argument · `path`/`text`: its arguments
 * joined as a path · `home`: the same with `~` taken as the home folder · `glob`, `rglob`, `children`: many paths ·
 * `parent` · `cwd` · `object`: something with methods of its own.
 */
export type Gives =
  | 'same'
  | 'path'
  | 'text'
  | 'home'
  | 'homeFolder'
  | 'cwd'
  | 'glob'
  | 'rglob'
  | 'children'
  | 'names'
  | 'parent'
  | 'module'
  | { readonly object: string };

export interface Rules {
  of(name: string): Rule | undefined;
  /** Whether some function of this last name does something. */
  readonly deeds: ReadonlySet<string>;
  /** First names of everything known: modules and globals. */
  readonly roots: ReadonlySet<string>;
}

export function isInert(rule: Rule): boolean {
  return (
    rule.file === undefined &&
    rule.run === undefined &&
    rule.request === undefined &&
    rule.sql === undefined &&
    rule.effect === undefined &&
    rule.opaque === undefined &&
    rule.environment === undefined &&
    rule.folder === undefined &&
    rule.loads === undefined
  );
}

export function rulesOf(list: readonly Rule[]): Rules {
  const byName = new Map<string, Rule>();
  const deeds = new Set<string>();
  const roots = new Set<string>();
  for (const rule of list) {
    for (const name of rule.names.trim().split(/\s+/)) {
      byName.set(name, rule);
      if (!isInert(rule)) deeds.add(name.slice(name.search(/[^.#]+$/)));
      if (!name.includes('#')) roots.add(name.split('.')[0] ?? name);
    }
  }
  return {
    of(name) {
      const exact = byName.get(name);
      if (exact !== undefined) return exact;
      for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
        const wide = byName.get(`${name.slice(0, dot)}.*`);
        if (wide !== undefined) return wide;
      }
      return undefined;
    },
    deeds,
    roots,
  };
}
