import { NO_RULES } from '../../rules/file/ruleFile.ts';
import type { RuleFile } from '../../rules/file/ruleFile.ts';
import type { Digests } from '../../review/ports.ts';
import type { Secrets } from '../kept/secrets.ts';
import type { RuleTexts } from './ruleTexts.ts';

/** A rules file's text as a person last accepted it, kept where no file can reach it. */
export interface AcceptedRules {
  readonly text: string;
  readonly file: RuleFile;
  /** Nothing was ever accepted, not even that there is no file. */
  readonly first?: true;
}

const NOTHING: AcceptedRules = { text: '', file: NO_RULES, first: true };

export async function loadAccepted(
  secrets: Secrets,
  digests: Digests,
  { decode }: Pick<RuleTexts, 'decode'>,
  path: string,
): Promise<AcceptedRules> {
  const text = await secrets.get(keyOf(digests, path));
  if (text === undefined) return NOTHING;
  const decoded = text === '' ? { ok: true as const, file: NO_RULES } : await decode(text);
  if (decoded.ok) return { text, file: decoded.file };
  // Read the next time: what it tightens must not be lost to a busy machine.
  if (decoded.problems.some(({ code }) => code === 'too-slow')) throw new Error('reading them took too long');
  // Written by a version that knew more: no text that is not understood passes anything, and a file that is no more that text is an alarm.
  return { text, file: NO_RULES };
}

export async function storeAccepted(
  secrets: Secrets,
  digests: Digests,
  path: string,
  accepted: AcceptedRules,
): Promise<void> {
  await secrets.store(keyOf(digests, path), accepted.text);
}

function keyOf(digests: Digests, path: string): string {
  return `keyturn.rules.${digests.sha256(path)}`;
}
