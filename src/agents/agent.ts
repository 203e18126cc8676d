import type { Intent } from '../action/intent.ts';
import type { JsonObject } from '../action/json.ts';
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
  /** Program that says its version to `--version`. */
  readonly program: string;
  /** npm packages that the program comes in; those for one platform have its name behind a dash. Empty: it comes otherwise. */
  readonly packages: readonly string[];
  /** What the agent does with a call when the hook itself cannot start, is killed, or is late. */
  readonly onHookFailure: FailureRule;
  /**
   * Where a call's folder is known from: the settings lie in that folder, and the client knows it; or they are a person's,
   * for every folder, and the hook is started in it; or only its input tells.
   */
  readonly folderFrom: 'settings' | 'cwd' | 'input';
  /** What stands between the agent and the gate: a shell script, or a module that the agent loads into itself. */
  readonly client: 'script' | 'module';
  /** Hook events that can stop a call. */
  readonly deciding: readonly string[];
  /** Hook events that tell what became of it. */
  readonly reporting: readonly string[];
  /** Hook events on which no call hangs: when such a hook fails, it ends as if it had no opinion. */
  readonly telling: readonly string[];
  /** Reads one hook call. Never throws: what it cannot read is a `problem`, and a problem is a deny. */
  decode(event: string, body: string, caller: HookCaller): HookCall;
  /** The exact bytes of the answer, without line end: one line in one of the `answerFrames`, a refusal, or `NO_OPINION`. */
  answer(event: string, decision: HookDecision): string;
  /** How each answer that is printed begins and ends: the client passes nothing else on. */
  readonly answerFrames: readonly AnswerFrame[];
  /** How the script says no: by an answer in one of the frames, or by status 2 and the reason on stderr. */
  readonly denial: 'answer' | 'status';
  /** What the agent runs for an event, by its settings. Undefined for a module. */
  hookCommand(client: string, event: string): HookCommand | undefined;
  /** The settings file that connecting changes. Personal, never a committed one. */
  settingsFile(place: SettingsPlace): string;
  /** Settings that the agent merges: the repository's, the person's. */
  sharedSettings(place: SettingsPlace): readonly string[];
  /** Keys in a settings text by which hooks could be switched off or led astray. */
  hazards(settings: string | undefined): readonly string[];
  /** `before`: the file's text, undefined when there is none. */
  planConnect(change: SettingsChange): PlannedEdit;
  planDisconnect(change: SettingsChange): PlannedEdit;
  /** A second file, wholly Keyturn's, by which the agent itself asks about what its hooks are not shown. Offered apart. */
  readonly besides?: {
    readonly file: (place: SettingsPlace) => string;
    readonly text: string;
    /** Stands in the text: a file of that name without it is somebody else's. */
    readonly sign: string;
  };
  /** A package of npm's that it installs by itself, of its own version, before it loads what connects it. */
  readonly needs?: { readonly name: string; /** Below the person's home. */ readonly folder: string };
  /** Of one that loads a module of ours: how it calls it, for trying that. */
  readonly module?: AgentModule;
  /** Whether this settings text calls the client for every tool that must be held, with the failure rule that stops. */
  connected(settings: string | undefined, client: string): boolean;
}

export interface AgentModule {
  /**
   * Script of a Node that does with the settings file what the agent does. Its last two arguments are the file's URL and the
   * event, a canary's body comes in; it ends with 3 and the reason on its output where the call would be stopped.
   */
  readonly probe: string;
  /** A call of the agent's shell tool, as the module sends it. */
  readonly shellCall: (command: string, cwd: string, session: string, use: string) => unknown;
}

/** `closed`: the call is stopped, from version `since` on. `open`: it goes ahead. */
export type FailureRule = { readonly rule: 'closed'; readonly since: string } | { readonly rule: 'open' };

/** A program with its arguments, or a text for the person's shell. */
export type HookCommand = { readonly words: readonly [string, ...string[]] } | { readonly shell: string };

export type AnswerFrame = readonly [start: string, end: string];

export interface SettingsPlace {
  /** Real path of the workspace folder. */
  readonly root: string;
  readonly home: string;
}

export interface SettingsChange {
  /** What `settingsFile` gave. */
  readonly file: string;
  readonly before: string | undefined;
  /** Absolute path of the installed hook script or module. */
  readonly client: string;
}

/** What the gate knows of the process that called. Self-declared; used only to notice that it is gone. */
export interface HookCaller {
  readonly pid?: number;
  /** The text of a file as it is now, when it is a regular file of a bounded size. For showing a whole edit. */
  readonly readText?: (path: string) => string | undefined;
  /** What a folder holds, none where it is not there. Undefined: too much, or nobody can say. */
  readonly namesIn?: (folder: string) => readonly string[] | undefined;
}

export type HookCall =
  /**
   * What the call would do: one intent for most, several for a patch of several files or a list of commands. All of them
   * must be let go, or none runs. `cwd`: as the agent says, not yet resolved. `key`: the same for the outcome of the same
   * call, unlike any other's. `promptKey`: the same for the agent's own prompt, or report, about it, where that has another
   * key. `twin`: for an agent that sends one call by several ways; `key` is the same for all of them.
   */
  | {
      readonly call: 'intents';
      readonly intents: readonly [Intent, ...Intent[]];
      readonly cwd: string;
      readonly key: string;
      readonly promptKey?: string;
      readonly twin?: { readonly key: string; readonly way: string };
      /** The tool's whole input, from an agent that runs what a hook puts into `command` instead. */
      readonly changeable?: JsonObject;
    }
  /** A tool call that Keyturn has no opinion of. */
  | { readonly call: 'noOpinion' }
  /** A session of the agent's began, got a prompt of its person's, or ended. */
  | {
      readonly call: 'session';
      readonly session: string;
      readonly cwd: string;
      readonly prompt?: { readonly text: string; readonly id?: string };
    }
  /** The agent is about to ask its person of a call that was decided before. */
  | { readonly call: 'prompt'; readonly cwd: string; readonly promptKey: string }
  | { readonly call: 'outcome'; readonly outcome: Outcome; readonly cwd: string; readonly key: string }
  /** What came cannot be read as this agent's call: deny. */
  | { readonly call: 'problem'; readonly problem: InputProblem };

/** What goes back. `none`: the rules passed it, or the call is over; the agent's own rules still apply. Never "ask". */
export type HookDecision =
  | { readonly decision: 'none' }
  /** `input`: the tool's whole input, to be run in place of the agent's own. */
  | { readonly decision: 'allow'; readonly reason: string; readonly input?: JsonObject }
  | { readonly decision: 'deny'; readonly reason: string };

/** A planned change of one file, shown as a diff before it is written. */
export type PlannedEdit =
  | { readonly plan: 'edit'; readonly path: string; readonly before?: string; readonly after: string }
  /** The file was made by connecting and holds nothing else. */
  | { readonly plan: 'remove'; readonly path: string; readonly before: string }
  | { readonly plan: 'nothing'; readonly path: string }
  /** The file is not what it should be and stays as it is. `what`: the property path, empty for the whole text. */
  | { readonly plan: 'unreadable'; readonly path: string; readonly what: string };

/** All hook events that the agent's settings register. */
export function eventsOf(agent: Pick<Agent, 'deciding' | 'reporting' | 'telling'>): readonly string[] {
  return [...agent.deciding, ...agent.reporting, ...agent.telling];
}

/**
 * The whole body that says "no opinion". An empty or cut body must never mean that: the client prints nothing and ends
 * well only when it got exactly these bytes.
 */
export const NO_OPINION = '{"keyturn":"no-opinion"}';

/** Header in which the hook script sends its own process id. */
export const HOOK_PID_HEADER = 'Keyturn-Pid';

/** How a refusal by status 2 begins: the script passes no other text on. */
export const REFUSAL_START = 'Keyturn: ';

/** Seconds that an agent waits for a hook that decides: a day, as long as a hold may last. */
export const HOOK_WAIT = 86_400;
/** Seconds a hold of a hook lasts: it ends, with an answer, before anybody stops waiting for it. */
export const HOOK_HELD = 86_000;
/** Seconds until whatever of ours waits for that answer gives up by itself: behind the hold's end, before the agent's own. */
export const HOOK_GIVE_UP = 86_300;
/** Seconds for the report of an outcome: nobody waits for a person there. */
export const HOOK_REPORT = 10;
