/** One file as git's index knows it, with the stat data of the moment it was last compared. */
export interface IndexEntry {
  readonly path: string;
  /** Octal as git prints it: `100644`, `100755`, `120000` a link, `160000` a submodule. */
  readonly mode: string;
  readonly object: string;
  /** 0; 1 to 3 in an unfinished merge. */
  readonly stage: number;
  /** Milliseconds since 1970. */
  readonly changed: number;
  readonly statusChanged: number;
  readonly inode: number;
  readonly size: number;
  /** `skip-worktree`: git takes the file for what the index says, whatever stands there. */
  readonly skipped: boolean;
}
