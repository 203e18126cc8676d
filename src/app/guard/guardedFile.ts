import type { Part } from './relevant.ts';

/** A file by whose change somebody could let agents go. */
export interface GuardedFile {
  readonly path: string;
  readonly part: Part;
}
