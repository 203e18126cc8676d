import { createHash } from 'node:crypto';
import { actionText } from '../../../action/actionText.ts';
import type { Action } from '../../../action/action.ts';
import { LOOK_ALIKE_REACH } from '../../../action/lookAlikes.ts';
import { visible, type Piece } from '../../../action/visible.ts';
import type { TextRange } from '../../../effect/effect.ts';
import { openBreath } from '../../../preview/files/breath.ts';
import { ATTACHED, CUT_SHORT, displayHeader } from '../../sentences/documents.ts';
import { attachmentsOf } from '../attachments.ts';
import { openDisplayForm } from './displayForm.ts';
import { rowsOf } from './textRows.ts';

/** UTF-16 units that are looked through before the editor may get its turn. */
const SLICE = 4_096;

/** How far around a slice the look-alike letters of one word can reach, in UTF-16 units. */
const WORD = 2 * LOOK_ALIKE_REACH + 2;

/** Units of the display form. A text can grow ten times where each of its characters is a mark. */
const LONGEST_DOCUMENT = 40_000_000;

/** An action's text as a read-only document of the editor. */
export interface TextDocument {
  readonly text: string;
  /** The editor's language id. */
  readonly language: 'shellscript' | 'sql' | 'plaintext';
  /** False: it has a header, marks or broken lines; it is not the bytes that run. */
  readonly exact: boolean;
  /** False: it was cut short, so that whoever has opened it has not seen it all. */
  readonly whole: boolean;
  /** Where an offset of the exact text stands in the document. */
  place(offset: number): number;
}

/**
 * The exact text, where the editor can show it whole: no hidden character, no long line, nothing beside it. Else the
 * display form: hidden characters as marks, one step a line, what goes along with it below, and a first line that says so.
 * Gives the editor its turn while it works.
 */
export async function documentText(action: Action, longest = LONGEST_DOCUMENT): Promise<TextDocument> {
  const exact = actionText(action);
  const attachments = attachmentsOf(action);
  const language = action.kind === 'shell' ? 'shellscript' : action.kind === 'sql' ? 'sql' : 'plaintext';
  const comment = { shellscript: '# ', sql: '-- ', plaintext: '' }[language];
  const breath = openBreath();
  const hash = createHash('sha256');
  const form = openDisplayForm(longest);

  const putText = async (text: string, sliced: (slice: string) => void): Promise<void> => {
    for (const row of rowsOf(text)) {
      if (row.continues) form.continueLine();
      else if (row.number > 1) {
        form.endLine(row.start - 1);
        sliced('\n');
      }
      for (let from = row.start; from < row.end && !form.full;) {
        const to = wholeCharacter(text, Math.min(from + SLICE, row.end));
        sliced(text.slice(from, to));
        for (const piece of piecesWithin(text, from, to, row)) form.put(piece);
        from = to;
        await breath();
      }
      if (form.full) return;
      const turn = breath();
      if (turn !== undefined) await turn;
    }
  };

  await putText(exact, (slice) => hash.update(slice));
  if (form.plain && attachments.length === 0) {
    return { text: exact, language, exact: true, whole: true, place: (offset) => offset };
  }
  for (const { name, text } of attachments) {
    form.say(`\n\n${comment}${ATTACHED} ${name}\n`);
    await putText(text, () => undefined);
  }
  // The hash of a text that was cut short would be of another text.
  const header = `${comment}${displayHeader(exact.length, form.full ? undefined : hash.digest('hex'))}\n`;
  const text = `${header}${form.text()}${form.full ? `\n${comment}${CUT_SHORT}\n` : ''}`;
  const place = (offset: number): number => header.length + form.place(offset);
  return { text, language, exact: false, whole: !form.full, place };
}

/** Never between the halves of a pair of surrogates. */
function wholeCharacter(text: string, at: number): number {
  return /[\ud800-\udbff]/.test(text.charAt(at - 1)) && /[\udc00-\udfff]/.test(text.charAt(at)) ? at + 1 : at;
}

/** The pieces of a stretch within its row. What makes a letter a mark can stand beyond the stretch, never beyond the row. */
function piecesWithin(text: string, start: number, end: number, row: { start: number; end: number }): readonly Piece[] {
  const slice = text.slice(start, end);
  if (/^[\t\x20-\x7e]*$/.test(slice)) return [{ text: slice, start, end }];
  const before = Math.max(row.start, start - WORD);
  return visible(text.slice(before, Math.min(row.end, end + WORD))).flatMap((piece): readonly Piece[] => {
    const from = Math.max(start, piece.start + before);
    const to = Math.min(end, piece.end + before);
    if (from >= to) return [];
    return 'mark' in piece
      ? [{ ...piece, start: from, end: to }]
      : [{ text: text.slice(from, to), start: from, end: to }];
  });
}

/** A finding's range in the document. */
export function placeRange(document: TextDocument, range: TextRange): TextRange {
  return [document.place(range[0]), document.place(range[1])];
}
