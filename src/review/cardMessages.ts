import type { Level } from '../effect/level.ts';
import type { TextRange } from '../effect/effect.ts';
import type { GestureAsked } from './gesture.ts';

/**
 * What the host and the card's page say to each other. The page gets finished sentences and visible text; it computes
 * nothing, draws all of it as text, and returns gestures with the ticket and the hash of what it drew.
 */
export type Card = ActionCard | ConsentCard | ReceiptCard | EmptyCard;

/** A piece of text as it is drawn: hidden characters are already marks. `flag` numbers the finding it belongs to. */
export interface Piece {
  readonly text: string;
  readonly flag?: number;
  readonly mark?: boolean;
}

/** A line of the action's text. `fold`: an unflagged middle line that may be folded. */
export interface Line {
  readonly number: number;
  readonly pieces: readonly Piece[];
  readonly fold: boolean;
}

export interface CardFinding {
  readonly number: number;
  readonly sentence: string;
  readonly level: Level;
  /** In the exact text: for showing it in the editor. */
  readonly range: TextRange;
}

export interface AffectedRow {
  readonly object: string;
  readonly what: string;
  readonly count: string;
  readonly undo: string;
  readonly parts: readonly string[];
  readonly sample: readonly string[];
}

export interface ActionCard {
  readonly card: 'action';
  readonly id: string;
  readonly level: Level;
  readonly levelWord: string;
  readonly position: string;
  /** level · verb · how much · of what · where · undo, one sentence. */
  readonly verdict: string;
  readonly details: readonly string[];
  readonly textTitle: string;
  readonly lines: readonly Line[];
  readonly formatted?: string;
  readonly affected: readonly AffectedRow[];
  readonly counting: boolean;
  readonly unknown: readonly string[];
  readonly undo: string;
  readonly findings: readonly CardFinding[];
  readonly context: readonly (readonly [label: string, value: string])[];
  /** The agent's own words, labelled so, last. */
  readonly claim?: string;
  readonly promise: string;
  readonly gesture: GestureAsked;
  /** Why nothing can be approved now (stopped, orphan, debugger, requirement that does not exist yet). */
  readonly blocked?: string;
  readonly dismissOnly: boolean;
}

/** Loosening: accepting settings, resuming after a stop, connecting or disconnecting an agent. */
export interface ConsentCard {
  readonly card: 'consent';
  readonly id: string;
  readonly level: Level;
  readonly title: string;
  readonly sentences: readonly string[];
  readonly diff?: {
    readonly path: string;
    readonly lines: readonly { readonly sign: '+' | '-' | ' '; readonly text: string }[];
  };
  readonly acceptWord: string;
  readonly declineWord: string;
  readonly gesture: GestureAsked;
}

export interface ReceiptCard {
  readonly card: 'receipt';
  readonly id: string;
  readonly title: string;
  readonly sentences: readonly string[];
}

export interface EmptyCard {
  readonly card: 'empty';
  readonly title: string;
  readonly sentences: readonly string[];
}

/** Host → page. `view` is the JSON of a Card: the page hashes exactly this string and returns the hash as `seen`. */
export type ToPage =
  | {
      readonly type: 'show';
      readonly sequence: number;
      readonly view: string;
      /** Absent when nothing can be decided on it. */
      readonly ticket?: string;
      /** Milliseconds until gestures count, from now. */
      readonly deadTime: number;
      readonly text: Readonly<Record<string, string>>;
    }
  | { readonly type: 'refused'; readonly sentence: string }
  | { readonly type: 'announce'; readonly sentence: string; readonly urgent: boolean };

/** Page → host. */
export type FromPage =
  | { readonly type: 'ready' }
  | { readonly type: 'drawn'; readonly sequence: number; readonly seen: string }
  | {
      readonly type: 'approve';
      readonly ticket: string;
      readonly seen: string;
      readonly checked: boolean;
      readonly typed: string;
    }
  | { readonly type: 'deny'; readonly id: string; readonly note: string }
  | { readonly type: 'dismiss'; readonly id: string }
  | {
      readonly type: 'consent';
      readonly ticket: string;
      readonly seen: string;
      readonly accept: boolean;
      readonly checked: boolean;
      readonly typed: string;
    }
  | { readonly type: 'openText'; readonly id: string; readonly range?: TextRange; readonly formatted: boolean }
  | { readonly type: 'openAffected'; readonly id: string }
  | { readonly type: 'copyText'; readonly id: string }
  | { readonly type: 'next' | 'previous' | 'queue' }
  | { readonly type: 'focus'; readonly focused: boolean };
