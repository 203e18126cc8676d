import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { textOf } from '../../action/utf8.ts';
import { LARGEST_RULE_FILE } from '../../rules/file/ruleFile.ts';
import type { UnreadableRules } from '../sentences/rules.ts';

export type RulesText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly why: UnreadableRules };

/**
 * The text of a rules file. A link, a pipe or a device is not followed, opened or waited for; at most 3 MiB are read (a
 * UTF-16 unit takes at most 3 bytes).
 */
export async function readRulesText(path: string): Promise<RulesText> {
  let file;
  try {
    // Without O_NONBLOCK opening a FIFO would wait for its writer.
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    return { ok: false, why: whyOf(error) };
  }
  try {
    const stat = await file.stat();
    if (!stat.isFile()) return { ok: false, why: 'special' };
    if (stat.size > 3 * LARGEST_RULE_FILE) return { ok: false, why: 'too-large' };
    const bytes = Buffer.alloc(stat.size);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    const text = textOf(bytes.subarray(0, bytesRead));
    return text === undefined ? { ok: false, why: 'not-utf8' } : { ok: true, text: text.replace(/^\uFEFF/, '') };
  } catch {
    return { ok: false, why: 'failed' };
  } finally {
    await file.close();
  }
}

function whyOf(error: unknown): UnreadableRules {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'absent';
    case 'ELOOP':
      return 'link';
    case 'ENXIO':
      return 'special';
    default:
      return 'failed';
  }
}
