import type { EffectKind } from '../../effect/kind.ts';
import type { ObjectType } from '../../effect/object.ts';
import type { Trait } from '../../effect/trait.ts';

/**
 * A statement told by its words alone: what a server takes and no parser at hand knows, or what nothing but its words
 * matters of. Data, so that a list of them reads like a manual's table of contents.
 */
export interface Form {
  readonly steps: readonly Step[];
  readonly says: readonly Said[];
}

/** What a form does to one object: `kind type of`, where `of` is a captured name, or `operation`: the statement itself. */
export interface Said {
  readonly kind: EffectKind;
  readonly type: ObjectType;
  readonly of: Capture | 'operation' | 'server' | { readonly literal: string };
  readonly traits: readonly Trait[];
}

/** What a pattern may capture. `sql` is a string that runs, `rest` a statement that runs, `expression` what is evaluated. */
export type Capture =
  | 'name'
  | 'names'
  | 'other'
  | 'file'
  | 'accounts'
  | 'value'
  | 'values'
  | 'variables'
  | 'sql'
  | 'rest'
  | 'expression';

export type Step =
  | { readonly is: 'word'; readonly words: ReadonlySet<string>; readonly optional: boolean }
  | { readonly is: 'capture'; readonly capture: Capture }
  /** Anything up to the next word of the pattern. */
  | { readonly is: 'skip' }
  /**
   * All that is left. `flat`: without calls · `plain`: and without a word that opens another statement · `list`: nothing but
   * values between commas, where statements need no mark between them.
   */
  | { readonly is: 'end'; readonly of: Ending };

export type Ending = 'any' | 'flat' | 'plain' | 'list';
const ENDINGS: Readonly<Record<string, Ending>> = {
  '...': 'any',
  '..flat': 'flat',
  '..plain': 'plain',
  '..list': 'list',
};

const CAPTURES: ReadonlySet<string> = new Set<Capture>([
  'name',
  'names',
  'other',
  'file',
  'accounts',
  'value',
  'values',
  'variables',
  'sql',
  'rest',
  'expression',
]);

/**
 * Makes a form. `pattern`: `WORD`, `A|B`, `[OPTIONAL]`, `{capture}`, `*` anything up to the next word, and at the end `...`
 * anything, `..flat`, `..plain` or `..list`. `says`: `kind type of trait…`, parted by commas, where `=name` is
 * a name of its own; none: it does nothing.
 */
export function form(pattern: string, says = ''): Form {
  return { steps: pattern.split(' ').map(stepOf), says: says === '' ? [] : says.split(', ').map(saidOf) };
}

function stepOf(word: string): Step {
  if (word === '*') return { is: 'skip' };
  const ending = Object.hasOwn(ENDINGS, word) ? ENDINGS[word] : undefined;
  if (ending !== undefined) return { is: 'end', of: ending };
  const capture = /^\{(.+)\}$/.exec(word)?.[1];
  if (capture !== undefined) {
    if (!CAPTURES.has(capture)) throw new Error(`a form captures ${capture}`);
    return { is: 'capture', capture: capture as Capture };
  }
  const inner = /^\[(.+)\]$/.exec(word)?.[1];
  return { is: 'word', words: new Set((inner ?? word).split('|')), optional: inner !== undefined };
}

function saidOf(text: string): Said {
  const [kind = '', type = '', of = '', ...traits] = text.split(' ');
  // The lists are constants of this folder; a test matches each form.
  const named = of.startsWith('=') ? { literal: of.slice(1) } : (of as Said['of']);
  return { kind: kind as EffectKind, type: type as ObjectType, of: named, traits: traits as Trait[] };
}
