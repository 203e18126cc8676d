import { redactValue } from '../action/redact.ts';

/** Units of one value in a sample. */
const LONGEST = 300;

/** A column of a sample: what looks like a secret is masked, and it is no longer than can be read. */
export function cell(name: string, value: string): readonly [string, string] {
  const safe = redactValue(name, value);
  return [name, safe.length > LONGEST ? `${safe.slice(0, LONGEST)}…` : safe];
}
