import { visibleText } from '../action/visible.ts';

/** Tells the person something on standard error. Whatever is in it, no control character reaches the terminal. */
export function tell(text: string): void {
  const lines = visibleText(text).replaceAll('\t', ' ').split('\n');
  process.stderr.write(lines.map((line) => `keyturn: ${line}\n`).join(''));
}

/** The same on standard output, without a prefix: what was asked for. */
export function print(text: string): void {
  process.stdout.write(`${visibleText(text)}\n`);
}
