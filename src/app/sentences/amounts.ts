import type { Count } from '../../preview/preview.ts';

const NUMBER = new Intl.NumberFormat('en');

/** `5,103,882` */
export function numberWords(value: number): string {
  return NUMBER.format(value);
}

/** The number with the word that says how well it is known. A bare number is never shown. `unit` in the plural: `rows`. */
export function countWords(count: Count, unit: string, of?: number): string {
  if (count.kind === 'unknown' || count.value === undefined) {
    return of === undefined ? `not known how many ${unit}` : `not known how many of ${numberWords(of)} ${unit}`;
  }
  if (count.kind === 'exact' && count.value === 0) return `no ${unit} right now`;
  if (count.kind === 'exact' && of !== undefined && count.value === of && of > 1) {
    return `exactly ${numberWords(of)} ${unit} (all)`;
  }
  const part = of === undefined ? '' : ` of ${numberWords(of)}`;
  return `${KIND_WORDS[count.kind]} ${numberWords(count.value)}${part} ${singular(unit, of ?? count.value)}`;
}

/** Parts of a whole that are said in words, each from its share on. */
const SHARES = [
  [0.95, 'nearly all'],
  [0.71, 'about three quarters'],
  [0.58, 'about two thirds'],
  [0.42, 'about half'],
  [0.29, 'about a third'],
  [0.22, 'about a quarter'],
  [0.15, 'about a fifth'],
  [0.08, 'about a tenth'],
] as const;

/** `the whole table`, `about a third of the table`; empty for a small or unknown part, which the number says better. */
export function shareWords(count: Count, of: number | undefined, whole: string): string {
  if (of === undefined || of < 2 || count.value === undefined || count.kind === 'unknown') return '';
  if (count.kind === 'exact' && count.value === of) return `the whole ${whole}`;
  const share = count.value / of;
  const words = SHARES.find(([from]) => share >= from)?.[1];
  return words === undefined ? '' : `${words} of the ${whole}`;
}

const KIND_WORDS = { exact: 'exactly', estimate: 'about', 'at-least': 'at least' } as const;

/** `rows` → `row` for one of them. */
export function singular(unit: string, value: number): string {
  if (value !== 1) return unit;
  if (unit.endsWith('ies')) return `${unit.slice(0, -3)}y`;
  return unit.endsWith('s') ? unit.slice(0, -1) : unit;
}

/** `38 MB`, in units of 1,000. */
export function byteWords(bytes: number): string {
  let value = bytes;
  for (const unit of ['bytes', 'kB', 'MB', 'GB']) {
    if (value < 1000)
      return `${unit === 'bytes' ? value : value.toPrecision(2)} ${unit === 'bytes' ? singular(unit, value) : unit}`;
    value /= 1000;
  }
  return `${numberWords(Math.round(value))} TB`;
}

/** How long something waits: `40 seconds`, `4 minutes`, `3 hours`. */
export function ageWords(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) return `${seconds} ${singular('seconds', seconds)}`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} ${singular('minutes', minutes)}`;
  const hours = Math.floor(minutes / 60);
  return `${hours} ${singular('hours', hours)}`;
}

/** `a`, `a and b`, `a, b and c` */
export function listWords(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
