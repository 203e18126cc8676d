import { visibleText } from '../../../action/visible.ts';
import { blobText } from '../../../preview/git/blob.ts';
import type { FileChange, FileContent, PreviewReport } from '../../../preview/preview.ts';
import type { TextPort } from '../../../reading/ports.ts';
import { UNREAD_SIDE } from '../../sentences/documents.ts';
import { shortPath } from '../objectWords.ts';

/** UTF-16 units of one side that the editor still compares at once. */
const LONGEST = 512 * 1024;

/** Files that are compared at once; of more the first ones. */
const MOST = 50;

/** Milliseconds in which a content that git keeps must be there. */
const PATIENCE = 5_000;

export interface ChangedText {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** Files of which a preview knows both what they are and what they would be. */
export function changesOf(previews: readonly PreviewReport[]): readonly FileChange[] {
  return previews.flatMap(({ entries }) => entries.flatMap(({ changes }) => changes ?? []));
}

/** Both texts of each, read now, hidden characters as marks. What cannot be read is a sentence in its place. */
export async function changedTexts(
  changes: readonly FileChange[],
  workspace: string,
  disk: Pick<TextPort, 'file'>,
): Promise<readonly ChangedText[]> {
  const signal = AbortSignal.timeout(PATIENCE);
  const texts: ChangedText[] = [];
  for (const { path, before, after } of changes.slice(0, MOST)) {
    texts.push({
      name: shortPath(path, workspace),
      before: await textOf(before, disk, signal),
      after: await textOf(after, disk, signal),
    });
  }
  return texts;
}

async function textOf(content: FileContent, disk: Pick<TextPort, 'file'>, signal: AbortSignal): Promise<string> {
  switch (content.from) {
    case 'nothing':
      return '';
    case 'text':
      return content.text.length > LONGEST ? UNREAD_SIDE['too-large'] : visibleText(content.text);
    case 'disk': {
      const found = await disk.file(content.path);
      if (!('unread' in found)) return visibleText(found.text);
      return found.unread === 'absent' ? '' : UNREAD_SIDE[found.unread === 'too-large' ? 'too-large' : 'unreadable'];
    }
    case 'git': {
      const found = await blobText(content.repository, content.object, LONGEST, signal);
      if ('text' in found) return visibleText(found.text);
      return UNREAD_SIDE[found.unread === 'too-large' ? 'too-large' : 'unreadable'];
    }
  }
}
