import { lockNotes } from './lockNotes.ts';
import { isTree, listOf, numberOf, textOf, treeOf, type Tree } from '../../../sql/parse/tree.ts';
import type { Remark } from '../../preview.ts';
import { NotCounted } from '../../server/notCounted.ts';
import { alteredHit, doubted } from '../../server/serverHit.ts';
import type { Change } from '../../server/textLook.ts';
import type { Counting } from '../tables/counting.ts';
import { dropColumns } from './dropColumns.ts';
import { handlingOf, together, type TypeFacts, type Work } from './handling.ts';
import { keysTo } from '../tables/foreignKeys.ts';
import { describe, relationsOf, shownName, type Relation } from '../tables/relation.ts';

/** ALTER TABLE: the values that go with a column, and how the server carries out the rest: which lock, and whether rows are written anew. */
export async function alterTable(counting: Counting, body: Tree): Promise<Change> {
  const dropped = await dropColumns(counting, body);
  const commands = listOf(body, 'cmds').map((command) => treeOf(command.AlterTableCmd));
  const type = textOf(body, 'objtype') ?? 'OBJECT_TABLE';
  if (type !== 'OBJECT_TABLE' || commands.length === 0) return dropped;
  const range = treeOf(body.relation);
  const name = { schema: textOf(range, 'schemaname'), name: textOf(range, 'relname') ?? '' };
  const [table] = await relationsOf(counting.session, counting.path, [name]);
  if (table === undefined) {
    if (body.missing_ok === true) return dropped;
    throw new NotCounted('unknown.sql-missing-table', { name: name.name });
  }
  if (table.kind !== 'r' && table.kind !== 'p') return dropped;
  const used = await viewOn(counting, table, commands);
  if (used !== undefined) return { hits: [], unknown: [...dropped.unknown, used] };
  const facts = await factsFor(counting, table, commands);
  const handling = together(commands.map((command) => handlingOf(command, facts)));
  const notes = [...lockNotes(handling, [shownName(table), ...handling.others]), workNote(handling.work, table)];
  const hit = alteredHit(shownName(table), table.bytes, notes);
  const refused = await keptPartition(counting, table, commands);
  return { hits: [...dropped.hits, ...doubted([hit], refused)], unknown: dropped.unknown };
}

/** A partition whose rows others refer to stays: which of its rows that is, is not looked at. */
async function keptPartition(
  { session }: Counting,
  { oid }: Relation,
  commands: readonly Tree[],
): Promise<readonly Remark[]> {
  if (!commands.some((command) => textOf(command, 'subtype') === 'AT_DetachPartition')) return [];
  const keys = await keysTo(session, [oid]);
  const children = await describe(
    session,
    keys.map(({ child }) => child),
  );
  return keys.flatMap(({ name, child }) => {
    const relation = children.get(child);
    return relation === undefined
      ? []
      : [{ code: 'note.detach-referred', values: { name: shownName(relation), key: name } }];
  });
}

const VIEW_ON = `
SELECT n.nspname::text || '.' || v.relname::text AS name, a.attname::text AS col
FROM pg_attribute a
JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum AND d.classid = 'pg_rewrite'::regclass
JOIN pg_rewrite r ON r.oid = d.objid JOIN pg_class v ON v.oid = r.ev_class JOIN pg_namespace n ON n.oid = v.relnamespace
WHERE a.attrelid = $1::int8::oid AND a.attname::text = ANY ($2::text[]) LIMIT 1`;

/** A column that a view or a rule uses cannot become another type. */
async function viewOn({ session }: Counting, table: Relation, commands: readonly Tree[]): Promise<Remark | undefined> {
  const columns = commands.flatMap((command) =>
    textOf(command, 'subtype') === 'AT_AlterColumnType' ? (textOf(command, 'name') ?? []) : [],
  );
  const [row] = columns.length === 0 ? [] : await session.query(VIEW_ON, [table.oid, columns]);
  if (row === undefined) return undefined;
  return { code: 'unknown.sql-column-used', values: { name: textOf(row, 'col') ?? '', by: textOf(row, 'name') ?? '' } };
}

function workNote(work: Work, { estimate }: Relation): Remark {
  return { code: `note.alter-${work}`, values: { count: estimate < 0 ? '' : String(Math.round(estimate)) } };
}

/** What the types and the calls of a statement lead to, by the path of the agent's own session. */
async function factsFor({ session, path }: Counting, table: Relation, commands: readonly Tree[]): Promise<TypeFacts> {
  const types = commands.map((command) => treeOf(treeOf(treeOf(command.def).ColumnDef).typeName));
  const names = types.map(typeWords);
  const calls = [...new Set(commands.flatMap(callsIn))];
  const [written, columns, volatile] = await Promise.all([
    session.query(WRITTEN, [names.map((one) => one ?? '')]),
    session.query(COLUMN_TYPES, [table.oid]),
    session.query(VOLATILE, [calls, path]),
  ]);
  const typeTexts = new Map(written.map((row) => [names[(numberOf(row, 'i') ?? 0) - 1], textOf(row, 'type')]));
  const columnTypes = new Map(columns.map((row) => [textOf(row, 'name'), textOf(row, 'type')]));
  const kinds = new Map(volatile.map((row) => [textOf(row, 'name') ?? '', row.volatile === true]));
  return {
    typeOf: (column) => columnTypes.get(column),
    written: (typeName) => {
      const words = typeWords(typeName);
      if (words === undefined) return undefined;
      const bound = listOf(typeName, 'typmods').map((one) => numberOf(treeOf(treeOf(one.A_Const).ival), 'ival') ?? 0);
      const text = SERIALS.test(words) ? words : typeTexts.get(words);
      return text === undefined || bound.length === 0 ? text : `${text}(${bound.join(',')})`;
    },
    isVolatile: (expression) => {
      const found = callsIn(expression).map((call) => kinds.get(call));
      return found.includes(undefined) ? undefined : found.includes(true);
    },
  };
}

const SERIALS = /^(?:small|big)?serial[248]?$/;

/** The server's own types alone: of another a domain's conditions may be checked for each row. */
const WRITTEN = `
SELECT q.i::int4 AS i, format_type(t.oid, NULL) AS type FROM unnest($1::text[]) WITH ORDINALITY AS q(name, i)
JOIN pg_type t ON t.typname::text = q.name AND t.typnamespace = 'pg_catalog'::regnamespace AND t.typtype <> 'd'`;

const COLUMN_TYPES = `
SELECT a.attname::text AS name, format_type(a.atttypid, a.atttypmod) AS type
FROM pg_attribute a WHERE a.attrelid = $1::int8::oid AND a.attnum > 0 AND NOT a.attisdropped`;

const VOLATILE = `
SELECT p.proname::text AS name, bool_or(p.provolatile = 'v') AS volatile
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE p.proname::text = ANY ($1::text[]) AND n.nspname::text = ANY ($2::text[]) GROUP BY 1`;

/** The name of a type of the server's own, without its bound; undefined: an array, or a type of somebody's. */
function typeWords(typeName: Tree): string | undefined {
  const names = listOf(typeName, 'names').map((one) => textOf(treeOf(one.String), 'sval') ?? '');
  if (listOf(typeName, 'arrayBounds').length > 0 || names.length > 2) return undefined;
  return names.length === 2 && names[0] !== 'pg_catalog' ? undefined : names.at(-1);
}

/** Names of all that an expression calls. */
function callsIn(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(callsIn);
  if (!isTree(node)) return [];
  const own = listOf(treeOf(node.FuncCall), 'funcname').at(-1);
  const name = own === undefined ? undefined : textOf(treeOf(own.String), 'sval');
  return [...(name === undefined ? [] : [name]), ...Object.values(node).flatMap(callsIn)];
}
