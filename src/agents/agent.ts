import type { Intent } from '../action/intent.ts';
import type { InputProblem } from '../action/problem.ts';
import type { Outcome } from '../review/decision.ts';

/**
 * One coding agent: its hook JSON ⇄ intent and decision, and the change to its settings that connects it. Pure: the gate
 * carries the bytes, the app reads and writes the files. Reasons come in as finished sentences.
 */
export interface Agent {
  /** As in `POST /v1/hooks/{agent}/…`, in file names and in `runner.name`. */
  readonly name: string;
  /** As people write it. */
  readonly title: string;
  /** Hook events that the agent's settings register, as in `POST /v1/hooks/…/{event}`; the first one decides. */
  readonly events: readonly string[];
  /** Program that says its version to `--version`. */
  readonly program: string;
  /** Oldest version whose own failure of the hook stops the call; older ones go ahead. */
  readonly closedSince: string;
  /** Reads one hook call. Never throws: what it cannot read is a `problem`, and a problem is a deny. */
  decode(event: string, body: string, caller: HookCaller): HookCall;
  /** The exact bytes of the answer, without line end. One line; the hook script passes nothing else on. */
  answer(event: string, decision: HookDecision): string;
  /** How each answer that is not `NO_OPINION` begins and ends: the hook script passes nothing else on. */
  readonly answerFrame: readonly [start: string, end: string];
  /** The settings file that connecting changes, below the workspace root. Personal, never a committed one. */
  settingsFile(root: string): string;
  /** Other settings that the agent merges in: the repository's, the person's. */
  sharedSettings(root: string, home: string): readonly string[];
  /** Keys in a settings text by which hooks could be switched off or led astray. */
  hazards(settings: string | undefined): readonly string[];
  /** `before`: the file's text, undefined when there is none. `script`: absolute path of the installed hook script. */
  planConnect(root: string, before: string | undefined, script: string): PlannedEdit;
  planDisconnect(root: string, before: string | undefined, script: string): PlannedEdit;
  /** Whether this settings text calls the script for every tool that must be held, with the failure rule that stops. */
  connected(settings: string | undefined, script: string): boolean;
}

/** What the gate knows of the process that called. Self-declared; used only to notice that it is gone. */
export interface HookCaller {
  readonly pid?: number;
  /** The text of a file as it is now, when it is a regular file of a bounded size. For showing a whole edit. */
  readonly readText?: (path: string) => string | undefined;
}

export type HookCall =
  /** `cwd`: as the agent says, not yet resolved. `key`: the same for the outcome of the same call, unlike any other's. */
  | { readonly call: 'intent'; readonly intent: Intent; readonly cwd: string; readonly key: string }
  /** A tool call that Keyturn has no opinion of. */
  | { readonly call: 'noOpinion' }
  | { readonly call: 'outcome'; readonly outcome: Outcome; readonly cwd: string; readonly key: string }
  /** What came cannot be read as this agent's call: deny. */
  | { readonly call: 'problem'; readonly problem: InputProblem };

/** What goes back. `none`: the rules passed it, or the call is over; the agent's own rules still apply. Never "ask". */
export type HookDecision =
  | { readonly decision: 'none' }
  | { readonly decision: 'allow'; readonly reason: string }
  | { readonly decision: 'deny'; readonly reason: string };

/** A planned change of one file, shown as a diff before it is written. */
export type PlannedEdit =
  | { readonly plan: 'edit'; readonly path: string; readonly before?: string; readonly after: string }
  | { readonly plan: 'nothing'; readonly path: string }
  /** The file is not what it should be and stays as it is. `what`: the property path, empty for the whole text. */
  | { readonly plan: 'unreadable'; readonly path: string; readonly what: string };

/**
 * The whole body that says "no opinion". An empty or cut body must never mean that: the hook script prints nothing and
 * ends well only when it got exactly these bytes.
 */
export const NO_OPINION = '{"keyturn":"no-opinion"}';

/** Header in which the hook script sends its own process id. */
export const HOOK_PID_HEADER = 'Keyturn-Pid';

/** Longest reason, in bytes of JSON: the whole answer must go out in one write of a shell (dash flushes at 8 KiB). */
export const REASON_LIMIT = 6000;
