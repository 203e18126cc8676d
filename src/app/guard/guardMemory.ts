import type { Digests } from '../../review/ports.ts';
import type { Secrets } from '../kept/secrets.ts';
import type { GuardedFile } from './guardedFile.ts';

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
  let said = false;
  // Where one is not kept none is: said once.
  const failed = (reason: unknown): undefined => {
    if (!said) alarm('guarded.not-kept', { error: String(reason) });
    said = true;
  };
  return {
    recall: (file) => secrets.get(keyOf(file)).catch(failed),
    remember: (file, text) => secrets.store(keyOf(file), text).catch(failed),
  };
}
