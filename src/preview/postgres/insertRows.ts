import { listOf, numberOf, textOf, treeOf, type Tree } from '../../sql/parse/tree.ts';
import type { Count, Remark } from '../preview.ts';
import { doubted, type ServerHit } from '../server/serverHit.ts';
import { columnRef, quoted, selectBody, stringNode, target } from './build.ts';
import { withHit } from './cascade.ts';
import type { Change } from '../server/textLook.ts';
import { ownTable } from './changeRows.ts';
import { countRows, isLate, type Counting } from './counting.ts';
import type { Modification } from './modification.ts';
import { typed } from './newKeys.ts';
import { missingParents, type Parents } from './missingParents.ts';
import { NotCounted } from '../server/notCounted.ts';
import { shownName, type Column, type Relation } from './relation.ts';
import { triggersOn } from './triggers.ts';
import { uniqueKeys, type UniqueKey } from './uniqueKeys.ts';
import { vet } from './vetted.ts';

/** Rows of an INSERT: how many come, and how many of them meet a row that is there. */
export async function insertRows(counting: Counting, modification: Modification): Promise<Change> {
  const { body } = modification;
  const table = await ownTable(counting, treeOf(body.relation));
  const columns = columnsOf(body, table);
  const unknown = columns.find((name) => !table.columns.some((one) => one.name === name));
  if (unknown !== undefined) throw new NotCounted('unknown.sql-missing-column', { name: unknown });
  const given = sourceOf(body) === undefined ? [] : columns;
  const needed = table.columns.find(({ name, required }) => required && !given.includes(name));
  if (needed !== undefined) throw new NotCounted('unknown.sql-needs-value', { name: needed.name });
  const rows = await comingRows(counting, modification);
  const conflict = treeOf(body.onConflictClause);
  const met = await meetings(counting, modification, table, columns).catch((error: unknown) => {
    if (error instanceof NotCounted || isLate(error)) return undefined;
    throw error;
  });
  const { hits, doubts, unknown: remarks } = outcome(textOf(conflict, 'action'), table, rows, met, conflict);
  const parents = await parentsOf(counting, modification, table, columns);
  doubts.push(...parents.doubts);
  const notes: Remark[] = [];
  const fired: ServerHit[] = [];
  for (const hit of hits) {
    const event = hit.verb === 'insert' ? 'insert' : 'update';
    const more = await triggersOn(counting, table, event, assignedBy(conflict), hits, hit.count);
    notes.push(...more.notes);
    doubts.push(...more.doubts);
    fired.push(...more.hits);
  }
  const own = doubted(hits, doubts).map((hit, index) =>
    index === 0 ? { ...hit, notes: [...hit.notes, ...notes] } : hit,
  );
  return { hits: [...own, ...fired], unknown: [...remarks, ...parents.unknown] };
}

function columnsOf(body: Tree, table: Relation): readonly string[] {
  const named = listOf(body, 'cols').map((item) => textOf(treeOf(item.ResTarget), 'name') ?? '');
  return named.length > 0 ? named : table.columns.map(({ name }) => name);
}

function assignedBy(conflict: Tree): readonly string[] {
  return listOf(conflict, 'targetList').map((item) => textOf(treeOf(item.ResTarget), 'name') ?? '');
}

function sourceOf(body: Tree): Tree | undefined {
  return body.selectStmt === undefined ? undefined : treeOf(treeOf(body.selectStmt).SelectStmt);
}

async function comingRows(counting: Counting, { body, withClause }: Modification): Promise<Count> {
  const source = sourceOf(body);
  if (source === undefined) return { kind: 'exact', value: 1 };
  // What the values are does not matter for how many they are.
  if (Array.isArray(source.valuesLists)) return { kind: 'exact', value: source.valuesLists.length };
  const { select, named } = await vet(counting.session, counting.path, withParts(source, withClause));
  const count = await countRows(counting, select);
  return named.unsteady && count.kind === 'exact' ? { ...count, kind: 'estimate' } : count;
}

function withParts(source: Tree, withClause: Tree | undefined): Tree {
  if (withClause === undefined) return source;
  const own = listOf(treeOf(source.withClause), 'ctes');
  return {
    ...source,
    withClause: { ...withClause, ...treeOf(source.withClause), ctes: [...listOf(withClause, 'ctes'), ...own] },
  };
}

interface Meeting {
  readonly key: UniqueKey;
  /** Rows that come with a key which is there. */
  readonly met: number;
  /** Keys that come more than once. */
  readonly doubled: number;
  /** Rows that come in, when one that is there is left as it is. */
  readonly fresh: number;
}

interface Meetings {
  readonly of: readonly Meeting[];
  /** Keys that could not be compared. */
  readonly special: boolean;
}

async function meetings(
  counting: Counting,
  { body, withClause }: Modification,
  table: Relation,
  columns: readonly string[],
): Promise<Meetings> {
  const keys = await uniqueKeys(counting.session, table.oid);
  const wanted = arbiters(treeOf(body.onConflictClause), keys);
  const source = sourceOf(body);
  const given = source === undefined ? [] : columns.filter((_, index) => isGiven(source, index));
  // A key with a column that is not given gets its default, as a rule a number that is new.
  const compared = wanted.keys.filter((key) => !key.special && key.columns.every((name) => given.includes(name)));
  if (source === undefined || compared.length === 0)
    return { of: [], special: wanted.keys.some(({ special }) => special) };
  const names = [...new Set(compared.flatMap((key) => key.columns))];
  const values = names.map((name) => {
    const type = table.columns.find((one) => one.name === name);
    if (type?.plain !== true) throw new NotCounted('unknown.sql-type', { name });
    return type;
  });
  const rows = comingValues(counting, { source, withClause, columns }, values, 'k');
  const { select } = await vet(counting.session, counting.path, rows);
  const there = `${quoted(table.schema)}.${quoted(table.name)}`;
  const counts = compared.flatMap((key, index) => {
    const own = key.columns.map((name) => `h.k${names.indexOf(name)}`);
    const meets = key.columns
      .map((name, at) => `x.${quoted(name)} OPERATOR(pg_catalog.=) ${own[at] ?? ''}`)
      .join(' AND ');
    const isThere = `EXISTS (SELECT 1 FROM ${there} AS x WHERE ${meets})`;
    const known = own.map((one) => `${one} IS NOT NULL`).join(' AND ');
    return [
      `(SELECT count(*) FROM keyturn_hit AS h WHERE ${isThere})::float8 AS m${index}`,
      `(SELECT count(*) FROM (SELECT 1 FROM keyturn_hit AS h WHERE ${known} GROUP BY ${own.join(', ')} HAVING count(*) OPERATOR(pg_catalog.>) 1) AS g)::float8 AS d${index}`,
      `((SELECT count(*) FROM (SELECT DISTINCT ${own.join(', ')} FROM keyturn_hit AS h WHERE ${known} AND NOT ${isThere}) AS g) OPERATOR(pg_catalog.+) (SELECT count(*) FROM keyturn_hit AS h WHERE NOT (${known})))::float8 AS f${index}`,
    ];
  });
  const text = counting.grammar.render(
    withHit(counting.grammar, `WITH keyturn_hit AS MATERIALIZED (SELECT 1) SELECT ${counts.join(', ')}`, select),
  );
  const [row = {}] = await counting.session.query(text);
  const of = compared.map((key, index) => ({
    key,
    met: numberOf(row, `m${index}`) ?? 0,
    doubled: numberOf(row, `d${index}`) ?? 0,
    fresh: numberOf(row, `f${index}`) ?? 0,
  }));
  return { of, special: wanted.keys.some(({ special }) => special) };
}

interface Coming {
  readonly source: Tree;
  readonly withClause: Tree | undefined;
  /** The columns that get values, in the order of the values. */
  readonly columns: readonly string[];
}

/** The query of the values that come for some columns, each as what it becomes there: `k0`, `k1` … */
function comingValues(
  counting: Counting,
  { source, withClause, columns }: Coming,
  wanted: readonly Column[],
  letter: string,
): Tree {
  return selectBody({
    targetList: wanted.map((column, index) =>
      target(typed(counting.grammar, columnRef('keyturn_s', column.name), column), `${letter}${index}`),
    ),
    fromClause: [
      {
        RangeSubselect: {
          subquery: { SelectStmt: withParts(source, withClause) },
          alias: { aliasname: 'keyturn_s', colnames: columns.slice(0, widthOf(source, columns)).map(stringNode) },
        },
      },
    ],
  });
}

/** Whether the rows that come refer to rows that are there. One that is left out for its key is not asked. */
async function parentsOf(
  counting: Counting,
  { body, withClause }: Modification,
  table: Relation,
  columns: readonly string[],
): Promise<Parents> {
  const source = sourceOf(body);
  if (source === undefined) return { doubts: [], unknown: [] };
  const given = columns.filter((_, index) => isGiven(source, index));
  const found = await missingParents(counting, table, given, (wanted) => {
    const other = wanted.find(({ name }) => !given.includes(name));
    if (other !== undefined) throw new NotCounted('unknown.sql-column', { name: other.name });
    return comingValues(counting, { source, withClause, columns }, wanted, 'n');
  });
  if (body.onConflictClause === undefined || found.unknown.length === 0) return found;
  return { doubts: [{ code: 'note.conflicts', values: {} }], unknown: [] };
}

/** A column of literal rows is given when no row says DEFAULT for it. */
function isGiven(source: Tree, index: number): boolean {
  if (!Array.isArray(source.valuesLists)) return true;
  return listOf(source, 'valuesLists').every((list) => {
    const value = listOf(treeOf(list.List), 'items')[index];
    return value !== undefined && !('SetToDefault' in value);
  });
}

function widthOf(source: Tree, columns: readonly string[]): number {
  const [first] = listOf(source, 'valuesLists');
  return first === undefined ? columns.length : listOf(treeOf(first.List), 'items').length;
}

/** The keys that ON CONFLICT names; without it, and without a target, all. */
function arbiters(conflict: Tree, keys: readonly UniqueKey[]): { readonly keys: readonly UniqueKey[] } {
  const infer = treeOf(conflict.infer);
  const constraint = textOf(infer, 'conname');
  if (constraint !== undefined) return { keys: keys.filter((key) => key.constraint === constraint) };
  const elements = listOf(infer, 'indexElems').map((item) => textOf(treeOf(item.IndexElem), 'name'));
  if (elements.length === 0) return { keys };
  if (infer.whereClause !== undefined || elements.includes(undefined))
    throw new NotCounted('unknown.sql-form', { what: 'ON CONFLICT' });
  return {
    keys: keys.filter(
      (key) => key.columns.length === elements.length && key.columns.every((name) => elements.includes(name)),
    ),
  };
}

interface Outcome {
  readonly hits: readonly ServerHit[];
  readonly doubts: Remark[];
  readonly unknown: readonly Remark[];
}

function outcome(
  action: string | undefined,
  table: Relation,
  rows: Count,
  met: Meetings | undefined,
  conflict: Tree,
): Outcome {
  const name = shownName(table);
  const hit = (verb: string, count: Count): ServerHit => ({
    type: 'table',
    name,
    verb,
    via: 'direct',
    count,
    sample: [],
    notes: [],
  });
  const total = rows.value ?? 0;
  const worst = [...(met?.of ?? [])].sort((a, b) => b.met - a.met)[0];
  const doubled = met?.of.find((one) => one.doubled > 0);
  const doubts: Remark[] = [];
  if (action === undefined) {
    if (worst !== undefined && (worst.met > 0 || doubled !== undefined)) {
      const key = (worst.met > 0 ? worst : doubled)?.key.constraint ?? '';
      doubts.push({ code: 'note.would-fail', values: {} });
      return {
        hits: [hit('insert', rows)],
        doubts,
        unknown: [{ code: 'unknown.sql-not-unique', values: { name, key } }],
      };
    }
    return { hits: [hit('insert', rows)], doubts, unknown: [] };
  }
  if (met === undefined || met.special) doubts.push({ code: 'note.conflicts', values: {} });
  if (action === 'ONCONFLICT_NOTHING') {
    if (met !== undefined && met.of.length === 1 && worst !== undefined)
      return { hits: [hit('insert', { kind: rows.kind, value: worst.fresh })], doubts, unknown: [] };
    if (
      met !== undefined &&
      met.of.length > 1 &&
      (doubled !== undefined || met.of.filter((one) => one.met > 0).length > 1)
    )
      doubts.push({ code: 'note.conflicts', values: {} });
    return { hits: [hit('insert', { kind: rows.kind, value: total - (worst?.met ?? 0) })], doubts, unknown: [] };
  }
  const replaced = worst?.met ?? 0;
  const unknown: Remark[] = [];
  if (doubled !== undefined) {
    doubts.push({ code: 'note.would-fail', values: {} });
    unknown.push({ code: 'unknown.sql-not-unique', values: { name, key: doubled.key.constraint } });
  }
  const updated: Count =
    conflict.whereClause !== undefined && replaced > 0 ? { kind: 'unknown' } : { kind: rows.kind, value: replaced };
  return {
    hits: [hit('insert', { kind: rows.kind, value: total - replaced }), hit('update', updated)],
    doubts,
    unknown,
  };
}
