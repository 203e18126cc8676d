import { listOf, textOf, treeOf, type Tree } from '../../../sql/parse/tree.ts';
import type { Count, Remark } from '../../preview.ts';
import { doubted, type ServerHit } from '../../server/serverHit.ts';
import type { Change } from '../../server/textLook.ts';
import { NOTHING, cascadeOf, type Below } from '../cascade/below.ts';
import { carriedColumns } from '../cascade/cascade.ts';
import { countRows, expectedRows, notCountedBy, rowsOf, type Counting } from '../tables/counting.ts';
import { emptyNamed, walkNode } from '../trees/expression.ts';
import { keysBelow, keysTo, type ForeignKey } from '../tables/foreignKeys.ts';
import { column, hitRows, type Carried } from './hitRows.ts';
import { assignments, returned } from '../trees/modifications.ts';
import type { Modification } from '../trees/modification.ts';
import { missingParents } from './missingParents.ts';
import { takenKeys, typed } from './newKeys.ts';
import { takesValues, type Verdict } from './newValues.ts';
import { NotCounted } from '../../server/notCounted.ts';
import { relationsOf, shownName, type Relation } from '../tables/relation.ts';
import { sampleRows } from './sampleRows.ts';
import { mayChangeRows, triggersOn } from '../cascade/triggers.ts';
import { vet, type Vetted } from '../tables/vetted.ts';

/** The table that a statement names as its own. */
export async function ownTable({ session, path }: Counting, relation: Tree): Promise<Relation> {
  const schema = typeof relation.schemaname === 'string' ? relation.schemaname : undefined;
  const name = typeof relation.relname === 'string' ? relation.relname : '';
  const [found] = await relationsOf(session, path, [{ schema, name }]);
  if (found === undefined)
    throw new NotCounted('unknown.sql-missing-table', { name: schema === undefined ? name : `${schema}.${name}` });
  if (found.barrier !== undefined) throw found.barrier;
  if (found.kind === 'm') throw new NotCounted('unknown.sql-kept-view', { name: shownName(found) });
  if (found.rules.length > 0)
    throw new NotCounted('unknown.sql-rule', { name: shownName(found), rule: found.rules.join(', ') });
  return found;
}

/** Bytes of a table whose rows take a person's while to count: until then what the planner expects stands on the card. */
const LARGE = 8 * 2 ** 20;

/** Rows of a DELETE or an UPDATE, and what goes with them. `progress` gets the direct rows as soon as they are expected, and counted. */
export async function changeRows(
  counting: Counting,
  modification: Modification,
  progress: (change: Change) => void,
): Promise<Change> {
  const { session, path } = counting;
  const verb = modification.kind === 'delete' ? 'delete' : 'update';
  // In one flight with the table. What is wrong with that is said before what is wrong with the query.
  const vetting = (async () => vet(session, path, hitRows(modification, [])))();
  vetting.catch(() => {});
  const table = await ownTable(counting, treeOf(modification.body.relation));
  const set = assignments(modification.body);
  const missing = [...set.keys()].find((name) => !table.columns.some((one) => one.name === name));
  if (verb === 'update' && missing !== undefined) throw new NotCounted('unknown.sql-missing-column', { name: missing });
  const own = await vetting;
  const hitOf = ({ named: { unsteady } }: Vetted, count: Count): ServerHit => ({
    type: 'table',
    name: shownName(table),
    verb,
    via: 'direct',
    count: unsteady && count.kind === 'exact' ? { ...count, kind: 'estimate' } : count,
    bytes: table.bytes,
    sample: [],
    notes: unsteady ? [UNSTEADY] : [],
  });
  const expected = table.bytes < LARGE ? undefined : await expectedRows(counting, own.select);
  if (expected?.kind === 'estimate') progress({ hits: [hitOf(own, expected)], unknown: [] });
  const direct = await countRows(counting, own.select);
  progress({ hits: [hitOf(own, direct)], unknown: [] });
  const keys =
    verb === 'delete'
      ? await keysBelow(session, table.oid)
      : (await keysTo(session, [table.oid])).filter((key) => key.parentColumns.some((name) => set.has(name)));
  const carried =
    verb === 'delete' ? deleteCarries(modification, keys, table.oid) : updateCarries(modification, keys, set);
  const vetted = await vet(session, path, hitRows(modification, carried));
  const share = await shareOf(counting, table, modification, direct);
  const sample = await sampleRows(counting, modification, table, set);
  const whole: ServerHit = { ...hitOf(vetted, direct), ...share, sample };
  progress({ hits: [whole], unknown: [] });
  const below =
    keys.length === 0 || direct.value === 0
      ? NOTHING
      : await cascadeOf(counting, { select: vetted.select, whole: isWhole(direct, share.of) }, table, keys, verb).catch(
          (error: unknown): Below => ({
            ...NOTHING,
            unknown: [notCountedBy(error).remark, { code: 'unknown.sql-cascade', values: { name: shownName(table) } }],
          }),
        );
  const tables = [whole, ...below.hits];
  const again = modification.merged === true ? await metTwice(counting, modification, direct) : [];
  const taken = verb === 'delete' || direct.value === 0 ? FINE : await takenKeys(counting, modification, table);
  const refused =
    verb === 'delete' || direct.value === 0 ? FINE : await updatedRows(counting, modification, table, set);
  const parents =
    verb === 'delete' || direct.value === 0
      ? FINE
      : await missingParents(counting, table, [...set.keys()], (columns) =>
          hitRows(
            modification,
            columns.map((one, index) => ({
              name: `n${index}`,
              value: typed(counting.grammar, set.get(one.name) ?? column(modification, one.name), one),
            })),
          ),
        );
  const fired = await triggersOn(counting, table, verb, [...set.keys()], tables, direct);
  const doubts = [
    ...below.doubts,
    ...parents.doubts,
    ...again,
    ...taken.doubts,
    ...refused.doubts,
    ...(verb === 'update' && (await movesParts(counting, table, set)) ? [MOVES] : []),
    ...calledBy(modification),
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
      ...taken.unknown,
      ...refused.unknown,
      ...parents.unknown,
      ...again.map(() => ({ code: 'unknown.sql-met-twice', values: { name: shownName(table) } })),
    ],
  };
}

/** Every row of the table is hit. */
function isWhole({ kind, value }: Count, of: number | undefined): boolean {
  return kind === 'exact' && value === of;
}

/** A MERGE that meets a row of its table twice fails. */
async function metTwice(counting: Counting, modification: Modification, direct: Count): Promise<readonly Remark[]> {
  const { select } = await vet(counting.session, counting.path, hitRows(modification, [], false));
  const all = await countRows(counting, select);
  return all.value === direct.value ? [] : [{ code: 'note.would-fail', values: {} }];
}

/** What an UPDATE makes of the rows, and whether the server takes it. */
async function updatedRows(
  counting: Counting,
  modification: Modification,
  table: Relation,
  set: ReadonlyMap<string, Tree | undefined>,
): Promise<Verdict> {
  const parts = await partsTaken(counting, modification, table);
  const whole = await takesValues(counting, {
    table,
    set: [...set.keys()],
    fresh: false,
    mayChange: await mayChangeRows(counting, table, 'update', [...set.keys()]),
    valueOf: (name) => {
      const own = table.columns.find((one) => one.name === name);
      if (set.has(name)) return set.get(name) ?? undefined;
      return own?.generated === true ? undefined : column(modification, name);
    },
    rows: (carried) => hitRows(modification, carried),
  });
  return { doubts: [...parts, ...whole.doubts], unknown: whole.unknown };
}

/** `SET list[1] = …`: of what becomes a part of a value it is only looked whether it computes. */
async function partsTaken(
  { session, path }: Counting,
  modification: Modification,
  table: Relation,
): Promise<readonly Remark[]> {
  const doubts: Remark[] = [];
  for (const item of listOf(modification.body, 'targetList')) {
    const { name, val, indirection } = treeOf(item.ResTarget);
    if (indirection === undefined || typeof name !== 'string') continue;
    const isPlain = table.columns.some((one) => one.name === name && one.plain);
    const isFit =
      isPlain &&
      (await vet(session, path, hitRows(modification, [{ name: 'n0', value: treeOf(val) }])).then(
        () => true,
        () => false,
      ));
    if (!isFit) doubts.push({ code: 'note.value-may-not-fit', values: { name } });
  }
  return doubts;
}

const PART_COLUMNS = `
WITH RECURSIVE below AS (
  SELECT $1::int8::oid AS oid UNION SELECT i.inhrelid FROM below b JOIN pg_inherits i ON i.inhparent = b.oid
)
SELECT a.attname::text AS name FROM below b JOIN pg_partitioned_table p ON p.partrelid = b.oid
JOIN pg_attribute a ON a.attrelid = b.oid AND (a.attnum = ANY (p.partattrs::int2[]) OR 0 = ANY (p.partattrs::int2[])) AND a.attnum > 0`;

/** A row whose part is settled by a value that changes is deleted in one and written to another. */
async function movesParts(
  { session }: Counting,
  { kind, oid }: Relation,
  set: ReadonlyMap<string, unknown>,
): Promise<boolean> {
  if (kind !== 'p') return false;
  return (await session.query(PART_COLUMNS, [oid])).some((row) => set.has(textOf(row, 'name') ?? ''));
}

/** What RETURNING calls is called for each row. */
export function calledBy({ body }: Modification): readonly Remark[] {
  try {
    const named = emptyNamed();
    for (const item of returned(body)) walkNode(item, { named, made: [] });
    return named.types.length === 0 ? [] : [RETURNING];
  } catch (error) {
    if (error instanceof NotCounted) return [RETURNING];
    throw error;
  }
}

const FINE: Verdict = { doubts: [], unknown: [] };
const RETURNING: Remark = { code: 'note.returning', values: {} };
const MOVES: Remark = { code: 'note.partition-moves', values: {} };
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
