import { EXECUTABLE_COMMENT } from '../../sql/parse/mysql.ts';
import { isTree, textOf, treeOf, type Tree } from '../../sql/parse/tree.ts';
import { NotCounted } from '../server/notCounted.ts';
import type { ServerLook } from '../server/serverHit.ts';
import { MOST_STATEMENTS, openTextLook, type Change, type TextLook } from '../server/textLook.ts';
import { changeRows } from './rows/changeRows.ts';
import { notCountedBy, type Counting } from './tables/counting.ts';
import { emptyFound, namesOf, unfit, type Walk } from './statements/expression.ts';
import { isFaithful } from './statements/faithful.ts';
import { insertRows } from './rows/insertRows.ts';
import { renderQuery } from './statements/query.ts';
import { insertOf, renderInsert, renderRows, rowsOfDelete, rowsOfUpdate } from './statements/statement.ts';
import { alterTable, alteredByWords, dropObjects, truncateTable } from './definitions/wholeTables.ts';

/** Settings under which the same text means something else than it was read as. */
const OTHER_MEANING =
  /^(?:ANSI_QUOTES|NO_BACKSLASH_ESCAPES|ORACLE|MSSQL|DB2|MAXDB|EMPTY_STRING_IS_NULL|TIME_ROUND_FRACTIONAL)$/;

const MODIFIERS = /^(?:LOW_PRIORITY|QUICK|IGNORE)$/;

const NOTHING: Change = { hits: [], unknown: [] };

/** Looks at a text statement by statement, each against the rows as they are now. */
export async function lookAt(counting: Counting, text: string, tell: (look: ServerLook) => void): Promise<ServerLook> {
  const mode = counting.session.server.modes.find((one) => OTHER_MEANING.test(one));
  if (mode !== undefined) return { hits: [], unknown: [{ code: 'unknown.sql-mode', values: { mode } }] };
  const { statements, commands } = counting.parser.split(text);
  const look = openTextLook();
  for (const name of commands) look.say(1, { code: 'unknown.sql-client-command', values: { name } });
  for (const [index, statement] of statements.entries()) {
    const number = index + 1;
    if (index >= MOST_STATEMENTS) {
      look.say(number, { code: 'unknown.sql-too-many', values: { count: String(statements.length - index) } });
      break;
    }
    try {
      await lookAtOne(counting, look, number, statement, tell);
    } catch (error) {
      look.failed(number, notCountedBy(error));
      if (!COMMITS_NOTHING.test(statement)) look.mayCommit(number);
    }
  }
  return look.end();
}

async function lookAtOne(
  counting: Counting,
  look: TextLook,
  number: number,
  text: string,
  tell: (look: ServerLook) => void,
): Promise<void> {
  if (EXECUTABLE_COMMENT.test(text)) throw new NotCounted('unknown.sql-executable-comment');
  // The parser takes such a word for a table's name.
  const [, modifier] = counting.parser.tokens(text) ?? [];
  if (/^\s*(?:UPDATE|DELETE)\b/i.test(text) && modifier?.kind === 'word' && MODIFIERS.test(modifier.value))
    throw unfit(modifier.value);
  const [tag = '', inner] = Object.entries(treeOf(counting.parser.parse(text)))[0] ?? [];
  const body = treeOf(inner);
  switch (tag) {
    case '': {
      const altered = await alteredByWords(counting, text);
      if (altered === undefined) throw new NotCounted('unknown.sql-unread');
      look.commit();
      return look.add(number, altered, true);
    }
    case 'StartTransaction':
      look.commit();
      return look.begin();
    case 'Commit':
      return look.commit();
    case 'Rollback':
      return isTree(body.savepoint)
        ? look.say(number, { code: 'unknown.sql-savepoint', values: {} })
        : look.rollback(number);
    case 'Use':
      counting.catalogue.database = namesOf(body.Object)[0] ?? counting.catalogue.database;
      return;
    default:
      break;
  }
  if (COMMITS.test(tag) && body.temporary !== true) look.commit();
  if (tag === 'UnlockTables' || (tag === 'Set' && /\b(?:autocommit|password)\b/i.test(text))) look.mayCommit(number);
  const found = await deedOf(counting, tag, body, text, (part) => tell(look.now(part.hits)));
  look.add(number, found, !CHANGES_NOTHING.has(tag));
}

/** What the server commits a transaction of the text's own for, unless it is about a temporary table. */
const COMMITS = /^(?:Create|Drop|Alter|Rename|Truncate|Grant|Revoke|LockTables|Flush)/;

/** How statements begin that commit nothing, even where they are not counted. */
const COMMITS_NOTHING =
  /^\s*(?:INSERT|REPLACE|UPDATE|DELETE|SELECT|WITH|VALUES|TABLE|SHOW|SAVEPOINT|RELEASE|EXPLAIN|DESCRIBE|DESC)\b/i;

/** Statements that neither change rows nor what later statements find. */
const CHANGES_NOTHING: ReadonlySet<string> = new Set([
  'Query',
  'Insert',
  'Update',
  'Delete',
  'Truncate',
  'Explain',
  'ExplainTable',
  'Savepoint',
  'ReleaseSavepoint',
  'LockTables',
  'UnlockTables',
  'ShowTables',
  'ShowColumns',
  'ShowCreate',
  'ShowVariables',
  'ShowVariable',
  'ShowStatus',
  'ShowDatabases',
  'Grant',
  'Revoke',
]);

/** Statements that change no row, though perhaps what later ones find. */
const NO_ROWS =
  /^(?:CreateView|CreateIndex|CreateDatabase|CreateSchema|CreateTrigger|CreateUser|AlterView|AlterIndex|AlterUser|RenameTable|Set|Flush|Comment|Drop\w+)$/;

async function deedOf(
  counting: Counting,
  tag: string,
  body: Tree,
  text: string,
  progress: (change: Change) => void,
): Promise<Change> {
  switch (tag) {
    case 'Delete':
    case 'Update': {
      const statement = tag === 'Delete' ? rowsOfDelete(body) : rowsOfUpdate(body);
      checkFaithful(text, renderRows(statement, plainWalk()));
      return changeRows(counting, statement, progress);
    }
    case 'Insert': {
      const statement = insertOf(body);
      checkFaithful(text, renderInsert(statement, plainWalk()));
      return insertRows(counting, statement);
    }
    case 'Query':
      // A query of harmless parts changes nothing; what a function of somebody's does is not known.
      checkFaithful(text, renderQuery(body, plainWalk()));
      return NOTHING;
    case 'Truncate':
      return truncateTable(counting, body);
    case 'Drop':
      return dropObjects(counting, body);
    case 'AlterTable':
      return alterTable(counting, body, text);
    case 'CreateTable':
      if (body.or_replace === true)
        return dropObjects(counting, { object_type: 'Table', names: [body.name], if_exists: true });
      return NOTHING;
    case 'Explain':
      // With ANALYZE it runs what it explains.
      return explained(counting, body, text, progress);
    default:
      if (CHANGES_NOTHING.has(tag) || NO_ROWS.test(tag)) return NOTHING;
      throw new NotCounted('unknown.sql-opaque', { what: tag.replaceAll(/\B[A-Z]/g, ' $&').toUpperCase() });
  }
}

function explained(counting: Counting, body: Tree, text: string, progress: (change: Change) => void): Promise<Change> {
  const [tag = '', inner] = Object.entries(treeOf(body.statement))[0] ?? [];
  if (body.analyze !== true) return Promise.resolve(NOTHING);
  const own = text.replace(/^\s*(?:EXPLAIN|DESCRIBE|DESC)\s+ANALYZE\s+/i, '');
  if (textOf(body, 'format') !== undefined || own === text) throw unfit('EXPLAIN ANALYZE');
  return deedOf(counting, tag, treeOf(inner), own, progress);
}

function plainWalk(): Walk {
  return { found: emptyFound(), made: [], database: undefined };
}

/** What the parser understood must be the text, word by word: else what is counted is not what would run. */
function checkFaithful(text: string, rendered: string): void {
  if (!isFaithful(text, rendered)) throw unfit('a form of words');
}
