import { isSecretName, redact, REDACTED, redactValue } from '../../action/redact.ts';

/** Levels of a value that are shown. */
const DEEPEST = 40;

/** A JSON value in which whatever is named like a secret, or looks like one, is masked. */
export function maskedJson(value: unknown, name = '', depth = 0): unknown {
  if (depth > DEEPEST) return '…';
  if (typeof value === 'string') return redactValue(name, value);
  if (Array.isArray(value)) return (value as unknown[]).map((one) => maskedJson(one, name, depth + 1));
  if (typeof value === 'object' && value !== null)
    // From pairs: a member called __proto__ stays a member.
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [
        redact(key),
        maskedJson(one, isSecretName(name) ? name : key, depth + 1),
      ]),
    );
  return isSecretName(name) && value !== null ? REDACTED : value;
}
