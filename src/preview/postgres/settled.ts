import { isTree, listOf, textOf, treeOf, type Tree } from '../../sql/parse/tree.ts';
import type { Remark } from '../preview.ts';
import { doubted } from '../server/serverHit.ts';
import type { Change } from '../server/textLook.ts';
import type { Counting } from './tables/counting.ts';
import { nameOf } from './trees/expression.ts';
import { COMPUTING_FUNCTIONS, PLAIN_TYPE_NAMES, UNSTEADY_FUNCTIONS } from './trees/harmless.ts';
import { returned } from './trees/modifications.ts';
import { refusedBy } from './rows/newValues.ts';

/**
 * What the server itself has against a statement. Settling the type of a literal reads it, which for types that somebody made runs
 * code of theirs: so it is asked only of a statement whose every part was looked at and counted.
 */
export async function settledBy(
  { session, path }: Counting,
  { tag, body }: { readonly tag: string; readonly body: Tree },
  text: string,
  found: Change,
): Promise<Change> {
  const [first] = found.hits;
  const isCounted = found.unknown.length === 0 && found.hits.every(({ count, notes }) => isSure(count.kind, notes));
  // Of a statement that meets no row, the new values were not looked at.
  if (!isCounted || (first?.count.value ?? 0) === 0 || !isSeenWhole(tag, body)) return found;
  const objection = await session.objection(text, path);
  if (objection === undefined) return found;
  return {
    hits: doubted(found.hits, [{ code: 'note.would-fail', values: {} }]),
    unknown: [...found.unknown, refusedBy(objection)],
  };
}

/** Nothing about it was left open. */
function isSure(kind: string, notes: readonly Remark[]): boolean {
  return kind === 'exact' && notes.every(({ code }) => code !== 'note.value-may-not-fit' && code !== 'note.returning');
}

const LOOKED_AT: ReadonlySet<string> = new Set(['DeleteStmt', 'UpdateStmt', 'InsertStmt']);

/** Parts that counting leaves out: what nobody reads of a WITH, what a conflict that does not come would set, what RETURNING computes. */
function isSeenWhole(tag: string, body: Tree): boolean {
  if (!LOOKED_AT.has(tag) || body.withClause !== undefined || body.onConflictClause !== undefined) return false;
  return returned(body).every((item) => isTree(treeOf(treeOf(item.ResTarget).val).ColumnRef)) && isPlain(body);
}

/** Every type and every call that is written is the server's own and only computes. */
function isPlain(node: unknown): boolean {
  if (Array.isArray(node)) return node.every(isPlain);
  if (!isTree(node)) return true;
  if (isTree(node.typeName)) {
    const { schema, name } = nameOf(listOf(node.typeName, 'names'));
    if (!PLAIN_TYPE_NAMES.has(name) || (schema !== undefined && schema !== 'pg_catalog')) return false;
  }
  if (isTree(node.FuncCall)) {
    const name = textOf(treeOf(listOf(node.FuncCall, 'funcname').at(-1)?.String), 'sval') ?? '';
    if (!COMPUTING_FUNCTIONS.has(name) && !UNSTEADY_FUNCTIONS.has(name) && name !== 'nextval') return false;
  }
  return Object.values(node).every(isPlain);
}
