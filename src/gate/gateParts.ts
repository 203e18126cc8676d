import type { Agent, HookDecision } from '../agents/agent.ts';
import type { Finding } from '../effect/finding.ts';
import type { Clock, RecordPort } from '../review/ports.ts';
import type { Hold } from '../review/hold.ts';
import type { Desk } from './desk.ts';
import type { GateProblem } from './problem.ts';
import type { Sentence } from './reply.ts';

/** What a gate needs from the product. */
export interface GateParts {
  /** Real path of the workspace folder. */
  readonly root: string;
  readonly version: string;
  /** What a client may show instead of the token of an intent: it lies in a file that only the person can read. */
  readonly ownKey: string;
  readonly desk: Desk;
  readonly clock: Clock;
  readonly record: RecordPort;
  readonly alarm: (code: string, values: Readonly<Record<string, string>>) => void;
  readonly agentNamed: (name: string) => Agent | undefined;
  /** Names of the files of a folder that git tracks; `unknown` when git does not tell. */
  readonly trackedIn: (folder: string) => Promise<ReadonlySet<string> | 'unknown'>;
  /** A connected agent's own session has called its hook here. */
  readonly heard: (agent: Agent) => void;
  /** The command that runs what was approved under this id, in place of the agent's own. Undefined: the agent runs its own. */
  readonly sealed: (id: string) => string | undefined;
  /** Number and hash of the record's last line. */
  readonly recordEnd: () => { readonly seq: number; readonly head: string } | undefined;
  readonly words: GateWords;
  /** What goes with the claim of an approved action, once. `changed`: what it named is not what it was when it was filed. */
  readonly handed: (hold: Hold) => Promise<Handed | 'changed'>;
}

export interface Handed {
  /** The connection string of the person's connection that the action names, its password included. */
  readonly connection?: string;
  /** Percent by which rows may differ from those that were shown. */
  readonly tolerance?: number;
}

/** Every sentence that leaves through a gate. */
export interface GateWords {
  problem(problem: GateProblem): Sentence;
  finding(finding: Finding): string;
  /** What an agent is told of a final state. */
  hook(hold: Hold): HookDecision;
  /** What an agent is told when no intent could be made of its call. */
  hookRefused(why: Sentence): HookDecision;
  /** The deny of a canary, with its mark. */
  hookProved(mark: string): HookDecision;
}
