import type { TextRange } from '../../effect/effect.ts';
import type { Node } from './tree.ts';

export interface Fault {
  readonly message: string;
  readonly range: TextRange;
}

export interface Cursor {
  readonly text: string;
  readonly faults: Fault[];
  at: number;
  /** How many brackets are open: outside of them `)` is a letter. */
  depth: number;
  /** Reads one command; passed down, since clauses hold commands and commands clauses. */
  readonly command: (cursor: Cursor) => Node;
}

export function fault(cursor: Cursor, message: string, at = cursor.at): void {
  const start = Math.min(at, cursor.text.length);
  cursor.faults.push({ message, range: [start, Math.min(start + 1, cursor.text.length)] });
}

export function peek(cursor: Cursor, ahead = 0): string {
  return cursor.text[cursor.at + ahead] ?? '';
}

export function isBlank(unit: string): boolean {
  return unit === ' ' || unit === '\t' || unit === '\v' || unit === '\f' || unit === '\u00a0';
}

export function isNewline(unit: string): boolean {
  return unit === '\n' || unit === '\r';
}

export function skip(cursor: Cursor, lines = false): void {
  for (;;) {
    const unit = peek(cursor);
    if (isBlank(unit) || (lines && isNewline(unit))) cursor.at += 1;
    else if (unit === '^' && isNewline(peek(cursor, 1)))
      cursor.at += cursor.text.startsWith('^\r\n', cursor.at) ? 3 : 2;
    else return;
  }
}
