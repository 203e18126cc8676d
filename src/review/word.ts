import type { Effect } from '../effect/effect.ts';
import { mainEffect } from './mainEffect.ts';

/** Letters and digits that are not taken for one another. */
const CODE_LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** What a keyboard can type and an eye can tell apart: printable ASCII without a blank at either end, 40 at most. */
const TYPEABLE = /^[\x21-\x7e](?:[\x20-\x7e]{0,38}[\x21-\x7e])?$/;

/**
 * What a person types to approve a critical action: the own name of the object that the verdict speaks of (of a path its
 * last part). Where that name cannot be typed, a code of four characters made from `seed`: the name of another object would
 * have the person confirm what is not the worst of it.
 */
export function wordOf(effects: readonly Effect[], seed: string): { readonly word: string; readonly code: boolean } {
  const main = mainEffect(effects);
  const name = main === undefined ? '' : ownName(main);
  return TYPEABLE.test(name) ? { word: name, code: false } : { word: codeOf(seed), code: true };
}

/** Empty where the object is not known by name. */
function ownName(effect: Effect): string {
  const { type, name } = effect.object;
  if (type === 'unknown') return '';
  if (type !== 'file' && type !== 'directory' && type !== 'glob') return name;
  return name.slice(name.lastIndexOf('/') + 1) || name;
}

function codeOf(seed: string): string {
  let number = 7;
  for (const letter of seed) number = (number * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  let code = '';
  for (let i = 0; i < 4; i += 1) {
    code += CODE_LETTERS[number % CODE_LETTERS.length] ?? 'K';
    number = Math.floor(number / CODE_LETTERS.length);
  }
  return code;
}
