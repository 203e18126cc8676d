import { treeOf, type Tree } from '../../../sql/parse/tree.ts';
import type { Remark } from '../../preview.ts';
import { DatabaseError } from '../../server/databaseError.ts';
import { NotCounted } from '../../server/notCounted.ts';
import { withHit } from '../trees/withHit.ts';
import { conditionsOf, type Condition } from '../tables/conditions.ts';
import { isLate, withoutValues, type Counting } from '../tables/counting.ts';
import type { Carried } from './hitRows.ts';
import { typed } from './newKeys.ts';
import type { Column, Relation } from '../tables/relation.ts';
import { vet } from '../tables/vetted.ts';

/** Rows as they become. */
export interface NewRows {
  readonly table: Relation;
  /** Columns that get a value. */
  readonly set: readonly string[];
  /** They come in, so that every condition is asked, not only those of what is set. */
  readonly fresh: boolean;
  /** A column's value in such a row; undefined: that is known only when it runs. */
  valueOf(name: string): Tree | undefined;
  /** The query of these rows, with values of theirs. */
  rows(carried: readonly Carried[]): Tree;
  /** A trigger may change them before the server looks at them. */
  readonly mayChange: boolean;
}

export interface Verdict {
  readonly doubts: readonly Remark[];
  readonly unknown: readonly Remark[];
}

const WOULD_FAIL: Remark = { code: 'note.would-fail', values: {} };

/** Whether the server would take these values: their form and length, nulls, and the conditions of the table and its types. */
export async function takesValues(counting: Counting, rows: NewRows): Promise<Verdict> {
  const { table, set } = rows;
  const doubts: Remark[] = [];
  const carried: Carried[] = [];
  const asked: (readonly [Column, index: number])[] = [];
  for (const column of table.columns.filter(({ name }) => set.includes(name))) {
    const value = rows.valueOf(column.name);
    if (value === undefined || (isNull(value) && !column.notNull)) continue;
    if (!column.plain) {
      doubts.push({ code: 'note.value-may-not-fit', values: { name: column.name } });
      continue;
    }
    asked.push([column, carried.length]);
    const type = lengthOf(column) === undefined ? column.bounded : 'text';
    carried.push({ name: `n${carried.length}`, value: typed(counting.grammar, value, { type }) });
  }
  const refused = await refusedRows(counting, rows, carried, asked).catch((error: unknown) => notAsked(error, asked));
  const conditions = await conditionsOf(counting, table, rows.fresh ? undefined : set);
  const broken: Verdict[] = [];
  for (const condition of conditions) broken.push(await brokenBy(counting, rows, condition));
  const unknown = [...refused.unknown, ...broken.flatMap((one) => one.unknown)];
  const softly = rows.mayChange && !refused.hard;
  return {
    doubts: [
      ...doubts,
      ...refused.doubts,
      ...broken.flatMap((one) => one.doubts),
      ...(unknown.length === 0 ? [] : softly ? [{ code: 'note.may-fail-set', values: {} }] : [WOULD_FAIL]),
    ],
    unknown: softly ? [] : unknown,
  };
}

interface Refused extends Verdict {
  /** The values cannot even be made: no trigger sees them. */
  readonly hard: boolean;
}

/** Values that are null where none may be, too long, or of no form that the type takes. */
async function refusedRows(
  { session, path, grammar }: Counting,
  rows: NewRows,
  carried: readonly Carried[],
  asked: readonly (readonly [Column, number])[],
): Promise<Refused> {
  if (carried.length === 0) return { doubts: [], unknown: [], hard: false };
  const figures = asked.flatMap(([column, index]) => {
    const length = lengthOf(column);
    // The server cuts blanks that are too many, and nothing else.
    const long =
      length === undefined
        ? 'false'
        : `pg_catalog.char_length(pg_catalog.rtrim(h.n${index}, ' ')) OPERATOR(pg_catalog.>) ${length}`;
    return [
      `count(h.n${index})::float8 AS a${index}`,
      `(count(*) FILTER (WHERE h.n${index} IS NULL))::float8 AS z${index}`,
      `(count(*) FILTER (WHERE ${long}))::float8 AS l${index}`,
    ];
  });
  const { select } = await vet(session, path, steady(rows, carried));
  const skeleton = `WITH keyturn_hit AS MATERIALIZED (SELECT 1) SELECT ${figures.join(', ')} FROM keyturn_hit AS h`;
  const [row = {}] = await session.query(grammar.render(withHit(grammar, skeleton, select)));
  const unknown = asked.flatMap(([column, index]): readonly Remark[] => {
    const { name } = column;
    if (column.notNull && Number(row[`z${index}`]) > 0) return [{ code: 'unknown.sql-needs-value', values: { name } }];
    return Number(row[`l${index}`]) > 0
      ? [{ code: 'unknown.sql-too-long', values: { name, type: column.bounded } }]
      : [];
  });
  return { doubts: [], unknown, hard: unknown.some(({ code }) => code === 'unknown.sql-too-long') };
}

/** Values that are the same for every row are made once, without the rows. */
function steady(rows: NewRows, carried: readonly Carried[]): Tree {
  if (!rows.fresh && carried.every(({ value }) => isConstant(value)))
    return {
      targetList: carried.map(({ name, value }) => ({ ResTarget: { name, val: value } })),
      limitOption: 'LIMIT_OPTION_DEFAULT',
      op: 'SETOP_NONE',
    };
  return rows.rows(carried);
}

function isConstant(value: Tree): boolean {
  return !/"(?:ColumnRef|SubLink|FuncCall)":/.test(JSON.stringify(value));
}

function notAsked(error: unknown, asked: readonly (readonly [Column, number])[]): Refused {
  const name = asked[0]?.[0].name ?? '';
  const may: Remark = { code: 'note.value-may-not-fit', values: { name } };
  // Class 22: the values themselves are at fault.
  if (error instanceof DatabaseError && error.code.startsWith('22'))
    return { doubts: [], unknown: [refusedBy(error)], hard: true };
  if (error instanceof NotCounted || error instanceof DatabaseError) return { doubts: [may], unknown: [], hard: false };
  throw error;
}

/** What the server says of values that it does not take. */
export function refusedBy(error: DatabaseError): Remark {
  return { code: 'unknown.sql-server-refuses', values: { message: withoutValues(error) } };
}

/** How many of the rows a condition refuses. */
async function brokenBy(counting: Counting, rows: NewRows, condition: Condition): Promise<Verdict> {
  const { session, path, grammar } = counting;
  const unsure: Verdict = { doubts: [condition.unsure], unknown: [] };
  if (condition.tree === undefined) return unsure;
  const carried: Carried[] = [];
  for (const name of condition.columns) {
    const column = rows.table.columns.find((one) => one.name === name);
    const value = rows.valueOf(name);
    if (column === undefined || value === undefined) return unsure;
    carried.push({ name: `n${carried.length}`, value: typed(grammar, value, column) });
  }
  try {
    const { select } = await vet(session, path, steady(rows, carried));
    const body = withHit(grammar, SKELETON, select);
    const asked = condition.tree((name) => `n${condition.columns.indexOf(name)}`);
    const text = grammar.render({ ...body, whereClause: { BooleanTest: { arg: asked, booltesttype: 'IS_FALSE' } } });
    const [row = {}] = await session.query(text);
    const count = Number(row['n'] ?? 0);
    return count === 0 ? { doubts: [], unknown: [] } : { doubts: [], unknown: [condition.refuses(String(count))] };
  } catch (error) {
    if (error instanceof NotCounted || isLate(error) || error instanceof DatabaseError) return unsure;
    throw error;
  }
}

const SKELETON =
  'WITH keyturn_hit AS MATERIALIZED (SELECT 1) SELECT count(*)::float8 AS n FROM keyturn_hit AS h WHERE true';

/** The most characters of a column; undefined: it is no text, or has no such bound. */
export function lengthOf({ bounded }: Column): number | undefined {
  const bound = /^character(?: varying)?\((\d+)\)$/.exec(bounded)?.[1];
  return bound === undefined ? undefined : Number(bound);
}

export function isNull(value: Tree): boolean {
  return treeOf(value.A_Const).isnull === true;
}
