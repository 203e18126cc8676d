import type { Piece } from '../../../action/visible.ts';

/** The editor stops colouring, and later drawing, long lines. UTF-16 units. */
export const LONGEST_LINE = 2000;

/** Drawn where a line of the text goes on in the next line of the document. */
const CONTINUED = ' ↵\n';

/** Parts that are joined at a time. */
const PARTS = 4096;

/** A text while it is made readable, piece by piece, in order. */
export interface DisplayForm {
  put(piece: Piece): void;
  /** The line feed at `at`. */
  endLine(at: number): void;
  /** A visible break inside a line of the text. */
  continueLine(): void;
  /** Words of ours, that are no part of the text. */
  say(words: string): void;
  text(): string;
  /** Nothing was marked, broken or said: it is the text itself. */
  readonly plain: boolean;
  /** Nothing more is taken. */
  readonly full: boolean;
  /** Where an offset of the first text stands in it. */
  place(offset: number): number;
}

export function openDisplayForm(longest: number): DisplayForm {
  // Joined bit by bit: a million parts at once would keep the editor waiting.
  const chunks: string[] = [];
  let parts: string[] = [];
  /** Offsets, in the text and here, from which on both run side by side. */
  const exactFrom: number[] = [];
  const shownFrom: number[] = [];
  let length = 0;
  let inLine = 0;
  let plain = true;
  let said = false;

  const add = (part: string): void => {
    parts.push(part);
    length += part.length;
    if (parts.length < PARTS) return;
    chunks.push(parts.join(''));
    parts = [];
  };
  const breakLine = (): void => {
    plain = false;
    add(CONTINUED);
    inLine = 0;
  };
  const stand = (exact: number): void => {
    if (said) return;
    const last = exactFrom.length - 1;
    if (last >= 0 && exact - (exactFrom[last] ?? 0) === length - (shownFrom[last] ?? 0)) return;
    exactFrom.push(exact);
    shownFrom.push(length);
  };
  const putPlain = (text: string, start: number): void => {
    for (let from = 0; from < text.length;) {
      if (inLine >= LONGEST_LINE) breakLine();
      const room = Math.min(text.length, from + LONGEST_LINE - inLine);
      // A pair of surrogates stays together.
      const to = room < text.length && /[\ud800-\udbff]/.test(text.charAt(room - 1)) ? room - 1 : room;
      if (to === from) {
        breakLine();
        continue;
      }
      stand(start + from);
      add(text.slice(from, to));
      inLine += to - from;
      from = to;
    }
  };

  return {
    put(piece) {
      if (!('mark' in piece)) return putPlain(piece.text, piece.start);
      plain = false;
      if (inLine + piece.mark.length > LONGEST_LINE) breakLine();
      stand(piece.start);
      add(piece.mark);
      // What follows the mark stands side by side again, at another distance.
      inLine += piece.mark.length;
    },
    endLine(at) {
      stand(at);
      add('\n');
      inLine = 0;
    },
    continueLine: breakLine,
    say(words) {
      said = true;
      plain = false;
      add(words);
      inLine = 0;
    },
    text: () => [...chunks, ...parts].join(''),
    get plain() {
      return plain;
    },
    get full() {
      return length > longest;
    },
    place(offset) {
      let low = 0;
      let high = exactFrom.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((exactFrom[middle] ?? 0) <= offset) low = middle + 1;
        else high = middle;
      }
      if (low === 0) return 0;
      return Math.min((shownFrom[low - 1] ?? 0) + offset - (exactFrom[low - 1] ?? 0), shownFrom[low] ?? length);
    },
  };
}
