import { numberOf, treeOf, type Tree } from '../../sql/parse/tree.ts';
import type { Count, Remark } from '../preview.ts';
import { doubted, type ServerHit } from '../server/serverHit.ts';
import type { Change } from '../server/textLook.ts';
import { carriedColumns, cascadeQuery, type CascadeQuery, type Figure } from './cascade.ts';
import { countRows, isLate, notCountedBy, plannedParts, type Counting } from './counting.ts';
import { keysBelow, keysTo, type ForeignKey } from './foreignKeys.ts';
import { column, hitRows, type Carried } from './hitRows.ts';
import { assignments, type Modification } from './modification.ts';
import { refusedValues } from './newKeys.ts';
import { NotCounted } from '../server/notCounted.ts';
import { describe, relationsOf, shownName, type Relation } from './relation.ts';
import { sampleRows } from './sampleRows.ts';
import { triggersOn } from './triggers.ts';
import { updateQuery } from './updateCascade.ts';
import { vet } from './vetted.ts';

/** The table that a statement names as its own. */
export async function ownTable({ session, path }: Counting, relation: Tree): Promise<Relation> {
  const schema = typeof relation.schemaname === 'string' ? relation.schemaname : undefined;
  const name = typeof relation.relname === 'string' ? relation.relname : '';
  const [found] = await relationsOf(session, path, [{ schema, name }]);
  if (found === undefined)
    throw new NotCounted('unknown.sql-missing-table', { name: schema === undefined ? name : `${schema}.${name}` });
  if (found.barrier !== undefined) throw found.barrier;
  if (found.rules.length > 0)
    throw new NotCounted('unknown.sql-rule', { name: shownName(found), rule: found.rules.join(', ') });
  return found;
}

/** Rows of a DELETE or an UPDATE, and what goes with them. `progress` gets the direct rows as soon as they are counted. */
export async function changeRows(
  counting: Counting,
  modification: Modification,
  progress: (change: Change) => void,
): Promise<Change> {
  const { session, path } = counting;
  const verb = modification.kind === 'delete' ? 'delete' : 'update';
  const table = await ownTable(counting, treeOf(modification.body.relation));
  const set = assignments(modification.body);
  const missing = [...set.keys()].find((name) => !table.columns.some((one) => one.name === name));
  if (verb === 'update' && missing !== undefined) throw new NotCounted('unknown.sql-missing-column', { name: missing });
  const keys =
    verb === 'delete'
      ? await keysBelow(session, table.oid)
      : (await keysTo(session, [table.oid])).filter((key) => key.parentColumns.some((name) => set.has(name)));
  const carried =
    verb === 'delete' ? deleteCarries(modification, keys, table.oid) : updateCarries(modification, keys, set);
  const vetted = await vet(session, path, hitRows(modification, carried));
  const direct = await countRows(counting, vetted.select);
  const first: ServerHit = {
    type: 'table',
    name: shownName(table),
    verb,
    via: 'direct',
    count: vetted.named.unsteady && direct.kind === 'exact' ? { ...direct, kind: 'estimate' } : direct,
    bytes: table.bytes,
    sample: [],
    notes: vetted.named.unsteady ? [{ code: 'note.unsteady', values: {} }] : [],
  };
  progress({ hits: [first], unknown: [] });
  const share = await shareOf(counting, table, modification, direct);
  const whole: ServerHit = { ...first, ...share, sample: await sampleRows(counting, modification, table, set) };
  progress({ hits: [whole], unknown: [] });
  const below =
    keys.length === 0 || direct.value === 0
      ? NOTHING
      : await cascadeOf(counting, vetted.select, table, keys, verb).catch((error: unknown): Below => ({
          ...NOTHING,
          unknown: [notCountedBy(error).remark, { code: 'unknown.sql-cascade', values: { name: shownName(table) } }],
        }));
  const tables = [whole, ...below.hits];
  const again = modification.merged === true ? await metTwice(counting, modification, direct) : [];
  const refused = verb === 'delete' || direct.value === 0 ? [] : await refusedValues(counting, modification, table);
  const fired = await triggersOn(counting, table, verb, [...set.keys()], tables, direct);
  const doubts = [
    ...below.doubts,
    ...again,
    ...refused.map(() => WOULD_FAIL),
    ...fired.doubts,
    ...(vetted.named.unsteady ? [UNSTEADY] : []),
  ];
  return {
    hits: [
      ...doubted(tables, doubts).map((hit, index) =>
        index === 0 ? { ...hit, notes: [...hit.notes, ...fired.notes] } : hit,
      ),
      ...fired.hits,
    ],
    unknown: [
      ...below.unknown,
      ...refused,
      ...again.map(() => ({ code: 'unknown.sql-met-twice', values: { name: shownName(table) } })),
    ],
  };
}

/** A MERGE that meets a row of its table twice fails. */
async function metTwice(counting: Counting, modification: Modification, direct: Count): Promise<readonly Remark[]> {
  const { select } = await vet(counting.session, counting.path, hitRows(modification, [], false));
  const all = await countRows(counting, select);
  return all.value === direct.value ? [] : [{ code: 'note.would-fail', values: {} }];
}

const WOULD_FAIL: Remark = { code: 'note.would-fail', values: {} };
const UNSTEADY: Remark = { code: 'note.unsteady', values: {} };

function deleteCarries(modification: Modification, keys: readonly ForeignKey[], top: number): readonly Carried[] {
  return carriedColumns(keys, top).map((name, index) => ({ name: `k${index}`, value: column(modification, name) }));
}

/** Old keys, and whether they change: a row that keeps its key changes nothing elsewhere. */
function updateCarries(
  modification: Modification,
  keys: readonly ForeignKey[],
  set: ReadonlyMap<string, Tree | undefined>,
): readonly Carried[] {
  const names = [...new Set(keys.flatMap((key) => key.parentColumns))];
  return names.flatMap((name, index) => {
    const old = { name: `k${index}`, value: column(modification, name) };
    if (!set.has(name)) return [old];
    const value = set.get(name);
    if (value === undefined) throw new NotCounted('unknown.sql-form', { what: 'a new key' });
    const changes = {
      A_Expr: {
        kind: 'AEXPR_DISTINCT',
        name: [{ String: { sval: '=' } }],
        lexpr: column(modification, name),
        rexpr: value,
      },
    };
    return [old, { name: `v${index}`, value: changes }];
  });
}

/** The whole that the rows are a part of. */
async function shareOf(
  counting: Counting,
  table: Relation,
  { body }: Modification,
  direct: Count,
): Promise<{ readonly of?: number }> {
  if (direct.kind !== 'exact') return table.estimate < 0 ? {} : { of: table.estimate };
  const alone = body.whereClause === undefined && body.usingClause === undefined && body.fromClause === undefined;
  if (alone && direct.value !== undefined) return { of: direct.value };
  const of = await rowsOf(counting, table);
  return of.kind === 'exact' && of.value !== undefined ? { of: of.value } : {};
}

/** All rows of a table. */
export async function rowsOf(counting: Counting, { schema, name }: Relation): Promise<Count> {
  const all = {
    targetList: [{ ResTarget: { val: { A_Const: { ival: { ival: 1 } } } } }],
    fromClause: [{ RangeVar: { schemaname: schema, relname: name, inh: true, relpersistence: 'p' } }],
    limitOption: 'LIMIT_OPTION_DEFAULT',
    op: 'SETOP_NONE',
  };
  return countRows(counting, all);
}

interface Below extends Change {
  readonly doubts: readonly Remark[];
}

const NOTHING: Below = { hits: [], unknown: [], doubts: [] };

async function cascadeOf(
  counting: Counting,
  hit: Tree,
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
  const counted = await session.query(query.text).catch((error: unknown) => {
    if (isLate(error)) return undefined;
    throw error;
  });
  if (counted === undefined) return plannedCascade(counting, query, relations, table, verb);
  const [row = {}] = counted;
  const value = (figure: Figure): number => numberOf(row, figure.column) ?? 0;
  const hits: ServerHit[] = [];
  const unknown: Remark[] = [];
  const doubts: Remark[] = keys.some(({ unusual }) => unusual) ? [{ code: 'note.keys-off', values: {} }] : [];
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
    if (figure.what === 'blocking' || (figure.what === 'set null' && figure.key?.notNull === true)) {
      const code = figure.what === 'blocking' ? 'unknown.sql-still-referred' : 'unknown.sql-takes-no-null';
      unknown.push({ code, values: { name, key, count: String(rows) } });
      doubts.push({ code: 'note.would-fail', values: {} });
      continue;
    }
    if (figure.what === 'may block') {
      doubts.push({ code: 'note.may-fail', values: { name, key } });
      continue;
    }
    if (figure.what === 'set default' && !settled(figure.key))
      doubts.push({ code: 'note.default-there', values: { name, key } });
    if (figure.what !== 'cascade' && figure.key?.referred === true)
      doubts.push({ code: 'note.goes-on', values: { name } });
    const done = figure.what === 'cascade' ? verb : figure.what;
    const count: Count = { kind: 'exact', value: rows };
    const event = done === 'delete' ? 'delete' : 'update';
    const fired = await triggersOn(counting, relation, event, figure.key?.childColumns ?? [], hits, count);
    hits.push(
      { type: 'table', name, verb: done, via: 'cascade', count, bytes: relation.bytes, sample: [], notes: fired.notes },
      ...fired.hits,
    );
    doubts.push(...fired.doubts);
  }
  return { hits, unknown, doubts };
}

/** Counting took too long: what the planner expects, marked as that; of rows that are only changed nothing is known. */
async function plannedCascade(
  { session }: Counting,
  query: CascadeQuery,
  relations: ReadonlyMap<number, Relation>,
  table: Relation,
  verb: string,
): Promise<Below> {
  const parts = await plannedParts(session, query.text);
  const hits = [...query.parts].flatMap(([part, oid]): readonly ServerHit[] => {
    const relation = relations.get(oid);
    const value = parts.get(part);
    if (relation === undefined || value === undefined || oid === table.oid) return [];
    const count: Count = { kind: 'estimate', value };
    return [
      {
        type: 'table',
        name: shownName(relation),
        verb,
        via: 'cascade',
        count,
        bytes: relation.bytes,
        sample: [],
        notes: [],
      },
    ];
  });
  return { hits, unknown: [{ code: 'unknown.sql-cascade-late', values: { name: shownName(table) } }], doubts: [] };
}

/** Whether the query looked if the defaults' row is there: nulls refer to nothing, and computed defaults are not known. */
function settled(key: ForeignKey | undefined): boolean {
  return key?.defaults.every((value) => value !== undefined) === true;
}
