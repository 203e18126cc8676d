import type { Review } from '../review/service.ts';

/** One workspace folder of this window. */
export interface Folder {
  readonly root: string;
  readonly review: Review;
  /** Where the record of this folder lies. */
  readonly recordFolder: string;
  /** `owned`: this window answers its socket. `mirrored`: another window does, and says so. `failed`: nothing is held here; `why` is a sentence. */
  readonly gate: { readonly state: 'owned' | 'mirrored' | 'failed'; readonly socket: string; readonly why?: string };
}
