import type { Context, Reading, Source } from './reader.ts';

/** What a reader asks the worker that holds its parser. */
export interface ReaderRequest {
  readonly source: Source;
  readonly context: Context;
}

export function isReaderRequest(value: unknown): value is ReaderRequest {
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
