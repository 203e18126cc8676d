import { jointSource, patternOf } from '../state/arg.ts';
import type { Arg, Gaps, Mask, Source } from '../state/arg.ts';
import { isReadText, mixed, noLongerJob } from '../state/flow.ts';
import type { Flow } from '../state/flow.ts';
import { outerRange } from '../state/origin.ts';
import type { Origin } from '../state/origin.ts';
import { alignEscaped } from './units.ts';

/** One stretch of a word after expansion. */
export interface Piece {
  readonly text: string;
  readonly offsets: readonly number[];
  readonly dynamic: boolean;
  readonly loose?: boolean;
  readonly glob: boolean;
  /** Unquoted expansion: white space in it ends a word. */
  readonly splits: boolean;
  readonly flow: Flow | undefined;
  /** Several words, for `"$@"` and `"${a[@]}"`. */
  readonly fields?: readonly string[] | undefined;
  readonly processSubstitution?: boolean;
  readonly mask?: Mask | undefined;
  readonly source?: Source | undefined;
  readonly gaps?: Gaps | undefined;
}

export function literal(origin: Origin, text: string, value: string, pos: number): Piece {
  return {
    text: value,
    offsets: outer(origin, alignEscaped(text, value, pos)),
    dynamic: false,
    glob: false,
    splits: false,
    flow: undefined,
  };
}

export function stretch(
  text: string,
  range: readonly [number, number],
  dynamic: boolean,
  flow: Flow | undefined,
  splits: boolean,
): Piece {
  // Unit by unit over the expansion's own text where the lengths agree, else all at its start.
  const same = text.length === range[1] - range[0];
  const offsets = Array.from({ length: text.length }, (_, index) => (same ? range[0] + index : range[0]));
  return { text, offsets, dynamic, loose: splits && dynamic, glob: false, splits: splits && !dynamic, flow };
}

export function outer(origin: Origin, offsets: number[]): readonly number[] {
  if (origin.kind === 'same') return offsets;
  return offsets.map((offset) => outerRange(origin, offset, offset + 1)[0]);
}

export function joinPieces(pieces: readonly Piece[], range: readonly [number, number]): Arg {
  const only = pieces[0];
  if (pieces.length === 1 && only !== undefined) return argOf(only, only.text, only.offsets, range);
  let flow: Flow | undefined;
  for (const piece of pieces) flow = piece.flow === undefined ? flow : mixed(flow ?? piece.flow, piece.flow);
  const value = pieces.map((piece) => piece.text).join('');
  const source = jointSource(
    pieces.map(({ dynamic, loose = false, text, source: own }) => ({ dynamic, loose, value: text, source: own })),
    value,
  );
  if (source === undefined) flow = noLongerJob(flow);
  else if (source.server !== 'none' && flow !== undefined) flow = { ...flow, answer: source.server };
  return {
    value,
    range,
    mask: maskOf(pieces, value),
    source,
    gaps: gapsOf(pieces, value),
    offsets: pieces.flatMap((piece) => piece.offsets),
    dynamic: pieces.some((piece) => piece.dynamic),
    loose: pieces.some((piece) => piece.loose === true),
    glob: pieces.some((piece) => piece.glob),
    flow,
    processSubstitution: pieces.some((piece) => piece.processSubstitution === true),
  };
}

function gapsOf(pieces: readonly Piece[], value: string): Gaps | undefined {
  const spans: [number, number][] = [];
  let read = false;
  let at = 0;
  for (const { text, dynamic, gaps, flow } of pieces) {
    read ||= gaps?.value === text ? gaps.read : dynamic && isReadText(flow);
    if (gaps?.value === text) for (const [from, to] of gaps.spans) spans.push([at + from, at + to]);
    else if (dynamic) spans.push([at, at + text.length]);
    at += text.length;
  }
  return spans.length === 0 ? undefined : { value, spans, read };
}

/** What is known letter by letter, and stars where each of the others is a part of a name. */
function maskOf(pieces: readonly Piece[], value: string): Mask | undefined {
  if (pieces.every(({ dynamic }) => !dynamic)) return undefined;
  const parts = pieces.map((piece) =>
    piece.dynamic
      ? patternOf({ value: piece.text, mask: piece.mask })
      : /[*?[\\]/.test(piece.text)
        ? undefined
        : piece.text,
  );
  return parts.includes(undefined) ? undefined : { value, pattern: parts.join('') };
}

function argOf(piece: Piece, value: string, offsets: readonly number[], range: readonly [number, number]): Arg {
  return {
    value,
    range,
    offsets,
    dynamic: piece.dynamic,
    loose: piece.loose === true,
    glob: piece.glob || (piece.splits && /[*?[]/.test(value)),
    mask: piece.mask,
    source: piece.source,
    gaps: piece.gaps,
    flow: piece.flow,
    processSubstitution: piece.processSubstitution ?? false,
  };
}

/** Field splitting: unquoted expansions end words at white space; `"$@"` ends them between its elements. */
export function fieldsOf(pieces: readonly Piece[], range: readonly [number, number]): readonly Arg[] {
  if (!pieces.some((piece) => piece.splits || piece.fields !== undefined)) return [joinPieces(pieces, range)];
  const words: Piece[][] = [[]];
  let solid = false;
  const push = (piece: Piece): void => {
    words.at(-1)?.push(piece);
    solid = true;
  };
  const cut = (): void => {
    if ((words.at(-1)?.length ?? 0) > 0) words.push([]);
  };
  for (const piece of pieces) {
    if (piece.fields !== undefined) {
      piece.fields.forEach((field, index) => {
        if (index > 0) cut();
        push({ ...piece, text: field, offsets: new Array<number>(field.length).fill(piece.offsets[0] ?? range[0]) });
      });
    } else if (piece.splits) {
      for (const match of piece.text.matchAll(/[ \t\n]+|[^ \t\n]+/g)) {
        if (/^[ \t\n]/.test(match[0])) cut();
        else {
          const offsets = piece.offsets.slice(match.index, match.index + match[0].length);
          push({ ...piece, text: match[0], offsets });
        }
      }
    } else push(piece);
  }
  if (!solid) return [];
  return words.filter((word) => word.length > 0).map((word) => joinPieces(word, range));
}
