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
 */
const HIDDEN = /[\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\u2800]/u;
/**
 * Cyrillic and Greek letters that most fonts draw like a Latin one (Unicode TR 39, confusables.txt 17, the single-letter
 * pairs), in a word that has a Latin letter too. Words of one script are language; how far a word reaches is bounded.
 */
const LOOK_ALIKE =
  '[\\u0391\\u0392\\u0395-\\u0397\\u0399\\u039a\\u039c\\u039d\\u039f\\u03a1\\u03a4\\u03a5\\u03a7\\u03b1\\u03b3\\u03b9\\u03ba\\u03bd\\u03bf\\u03c1\\u03c3\\u03c5\\u03f2\\u03f3\\u0405\\u0406\\u0408\\u0410\\u0412\\u0415\\u041a\\u041c-\\u041e\\u0420-\\u0423\\u0425\\u0430\\u0433\\u0435\\u043a\\u043e\\u043f\\u0440\\u0441\\u0443\\u0445\\u0455\\u0456\\u0458\\u04ae\\u04af\\u04bb\\u04c0\\u04cf\\u0501\\u051b\\u051d]';
const IN_WORD = '[\\p{L}\\p{M}\\p{N}_]{0,60}';
const CONFUSABLE = `${LOOK_ALIKE}(?=${IN_WORD}\\p{Script=Latin})|(?<=\\p{Script=Latin}${IN_WORD})${LOOK_ALIKE}`;
const MARKED = new RegExp(
  `(?![\\n\\t])[\\p{Bidi_Control}\\p{Default_Ignorable_Code_Point}\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\p{Zl}\\p{Zp}\\u2800]|(?! )\\p{Zs}|${CONFUSABLE}`,
  'gu',
);
const ANY_CONFUSABLE = new RegExp(CONFUSABLE, 'u');
/** What nearly every text is made of, and never a mark: looked for first, since the patterns above are slow. */
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
  for (const found of text.matchAll(MARKED)) {
    const [character] = found;
    const start = found.index;
    if (start > plainFrom) pieces.push({ text: text.slice(plainFrom, start), start: plainFrom, end: start });
    const end = start + character.length;
    const codePoint = character.codePointAt(0) ?? 0;
    pieces.push({
      mark: markOf(codePoint),
      codePoint,
      kind: /\p{Zs}/u.test(character) ? 'space' : 'hidden',
      start,
      end,
    });
    plainFrom = end;
  }
  if (plainFrom < text.length) pieces.push({ text: text.slice(plainFrom), start: plainFrom, end: text.length });
  return pieces;
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
  return text.replace(MARKED, (character) => markOf(character.codePointAt(0) ?? 0));
}

/** As `visibleText`, in one line: line feeds as `⏎`, tabs as a blank. */
export function visibleLine(text: string): string {
  return visibleText(text).replaceAll('\n', '⏎').replaceAll('\t', ' ');
}

/** Whether something in the text would not be seen for what it is. Spaces other than U+0020 do not count. */
export function hasHidden(text: string): boolean {
  if (PLAIN_ASCII.test(text)) return false;
  for (const found of text.matchAll(MARKED)) if (HIDDEN.test(found[0])) return true;
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
  if (ANY_CONFUSABLE.test(text)) return true;
  if (!hasHidden(text)) return false;
  return hasHidden(
    text
      .replace(/^\ufeff/, '')
      .replaceAll('\r\n', '\n')
      .replace(EMOJI, ''),
  );
}
