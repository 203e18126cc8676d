import type { Entry } from './disk.ts';
import { segmentPattern } from '../../effect/segmentPattern.ts';

export interface Found {
  readonly entry: Entry;
  /** The last name, and the whole one as `find` prints it. */
  readonly name: string;
  readonly printed: string;
}

/** `folders`: those that hold something. */
export type Test = (found: Found, folders: ReadonlySet<string>) => boolean;

const TYPES: Readonly<Record<string, Entry['type']>> = { f: 'file', d: 'directory', l: 'link' };
const UNITS: Readonly<Record<string, number>> = { c: 1, w: 2, b: 512, k: 1024, M: 1024 ** 2, G: 1024 ** 3 };

/** Undefined from any of these: more is asked than is understood here. */
export function named(pattern: string, anyCase: boolean, of: (found: Found) => string): Test | undefined {
  // Classes of letters have other cases than letters have.
  if (anyCase && pattern.includes('[')) return undefined;
  const fold = (text: string): string => (anyCase ? text.toLowerCase() : text);
  const { matches, known } = segmentPattern(fold(pattern), 'hidden-too');
  if (!known) return undefined;
  return (found) => matches(fold(of(found)));
}

export function typed(letters: string): Test | undefined {
  const types = letters.split(',').map((letter) => TYPES[letter]);
  return types.includes(undefined) ? undefined : ({ entry }) => types.includes(entry.type);
}

export function sized(text: string): Test | undefined {
  const [, number = '', letter = 'b'] = /^([+-]?\d+)([cwbkMG]?)$/.exec(text) ?? [];
  const unit = UNITS[letter === '' ? 'b' : letter];
  return unit === undefined ? undefined : compared(number, ({ entry }) => Math.ceil(entry.size / unit));
}

/** Days are counted whole, minutes with their parts: `n` is the minute that ends then. */
export function minutes(text: string, of: (found: Found) => number): Test | undefined {
  return compared(text, (found) => (text.startsWith('-') || text.startsWith('+') ? of(found) : Math.ceil(of(found))));
}

/** `+n` more, `-n` less, `n` exactly. `-0` is up to the clock's grain. */
export function compared(text: string, of: (found: Found) => number): Test | undefined {
  const [, sign = '', digits = ''] = /^([+-]?)(\d+)$/.exec(text) ?? [];
  const wanted = Number(digits);
  if (digits === '' || (sign === '-' && wanted === 0)) return undefined;
  if (sign === '+') return (found) => of(found) > wanted;
  return sign === '-' ? (found) => of(found) < wanted : (found) => of(found) === wanted;
}
