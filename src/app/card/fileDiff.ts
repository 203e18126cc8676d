import type { Action, FileAction } from '../../action/action.ts';
import { visibleText } from '../../action/visible.ts';
import type { TextPort } from '../../reading/ports.ts';

/** UTF-16 units of a new text that the editor still compares at once. */
const LONGEST_COMPARED = 512 * 1024;

export type NoDiff = 'not-a-file' | 'part' | 'too-large' | 'unreadable';

/** A file as it is and as it would be, hidden characters as marks in both. */
export type FileDiff = { readonly before: string; readonly after: string } | { readonly why: NoDiff };

/** Whether an action writes a file, so that there are two texts to compare. */
export function writesFile(action: Action): action is FileAction {
  return action.kind === 'file' && action.content !== undefined;
}

/** Compares with the file as it is on disk at this moment; where there is none, with nothing. Never rejects. */
export async function fileDiff(action: Action, disk: Pick<TextPort, 'file'>): Promise<FileDiff> {
  if (!writesFile(action) || action.content === undefined) return { why: 'not-a-file' };
  const { operation, path, content } = action;
  if (content.length > LONGEST_COMPARED) return { why: 'too-large' };
  const read = await disk.file(path);
  if ('unread' in read && read.unread !== 'absent') {
    return { why: read.unread === 'too-large' ? 'too-large' : 'unreadable' };
  }
  const text = 'unread' in read ? '' : read.text;
  // An edit may hold only the part that changes: compared with the whole file, all else would look deleted.
  if (operation === 'edit' && !sharesAnEnd(text, content)) return { why: 'part' };
  return { before: visibleText(text), after: visibleText(content) };
}

/** The new text begins or ends with the first or last line of the old one, as whole files do after an edit. */
function sharesAnEnd(before: string, after: string): boolean {
  if (before === '') return true;
  const first = before.slice(0, before.indexOf('\n') + 1 || before.length);
  const last = before.slice(before.trimEnd().lastIndexOf('\n') + 1);
  return after.startsWith(first) || after.endsWith(last);
}
