/** A file in an archive. */
export interface Member {
  /** As it stands in it. */
  readonly name: string;
  /** SHA-1 of its bytes, where it was asked for. */
  hash?: string;
}

/** Whether a file of that name and size may be what is there already, so that its bytes are worth a look. */
export type Wants = (name: string, size: number) => boolean;

export type ArchiveNames =
  | { readonly members: readonly Member[]; readonly complete: boolean }
  /** `anywhere`: it may be told to write outside the folder, wherever its names say. */
  | { readonly unread: 'format' | 'absent' | 'damaged' | 'anywhere' };
