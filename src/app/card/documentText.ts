import { createHash } from 'node:crypto';
import { actionText } from '../../action/actionText.ts';
import type { Action } from '../../action/action.ts';
import { visible } from '../../action/visible.ts';
import type { TextRange } from '../../effect/effect.ts';
import { displayHeader } from '../sentences/documents.ts';

/** The editor stops colouring, and later drawing, long lines. UTF-16 units. */
export const LONGEST_LINE = 2000;

/** Drawn where a line of the text goes on in the next line of the document. */
const CONTINUED = ' ↵';

/** An action's text as a read-only document of the editor. */
export interface TextDocument {
  readonly text: string;
  /** The editor's language id. */
  readonly language: 'shellscript' | 'sql' | 'plaintext';
  /** False: it has a header, marks or broken lines; it is not the bytes that run. */
  readonly exact: boolean;
  /** Where an offset of the exact text stands in the document. */
  place(offset: number): number;
}

/**
 * The exact text, where the editor can show it whole: no hidden character, no very long line. Else the display form:
 * hidden characters as marks, long lines broken with a visible sign, and a first line that says so.
 */
export function documentText(action: Action): TextDocument {
  const exact = actionText(action);
  const language = action.kind === 'shell' ? 'shellscript' : action.kind === 'sql' ? 'sql' : 'plaintext';
  const pieces = visible(exact);
  const isLong = exact.split('\n').some((line) => line.length > LONGEST_LINE);
  if (!isLong && !pieces.some((piece) => 'mark' in piece)) {
    return { text: exact, language, exact: true, place: (offset) => offset };
  }
  const sha256 = createHash('sha256').update(exact).digest('hex');
  const comment = { shellscript: '# ', sql: '-- ', plaintext: '' }[language];
  let text = `${comment}${displayHeader(exact.length, sha256)}\n`;
  /** Pairs of offsets, exact and shown, at which a stretch begins that is the same in both. */
  const stretches: [exact: number, shown: number][] = [];
  let inLine = 0;
  const put = (part: string, at: number): void => {
    if (inLine > 0 && inLine + part.length > LONGEST_LINE) {
      text += `${CONTINUED}\n`;
      inLine = 0;
    }
    stretches.push([at, text.length]);
    text += part;
    inLine = part.endsWith('\n') ? 0 : inLine + part.length;
  };
  for (const piece of pieces) {
    if ('mark' in piece) put(piece.mark, piece.start);
    else for (const [part, at] of parts(piece.text)) put(part, piece.start + at);
  }
  return { text, language, exact: false, place: (offset) => placeOf(offset, stretches, text.length) };
}

/** The text in parts, each at most one line, and at most `LONGEST_LINE` long. */
function* parts(text: string): Iterable<readonly [part: string, at: number]> {
  let at = 0;
  for (const line of text.split(/(?<=\n)/)) {
    for (let from = 0; from < line.length;) {
      // A pair of surrogates stays together.
      const end = from + LONGEST_LINE;
      const to = /[\ud800-\udbff]/.test(line.charAt(end - 1)) ? end - 1 : end;
      yield [line.slice(from, to), at + from];
      from = to;
    }
    at += line.length;
  }
}

function placeOf(offset: number, stretches: readonly (readonly [number, number])[], end: number): number {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.[0] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const stretch = stretches[low - 1];
  if (stretch === undefined) return 0;
  const next = stretches[low]?.[1] ?? end;
  return Math.min(stretch[1] + offset - stretch[0], next);
}

/** A finding's range in the document. */
export function placeRange(document: TextDocument, range: TextRange): TextRange {
  return [document.place(range[0]), document.place(range[1])];
}
