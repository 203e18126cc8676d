import type { TextRange } from '../../effect/effect.ts';

/** A line that the client, not the server, understands. */
export interface ClientCommand {
  /** As written, without the `\` or the `.`. */
  readonly name: string;
  readonly argument: string;
  readonly range: TextRange;
  readonly argumentRange: TextRange;
}

/** The command from `start` to `end`, whose name ends at `nameEnd`. The argument is what is left, without blanks around it. */
export function clientCommand(text: string, name: string, start: number, nameEnd: number, end: number): ClientCommand {
  const raw = text.slice(nameEnd, end);
  const argumentStart = nameEnd + raw.length - raw.trimStart().length;
  const argument = raw.trim();
  return { name, argument, range: [start, end], argumentRange: [argumentStart, argumentStart + argument.length] };
}

/** Where the line at `from` ends, before its line feed. */
export function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** Whether nothing but blanks stands before the place in its line. */
export function firstOnLine(text: string, at: number): boolean {
  let i = at - 1;
  while (i >= 0 && /[ \t\r]/.test(text.charAt(i))) i -= 1;
  return i < 0 || text.charAt(i) === '\n';
}

/** What a client makes of a text: SQL with everything else blanked out, so that offsets stay, and the commands. */
export interface ClientText {
  readonly sql: string;
  readonly commands: readonly ClientCommand[];
  /** Text the client changes before the server sees it (`:variable`): it cannot be read. */
  readonly substituted: readonly TextRange[];
}
