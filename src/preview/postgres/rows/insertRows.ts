import { listOf, textOf, treeOf, type Tree } from '../../../sql/parse/tree.ts';
import type { Count, Remark } from '../../preview.ts';
import { DatabaseError } from '../../server/databaseError.ts';
import { NotCounted } from '../../server/notCounted.ts';
import { doubted, type ServerHit } from '../../server/serverHit.ts';
import type { Change } from '../../server/textLook.ts';
import { changeRows, calledBy, ownTable } from './changeRows.ts';
import { comingRows, countComing, type ComingRows } from './comingRows.ts';
import { conflictUpdate } from './conflictUpdate.ts';
import type { Counting } from '../tables/counting.ts';
import { meetings, type Meetings } from './meetings.ts';
import type { Modification } from '../trees/modification.ts';
import { missingParents, type Parents } from './missingParents.ts';
import { typed } from './newKeys.ts';
import { isNull, lengthOf, takesValues } from './newValues.ts';
import { shownName, type Relation } from '../tables/relation.ts';
import { mayChangeRows, triggersOn } from '../cascade/triggers.ts';

/** Rows of an INSERT: how many come, and how many of them meet a row that is there. */
export async function insertRows(counting: Counting, modification: Modification): Promise<Change> {
  const { body } = modification;
  const table = await ownTable(counting, treeOf(body.relation));
  const coming = comingRows(counting, modification, table);
  const mayChange = await mayChangeRows(counting, table, 'insert', []);
  const needed = table.columns.find(
    ({ name, required }) => required && !coming.given.includes(name) && isNullIn(coming, name),
  );
  if (needed !== undefined && !mayChange) throw new NotCounted('unknown.sql-needs-value', { name: needed.name });
  const rows = await countComing(counting, modification);
  const conflict = body.onConflictClause === undefined ? undefined : treeOf(body.onConflictClause);
  const met = await meetings(counting, conflict, table, coming).catch((error: unknown) => {
    const isSaid = error instanceof NotCounted && error.remark.code === 'unknown.sql-no-arbiter';
    if (!isSaid && (error instanceof NotCounted || error instanceof DatabaseError)) return undefined;
    throw error;
  });
  const values = await takesValues(counting, {
    table,
    set: coming.given,
    fresh: true,
    mayChange,
    valueOf: coming.valueOf,
    rows: coming.rows,
  });
  const parents = await parentsOf(counting, modification, table, coming);
  // Of a column that some rows give a value and others leave to the server, nothing is asked.
  const open = table.columns.filter((column) => {
    const values = coming.later.get(column.name) ?? [];
    return (
      values.length > 0 &&
      (!column.plain || lengthOf(column) !== undefined || (column.notNull && !values.every(isThere)))
    );
  });
  // A trigger may give the column that has to have a value one, or not.
  const left = [...open, ...(needed === undefined ? [] : [needed])].map(({ name }): Remark => ({
    code: 'note.value-may-not-fit',
    values: { name },
  }));
  const { hit, doubts: unsure, unknown } = inserted(table, rows, conflict, met);
  const updated = await updatedBy(counting, modification, table, coming, met);
  const fired = await triggersOn(counting, table, 'insert', [], [hit, ...updated.hits], hit.count);
  // What fires before an insert fires for rows too that are then found to be there.
  const early = conflict !== undefined && fired.hits.length > 0 && hit.count.value !== rows.value ? [CONFLICTS] : [];
  const doubts = [
    ...unsure,
    ...early,
    ...left,
    ...values.doubts,
    ...parents.doubts,
    ...fired.doubts,
    ...calledBy(modification),
  ];
  // What only may fail stands at its rows already.
  const isSure = updated.unknown.some(({ code }) => code !== 'unknown.sql-may-collide');
  const fails = isSure && !doubts.some(({ code }) => code === WOULD_FAIL.code) ? [WOULD_FAIL] : [];
  const [own, ...others] = doubted([hit, ...updated.hits], [...doubts, ...fails]);
  return {
    hits: [...(own === undefined ? [] : [{ ...own, notes: [...own.notes, ...fired.notes] }]), ...others, ...fired.hits],
    unknown: [...unknown, ...values.unknown, ...parents.unknown, ...updated.unknown],
  };
}

const CONFLICTS: Remark = { code: 'note.conflicts', values: {} };
const WOULD_FAIL: Remark = { code: 'note.would-fail', values: {} };

/** A literal that is not null. */
function isThere(value: Tree): boolean {
  return value.A_Const !== undefined && !isNull(value);
}

function isNullIn(coming: ComingRows, name: string): boolean {
  return treeOf(treeOf(coming.valueOf(name)).A_Const).isnull === true;
}

/** Whether the rows that come refer to rows that are there. One that is left out for its key is not asked. */
async function parentsOf(
  counting: Counting,
  { body }: Modification,
  table: Relation,
  coming: ComingRows,
): Promise<Parents> {
  // A default may refer to nothing as well as a value of the text's.
  const set = table.columns.flatMap(({ name }) => {
    const value = coming.valueOf(name);
    return value === undefined || treeOf(value.A_Const).isnull === true ? [] : [name];
  });
  const found = await missingParents(counting, table, set, (wanted) =>
    coming.rows(
      wanted.map((column, index) => {
        const value = coming.valueOf(column.name);
        if (value === undefined) throw new NotCounted('unknown.sql-column', { name: column.name });
        return { name: `n${index}`, value: typed(counting.grammar, value, column) };
      }),
    ),
  );
  if (body.onConflictClause === undefined || found.unknown.length === 0) return found;
  return { doubts: [CONFLICTS], unknown: [] };
}

interface Inserted {
  readonly hit: ServerHit;
  readonly doubts: readonly Remark[];
  readonly unknown: readonly Remark[];
}

/** The rows that stay of those that come. */
function inserted(table: Relation, rows: Count, conflict: Tree | undefined, met: Meetings | undefined): Inserted {
  const name = shownName(table);
  const hit = (count: Count): ServerHit => ({
    type: 'table',
    name,
    verb: 'insert',
    via: 'direct',
    count,
    sample: [],
    notes: [],
  });
  if (met === undefined) return { hit: hit(rows), doubts: [CONFLICTS], unknown: [] };
  const action = conflict === undefined ? undefined : textOf(conflict, 'action');
  const worst = [...met.of].sort((a, b) => b.met - a.met)[0];
  const doubled = met.of.find((one) => one.doubled > 0);
  const doubts: Remark[] = met.special || met.othersSpecial ? [CONFLICTS] : [];
  const fails = met.others.find((one) => one.met > 0 || one.doubled > 0);
  const taken = (key: string): Remark => ({ code: 'unknown.sql-not-unique', values: { name, key } });
  if (action === undefined) {
    const key = (worst !== undefined && worst.met > 0 ? worst : doubled)?.key;
    if (key === undefined) return { hit: hit(rows), doubts, unknown: [] };
    return { hit: hit(rows), doubts: [WOULD_FAIL], unknown: [taken(key.constraint)] };
  }
  const unknown = fails === undefined ? [] : [taken(fails.key.constraint)];
  if (fails !== undefined) doubts.push(WOULD_FAIL);
  if (action === 'ONCONFLICT_NOTHING') {
    if (met.of.length === 1 && worst !== undefined)
      return { hit: hit({ kind: rows.kind, value: worst.fresh }), doubts, unknown };
    if (doubled !== undefined || met.of.filter((one) => one.met > 0).length > 1) doubts.push(CONFLICTS);
  } else if (doubled !== undefined) {
    doubts.push(WOULD_FAIL);
    unknown.push(taken(doubled.key.constraint));
  }
  return { hit: hit({ kind: rows.kind, value: (rows.value ?? 0) - (worst?.met ?? 0) }), doubts, unknown };
}

/** What ON CONFLICT DO UPDATE does to rows that are there, as the update that it is. */
async function updatedBy(
  counting: Counting,
  modification: Modification,
  table: Relation,
  coming: ComingRows,
  met: Meetings | undefined,
): Promise<Change> {
  const conflict = treeOf(modification.body.onConflictClause);
  if (textOf(conflict, 'action') !== 'ONCONFLICT_UPDATE') return { hits: [], unknown: [] };
  const [own] = met?.of ?? [];
  if (own === undefined || met?.of.length !== 1 || listOf(treeOf(conflict.infer), 'indexElems').length === 0)
    return { hits: [unknownUpdate(table)], unknown: [] };
  if (own.met === 0) return { hits: [], unknown: [] };
  return changeRows(counting, conflictUpdate(counting, modification, table, coming, own.key), () => {});
}

function unknownUpdate(table: Relation): ServerHit {
  const count = { kind: 'unknown' } as const;
  return {
    type: 'table',
    name: shownName(table),
    verb: 'update',
    via: 'direct',
    count,
    sample: [],
    notes: [CONFLICTS],
  };
}
