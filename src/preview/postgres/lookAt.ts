import { listOf, textOf, treeOf, type Tree } from '../../sql/parse/tree.ts';
import type { Remark } from '../preview.ts';
import { doubted, type ServerLook } from '../server/serverHit.ts';
import { MOST_STATEMENTS, openTextLook, type Change, type TextLook } from '../server/textLook.ts';
import { alterTable } from './definitions/alterTable.ts';
import { changeRows } from './rows/changeRows.ts';
import { notCountedBy, type Counting } from './tables/counting.ts';

import { dropObjects } from './definitions/dropTables.ts';
import { truncateTables } from './definitions/emptyTables.ts';
import { emptyNamed, walkSelect } from './trees/expression.ts';
import { insertRows } from './rows/insertRows.ts';
import { modificationsOf } from './trees/modifications.ts';
import type { Modification } from './trees/modification.ts';
import { settledBy } from './settled.ts';
import { NotCounted } from '../server/notCounted.ts';

/** Looks at a text statement by statement, each against the rows as they are now. */
export async function lookAt(counting: Counting, text: string, tell: (look: ServerLook) => void): Promise<ServerLook> {
  const parsed = counting.grammar.parser.parse(text);
  if (!parsed.ok) return { hits: [], unknown: [{ code: 'unknown.sql-syntax', values: { message: parsed.message } }] };
  const look = openTextLook();
  for (const [index, statement] of parsed.statements.entries()) {
    const number = index + 1;
    if (index >= MOST_STATEMENTS) {
      const count = String(parsed.statements.length - index);
      look.say(number, { code: 'unknown.sql-too-many', values: { count } });
      break;
    }
    const { tag, body } = unwrapped(statement.tag, statement.body);
    if (tag === 'TransactionStmt') {
      transaction(look, number, textOf(body, 'kind') ?? '');
      continue;
    }
    try {
      const found = await lookAtOne(counting, tag, body, (part) => tell(look.now(part.hits)));
      const own = text.slice(statement.start, statement.end);
      const settled = await settledBy(counting, { tag, body }, own, found);
      look.add(number, settled, CHANGES_MEANING.has(tag) || setsMeaning(tag, body));
    } catch (error) {
      look.failed(number, notCountedBy(error));
    }
  }
  return look.end();
}

function transaction(look: TextLook, number: number, kind: string): void {
  switch (kind) {
    case 'TRANS_STMT_BEGIN':
    case 'TRANS_STMT_START':
      return look.begin();
    case 'TRANS_STMT_COMMIT':
    case 'TRANS_STMT_PREPARE':
      return look.commit();
    case 'TRANS_STMT_ROLLBACK':
      return look.rollback(number);
    case 'TRANS_STMT_ROLLBACK_TO':
      return look.say(number, { code: 'unknown.sql-savepoint', values: {} });
    default:
      return;
  }
}

/** EXPLAIN ANALYZE runs what it explains; EXPLAIN alone runs nothing. */
function unwrapped(tag: string, body: Tree): { readonly tag: string; readonly body: Tree } {
  if (tag !== 'ExplainStmt') return { tag, body };
  const runs = listOf(body, 'options').some((option) => {
    const { defname, arg } = treeOf(option.DefElem);
    const value = arg === undefined ? 'true' : JSON.stringify(arg);
    return defname === 'analyze' && !/"(?:false|off|0)"|"ival":\{\}/i.test(value);
  });
  const [inner] = Object.entries(treeOf(body.query));
  return runs && inner !== undefined ? { tag: inner[0], body: treeOf(inner[1]) } : { tag: 'none', body: {} };
}

/** Statements that change what later ones would find, without a row of their own. */
const CHANGES_MEANING: ReadonlySet<string> = new Set([
  'CreateStmt',
  'CreateTableAsStmt',
  'RenameStmt',
  'AlterTableStmt',
  'AlterObjectSchemaStmt',
  'CreateTrigStmt',
  'RuleStmt',
  'ViewStmt',
  'CreatePolicyStmt',
  'CopyStmt',
  'IndexStmt',
  'CreateFunctionStmt',
  'CreateSchemaStmt',
  'CreateEnumStmt',
]);

const OPAQUE: ReadonlySet<string> = new Set([
  'DoStmt',
  'CallStmt',
  'ExecuteStmt',
  'PrepareStmt',
  'LoadStmt',
  'DropOwnedStmt',
  'DropdbStmt',
]);

async function lookAtOne(
  counting: Counting,
  tag: string,
  body: Tree,
  progress: (change: Change) => void,
): Promise<Change> {
  switch (tag) {
    case 'TruncateStmt':
      return truncateTables(counting, body);
    case 'DropStmt':
      return dropObjects(counting, body);
    case 'AlterTableStmt':
      return alterTable(counting, body);
    case 'CopyStmt':
      if (body.is_from === true) throw new NotCounted('unknown.sql-copy');
      return { hits: [], unknown: [] };
    default:
      break;
  }
  if (OPAQUE.has(tag)) throw new NotCounted('unknown.sql-opaque', { what: tag.replace(/Stmt$/, '').toUpperCase() });
  const modifications = modificationsOf(tag, body);
  if (tag === 'SelectStmt' && modifications.length === 0) {
    // A query of harmless parts changes nothing; what a function of somebody's does is not known.
    if (body.intoClause === undefined) walkSelect(body, { named: emptyNamed(), made: [] });
    return { hits: [], unknown: [] };
  }
  const changes: Change[] = [];
  const unknown: Remark[] = [];
  for (const modification of modifications) {
    try {
      changes.push(
        await lookAtModification(counting, modification, (part) =>
          progress({ ...part, hits: [...changes.flatMap(({ hits }) => hits), ...part.hits] }),
        ),
      );
    } catch (error) {
      if (modifications.length === 1) throw error;
      unknown.push(notCountedBy(error).remark);
    }
  }
  const hits = changes.flatMap((change) => change.hits);
  // Two parts of one statement may meet the same row: which of them changes it is not settled.
  const merged = modifications.every((one) => one.merged === true) && hits.every(({ via }) => via === 'direct');
  const twice =
    !merged &&
    hits.some((hit, index) =>
      hits.some((other, at) => at !== index && other.name === hit.name && other.via !== 'trigger'),
    );
  const fails = modifications.length > 1 && changes.some((change) => change.unknown.length > 0);
  const doubts: readonly Remark[] = [
    ...(modifications.length > 1 && twice ? [{ code: 'note.parts-meet', values: {} }] : []),
    ...(fails ? [{ code: 'note.would-fail', values: {} }] : []),
  ];
  return { hits: doubted(hits, doubts), unknown: [...changes.flatMap((change) => change.unknown), ...unknown] };
}

function lookAtModification(
  counting: Counting,
  modification: Modification,
  progress: (change: Change) => void,
): Promise<Change> {
  switch (modification.kind) {
    case 'delete':
    case 'update':
      return changeRows(counting, modification, progress);
    case 'insert':
      return insertRows(counting, modification);
  }
}

function setsMeaning(tag: string, body: Tree): boolean {
  return (
    tag === 'VariableSetStmt' &&
    /^(?:search_path|role|session_authorization|session_replication_role|row_security|timezone|datestyle)$/i.test(
      textOf(body, 'name') ?? '',
    )
  );
}
