import type { WholeReading } from '../reading/whole.ts';
import type { Verdict } from '../rules/ruling.ts';

/** What `app/judge` makes of an action before any person sees it: the reading, and what the rules say of it. */
export interface Judgement {
  readonly reading: WholeReading;
  readonly verdict: Verdict;
  /** Script files that the action runs and whose text was read: part of the digest, re-checked at the claim. */
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
}
