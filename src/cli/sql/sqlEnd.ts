import type { Measured } from './counts.ts';

/** How the execution of an approved text ended. Structured-cloneable. */
export type SqlEnd =
  | {
      readonly ended: 'done';
      readonly lines: readonly string[];
      /** Rows changed, those of triggers and foreign keys too. */
      readonly rows: number;
      readonly measured: readonly Measured[];
    }
  /** Rolled back: other rows than the person was shown. */
  | { readonly ended: 'different'; readonly differences: readonly Measured[] }
  /** Rolled back: the database's own message. */
  | { readonly ended: 'failed'; readonly message: string }
  /** Whether it was committed is not known here: the connection was lost in that moment. */
  | { readonly ended: 'unsure'; readonly message: string };

/** Most bytes of result that are kept until the end of the transaction. */
const MOST_OUTPUT = 256 * 1024 * 1024;

/** Milliseconds to wait for somebody else's lock. */
export const LOCK_TIME = 5000;

/** Rows as JSON, a line each, kept until it is certain that they are those of what was approved. */
export interface Lines {
  /** Throws when there are too many. */
  add(row: unknown): void;
  readonly all: readonly string[];
}

export function openLines(): Lines {
  const all: string[] = [];
  let size = 0;
  return {
    all,
    add(row) {
      const line = JSON.stringify(row, (_, value: unknown) => plain(value));
      size += line.length;
      if (size > MOST_OUTPUT) throw new Error('the result is too large to be kept until the end of the transaction');
      all.push(line);
    },
  };
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
}

/** Bytes as hex: a buffer says otherwise of itself before anything else is asked how to write it. */
export function plainRow(row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, Buffer.isBuffer(value) ? value.toString('hex') : value]),
  );
}
