import type { Intent } from '../action/intent.ts';
import type { Gesture } from './gesture.ts';
import type { Hold } from './hold.ts';
import type { Outcome } from './decision.ts';
import type { Ticket } from './ticket.ts';

/** Where an intent came in, for the record and for what a lost connection means. */
export type Way = 'socket' | 'folder' | 'hook';

export interface Submission {
  readonly intent: Intent;
  readonly way: Way;
  /** Real path; inside one of the window's workspace folders, which is `workspace`. */
  readonly cwd: string;
  readonly workspace: string;
  /** Whether the client holds a request open for the answer: then losing it withdraws (2 s). */
  readonly waiting: boolean;
}

export type Filed =
  | { readonly filed: 'new' | 'again'; readonly hold: Hold }
  /** Same id, other action: 409. The first, if still held, has been denied. */
  | { readonly filed: 'conflict' }
  /** Too many held: 429. */
  | { readonly filed: 'full' }
  /** `Keyturn: Stop` is on. */
  | { readonly filed: 'stopped' };

export type Claimed =
  | { readonly claimed: 'go'; readonly hold: Hold }
  | { readonly claimed: 'used' }
  | { readonly claimed: 'expired' | 'foreign' | 'forged' | 'changed'; readonly what: string };

export type Withdrawn = 'withdrawn' | 'final' | 'unknown' | 'foreign';

/** What a person's click, key or typed word led to. `refused` names a sentence code. */
export type Decided =
  { readonly decided: true; readonly hold: Hold } | { readonly decided: false; readonly code: string };

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
  claim(jti: string, grant: string, digest: string): Promise<Claimed>;
  outcome(id: string, token: string, outcome: Outcome): Promise<boolean>;
  /** Makes the one-time ticket of a view that is about to be drawn. Starts its dead time. */
  issueTicket(id: string, seen: string): Ticket | undefined;
  approve(ticket: string, seen: string, gesture: Gesture): Promise<Decided>;
  /** Denying needs no ticket: anything may deny. */
  deny(id: string, note?: string): Promise<Decided>;
  dismiss(id: string): Promise<Decided>;
  stop(): Promise<void>;
  /** Only from the card. */
  resume(): Promise<void>;
  readonly stopped: boolean;
  readonly epoch: string;
  subscribe(listener: (change: { readonly id?: string }) => void): () => void;
  close(): Promise<void>;
}
