import type { Card, FormattedText } from '../../src/review/cardMessages.ts';
import type { PageWords } from '../../src/review/pageWords.ts';

/** Milliseconds in which Deny, too, does not count: a click meant for the card before must not fall on this one. */
const DENY_DEAD_TIME = 600;

/** All that the page draws from. Everything comes from one snapshot of the host, but what the person is doing on it. */
export interface PageState {
  readonly sequence: number;
  readonly card: Card;
  readonly words: PageWords;
  readonly ticket?: string;
  readonly deadTime: number;
  /** The hash of the view, once it was drawn. */
  readonly seen?: string;
  /** On the page's clock, once it was drawn. Gestures before it do not count. */
  readonly drawnAt?: number;
  readonly secure: boolean;
  readonly position: string;
  readonly checked: boolean;
  /** Ticked that it is approved without its count. */
  readonly uncounted: boolean;
  readonly typed: string;
  readonly note: string;
  /** First rows of the folds that are open. */
  readonly open: ReadonlySet<number>;
  /** The whole text was opened in the editor. */
  readonly textOpened: boolean;
  /** The SQL laid out, once the person has asked for it. */
  readonly formatted?: readonly FormattedText[];
  /** Its time is nearly over. */
  readonly expiring?: string;
  /** Its figures are old and are being taken again. */
  readonly stale?: { readonly sentence: string; readonly blocks: boolean } | undefined;
  /** The finding whose span is shown. */
  readonly pointed?: number;
  /** A decision was sent: nothing more counts until the host answers. */
  readonly sent: boolean;
  readonly refused?: string;
  /** The same thing is shown with other content. */
  readonly changed: boolean;
}

/** Why approving (or accepting) does not count now, as a sentence; undefined when it does. */
export function notNow(state: PageState, now: number): string | undefined {
  const { card, words } = state;
  if (card.card !== 'action' && card.card !== 'consent') return words.notYet;
  if (card.blocked !== undefined) return card.blocked;
  if (!state.secure) return words.notSecure;
  if (!isReady(state, state.deadTime, now) || state.ticket === undefined) return words.notYet;
  if (card.card === 'action' && card.openFirst === 'text' && !state.textOpened) return words.openFirst;
  if (card.card === 'action' && card.openFirst === 'folds' && !allOpen(state)) return words.unfoldFirst;
  if (card.card === 'action' && state.note !== '') return words.noteFirst;
  if (state.stale?.blocks === true) return words.staleFirst;
  if (card.card === 'action' && card.uncounted && !state.uncounted) return words.uncountedFirst;
  if (card.gesture.asks === 'checkbox' && !state.checked) return words.checkFirst;
  if (card.gesture.asks === 'word' && state.typed !== card.gesture.word) return words.typeFirst;
  return undefined;
}

/** Whether denying and dismissing count now. */
export function canDeny(state: PageState, now: number): boolean {
  return isReady(state, Math.min(state.deadTime, DENY_DEAD_TIME), now);
}

function isReady(state: PageState, deadTime: number, now: number): boolean {
  return !state.sent && state.drawnAt !== undefined && now >= state.drawnAt + deadTime;
}

/** Groups of rows that may be folded: `[first, after the last]` each. */
export function foldsOf(card: Card): readonly (readonly [from: number, to: number])[] {
  if (card.card !== 'action') return [];
  const folds: (readonly [number, number])[] = [];
  for (let from = 0; from < card.lines.length;) {
    let to = from;
    while (card.lines[to]?.fold === true) to += 1;
    if (to > from) folds.push([from, to]);
    from = Math.max(to, from + 1);
  }
  return folds;
}

function allOpen(state: PageState): boolean {
  return state.textOpened || foldsOf(state.card).every(([from]) => state.open.has(from));
}
