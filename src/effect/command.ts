import type { TextRange } from './effect.ts';

/** One command that runs, where all its words are known. */
export interface RunCommand {
  readonly argv: readonly string[];
  /** The folder it runs in; absent: known only at run time. */
  readonly cwd?: string;
  /** The text is this command and nothing else: no redirection, no assignment, no second command. */
  readonly sole: boolean;
  /** Where it stands in the text; of a script from disk, the words that name the script. Absent: not known. */
  readonly range?: TextRange;
}

/** A command of which some words are patterns that the shell replaces by names when it runs; the others are all known. */
export interface GlobbedCommand {
  readonly argv: readonly string[];
  /** Which words are patterns, as they stand in the text. */
  readonly patterns: readonly number[];
  readonly cwd: string;
  readonly range: TextRange;
}
