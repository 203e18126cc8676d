/** What is known of tools that run a project's code: which of their words are code, or settings that name some. */
export interface ProjectCode {
  /** By the command and its subcommands: `go test`. */
  readonly of: (title: string) => ToolCode;
  /** The same of options, whose they may be. */
  readonly options: CodeOptions;
}

export interface ToolCode {
  /** Translates or shows what it is given and runs none of it, or says itself what it runs. */
  readonly runsNone?: true;
  /** Runs the files that it is given. */
  readonly runsOperands?: true;
  /** What stands behind the dashes it gives to other tools of the project, of which the same holds. */
  readonly handsOn?: true;
  /** Its last word is the folder that it fills. */
  readonly fillsLast?: true;
  /** `-o` is a setting of any name. */
  readonly sets?: true;
  /** A variable among its words is put into its commands. */
  readonly putsIn?: true;
  /** Words that it evaluates or runs. */
  readonly evaluates?: RegExp;
  /** Options of its own that name a program to be run. */
  readonly runs?: RegExp;
  /** Settings behind `--config` that do. */
  readonly runningSetting?: RegExp;
  /** Options of its own behind which stands a word that chooses. */
  readonly chooses?: RegExp;
}

export interface CodeOptions {
  /** What is filled, kept between runs, counted or shown: nothing of it is run. */
  readonly filled: RegExp;
  /** They name a program to be run in place of another. */
  readonly runs: RegExp;
  /** They name settings or code to be loaded: of a value that is known only when it runs nobody knows whose that is. */
  readonly loads: RegExp;
  /** Behind them stands the name of a test, a number or another word that chooses: no reporter, environment or browser, which are programs. */
  readonly chooses: RegExp;
  /** They take no word. */
  readonly takesNone: RegExp;
  /** The same with their value in one word: what a Java machine loads first, a property of MSBuild’s that is run as a command. */
  readonly inOneWord: readonly RegExp[];
  /** By these a compiler loads what lies there, or starts it in place of a part of itself. What a class path holds works on Java's annotations. */
  readonly ofCompilers: RegExp;
}
