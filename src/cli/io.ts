/** What a command may touch of its process, so that a test can stand in for it. */
export interface Io {
  /** Standard output, as it is: the command has marked what is hostile. */
  out(text: string): void;
  /** Resolves when more output may be given: its reader may be slower than we are. False: nobody reads it any more. */
  drained(): Promise<boolean>;
  /** Standard error, the same. */
  error(text: string): void;
  /** Standard input as bytes, to its end. */
  readonly input: AsyncIterable<Uint8Array>;
  /** The folder of the built bundles: workers and wasm lie there. */
  readonly dist: string;
  readonly home: string;
  /** Milliseconds, never backwards. */
  now(): number;
}

/** A command: its arguments after its name in, its exit code out. */
export type Command = (args: readonly string[], io: Io) => Promise<number>;
