import type { Clock, Digests, Judge, PreviewPort, Processes, Random, RecordPort, Signer } from './ports.ts';

/** What a review is made of. */
export interface ReviewParts {
  /** Real path of the workspace folder. */
  readonly workspace: string;
  /** Whether an earlier activation was stopped and nobody has resumed. */
  readonly stopped: boolean;
  readonly clock: Clock;
  readonly random: Random;
  readonly record: RecordPort;
  readonly signer: Signer;
  readonly judge: Judge;
  readonly previews: PreviewPort;
  readonly processes: Processes;
  readonly digests: Digests;
  /** SHA-256 of the rules in force. */
  readonly rules: () => string;
  /** Whether this window's own socket is still in its place: without it nothing is granted. */
  readonly gateIntact: () => boolean;
  readonly debuggerAttached: () => boolean;
  readonly alarm: (code: string, values: Readonly<Record<string, string>>) => void;
}

/** What changes while the review lives, shared by its parts. */
export interface ReviewState {
  /** New at each activation and at each stop: every unclaimed grant of another epoch is void. */
  epoch: string;
  stopped: boolean;
  closed: boolean;
}
