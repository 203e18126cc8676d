import type { Line } from '../../../review/cardMessages.ts';
import { leftOut } from '../../sentences/card.ts';
import { textLines, type Flag } from './textLines.ts';

/** What of a text that is too long for a card stands on it all the same. UTF-16 units and lines. */
const ENDS = { units: 4_000, lines: 40 } as const;
const AROUND = { units: 300, lines: 3 } as const;
const FLAGGED = { units: 2_000, lines: 40 } as const;

/** Units in all. Flagged places beyond it are in the editor only; the card says that not all is here. */
const MOST_UNITS = 64_000;

type Reach = Readonly<Record<'units' | 'lines', number>>;
type Window = readonly [start: number, end: number];

/**
 * The beginning, the end and what is flagged, with a sentence for what is left out between them. It never stands for the
 * whole: the card asks that the text is opened in the editor.
 */
export function excerptLines(text: string, flags: readonly Flag[]): readonly Line[] {
  const lines: Line[] = [];
  let after = 0;
  let number = 1;
  for (const [start, end] of windowsOf(text, flags)) {
    const skipped = text.slice(after, start);
    number += linesIn(skipped);
    const inside = flags.flatMap((flag): readonly Flag[] => {
      const from = Math.max(flag.range[0], start);
      const to = Math.min(flag.range[1], end);
      return from < to ? [{ number: flag.number, range: [from - start, to - start] }] : [];
    });
    const rows = textLines(text.slice(start, end), inside);
    for (const [index, row] of rows.entries()) {
      const starts = start === 0 || text.charAt(start - 1) === '\n';
      lines.push({
        ...row,
        number: number + row.number - 1,
        continues: row.continues || (index === 0 && !starts),
        fold: false,
        ...(index === 0 && skipped !== '' ? { leftOut: leftOut(skipped.length, linesIn(skipped)) } : {}),
      });
    }
    number += linesIn(text.slice(start, end));
    after = end;
  }
  return lines;
}

/** Stretches in order, none touching another. */
function windowsOf(text: string, flags: readonly Flag[]): readonly Window[] {
  const wanted: Window[] = [
    [0, forward(text, 0, ENDS)],
    [backward(text, text.length, ENDS), text.length],
  ];
  let units = 0;
  for (const { range } of flags) {
    for (const window of around(text, range)) {
      units += window[1] - window[0];
      if (units <= MOST_UNITS) wanted.push(window);
    }
  }
  const merged: [number, number][] = [];
  for (const [start, end] of wanted.sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

/** A flagged stretch with a little before and after it; of a very long one its two ends. */
function around(text: string, [start, end]: Flag['range']): readonly Window[] {
  const from = backward(text, start, AROUND);
  const to = forward(text, end, AROUND);
  const first = forward(text, start, FLAGGED);
  return first >= end
    ? [[from, to]]
    : [
        [from, first],
        [backward(text, end, FLAGGED), to],
      ];
}

function forward(text: string, from: number, { units, lines }: Reach): number {
  const end = Math.min(text.length, from + units);
  let at = from;
  for (let left = lines; left > 0; left--) {
    const feed = text.indexOf('\n', at);
    if (feed < 0 || feed >= end) return whole(text, end);
    at = feed + 1;
  }
  return at;
}

function backward(text: string, from: number, { units, lines }: Reach): number {
  const start = Math.max(0, from - units);
  let at = from;
  for (let left = lines; left > 0; left--) {
    const feed = at < 2 ? -1 : text.lastIndexOf('\n', at - 2);
    if (feed < start) return whole(text, start);
    at = feed + 1;
  }
  return at;
}

/** Never between the halves of a pair of surrogates. */
function whole(text: string, at: number): number {
  return /[\ud800-\udbff]/.test(text.charAt(at - 1)) && /[\udc00-\udfff]/.test(text.charAt(at)) ? at - 1 : at;
}

function linesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
