import { laterPattern } from './laterPattern.ts';
import { lookAlikes } from './lookAlikes.ts';

/** A stretch of text as it can be shown safely: either plain, or one character that would not be seen for what it is. */
export type Piece = PlainPiece | MarkPiece;

export interface PlainPiece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface MarkPiece {
  /** What to show in its place: `⟨U+202E RLO⟩`. */
  readonly mark: string;
  readonly codePoint: number;
  /**
   * `hidden`: invisible, bidirectional, control, private, unassigned, or a letter that looks like the Latin ones of its
   * word · `space`: a space that is not U+0020.
   */
  readonly kind: 'hidden' | 'space';
  readonly start: number;
  readonly end: number;
}

/**
 * Characters that do not show what they are: bidirectional controls, default-ignorable, control, format, private,
 * unassigned and lone surrogates, line and paragraph separators, the blank Braille cell. Line feed and tab stay text.
 * Its group is a space that is not U+0020.
 */
const UNSEEN = laterPattern(
  '[[\\p{Bidi_Control}\\p{Default_Ignorable_Code_Point}\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\p{Zl}\\p{Zp}\\u2800]--[\\n\\t]]|([\\p{Zs}--[ ]])',
  'gv',
);
/** What nearly every text is made of, and never a mark: looked for first, since the others are slow. */
const PLAIN_ASCII = /^[\n\t -~]*$/;

/** Short names of the usual suspects (Unicode 17 name aliases). Others show as their code point alone. */
const NAMES: Readonly<Record<number, string>> = {
  0x00: 'NUL',
  0x07: 'BEL',
  0x08: 'BS',
  0x0b: 'VT',
  0x0c: 'FF',
  0x0d: 'CR',
  0x1b: 'ESC',
  0x7f: 'DEL',
  0x85: 'NEL',
  0x9b: 'CSI',
  0xa0: 'NBSP',
  0xad: 'SHY',
  0x034f: 'CGJ',
  0x061c: 'ALM',
  0x115f: 'HANGUL FILLER',
  0x1160: 'HANGUL FILLER',
  0x180e: 'MVS',
  0x2000: 'EN QUAD',
  0x2001: 'EM QUAD',
  0x2002: 'EN SPACE',
  0x2003: 'EM SPACE',
  0x2007: 'FIGURE SPACE',
  0x2009: 'THIN SPACE',
  0x200a: 'HAIR SPACE',
  0x200b: 'ZWSP',
  0x200c: 'ZWNJ',
  0x200d: 'ZWJ',
  0x200e: 'LRM',
  0x200f: 'RLM',
  0x2028: 'LINE SEPARATOR',
  0x2029: 'PARAGRAPH SEPARATOR',
  0x202a: 'LRE',
  0x202b: 'RLE',
  0x202c: 'PDF',
  0x202d: 'LRO',
  0x202e: 'RLO',
  0x202f: 'NNBSP',
  0x205f: 'MMSP',
  0x2060: 'WJ',
  0x2066: 'LRI',
  0x2067: 'RLI',
  0x2068: 'FSI',
  0x2069: 'PDI',
  0x2800: 'BRAILLE BLANK',
  0x3000: 'IDEOGRAPHIC SPACE',
  0x3164: 'HANGUL FILLER',
  0xfe0f: 'VS16',
  0xfeff: 'BOM',
  0xffa0: 'HALFWIDTH HANGUL FILLER',
};

/** Cuts a text into plain stretches and marks. The pieces cover it without gap or overlap, in order. */
export function visible(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let plainFrom = 0;
  for (const mark of marksIn(text)) {
    if (mark.start > plainFrom) pieces.push(plainPiece(text, plainFrom, mark.start));
    pieces.push(mark);
    plainFrom = mark.end;
  }
  if (plainFrom < text.length) pieces.push(plainPiece(text, plainFrom, text.length));
  return pieces;
}

function plainPiece(text: string, start: number, end: number): PlainPiece {
  return { text: text.slice(start, end), start, end };
}

function marksIn(text: string): readonly MarkPiece[] {
  if (PLAIN_ASCII.test(text)) return [];
  const marks: MarkPiece[] = [];
  for (const { 0: character, 1: space, index } of text.matchAll(UNSEEN()))
    marks.push(markAt(index, character, space === undefined ? 'hidden' : 'space'));
  const alike = lookAlikes(text);
  if (alike.length === 0) return marks;
  return [...marks, ...alike.map((at) => markAt(at, text.charAt(at), 'hidden'))].sort((a, b) => a.start - b.start);
}

function markAt(start: number, character: string, kind: MarkPiece['kind']): MarkPiece {
  const codePoint = character.codePointAt(0) ?? 0;
  return { mark: markOf(codePoint), codePoint, kind, start, end: start + character.length };
}

/** `⟨U+202E RLO⟩` */
export function markOf(codePoint: number): string {
  const hex = codePoint.toString(16).toUpperCase().padStart(4, '0');
  const name = NAMES[codePoint] ?? scriptOf(codePoint);
  return name === undefined ? `⟨U+${hex}⟩` : `⟨U+${hex} ${name}⟩`;
}

/** A look-alike's script says more than the letter, which looks like another. */
function scriptOf(codePoint: number): string | undefined {
  if (codePoint >= 0x0370 && codePoint < 0x0400) return 'GREEK';
  return codePoint >= 0x0400 && codePoint < 0x0530 ? 'CYRILLIC' : undefined;
}

/** The text with every mark in place, for terminals, notifications, tree items and logs. Line feeds and tabs stay. */
export function visibleText(text: string): string {
  if (PLAIN_ASCII.test(text)) return text;
  return visible(text)
    .map((piece) => ('mark' in piece ? piece.mark : piece.text))
    .join('');
}

/** As `visibleText`, in one line: line feeds as `⏎`, tabs as a blank. */
export function visibleLine(text: string): string {
  return visibleText(text).replaceAll('\n', '⏎').replaceAll('\t', ' ');
}

/** Whether a character in the text would not be seen for what it is. Spaces and letters that look like others do not count. */
export function hasHidden(text: string): boolean {
  if (PLAIN_ASCII.test(text)) return false;
  for (const { 1: space } of text.matchAll(UNSEEN())) if (space === undefined) return true;
  return false;
}

/** Emoji with the joiners, selectors and flag letters that belong to how they are written, and no more of them than that. */
const EMOJI =
  /\u{1f3f4}[\u{e0061}-\u{e007a}]{2,6}\u{e007f}|[0-9#*]\ufe0f\u20e3|\p{Extended_Pictographic}[\ufe0e\ufe0f]?[\u{1f3fb}-\u{1f3ff}]?(?:\u200d(?=\p{Extended_Pictographic}))?/gu;

/**
 * Whether hidden characters stand in a text where they can mislead, or letters of two scripts in one word. Unlike `hasHidden` it forgives emoji sequences, a byte
 * order mark at the very start, and the carriage returns of Windows line ends.
 */
export function misleads(text: string): boolean {
  if (PLAIN_ASCII.test(text)) return false;
  if (lookAlikes(text).length > 0) return true;
  if (!hasHidden(text)) return false;
  return hasHidden(
    text
      .replace(/^\ufeff/, '')
      .replaceAll('\r\n', '\n')
      .replace(EMOJI, ''),
  );
}
