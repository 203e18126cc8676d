import type { GlobbedCommand, RunCommand } from '../effect/command.ts';
import type { Connection } from '../effect/object.ts';
import type { Effect, Environment, TextRange } from '../effect/effect.ts';
import type { Trait } from '../effect/trait.ts';

export type Language = 'shell' | 'argv' | 'sql' | 'http' | 'code' | 'graphql';

/** One text to read. Everything in it is hostile. */
export interface Source {
  readonly language: Language;
  /** For `argv` the words joined for display by `action/argvText`; the words themselves are in `argv`. */
  readonly text: string;
  readonly argv?: readonly string[];
  /** shell: bash, sh, zsh, powershell, cmd · sql: postgresql, sqlite, mysql, … · code: python, javascript, ruby, perl, php, awk … */
  readonly dialect?: string;
  /** Where SQL would run, as far as the carrier said. */
  readonly connection?: Connection;
  /** How the client program would connect there. */
  readonly login?: Login;
  /** A request's parts, for `http`. */
  readonly request?: HttpRequest;
  /** The file that the text was read from, if it was. */
  readonly file?: string;
  /** The words that a script is given. Absent: none. */
  readonly args?: ScriptArgs;
  /** Standard input where it is known: a pipe's literal, a heredoc, `--stdin`. */
  readonly stdin?: string;
}

/**
 * A word that is known only when it runs is null; a pattern stands for the files that it matches, as many words as they are. `unknown`:
 * not even how many there are.
 */
export type ScriptArgs = readonly (string | null | { readonly pattern: string })[] | 'unknown';

/**
 * What a command line or a URL gives a database's client to connect with, its password included: a preview connects in the
 * same way. Never part of an effect, never shown, never recorded.
 */
export interface Login {
  /** A host's name or address, or the folder of a socket; for MySQL a socket is in `socket`. */
  readonly host?: string;
  readonly port?: string;
  readonly socket?: string;
  readonly user?: string;
  readonly password?: string;
  /** A name, a URL, or, for PostgreSQL, a connection string of `key=value`. */
  readonly database?: string;
  /** The name of a part of a service file, which says the rest. */
  readonly service?: string;
  /** A part of it is known only when it runs, or lies in a file of the client's. */
  readonly unclear?: true;
}

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  /** Absent: no body, or a body that is not in the text (then `bodyUnknown`). */
  readonly body?: string;
  readonly bodyUnknown?: boolean;
  /** The Unix socket that it goes through, in place of the host in its URL. */
  readonly socket?: string;
  /** What is known of its address only when it runs tells the server nothing: a number, a date, or what it has answered itself. */
  readonly tellsNothing?: true;
}

/** What the text stands in. Absolute paths without trailing slash. */
export interface Context {
  readonly cwd: string;
  readonly workspace: string;
  readonly home: string;
  /** Names that the action itself sets; the runner's own environment is not known. */
  readonly environment: Readonly<Record<string, string>>;
  /** Traits that every effect inside inherits (`elevated`, `remote`, `decoded` …). */
  readonly traits: readonly Trait[];
  /** The beginning of this text, or of the one around it, where that was decoded. */
  readonly decoded?: string;
  /** Where the carrier says the work happens; `unknown` unless named. */
  readonly place: Environment;
  /** How many carriers this text is inside of. 0 is the action's own text. */
  readonly depth: number;
  /** `source FILE`: what this text defines and where it goes is how the text that names it goes on. */
  readonly sourced?: true;
}

/** A text inside a text, or a request for one that lies on disk. The loop reads it and maps its ranges back. */
export interface Embedded {
  readonly want: Source | FileRequest | BoundFileRequest | PackageScriptRequest;
  /** Where it stands in the carrier. For a request: the words that name it. */
  readonly range: TextRange;
  /**
   * For each UTF-16 unit of the embedded text, its offset in the carrier, when quoting moved it; absent when the text is
   * the range itself, letter by letter. A text that was decoded or read from disk has neither: its effects take `range`.
   */
  readonly offsets?: readonly number[];
  readonly verbatim: boolean;
  /** What the carrier changes for it. */
  readonly context: Partial<Context>;
}

export interface FileRequest {
  readonly request: 'file';
  readonly path: string;
  /** Other places where it may lie: each that is there is read, and one of them or `path` must be (`python -m pkg`). */
  readonly others?: readonly string[];
  /** Files that run before it where they are there. */
  readonly along?: readonly string[];
  readonly as: Language;
  readonly dialect?: string;
  readonly connection?: Connection;
  readonly login?: Login;
  readonly args?: ScriptArgs;
  /** It is fed from this machine to what runs on another (`ssh host < x.sh`). Otherwise a text's files lie where it runs. */
  readonly here?: true;
}

/** A file that decides what runs, and is not read here: the approval holds for its bytes alone. */
export interface BoundFileRequest {
  readonly request: 'bound-file';
  readonly path: string;
}

export interface PackageScriptRequest {
  readonly request: 'package-script';
  /** Folder whose package.json (or Makefile …) is meant. */
  readonly directory: string;
  readonly runner: 'npm' | 'make' | 'just' | 'task';
  readonly name: string;
  /** The packages of the workspace whose script it is, by name, folder or filter. Absent: the one of the folder. */
  readonly packages?: readonly string[];
  /** What the tool puts behind the script, as shell text. Absent: nothing. */
  readonly words?: string;
}

/** What a reader could not read. Any problem makes the reading incomplete. `rule` is a stable id such as `problem.syntax`. */
export interface Problem {
  readonly rule: string;
  readonly range: TextRange;
  readonly values: Readonly<Record<string, string>>;
}

/** A fact that must hold on disk before the action may pass without a person. */
export type Ask =
  /**
   * git runs here and must not start a program that this repository's own configuration names. `local`: it only looks, reaches no
   * remote and asks nobody, so that it starts none of those by which it would.
   */
  | {
      readonly ask: 'git-inert';
      readonly directory: string;
      readonly local?: true;
      /** Or that of some folder below, which is known only when it runs: `for d in *\/; do git -C "$d" status`. */
      readonly below?: true;
      readonly range: TextRange;
    }
  /** The program's own workspace configuration file must not exist, since it could name programs (`.ripgreprc`, `.curlrc` …). */
  | { readonly ask: 'absent'; readonly path: string; readonly range: TextRange }
  /**
   * Every file below is read: none may be a secret. `hidden`: also names with a leading dot · `ignored`: also what
   * `.gitignore` names · `links`: links are followed.
   */
  | {
      readonly ask: 'no-secrets-below';
      readonly directory: string;
      readonly hidden: boolean;
      readonly ignored: boolean;
      readonly links: boolean;
      readonly range: TextRange;
    }
  /**
   * A tool works by the settings and scripts of this folder: they are as HEAD has them. `lock`: it installs from a lock
   * file, which must be there and unchanged too; `file` is its name, where only one will do. `script`: it runs this file
   * besides.
   */
  | {
      readonly ask: 'settings-kept';
      readonly directory: string;
      readonly lock: boolean;
      readonly file?: string;
      readonly script?: string;
      /** What the same text may have changed by then. The loop says it, not the reader. */
      readonly changed?: readonly Change[];
      readonly range: TextRange;
    }
  /** The nearest repository at or above `directory` begins in `root`, which was put in place of what git would say. */
  | { readonly ask: 'top-level'; readonly directory: string; readonly root: string; readonly range: TextRange }
  /** The current branch gets this name: no other bears it, so that none is replaced. Tells of the effect of this range. */
  | { readonly ask: 'branch-free'; readonly directory: string; readonly name: string; readonly range: TextRange }
  /** Docker's client speaks to an engine of this machine: part of the settings that the effect of this range hangs on. */
  | { readonly ask: 'docker-here'; readonly range: TextRange };

/** A file that is replaced by a text that stands in the source. */
export interface FileWrite {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

/** Files that may be others when a later part of the text runs. */
export interface Change {
  /** Absolute: a file, or a folder with all that lies in it. */
  readonly place: string;
  /** Only files whose names end so. Absent: all. */
  readonly ending?: string;
  /** Only what is there: it makes no file. */
  readonly over?: true;
  /**
   * `head`: as the last commit has them · `commit`: as some commit of this repository has them, which vouches for settings as the last one
   * does but says nothing of a text · `any`: as nobody knows.
   */
  readonly to: 'head' | 'commit' | 'any';
}

/** Version control puts other files in place, of names that the text does not say. */
export interface Checkout {
  readonly change: Change;
  readonly range: TextRange;
}

/** Structured-cloneable: readers may run in a worker. */
export interface Reading {
  readonly effects: readonly Effect[];
  readonly embedded: readonly Embedded[];
  readonly problems: readonly Problem[];
  readonly asks: readonly Ask[];
  /** Absent where the language knows no commands. */
  readonly commands?: readonly RunCommand[];
  /** Absent: none. */
  readonly globbed?: readonly GlobbedCommand[];
  /** Files whose whole new text is known. Absent: none. */
  readonly writes?: readonly FileWrite[];
  /** Absent: none. */
  readonly checkouts?: readonly Checkout[];
  /** Stretches in which what stands earlier may run later: loops, pipes, functions, traps, what runs in the background. Absent: none. */
  readonly unordered?: readonly TextRange[];
  /** False: something was not read; the action cannot pass. */
  readonly complete: boolean;
}

/** Reads one text. Never throws; what it cannot read is a Problem, and `complete` is false. Offsets are UTF-16. */
export type Reader = (source: Source, context: Context) => Reading;

/** A reader whose parser lives in a worker with a deadline, or is still being loaded; it may answer at once. */
export type RemoteReader = (source: Source, context: Context) => Reading | Promise<Reading>;

/** Readers load their parsers once, when first needed. */
export type OpenReader = () => Promise<Reader | RemoteReader>;
