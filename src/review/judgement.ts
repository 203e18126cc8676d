import type { DigestFile } from '../action/digest.ts';
import type { PreviewReport } from '../preview/preview.ts';
import type { WholeReading } from '../reading/whole.ts';
import type { Verdict } from '../rules/ruling.ts';

/** What `app/judge` makes of an action before any person sees it: the reading, and what the rules say of it. */
export interface Judgement {
  readonly reading: WholeReading;
  readonly verdict: Verdict;
  /** The verdict again, with what the previews found by now: never a pass. Absent: nothing in it rests on what they find. */
  readonly again?: (reports: readonly PreviewReport[]) => Verdict;
  /** The files that decide what the action runs, read or not: part of the digest, looked at again at the claim. */
  readonly files: readonly DigestFile[];
  /** Paths of such files of which nobody knows what they were: nothing can be approved then. Absent: none. */
  readonly unfixed?: readonly string[];
}
