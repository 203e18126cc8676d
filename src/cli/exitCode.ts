import { constants } from 'node:os';

/** Not approved, for whatever reason: nothing ran. */
export const NOT_APPROVED = 120;
export const USAGE = 2;

/** A shell's way: 128 and the signal's number. */
export function exitCodeOf(code: number | null, signal: NodeJS.Signals | null): number {
  return signal === null ? (code ?? 1) : 128 + (constants.signals[signal] ?? 0);
}
