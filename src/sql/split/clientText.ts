import type { TextRange } from '../../effect/effect.ts';

/** A line that the client, not the server, understands. */
export interface ClientCommand {
  /** As written, without the `\` or the `.`. */
  readonly name: string;
  readonly argument: string;
  readonly range: TextRange;
  readonly argumentRange: TextRange;
}

/** What a client makes of a text: SQL with everything else blanked out, so that offsets stay, and the commands. */
export interface ClientText {
  readonly sql: string;
  readonly commands: readonly ClientCommand[];
  /** Text the client changes before the server sees it (`:variable`): it cannot be read. */
  readonly substituted: readonly TextRange[];
}
