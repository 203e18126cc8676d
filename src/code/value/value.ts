import type { TextRange } from '../../effect/effect.ts';
import type { Entry, FunctionTerm, Term, TextTerm } from '../term/term.ts';

/** What a term may stand for. A term has a list of them: any of these. */
export type Value =
  | TextValue
  | { readonly is: 'constant'; readonly value: number | boolean | undefined }
  /** `site`: the term that makes it, by which it is known whatever its names are. */
  | { readonly is: 'list'; readonly parts: readonly Term[]; readonly site: Term }
  | { readonly is: 'record'; readonly entries: readonly Entry[]; readonly site: Term }
  /** What stands beside each other in each of many: `enumerate`, `zip`. */
  | { readonly is: 'tuple'; readonly parts: readonly (readonly Value[])[] }
  /** Many of one kind: what a glob matches, what a folder holds. */
  | { readonly is: 'many'; readonly of: Value }
  /** A module, function or constant of the language or a library, by its canonical name. */
  | { readonly is: 'ref'; readonly name: string }
  | { readonly is: 'member'; readonly on: Value; readonly name: string }
  | ObjectValue
  | DecodedValue
  /** A function or class of this text: its body is read by itself. */
  | { readonly is: 'function'; readonly term?: FunctionTerm }
  | { readonly is: 'data' };

export interface TextValue {
  readonly is: 'text';
  readonly text: string;
  readonly range: TextRange;
  /** The literal itself, when it is one. */
  readonly term?: TextTerm;
  /** `*` in it stands for any name. */
  readonly pattern?: true;
  /** Parts of it are known only when it runs: `*` in their place. */
  readonly open?: true;
  /** `**` in it stands for whatever a function of this text comes to when it calls itself. */
  readonly below?: true;
}

/** A text that a known function decodes. Only what runs it takes it for a text: as a path or an address it stays unknown. */
export interface DecodedValue {
  readonly is: 'decoded';
  readonly text: string;
  /** The words that decode it. */
  readonly range: TextRange;
}

/** A thing of a known type; `target` is the path, URL or name it was made of. */
export interface ObjectValue {
  readonly is: 'object';
  readonly type: string;
  readonly target?: TextValue;
}

export const DATA: Value = { is: 'data' };

export function keyOf(value: Value): string {
  switch (value.is) {
    case 'text':
      return `text ${String(value.pattern)} ${String(value.open)} ${value.range.join()} ${value.text}`;
    case 'constant':
      return `constant ${String(value.value)}`;
    case 'ref':
      return `ref ${value.name}`;
    case 'member':
      return `member ${value.name} ${keyOf(value.on)}`;
    case 'decoded':
      return `decoded ${value.range.join()} ${value.text}`;
    case 'many':
      return `many ${keyOf(value.of)}`;
    case 'object':
      return `object ${value.type} ${value.target === undefined ? '' : keyOf(value.target)}`;
    case 'list':
      return `list ${value.site.range.join()} ${value.parts.map(({ range }) => range.join()).join(';')}`;
    case 'record':
      return `record ${value.site.range.join()} ${value.entries.map((entry) => entry.value.range.join()).join(';')}`;
    case 'tuple':
      return `tuple ${value.parts.map((part) => part.map(keyOf).join('|')).join(';')}`;
    case 'function':
      return `function ${value.term?.range.join() ?? ''}`;
    case 'data':
      return value.is;
  }
}

export function keysOf(values: readonly Value[]): string {
  return values.map(keyOf).join('\n');
}

/** How many values stand in this one: what it takes to compare it. */
export function sizeOf(value: Value): number {
  if (value.is === 'many') return 1 + sizeOf(value.of);
  return value.is === 'tuple' ? value.parts.flat().reduce((all, part) => all + sizeOf(part), 1) : 1;
}

/** The name under which rules know methods of this value. */
export function typeOf(value: Value): string {
  if (value.is === 'function') return value.term?.class === 'derived' ? 'class' : '*';
  return value.is === 'object' ? value.type : '*';
}

/** The text that runs where this value is run; undefined: it is not wholly known. */
export function runText(value: Value): TextValue | undefined {
  if (value.is === 'decoded') return { is: 'text', text: value.text, range: value.range };
  return value.is === 'text' && value.open !== true && value.pattern !== true ? value : undefined;
}

export function isList(value: Value): boolean {
  return value.is === 'list' || value.is === 'many';
}

/** Many of a kind, each of which may be this. */
export function manyOf(value: Value): Value {
  return { is: 'many', of: value };
}
