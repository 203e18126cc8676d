import type { Level } from '../effect/level.ts';

/** What the person did on the card. The page sends it only for trusted events. */
export interface Gesture {
  readonly checked?: boolean;
  readonly typed?: string;
  /** Ticked that it is approved without its count. */
  readonly uncounted?: boolean;
}

/** What the card asks for. `word`: the object's own name, compared exactly. */
export type GestureAsked =
  | { readonly asks: 'click' }
  | { readonly asks: 'checkbox' }
  | { readonly asks: 'word'; readonly word: string; readonly code: boolean };

/** Low and medium: a click. High and unknown: a reading checkbox. Critical: the word. */
export function gestureFor(level: Level, word: { readonly word: string; readonly code: boolean }): GestureAsked {
  if (level === 'critical') return { asks: 'word', ...word };
  if (level === 'high' || level === 'unknown') return { asks: 'checkbox' };
  return { asks: 'click' };
}

export function gestureDone(asked: GestureAsked, gesture: Gesture): boolean {
  switch (asked.asks) {
    case 'click':
      return true;
    case 'checkbox':
      return gesture.checked === true;
    case 'word':
      return gesture.typed === asked.word;
  }
}
