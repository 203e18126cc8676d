import { decodeRuleFile } from '../../rules/file/decodeRuleFile.ts';
import { NO_RULES } from '../../rules/file/ruleFile.ts';
import type { RuleFile } from '../../rules/file/ruleFile.ts';
import type { Digests } from '../../review/ports.ts';
import type { Secrets } from '../product.ts';
import type { DecodeRules } from './decodeRules.ts';

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
  decode: DecodeRules,
  path: string,
): Promise<AcceptedRules> {
  const text = await secrets.get(keyOf(digests, path));
  if (text === undefined) return NOTHING;
  const decoded = text === '' ? { ok: true as const, file: NO_RULES } : await decode(text);
  // Written by a version that knew more: what it tightened is not known any more, and no text that is not understood passes anything.
  return decoded.ok ? { text, file: decoded.file } : NOTHING;
}

export async function storeAccepted(
  secrets: Secrets,
  digests: Digests,
  path: string,
  accepted: AcceptedRules,
): Promise<void> {
  await secrets.store(keyOf(digests, path), accepted.text);
}

/** The rules of a text; no text at all is a file without rules. */
export function rulesOf(text: string): RuleFile | undefined {
  if (text === '') return NO_RULES;
  const decoded = decodeRuleFile(text);
  return decoded.ok ? decoded.file : undefined;
}

function keyOf(digests: Digests, path: string): string {
  return `keyturn.rules.${digests.sha256(path)}`;
}
