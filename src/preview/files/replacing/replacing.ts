import type { Entry } from '../disk.ts';
import type { Remark } from '../../preview.ts';

/** What a command puts other contents in place of, or deletes, beyond what its words name. */
export interface Replacing {
  readonly entries: readonly Entry[];
  /** Of some the file whose contents come in their place. */
  readonly by: ReadonlyMap<string, string>;
  readonly complete: boolean;
  /** False: at most these. */
  readonly certain: boolean;
  readonly notes: readonly Remark[];
}
