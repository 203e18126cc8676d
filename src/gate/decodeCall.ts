import * as z from 'zod/mini';
import { scanJson, type JsonObject, type JsonValue } from '../action/json.ts';
import { inputProblem, type InputProblem } from '../action/problem.ts';
import { MOST_OUTCOME_TABLES, type Outcome } from '../review/decision.ts';

export type Decoded<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: InputProblem };

const tableShape = z.strictObject({
  table: z.string().check(z.minLength(1), z.maxLength(512)),
  change: z.enum(['insert', 'update', 'delete', 'truncate', 'drop']),
  shown: z.optional(z.int().check(z.gte(0))),
  rows: z.int().check(z.gte(0)),
});

const outcomeShape = z.strictObject({
  exitCode: z.optional(z.int().check(z.gte(0), z.lte(255))),
  signal: z.optional(z.string().check(z.regex(/^SIG[A-Z0-9]{1,12}$/))),
  rows: z.optional(z.int().check(z.gte(0))),
  tables: z.optional(z.array(tableShape).check(z.maxLength(MOST_OUTCOME_TABLES))),
  error: z.optional(z.string().check(z.maxLength(4096))),
  sealed: z.boolean(),
});

const claimShape = z.strictObject({
  grant: z.string().check(z.maxLength(16_384), z.regex(/^[\w-]+\.[\w-]+\.[\w-]+$/)),
  /** Of what the runner is about to execute, as it computed it itself. */
  digest: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
});

export function decodeOutcome(text: string): Decoded<Outcome> {
  return decode(text, outcomeShape) as Decoded<Outcome>;
}

export function decodeClaim(text: string): Decoded<{ readonly grant: string; readonly digest: string }> {
  return decode(text, claimShape);
}

function decode<T>(text: string, shape: z.ZodMiniType<T>): Decoded<T> {
  const scanned = scanJson(text);
  if (!scanned.ok) return scanned;
  const parsed = z.safeParse(shape, scanned.value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const issue = parsed.error.issues[0];
  const at = (issue?.path ?? []).map(String);
  if (issue?.code === 'unrecognized_keys')
    return { ok: false, problem: inputProblem([...at, issue.keys[0] ?? ''].join('.'), 'unknown-field') };
  if (issue?.code === 'invalid_type') {
    const there = at.length === 0 || fieldOf(scanned.value, at[0] ?? '') !== undefined;
    const problem = there
      ? inputProblem(at.join('.'), 'wrong-type', { expected: issue.expected })
      : inputProblem(at.join('.'), 'missing');
    return { ok: false, problem };
  }
  return { ok: false, problem: inputProblem(at.join('.'), 'wrong-value', { expected: '' }) };
}

/** Both calls have plain objects without nested ones. */
function fieldOf(value: JsonValue, name: string): JsonValue | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject)[name] : undefined;
}

/**
 * The intent that a grant says it is for, unverified: enough to find the review that verifies it. Undefined when it is
 * no JWS at all.
 */
export function subjectOf(grant: string): string | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(grant.split('.')[1] ?? '', 'base64url').toString('utf8'));
    if (typeof claims !== 'object' || claims === null || !('sub' in claims)) return undefined;
    return typeof claims.sub === 'string' ? claims.sub : undefined;
  } catch {
    return undefined;
  }
}
