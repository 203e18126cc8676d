import type { TextRange } from '../effect/effect.ts';
import type { Entry, Term, TextTerm } from './term.ts';

/** What a term may stand for. A term has a list of them: any of these. */
export type Value =
  | TextValue
  | { readonly is: 'constant'; readonly value: number | boolean | undefined }
  | { readonly is: 'list'; readonly parts: readonly Term[] }
  | { readonly is: 'record'; readonly entries: readonly Entry[] }
  /** Many of one kind: what a glob matches, what a folder holds. */
  | { readonly is: 'many'; readonly of: Value }
  /** A module, function or constant of the language or a library, by its canonical name. */
  | { readonly is: 'ref'; readonly name: string }
  | { readonly is: 'member'; readonly on: Value; readonly name: string }
  | ObjectValue
  | DecodedValue
  /** A function or class of this text: its body is read by itself. */
  | { readonly is: 'function' }
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
      return `list ${value.parts.map(({ range }) => range.join()).join(';')}`;
    case 'record':
      return `record ${value.entries.map((entry) => entry.value.range.join()).join(';')}`;
    case 'function':
    case 'data':
      return value.is;
  }
}

/** The name under which rules know methods of this value. */
export function typeOf(value: Value): string {
  return value.is === 'object' ? value.type : '*';
}

/** The text that runs where this value is run; undefined: it is not wholly known. */
export function runText(value: Value): TextValue | undefined {
  if (value.is === 'decoded') return { is: 'text', text: value.text, range: value.range };
  return value.is === 'text' && value.open !== true && value.pattern !== true ? value : undefined;
}
