import type { InputCode, InputProblem } from '../action/problem.ts';

/** Why the gate does not do what it was asked. `app/sentences/gate.ts` makes a sentence of it. */
export interface GateProblem {
  readonly code: GateCode | InputCode;
  /** The field at fault, as `action.argv.2`. Hostile text. */
  readonly field?: string;
  readonly values: Readonly<Record<string, string>>;
}

const GATE_STATUS = {
  'unknown-route': 404,
  'unknown-intent': 404,
  'unknown-agent': 404,
  method: 405,
  'media-type': 415,
  'too-large': 413,
  stalled: 408,
  'bad-request': 400,
  'headers-too-large': 431,
  'id-mismatch': 400,
  'cwd-missing': 403,
  'cwd-outside': 403,
  conflict: 409,
  stopped: 403,
  full: 429,
  'too-much': 429,
  'too-many-waiting': 429,
  'too-many-connections': 429,
  'record-failed': 503,
  'gate-lost': 503,
  'token-missing': 403,
  'token-foreign': 403,
  final: 409,
  'outcome-early': 409,
  'outcome-again': 409,
  'grant-used': 409,
  'grant-expired': 403,
  'grant-foreign': 403,
  'grant-forged': 403,
  'grant-changed': 403,
  'grant-grown': 403,
  'file-special': 400,
  'file-link': 400,
  'file-owner': 400,
  'file-gone': 400,
  'file-half': 400,
  'file-name': 400,
  'file-tracked': 403,
  'file-old': 403,
  restricted: 403,
  internal: 500,
} as const;

export type GateCode = keyof typeof GATE_STATUS;

export function gateProblem(
  code: GateCode,
  values: Readonly<Record<string, string>> = {},
  field?: string,
): GateProblem {
  return { code, values, ...(field === undefined ? {} : { field }) };
}

export function inputGateProblem({ code, field, values }: InputProblem): GateProblem {
  return { code, values, ...(field === '' ? {} : { field }) };
}

export function isGateCode(code: GateProblem['code']): code is GateCode {
  return code in GATE_STATUS;
}

/** What is wrong with an intent's own text is a 400, but for its size. */
export function statusOf({ code }: GateProblem): number {
  return isGateCode(code) ? GATE_STATUS[code] : 400;
}

/** One line of the record. The texts in it are the sender's: bounded here, redacted by the record. */
export function problemLine({ code, field, values }: GateProblem): string {
  const more = Object.entries(values).map(([name, value]) => `${name}=${value}`);
  return [code, ...(field === undefined ? [] : [field]), ...more].join(' ').slice(0, 300);
}
