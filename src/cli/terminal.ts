import { visibleText } from '../action/visible.ts';

/** Where the words of a command go, and the output of what it runs. */
export interface Terminal {
  readonly tell: (text: string) => void;
  /** Absent: what is run writes to our own standard output and error. */
  readonly capture?: { readonly out: (bytes: Uint8Array) => void; readonly error: (bytes: Uint8Array) => void };
  /** Takes the action back: before it runs, nothing will; while it runs, it is ended. */
  readonly signal?: AbortSignal;
}

/** Tells the person something on standard error. Whatever is in it, no control character reaches the terminal. */
export function tell(text: string): void {
  const lines = visibleText(text).replaceAll('\t', ' ').split('\n');
  process.stderr.write(lines.map((line) => `keyturn: ${line}\n`).join(''));
}

/** The same on standard output, without a prefix: what was asked for. */
export function print(text: string): void {
  process.stdout.write(`${visibleText(text)}\n`);
}

export const ownTerminal: Terminal = { tell };

/** Output of what was run, as it is. */
export function writeOut(text: string, { capture }: Terminal): void {
  if (capture === undefined) process.stdout.write(text);
  else capture.out(Buffer.from(text));
}
