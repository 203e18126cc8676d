import type { Digests } from '../../review/ports.ts';
import type { Secrets } from '../product.ts';
import type { GuardedFile } from './guardedFiles.ts';

/** What each guarded file said when Keyturn last looked, kept over closed windows where no file can reach it. */
export interface GuardMemory {
  /** Undefined: never looked at, or not to be had now. Never rejects. */
  recall(file: GuardedFile): Promise<string | undefined>;
  /** Never rejects. */
  remember(file: GuardedFile, text: string): Promise<void>;
}

export function openGuardMemory(
  secrets: Secrets,
  digests: Digests,
  alarm: (code: string, values: Readonly<Record<string, string>>) => void,
): GuardMemory {
  const keyOf = ({ path, part }: GuardedFile): string => `keyturn.guarded.${digests.sha256(`${part}\n${path}`)}`;
  const failed =
    ({ path }: GuardedFile) =>
    (reason: unknown): undefined => {
      alarm('guarded.not-kept', { path, error: String(reason) });
    };
  return {
    recall: (file) => secrets.get(keyOf(file)).catch(failed(file)),
    remember: (file, text) => secrets.store(keyOf(file), text).catch(failed(file)),
  };
}
