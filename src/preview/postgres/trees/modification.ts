import type { Tree } from '../../../sql/parse/tree.ts';

export type ModificationKind = 'delete' | 'update' | 'insert';

/** One statement, or part of a WITH, that changes rows. */
export interface Modification {
  readonly kind: ModificationKind;
  readonly body: Tree;
  /** The parts of a WITH that it sees, as queries. */
  readonly withClause: Tree | undefined;
  /** A clause of a MERGE: it meets no row of another clause, and fails where it meets one twice. */
  readonly merged?: true;
}
