import { visibleText } from '../../action/visible.ts';
import { numberWords } from './amounts.ts';

/** First line of a document that is not letter by letter the text that runs. */
export function displayHeader(characters: number, sha256: string): string {
  return `Display form, made readable by Keyturn. The exact text has ${numberWords(characters)} characters, SHA-256 ${sha256}`;
}

export const FORMATTED_HEADER = '-- Formatted by Keyturn for reading. This is not what runs.';

export const NO_FORMAT = 'Keyturn lays out only SQL of a known dialect, up to 50,000 characters.';

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
  The page is one document with headings: verdict, text, what it hits, undo, why it matters, where it comes from,
  the agent's own words, what Keyturn can promise. After them, always in the same place, your decision.
  Alt+Down, Alt+Up: the next and the previous action.
  Tab: through the page. Deny comes before Approve.
  Space on Deny or Approve presses it. Enter and Escape decide nothing.
  Ctrl+Enter (Cmd+Enter on macOS): approves, once everything that the page asks for is done. Not in the field of the note.
  For a short time after something new is shown nothing counts; the page says "Ready." when it does.
  Why Approve does not count now is said behind it, as its description.

What approving asks for
  Low and medium: the button. High and unknown: a checkbox, then the button. Critical: the name of what would be hit,
  typed or pasted, then the button.

Commands (all in the command palette, category Keyturn)
  Review Next; Deny…; Open Text in Editor; Read Action as Plain Text; Open List of Affected Objects; Copy Exact Text;
  Stop: Deny All and Refuse New Actions; Resume…; Connect an Agent…; Show Record.
  No command approves: only your own key or click on the page does.
`;
