import type { Context, Reading, Source } from '../reading/reader.ts';

/** What the SQL worker is asked. */
export interface SqlRequest {
  readonly source: Source;
  readonly context: Context;
}

export function isSqlRequest(value: unknown): value is SqlRequest {
  return typeof value === 'object' && value !== null && 'source' in value && 'context' in value;
}

/** The worker is our own code; this only tells a reading from an answer of another shape. */
export function isReading(value: unknown): value is Reading {
  return (
    typeof value === 'object' &&
    value !== null &&
    'effects' in value &&
    'problems' in value &&
    'complete' in value &&
    Array.isArray(value.effects)
  );
}
