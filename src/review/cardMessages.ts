import type { Level } from '../effect/level.ts';
import type { TextRange } from '../effect/effect.ts';
import type { GestureAsked } from './gesture.ts';
import type { PageWords } from './pageWords.ts';

/**
 * What the host and the card's page say to each other. The page gets finished sentences and visible text; it computes
 * nothing, draws all of it as text, and returns gestures with the ticket and the hash of what it drew.
 */
export type Card = ActionCard | ConsentCard | ReceiptCard | EmptyCard;

/** A piece of text as it is drawn. */
export interface Piece {
  readonly text: string;
  /** One character that does not show what it is, drawn as a mark such as `⟨U+202E RLO⟩`. */
  readonly mark?: 'hidden' | 'space';
  /** Numbers of the findings that this piece belongs to, and of those that end with it: drawn behind it. */
  readonly flags?: readonly number[];
  readonly ends?: readonly number[];
}

/**
 * One row of the action's text. A long line of the text is drawn as several rows, broken between its steps; the pieces
 * of all rows, joined, with a line feed before each row that does not continue a line, are the whole text, unless a row
 * says that something is left out.
 */
export interface Line {
  /** Counted from 1, of the line in the text. */
  readonly number: number;
  /** A further row of the same line of the text. */
  readonly continues: boolean;
  readonly pieces: readonly Piece[];
  /** An unflagged row in the middle, that may be folded. */
  readonly fold: boolean;
  /** What of the text stands before this row and is not on the card, as a sentence. */
  readonly leftOut?: string;
}

export interface CardFinding {
  readonly number: number;
  readonly sentence: string;
  /** In the exact text: for showing it in the editor. */
  readonly range: TextRange;
}

/** What one step of a chain, or one line of a script, would do by itself. */
export interface CardStep {
  /** Counted from 1 in the text; with its word, `Step 3`, in `name`. */
  readonly number: number;
  readonly name: string;
  readonly level: Level;
  readonly levelWord: string;
  readonly sentence: string;
  /** The number of its worst finding, whose place in the text can be shown. */
  readonly finding?: number;
}

export interface CardSteps {
  readonly title: string;
  readonly rows: readonly CardStep[];
  /** What of the text is not in the list, as a sentence; empty when all of it is. */
  readonly rest: string;
}

export interface AffectedRow {
  readonly object: string;
  /** What happens to it: `deleted`, `set to null, by cascade from public.orders`. */
  readonly what: string;
  /** How many steps a cascade has taken to it, 1 to 3; it stands below what takes it along. */
  readonly depth?: number;
  /** Always with its word: `exactly 12 rows`, `about 5,000,000 rows`, `not counted`; empty for one thing that is named. */
  readonly count: string;
  /** Its part of the whole, 0 to 1, where both are known. `count` says it in words. */
  readonly share?: number;
  readonly undo: string;
  readonly parts: readonly string[];
  readonly sample: readonly SampleRow[];
  readonly notes: readonly string[];
}

/** Of a file its path; of a row its columns by name, with what they become where the row is updated. */
export type SampleRow = readonly (readonly [name: string, value: string, becomes?: string])[];

/** A request in its parts. It is not the bytes that are sent, and the card says so. */
export interface CardRequest {
  /** `DELETE api.example.com` */
  readonly title: string;
  readonly rows: readonly (readonly [label: string, value: string])[];
  /** Of several lines each. */
  readonly texts: readonly (readonly [label: string, text: string])[];
  readonly notes: readonly string[];
}

export interface ActionCard {
  readonly card: 'action';
  readonly id: string;
  readonly level: Level;
  readonly levelWord: string;
  /** Verb and object: `Deletes every row of orders`. */
  readonly verdict: string;
  /** The rest of the verdict's sentence, in its order: how much · where · undo. */
  readonly details: readonly string[];
  /** Of a text of several steps that do something. */
  readonly steps?: CardSteps;
  /** `Shell command, 3 lines, 214 characters`; says how many hidden characters there are. */
  readonly textTitle: string;
  readonly lines: readonly Line[];
  /** Whether there is SQL in it that can be laid out for reading. It is not what runs, and the card says so. */
  readonly formattable: boolean;
  /** Whether contents of files are known as they are and as they would be, so that the editor can compare them. */
  readonly comparable: boolean;
  readonly affected: readonly AffectedRow[];
  /** Rows beyond those of `affected`. */
  readonly moreAffected: number;
  /** Whether the whole list, opened as a document, tells more than `affected`, or is easier to read there. */
  readonly listed: boolean;
  readonly counting: boolean;
  /** Approving it before its count has ended is a tick of its own. */
  readonly uncounted: boolean;
  /** What could not be known, as sentences. */
  readonly unknown: readonly string[];
  /** Requests that it sends, taken apart for reading. Absent: none. */
  readonly requests?: readonly CardRequest[];
  readonly undo: string;
  /** A command that brings it back, where there is one. */
  readonly undoCommand?: string;
  readonly findings: readonly CardFinding[];
  readonly context: readonly (readonly [label: string, value: string])[];
  /** The agent's own words, labelled so, last. */
  readonly claim?: string;
  readonly promise: string;
  readonly gesture: GestureAsked;
  /** Not all that would run is on the card, as a sentence. */
  readonly excerpt?: string;
  /** What must have been opened before it can be approved. For the folds the text in the editor counts too. */
  readonly openFirst: 'nothing' | 'folds' | 'text';
  /** Why nothing can be approved now (stopped, its runner gone, debugger, a requirement that cannot be met yet). */
  readonly blocked?: string;
  /** Nobody waits for it any more: it can only be cleared away. */
  readonly dismissOnly: boolean;
}

/** Loosening: accepting settings, resuming after a stop, connecting or disconnecting an agent. */
export interface ConsentCard {
  readonly card: 'consent';
  readonly id: string;
  readonly level: Level;
  readonly levelWord: string;
  readonly title: string;
  readonly sentences: readonly string[];
  readonly diff?: {
    readonly path: string;
    readonly parts: readonly DiffView[];
  };
  readonly acceptWord: string;
  readonly declineWord: string;
  readonly gesture: GestureAsked;
  readonly blocked?: string;
}

/** Lines of a diff. `folded`: they are unchanged and out of the way; how many, in words. */
export interface DiffView {
  readonly folded?: string;
  readonly lines: readonly { readonly sign: '+' | '-' | ' '; readonly pieces: readonly Piece[] }[];
}

/** What became of an action. No buttons that decide. */
export interface ReceiptCard {
  readonly card: 'receipt';
  readonly id: string;
  readonly title: string;
  readonly sentences: readonly string[];
  /** The button that offers the card of a rule by which this would have passed; absent: no rule is made of it. */
  readonly learn?: string;
}

export interface EmptyCard {
  readonly card: 'empty';
  readonly title: string;
  readonly sentences: readonly string[];
}

/** One SQL text laid out for reading; or, in `text`, why it is not. */
export interface FormattedText {
  readonly title: string;
  readonly text: string;
}

/** Host → page. `view` is the JSON of a Card: the page hashes exactly this string and returns the hash as `seen`. */
export type ToPage =
  /** First of all, once for each page: they are longer than most views. */
  | { readonly type: 'words'; readonly words: PageWords }
  | {
      readonly type: 'show';
      /** Grows with every snapshot. */
      readonly sequence: number;
      readonly view: string;
      /** Absent when nothing can be decided on it. */
      readonly ticket?: string;
      /** Milliseconds until gestures count, from when the page has drawn it. */
      readonly deadTime: number;
      /** Whether the verdict takes the focus: only after the person's own act in a Keyturn view. */
      readonly focus: boolean;
      /** The person has opened its whole text in the editor. */
      readonly textOpened: boolean;
      /** `2 of 7`: apart from the view, since an arrival must not change what is shown. */
      readonly position: string;
    }
  | { readonly type: 'position'; readonly position: string }
  | { readonly type: 'refused'; readonly sentence: string }
  | { readonly type: 'textOpened'; readonly id: string }
  | { readonly type: 'formatted'; readonly id: string; readonly texts: readonly FormattedText[] }
  /** Its time is nearly over. Apart from the view, which must not change by the second. */
  | { readonly type: 'expiring'; readonly id: string; readonly sentence: string; readonly urgent: boolean }
  /** Its figures are old and are being taken again; with an empty sentence they are new. `blocks`: nothing is approved before. */
  | { readonly type: 'stale'; readonly id: string; readonly sentence: string; readonly blocks: boolean }
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
      readonly uncounted: boolean;
    }
  | { readonly type: 'deny'; readonly id: string; readonly note: string }
  | { readonly type: 'dismiss'; readonly id: string }
  | {
      readonly type: 'consent';
      readonly id: string;
      readonly ticket: string;
      readonly seen: string;
      readonly checked: boolean;
      readonly typed: string;
    }
  | { readonly type: 'decline'; readonly id: string }
  | { readonly type: 'openText'; readonly id: string; readonly range?: TextRange; readonly formatted: boolean }
  | { readonly type: 'openAffected'; readonly id: string }
  | { readonly type: 'compare'; readonly id: string }
  | { readonly type: 'format'; readonly id: string }
  | { readonly type: 'learn'; readonly id: string }
  | { readonly type: 'copyText'; readonly id: string }
  | { readonly type: 'next' | 'previous' | 'queue' };
