import { visible } from '../../../action/visible.ts';
import type { TextRange } from '../../../effect/effect.ts';
import type { Line, Piece } from '../../../review/cardMessages.ts';
import { rowsOf, type RowRange } from './textRows.ts';

/** Rows that are shown without folding; longer texts fold what is neither flagged nor first nor last. */
export const ROWS_UNFOLDED = 12;

/** Fewer rows than this are not worth a fold. */
const SHORTEST_FOLD = 3;

export interface Flag {
  readonly number: number;
  readonly range: TextRange;
}

/**
 * The text as rows of pieces: hidden characters as marks, what findings point at as flags. Nothing is left out: the
 * pieces, joined, are the text (a mark stands for its one character).
 */
export function textLines(text: string, flags: readonly Flag[]): readonly Line[] {
  const rows = [...rowsOf(text)];
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
