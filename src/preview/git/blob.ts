import { git } from './gitCommand.ts';

export type BlobText =
  | { readonly text: string }
  | { readonly unread: 'absent' | 'too-large' | 'not-text' | 'failed' | 'late' };

/** A content that git keeps, as text, read without any filter of the repository. */
export async function blobText(root: string, object: string, most: number, signal: AbortSignal): Promise<BlobText> {
  if (!/^[0-9a-f]{40,64}$/.test(object)) return { unread: 'failed' };
  const size = await git({ root }, ['cat-file', '-s', object], signal);
  if (!size.ok) return { unread: signal.aborted ? 'late' : 'failed' };
  if (Number(size.text) > most) return { unread: 'too-large' };
  const found = await git({ root }, ['cat-file', 'blob', object], signal);
  if (!found.ok) return { unread: signal.aborted ? 'late' : 'failed' };
  return found.text.includes('\0') || found.text.includes('\uFFFD') ? { unread: 'not-text' } : { text: found.text };
}
