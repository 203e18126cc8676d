import { visibleLine } from '../../action/visible.ts';
import type { InputCode, InputProblem } from '../../action/problem.ts';

const SENTENCES: Readonly<Record<InputCode, string>> = {
  syntax: 'is not JSON (at character {offset})',
  'duplicate-key': 'stands twice',
  'reserved-key': 'is a name that no field may have',
  nul: 'holds a NUL character',
  'lone-surrogate': 'holds half of a surrogate pair',
  'too-deep': 'is nested more than {limit} deep',
  'too-large': 'is longer than {limit} characters',
  'number-range': 'is a number out of range',
  'not-utf8': 'is not UTF-8',
  'unknown-field': 'is not a field that Keyturn knows',
  missing: 'is missing',
  'wrong-type': 'must be of type {expected}',
  'wrong-value': 'must be {expected}',
  'too-long': 'is longer than {limit}',
  'too-short': 'is empty or too short',
  'one-of': 'needs exactly one of {fields}',
};

/** Why a text was not accepted, naming the field at fault. */
export function inputSentence(problem: InputProblem): string {
  const field = problem.field === '' ? 'The text' : `“${visibleLine(problem.field.slice(0, 200))}”`;
  const what = SENTENCES[problem.code].replace(/\{([a-z]+)\}/g, (_, name: string) =>
    visibleLine(problem.values[name] ?? ''),
  );
  return `${field} ${what}.`;
}
