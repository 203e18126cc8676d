import type { Intent } from '../action/intent.ts';
import type { Gesture } from './gesture.ts';
import type { Hold, Way } from './hold.ts';
import type { Outcome } from './decision.ts';
import type { Ticket } from './ticket.ts';

export interface Submission {
  readonly intent: Intent;
  readonly way: Way;
  /** Real path; inside one of the window's workspace folders, which is `workspace`. */
  readonly cwd: string;
  /** Nobody has looked whether `cwd` is a real path. Only of an intent without an id. */
  readonly guessed?: boolean;
  readonly workspace: string;
  /** Whether the client holds a request open for the answer: then losing it withdraws (2 s). */
  readonly waiting: boolean;
  /**
   * What passes is acted upon as soon as it is answered: its grant is claimed by the same write that gives it. Not where files
   * are bound to it, which a claim looks at again; there, and for what a person approves, `claim` is still to be called.
   */
  readonly claims?: boolean;
  /** As in `Hold`, counted when it arrived: what is looked up before it is filed may take any time. */
  readonly order?: number;
}

export type Filed =
  | { readonly filed: 'new' | 'again'; readonly hold: Hold }
  /** `cwd` was guessed, and is none: nothing is filed. */
  | { readonly filed: 'moved' }
  /** Same id, other action: 409. The first, if still held, has been denied. */
  | { readonly filed: 'conflict' }
  /** Too many held: 429. */
  | { readonly filed: 'full' }
  /** Too much text held: 429. */
  | { readonly filed: 'too-much' }
  /** `Keyturn: Stop` is on. */
  | { readonly filed: 'stopped' }
  /** The record could not be written: nothing is held, nothing may run. */
  | { readonly filed: 'failed' };

export type Claimed =
  | { readonly claimed: 'go'; readonly hold: Hold }
  | { readonly claimed: 'used' }
  /** `what`: which bound was passed, or what differs (`epoch`, `clock`, `stopped`, `digest`, a script's path …). */
  | { readonly claimed: 'expired' | 'foreign' | 'forged' | 'changed'; readonly what: string }
  /** It would hit more of `what` than the person saw; of what cannot be said when that is empty. */
  | { readonly claimed: 'grown'; readonly what: string }
  /** The claim could not be made durable: it is burned, nobody may go. */
  | { readonly claimed: 'failed' };

/** `early`: nothing was claimed; `again`: an outcome is there already. */
export type OutcomeTaken = 'taken' | 'again' | 'early' | 'unknown' | 'foreign' | 'failed';

export type Withdrawn = 'withdrawn' | 'final' | 'unknown' | 'foreign';

/** Why a gesture led to nothing. A sentence is made of it on output. */
export type Refusal =
  | 'unknown'
  | 'already-decided'
  | 'deciding'
  | 'ticket-unknown'
  | 'view-changed'
  | 'too-early'
  | 'gesture-missing'
  /** What was counted is too old, and is being counted again. */
  | 'stale'
  | 'not-orphan'
  | 'record-failed'
  | Blocked;

/** Why nothing can be approved now. */
export type Blocked =
  | 'stopped'
  | 'orphan'
  | 'debugger'
  | 'gate-lost'
  | 'script-unfixed'
  | 'refused'
  | 'requires-count'
  | 'requires-two-person'
  | 'requires-snapshot'
  | 'requires-reason'
  | 'requires-rollback';

/** What a person's click, key or typed word led to. */
export type Decided =
  | { readonly decided: true; readonly hold: Hold }
  | { readonly decided: false; readonly code: Refusal };

/** What the record says was there before this activation. */
export interface Restored {
  /** Without a decision in the record: they come back as orphans. */
  readonly undecided: readonly Hold[];
  readonly today: readonly Hold[];
}

/** The review, as the gate and the card drive it. One per workspace folder. */
export interface Review {
  file(submission: Submission): Promise<Filed>;
  get(id: string): Hold | undefined;
  /** All that is held, in arrival order, and what was decided since midnight, newest first. */
  held(): readonly Hold[];
  today(): readonly Hold[];
  /** Resolves when final, or with the hold as it is after `ms` or when `signal` ends. Counts as a waiting request. */
  wait(id: string, ms: number, signal: AbortSignal): Promise<Hold | undefined>;
  withdraw(id: string, token: string): Promise<Withdrawn>;
  /** `token` is the one that filing returned; `digest` is of what the runner is about to execute. */
  claim(jti: string, token: string, grant: string, digest: string): Promise<Claimed>;
  outcome(id: string, token: string, outcome: Outcome): Promise<OutcomeTaken>;
  /** Makes the one-time ticket of a view that is about to be drawn. Starts its dead time. */
  issueTicket(id: string, seen: string): Ticket | undefined;
  /** Counts once more what was counted; what is found comes as a revision, unless it is the same. */
  recount(id: string): void;
  /** Whether something that was counted for it has changed since. Never rejects. */
  changed(id: string): Promise<boolean>;
  approve(ticket: string, seen: string, gesture: Gesture): Promise<Decided>;
  /** Denying needs no ticket: anything may deny. */
  deny(id: string, note?: string): Promise<Decided>;
  /** Takes an orphan off the queue. */
  dismiss(id: string): Promise<Decided>;
  /** Why `approve` would be refused now, whatever the gesture. */
  blocked(id: string): Blocked | undefined;
  /** Looks at all that is held anew: a person has allowed more to be looked at. */
  lookAgain(): void;
  /** Takes in what an earlier activation left. Starts the 120 s in which a runner may re-attach. */
  restore(restored: Restored): void;
  /** Denies all held, voids grants, refuses new. The product persists it: call `Product.stop`. */
  stop(): Promise<void>;
  /** Only from the card. */
  resume(): Promise<void>;
  readonly stopped: boolean;
  readonly epoch: string;
  /** A new epoch: the socket was replaced, and what was granted may be in foreign hands. */
  renew(): void;
  subscribe(listener: (change: { readonly id?: string }) => void): () => void;
  close(): Promise<void>;
}
