import { visible } from '../../action/visible.ts';
import type { TextRange } from '../../effect/effect.ts';
import type { Line, Piece } from '../../review/cardMessages.ts';

/** Rows that are shown without folding; longer texts fold what is neither flagged nor first nor last. */
export const ROWS_UNFOLDED = 12;

/** Fewer rows than this are not worth a fold. */
const SHORTEST_FOLD = 3;

/** Physical lines longer than this are drawn step by step. UTF-16 code units. */
const LONG_LINE = 100;

export interface Flag {
  readonly number: number;
  readonly range: TextRange;
}

/**
 * The text as rows of pieces: hidden characters as marks, what findings point at as flags. Nothing is left out: the
 * pieces, joined, are the text (a mark stands for its one character).
 */
export function textLines(text: string, flags: readonly Flag[]): readonly Line[] {
  const rows = rowRanges(text);
  const pieces = cutPieces(
    text,
    flags.map((flag) => wholeCharacters(text, flag)),
    rows,
  );
  const drawn = rows.map((row, index) => ({ ...row, pieces: pieces[index] ?? [] }));
  const folds = foldable(drawn.map((row) => row.pieces));
  return drawn.map(({ number, continues, pieces: inRow }, index) => ({
    number,
    continues,
    pieces: inRow,
    fold: folds[index] === true,
  }));
}

interface RowRange {
  readonly number: number;
  readonly continues: boolean;
  readonly start: number;
  readonly end: number;
}

function rowRanges(text: string): readonly RowRange[] {
  const rows: RowRange[] = [];
  let number = 0;
  let start = 0;
  for (const line of text.split('\n')) {
    number += 1;
    let from = start;
    const end = start + line.length;
    for (const at of line.length > LONG_LINE ? stepBreaks(line) : []) {
      rows.push({ number, continues: from !== start, start: from, end: start + at });
      from = start + at;
    }
    rows.push({ number, continues: from !== start, start: from, end });
    start = end + 1;
  }
  return rows;
}

/**
 * Where a long line may be broken for the eye: after `&&`, `||`, `|`, `;` and a blank, outside of quotes as far as a
 * glance can tell. It is for showing only; no verdict depends on it.
 */
export function stepBreaks(line: string): readonly number[] {
  const breaks: number[] = [];
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at);
    if (character === '\\' && quote !== "'") at += 1;
    else if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === "'" || character === '"') quote = character;
    else if ((character === ';' || character === '|' || character === '&') && line.charAt(at + 1) === ' ') {
      const doubled = line.charAt(at - 1) === character;
      if (character !== '&' || doubled) breaks.push(at + 2);
    }
  }
  return breaks.filter((at) => at < line.length);
}

/** Cuts each row at the borders of marks and flags. Row borders never lie inside a mark: they follow a blank or a line feed. */
function cutPieces(text: string, flags: readonly Flag[], rows: readonly RowRange[]): readonly (readonly Piece[])[] {
  const marks = visible(text).filter((piece) => 'mark' in piece);
  const borders = new Set<number>();
  for (const mark of marks) borders.add(mark.start).add(mark.end);
  for (const { range } of flags) borders.add(range[0]).add(range[1]);
  const sorted = [...borders].sort((a, b) => a - b);
  const markAt = new Map(marks.map((mark) => [mark.start, mark]));
  const opening = [...flags].sort((a, b) => a.range[0] - b.range[0]);
  let nextBorder = 0;
  let nextFlag = 0;
  let open: Flag[] = [];
  return rows.map((row) => {
    const pieces: Piece[] = [];
    let from = row.start;
    while (from < row.end) {
      while (nextBorder < sorted.length && (sorted[nextBorder] ?? 0) <= from) nextBorder += 1;
      const mark = markAt.get(from);
      const to = Math.min(mark?.end ?? sorted[nextBorder] ?? row.end, row.end);
      for (let flag = opening[nextFlag]; flag !== undefined && flag.range[0] <= from; flag = opening[++nextFlag]) {
        open.push(flag);
      }
      open = open.filter(({ range }) => range[1] > from);
      const ends = open.filter(({ range }) => range[1] === to);
      pieces.push({
        text: mark === undefined ? text.slice(from, to) : mark.mark,
        ...(mark === undefined ? {} : { mark: mark.kind }),
        ...(open.length > 0 ? { flags: numbersOf(open) } : {}),
        ...(ends.length > 0 ? { ends: numbersOf(ends) } : {}),
      });
      from = to;
    }
    return pieces;
  });
}

function numbersOf(flags: readonly Flag[]): readonly number[] {
  return flags.map(({ number }) => number).sort((a, b) => a - b);
}

/** A range that would cut a character in two takes all of it. */
function wholeCharacters(text: string, { number, range: [start, end] }: Flag): Flag {
  const cuts = (at: number): boolean =>
    /[\ud800-\udbff]/.test(text.charAt(at - 1)) && /[\udc00-\udfff]/.test(text.charAt(at));
  const from = cuts(start) ? start - 1 : start;
  if (end === start) return { number, range: [from, from] };
  return { number, range: [from, cuts(end) ? end + 1 : end] };
}

function foldable(rows: readonly (readonly Piece[])[]): readonly boolean[] {
  if (rows.length <= ROWS_UNFOLDED) return rows.map(() => false);
  const plain = rows.map(
    (pieces, index) =>
      index > 0 &&
      index < rows.length - 1 &&
      pieces.every(({ flags, mark }) => flags === undefined && mark !== 'hidden'),
  );
  const folds = [...plain];
  for (let from = 0; from < plain.length;) {
    let to = from;
    while (plain[to] === true) to += 1;
    if (to - from < SHORTEST_FOLD) folds.fill(false, from, to);
    from = to + 1;
  }
  return folds;
}
