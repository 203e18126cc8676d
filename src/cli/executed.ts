import { NOT_APPROVED } from './exitCode.ts';

/** What became of an approved action. */
export interface Executed {
  /** False: nothing ran, and the person has been told why. */
  readonly ran: boolean;
  /** For a program that a signal ended, 128 and the signal's number. */
  readonly exitCode: number;
  readonly signal?: NodeJS.Signals;
  /** Rows that SQL changed. */
  readonly rows?: number;
}

export const NOT_RUN: Executed = { ran: false, exitCode: NOT_APPROVED };
