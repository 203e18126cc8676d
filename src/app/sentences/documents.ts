import { visibleText } from '../../action/visible.ts';
import { numberWords } from './amounts.ts';

/** First line of a document that is not letter by letter the text that runs. Without a hash where it does not have it all. */
export function displayHeader(characters: number, sha256: string | undefined): string {
  const hash = sha256 === undefined ? '' : `, SHA-256 ${sha256}`;
  return `Display form, made readable by Keyturn. The exact text has ${numberWords(characters)} characters${hash}`;
}

/** Before what goes along with a text, with its name behind it. */
export const ATTACHED = 'What goes along with it:';

export const CUT_SHORT =
  'Cut short by Keyturn: it is too long for any editor, and cannot be approved. Deny it and ask for smaller steps.';

export const FORMATTED_HEADER = '-- Formatted by Keyturn for reading. This is not what runs.';

export const NO_SQL = '-- There is no SQL in this action that Keyturn knows of.';

/** Why a file is not compared with the one on disk. */
export const NOT_COMPARED = {
  'not-a-file': 'This action gives no new text of a file, so that there is nothing to compare.',
  part: 'The agent gave only the part of the file that it changes. It is on the card and in its text.',
  'too-large': 'One of the two texts is too large to compare. The new one can be opened as text.',
  unreadable: 'The file on disk cannot be read as text. The new one can be opened as text.',
} as const;

/** In place of one side of a comparison that cannot be shown. */
export const UNREAD_SIDE = {
  'too-large': '(Keyturn: too large to be compared.)',
  unreadable: '(Keyturn: this cannot be read as text.)',
} as const;

/** The title above the files that would be lost or replaced. */
export function changesTitle(shown: number, all: number): string {
  const files = all === 1 ? '1 file' : `${all} files`;
  return shown < all
    ? `${files}, ${shown} of them here: now, and as they would be`
    : `${files}: now, and as they would be`;
}

/** The title above the two texts. `name`: made visible by the caller. */
export function compareTitle(name: string): string {
  return `${name}: on disk now, and as it would be`;
}

/** Why a text is not laid out, in its place. */
export const NOT_FORMATTED = {
  dialect: 'Not formatted: which dialect it is written in is not known, and a guess could turn its meaning around.',
  long: 'Not formatted: it is longer than 50,000 characters.',
  late: 'Not formatted: it took too long.',
  failed: 'Not formatted: the formatter could not read it.',
} as const;

/** `SQL 2 of 3 (sqlite, shop.db)`. `place`: made visible by the caller. */
export function formattedTitle(
  number: number,
  count: number,
  dialect: string | undefined,
  place: string | undefined,
): string {
  const about = [dialect === undefined ? undefined : visibleText(dialect), place].filter((part) => part !== undefined);
  return `SQL${count > 1 ? ` ${number} of ${count}` : ''}${about.length > 0 ? ` (${about.join(', ')})` : ''}`;
}

/** `folder` is made visible here. */
export function recordPlace(folder: string): string {
  return `The whole record, one JSON line an entry: ${visibleText(folder)}. “keyturn verify” checks it.`;
}

export const GONE = 'This action is not there any more.';

export const HELP = `Keyturn: Accessibility Help

The Keyturn icon in the activity bar opens two views: Queue, a tree, and Review, a page.
Nothing opens by itself and nothing takes the focus. The number on the icon and the item in the status bar say what waits.

Queue
  Arrow keys, Home, End, type to find: as in every tree.
  Enter: shows the action in Review and moves the focus to its verdict.
  Ctrl+Backspace (Cmd+Backspace on macOS): denies the action, after asking for a note.

Review
  The page is one document with headings: verdict, what its steps do, text, what it hits, undo, why it matters,
  where it comes from, the agent's own words, what Keyturn can promise. After them, always in the same place, your
  decision.
  Alt+Down, Alt+Up: the next and the previous action.
  Tab: through the page. Deny comes before Approve.
  Space on Deny or Approve presses it. Enter decides nothing. Escape goes back to the queue and decides nothing.
  Ctrl+Enter (Cmd+Enter on macOS): approves, once everything that the page asks for is done. Not in the field of the note.
  Ctrl+Backspace (Cmd+Backspace): denies, with the note if there is one. In a field it deletes a word, as everywhere.
  E: opens the text in the editor. Question mark: the list of these keys. Neither counts in a field.
  For a short time after something new is shown nothing counts; the page says "Ready." when it does.
  Why Approve does not count now is said behind it, as its description.
  New arrivals are said politely and change nothing on the page. A minute before an action expires that is said once,
  and once more 15 seconds before.

What approving asks for
  Low and medium: the button. High and unknown: a checkbox, then the button. Critical: the name of what would be hit,
  typed or pasted, then the button.

Commands (all in the command palette, category Keyturn)
  Review Next; Deny…; Open Text in Editor; Read Action as Plain Text; Open List of Affected Objects;
  Compare with What Is There Now; Copy Exact Text; Stop: Deny All and Refuse New Actions; Resume…; Connect an Agent…;
  Show Record.
  No command approves: only your own key or click on the page does.
`;
