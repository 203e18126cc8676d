import type { Context, Reading, Source } from '../reading/reader.ts';

/** What the code worker is asked. */
export interface CodeRequest {
  readonly source: Source;
  readonly context: Context;
}

export function isCodeRequest(value: unknown): value is CodeRequest {
  return typeof value === 'object' && value !== null && 'source' in value && 'context' in value;
}

/** The worker is our own code; this only tells a reading from an answer of another shape. */
export function isReading(value: unknown): value is Reading {
  return (
    typeof value === 'object' &&
    value !== null &&
    'effects' in value &&
    'complete' in value &&
    Array.isArray(value.effects)
  );
}
