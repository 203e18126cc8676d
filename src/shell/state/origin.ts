import type { TextRange } from '../../effect/effect.ts';

/**
 * Where a parsed text stands in the outer text. The reader parses texts inside texts (`bash -c`, `eval`, aliases,
 * backticks); every range it reports is in the outermost text it was given.
 */
export type Origin =
  /** The outermost text itself, this long: the parser ends an unclosed heredoc one unit behind the text. */
  | { readonly kind: 'same'; readonly length: number }
  /** For each UTF-16 unit of the parsed text its offset in the outer text. */
  | { readonly kind: 'offsets'; readonly offsets: readonly number[]; readonly whole: TextRange }
  /** Decoded or rewritten text: everything in it is shown as this range. */
  | { readonly kind: 'fixed'; readonly whole: TextRange };

export function outerRange(origin: Origin, start: number, end: number): TextRange {
  switch (origin.kind) {
    case 'same':
      return [Math.min(start, origin.length), Math.min(end, origin.length)];
    case 'fixed':
      return origin.whole;
    case 'offsets': {
      const first = origin.offsets[start];
      const last = origin.offsets[Math.max(start, end - 1)];
      if (first === undefined || last === undefined || last < first) return origin.whole;
      return [first, Math.min(last + 1, origin.whole[1])];
    }
  }
}

/** The outer offsets of each unit in `[start, end)`; undefined when they are the outer text letter by letter. */
export function outerOffsets(origin: Origin, start: number, end: number): readonly number[] | undefined {
  switch (origin.kind) {
    case 'same':
      return undefined;
    case 'fixed':
      return new Array<number>(end - start).fill(origin.whole[0]);
    case 'offsets':
      return origin.offsets.slice(start, end);
  }
}

/** The place of a text whose parts do not stand in the order that they run in. Undefined: they do. */
export function mixedRange(origin: Origin): TextRange | undefined {
  if (origin.kind === 'same') return undefined;
  const [start, end] = origin.whole;
  if (origin.kind === 'fixed') return [start, Math.max(end, start + 1)];
  const { offsets } = origin;
  if (offsets.every((at, index) => index === 0 || at > (offsets[index - 1] ?? at))) return undefined;
  let [first, last] = [start, end];
  for (const at of offsets) [first, last] = [Math.min(first, at), Math.max(last, at + 1)];
  return [first, last];
}
