import type { Action } from '../../action/action.ts';

/** UTF-16 units. Longer statements are not laid out: it would take too long, and nobody reads them that way. */
const LONGEST = 50_000;

/** The statement laid out for reading, never for running; undefined where that cannot be done. */
export async function formattedSql(action: Action): Promise<string | undefined> {
  if (action.kind !== 'sql' || action.statement.length > LONGEST || action.dialect === undefined) return undefined;
  const { layOutSql } = await import('./sqlLayout.ts');
  try {
    return layOutSql(action.statement, action.dialect);
  } catch {
    // Text that the formatter cannot read is shown as it is.
    return undefined;
  }
}
