/** Why a text was not accepted as an intent. `app/sentences/input.ts` makes a sentence of it. */
export interface InputProblem {
  /** The place at fault, as `action.argv.2`; empty for the text as a whole. Hostile text: mark it before showing. */
  readonly field: string;
  readonly code: InputCode;
  readonly values: Readonly<Record<string, string>>;
}

export const INPUT_CODES = [
  'syntax', // not JSON; values.offset
  'duplicate-key',
  'reserved-key', // `__proto__`
  'nul', // U+0000
  'lone-surrogate',
  'too-deep', // nesting over the limit; values.limit
  'too-large', // longer than the limit; values.limit
  'number-range', // a number that a double cannot hold
  'not-utf8',
  'unknown-field',
  'missing',
  'wrong-type', // values.expected
  'wrong-value', // values.expected
  'too-long', // values.limit
  'too-short',
  'one-of', // exactly one of values.fields
] as const;

export type InputCode = (typeof INPUT_CODES)[number];

export function inputProblem(
  field: string,
  code: InputCode,
  values: Readonly<Record<string, string>> = {},
): InputProblem {
  return { field, code, values };
}
