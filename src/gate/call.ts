import type { IncomingMessage } from 'node:http';
import type { GateProblem } from './problem.ts';
import type { Reply } from './reply.ts';

/** One request, and whether its client is still there. */
export interface Call {
  readonly request: IncomingMessage;
  readonly method: string;
  readonly path: readonly string[];
  readonly gone: AbortSignal;
  /** The JSON text of its body, or why there is none; undefined when the client stopped in the middle. */
  text(): Promise<string | GateProblem | undefined>;
}

/** `undefined`: the client went away, nobody is there to answer. */
export type Handled = Reply | GateProblem | undefined;

/** Counts requests that wait for a person. */
export interface Seats {
  /** Undefined when all are taken. */
  sit(): (() => void) | undefined;
}
