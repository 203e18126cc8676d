import type { Level } from '../effect/level.ts';
import { worse } from '../effect/level.ts';
import type { GestureAsked } from './gesture.ts';
import { gestureFor } from './gesture.ts';
import type { Hold } from './hold.ts';
import { mainEffect } from './mainEffect.ts';

/** The level of a hold now: the verdict's, raised by what the previews found. */
export function levelOf(hold: Pick<Hold, 'judgement' | 'previews'>): Level {
  return hold.previews.reduce(
    (level, report) => (report.raise ? worse(level, report.raise.level) : level),
    hold.judgement.verdict.level,
  );
}

/** What the card asks for and the review compares: one function for both. */
export function askedOf(hold: Pick<Hold, 'judgement' | 'previews' | 'digest'>): GestureAsked {
  const asked = gestureFor(levelOf(hold), wordOf(hold));
  const confirm = hold.judgement.verdict.requires.includes('confirm');
  return asked.asks === 'click' && confirm ? { asks: 'checkbox' } : asked;
}

/** Printable ASCII that a person can type and see; at least one letter or digit. */
const TYPEABLE = /^(?=.*[A-Za-z0-9])[\x21-\x7e](?:[\x20-\x7e]{0,38}[\x21-\x7e])$/;

/** The object's own name: of a path its last part, of a qualified name too. Where it cannot be typed: a code. */
function wordOf(hold: Pick<Hold, 'judgement' | 'digest'>): { readonly word: string; readonly code: boolean } {
  const object = mainEffect(hold.judgement.reading.effects)?.object;
  if (object !== undefined && object.type !== 'unknown') {
    const separator = SQL_TYPES.has(object.type) ? '.' : '/';
    const name = object.name.split(separator).at(-1) ?? '';
    if (TYPEABLE.test(name)) return { word: name, code: false };
  }
  return { word: codeOf(hold.digest), code: true };
}

const SQL_TYPES: ReadonlySet<string> = new Set(['table', 'view', 'column', 'function']);

/** Without letters and digits that look alike. */
const LETTERS = 'ACDEFHJKMNPQRTUVWXY34679';

/** Four characters that depend on the action only, so that the card and the review agree on them without a message. */
function codeOf(digest: string): string {
  let value = Number.parseInt(digest.slice(0, 12), 16) || 0;
  let code = '';
  for (let place = 0; place < 4; place++) {
    code += LETTERS.charAt(value % LETTERS.length);
    value = Math.floor(value / LETTERS.length);
  }
  return code;
}
