import { numberOf, type Tree } from '../../../sql/parse/tree.ts';
import type { Count, Remark } from '../../preview.ts';
import { NotCounted } from '../../server/notCounted.ts';
import type { ServerHit } from '../../server/serverHit.ts';
import type { Change } from '../../server/textLook.ts';
import { cascadeQuery, type CascadeQuery, type Figure } from './cascade.ts';
import { isLate, plannedParts, rowsOf, type Counting } from '../tables/counting.ts';
import type { ForeignKey } from '../tables/foreignKeys.ts';
import { describe, shownName, type Relation } from '../tables/relation.ts';
import { triggersOn } from './triggers.ts';
import { updateQuery } from './updateCascade.ts';

/** What foreign keys add to a change of rows. */
export interface Below extends Change {
  readonly doubts: readonly Remark[];
}

export const NOTHING: Below = { hits: [], unknown: [], doubts: [] };

/** The query of the rows that a statement hits itself. */
export interface HitRows {
  readonly select: Tree;
  /** They are all rows of their table. */
  readonly whole: boolean;
}

/** What goes or changes with the hit rows, by the keys that refer to them. */
export async function cascadeOf(
  counting: Counting,
  { select: hit, whole }: HitRows,
  table: Relation,
  keys: readonly ForeignKey[],
  verb: 'delete' | 'update',
): Promise<Below> {
  const { session, grammar } = counting;
  const relations = await describe(session, [
    ...new Set([table.oid, ...keys.flatMap(({ child, parent }) => [child, parent])]),
  ]);
  for (const { barrier } of relations.values()) if (barrier !== undefined) throw barrier;
  const foreign = keys.find(({ plain }) => !plain);
  if (foreign !== undefined) throw new NotCounted('unknown.sql-type', { name: foreign.name });
  const query =
    verb === 'delete'
      ? cascadeQuery(grammar, hit, table.oid, keys, relations)
      : updateQuery(grammar, hit, table, keys, relations);
  const { counted, late } = await countFigures(counting, query, relations, whole ? [table.oid] : []);
  const planned =
    late.length === 0 ? NOTHING : await plannedCascade(counting, query, relations, table, { keys, verb, late });
  const value = (figure: Figure): number => counted.get(figure) ?? 0;
  const hits: ServerHit[] = [...planned.hits];
  const unknown: Remark[] = [...planned.unknown];
  const doubts: Remark[] = [...planned.doubts];
  if (keys.some(({ unusual }) => unusual)) doubts.push({ code: 'note.keys-off', values: {} });
  for (const figure of query.figures) {
    const rows = value(figure);
    const relation = relations.get(figure.relation);
    if (figure.what === 'default there') {
      const sets = query.figures.find((one) => one.what === 'set default' && one.relation === figure.relation);
      if (rows > 0 || sets === undefined || value(sets) === 0 || relation === undefined) continue;
      unknown.push({
        code: 'unknown.sql-no-default-row',
        values: { name: shownName(relation), key: figure.key?.name ?? '' },
      });
      doubts.push({ code: 'note.would-fail', values: {} });
      continue;
    }
    if (figure.what === 'direct' || relation === undefined || rows === 0) continue;
    const name = shownName(relation);
    const key = figure.key?.name ?? '';
    const together = keysOf(figure, keys, verb);
    const takesNoNull = figure.what === 'set null' && together.some(({ notNull }) => notNull[verb]);
    if (takesNoNull && together.length > 1) doubts.push({ code: 'note.may-fail-set', values: {} });
    else if (figure.what === 'blocking' || takesNoNull) {
      const code = figure.what === 'blocking' ? 'unknown.sql-still-referred' : 'unknown.sql-takes-no-null';
      unknown.push({ code, values: { name, key, count: String(rows) } });
      doubts.push({ code: 'note.would-fail', values: {} });
      continue;
    }
    if (figure.what === 'may block') {
      doubts.push({ code: 'note.may-fail', values: { name, key } });
      continue;
    }
    const isPart = ({ setsPart }: ForeignKey): boolean => verb === 'delete' && setsPart;
    if (figure.what === 'set null' && together.some((one) => one.full && isPart(one)))
      doubts.push({ code: 'note.may-fail-set', values: {} });
    if (figure.what === 'set default' && together.some((one) => mixesNulls(one) || (one.notNull[verb] && hasNull(one))))
      doubts.push({ code: 'note.may-fail-set', values: {} });
    if (figure.what === 'set default' && together.some((one) => !settled(one) || isPart(one)))
      doubts.push({ code: 'note.default-there', values: { name, key } });
    if (figure.what !== 'cascade' && together.some(({ referred }) => referred))
      doubts.push({ code: 'note.goes-on', values: { name } });
    const done = figure.what === 'cascade' ? verb : figure.what;
    const count: Count = { kind: 'exact', value: rows };
    const event = done === 'delete' ? 'delete' : 'update';
    const fired = await triggersOn(counting, relation, event, figure.key?.childColumns ?? [], hits, count);
    const { bytes } = relation;
    hits.push(
      { ...cascaded(name, done, parentOf(figure, keys, relations)), count, bytes, notes: fired.notes },
      ...fired.hits,
    );
    doubts.push(...fired.doubts);
  }
  return { hits, unknown, doubts };
}

/** Milliseconds after which no further figure is begun: then what the planner expects is told while somebody still looks. */
const BEGIN_WITHIN = 2_500;

/** Of the rows that a table is thought to have: then it is looked whether it is all of them. */
const NEARLY_ALL = 0.8;

/** Bytes of all tables of a cascade that little memory is enough for. */
const SMALL = 8 * 2 ** 20;

/**
 * For the rows of a cascade, which are to be kept in memory, not in files. Not more than they take: for a part that is made of
 * itself the server lays out all of it before the first row is there, 60 ms for each figure.
 */
function giveMemory({ session }: Counting, relations: ReadonlyMap<number, Relation>): Promise<unknown> {
  const bytes = [...relations.values()].reduce((sum, relation) => sum + relation.bytes, 0);
  return session.query(`SELECT pg_catalog.set_config('work_mem', '${bytes < SMALL ? '8MB' : '64MB'}', true)`);
}

/** The figures one after another; the direct one is known. `late`: those that took too long, or were not begun. */
async function countFigures(
  counting: Counting,
  query: CascadeQuery,
  relations: ReadonlyMap<number, Relation>,
  gone: readonly number[],
): Promise<{ readonly counted: ReadonlyMap<Figure, number>; readonly late: readonly Figure[] }> {
  const counted = new Map<Figure, number>();
  const late: Figure[] = [];
  const whole = new Set(gone);
  await giveMemory(counting, relations);
  const began = performance.now();
  for (const figure of query.figures) {
    if (figure.what === 'direct') continue;
    if (performance.now() - began > BEGIN_WITHIN) {
      late.push(figure);
      continue;
    }
    try {
      const [row = {}] = await counting.session.query(query.query(figure, whole));
      const rows = numberOf(row, 'n') ?? 0;
      counted.set(figure, rows);
      const relation = relations.get(figure.relation);
      if (figure.what !== 'cascade' || relation === undefined || rows < relation.estimate * NEARLY_ALL) continue;
      // What refers to a table that goes as a whole is counted several times as fast.
      const all = await rowsOf(counting, relation);
      if (all.kind === 'exact' && all.value === rows) whole.add(relation.oid);
    } catch (error) {
      if (!isLate(error)) throw error;
      late.push(figure);
    }
  }
  return { counted, late };
}

/** Counting took too long: what the planner expects, marked as that; of rows that are only changed nothing is known. */
async function plannedCascade(
  { session }: Counting,
  query: CascadeQuery,
  relations: ReadonlyMap<number, Relation>,
  table: Relation,
  {
    keys,
    verb,
    late,
  }: { readonly keys: readonly ForeignKey[]; readonly verb: string; readonly late: readonly Figure[] },
): Promise<Below> {
  const parts = await plannedParts(session, query.text);
  const open = late.filter(({ what }) => what === 'cascade').map(({ relation }) => relation);
  const hits = [...query.parts].flatMap(([part, oid]): readonly ServerHit[] => {
    const relation = relations.get(oid);
    const value = parts.get(part);
    if (relation === undefined || value === undefined || !open.includes(oid)) return [];
    const count: Count = { kind: 'estimate', value };
    const from = parentOf({ relation: oid }, keys, relations);
    return [{ ...cascaded(shownName(relation), verb, from), count, bytes: relation.bytes }];
  });
  return {
    hits,
    unknown: [{ code: 'unknown.sql-cascade-late', values: { name: shownName(table) } }],
    doubts: [{ code: 'note.not-all-counted', values: {} }],
  };
}

function cascaded(name: string, verb: string, from: string | undefined): Omit<ServerHit, 'count'> {
  return { type: 'table', name, verb, via: 'cascade', ...(from === undefined ? {} : { from }), sample: [], notes: [] };
}

/** The table whose rows take those of a figure along; where several do, the first. */
function parentOf(
  { relation, key }: Pick<Figure, 'relation' | 'key'>,
  keys: readonly ForeignKey[],
  relations: ReadonlyMap<number, Relation>,
): string | undefined {
  const into = keys.filter(({ child, onDelete }) => child === relation && onDelete === 'cascade');
  const found = key ?? into.find(({ parent }) => parent !== relation) ?? into[0];
  const parent = found === undefined ? undefined : relations.get(found.parent);
  return parent === undefined ? undefined : shownName(parent);
}

/** The keys whose rows one figure counts: of one table those that do the same. */
function keysOf({ what, key }: Figure, keys: readonly ForeignKey[], verb: 'delete' | 'update'): readonly ForeignKey[] {
  if (key === undefined || (what !== 'set null' && what !== 'set default')) return key === undefined ? [] : [key];
  return keys.filter((one) => one.child === key.child && (verb === 'delete' ? one.onDelete : one.onUpdate) === what);
}

function hasNull({ defaults }: ForeignKey): boolean {
  return defaults.includes(null);
}

/** Defaults that a key which is null as a whole or not at all does not take. */
function mixesNulls(key: ForeignKey): boolean {
  return key.full && hasNull(key) && key.defaults.some((value) => value !== null);
}

/** Whether the query looked if the defaults' row is there: nulls refer to nothing, and computed defaults are not known. */
function settled({ defaults }: ForeignKey): boolean {
  return defaults.every((value) => value !== undefined);
}
