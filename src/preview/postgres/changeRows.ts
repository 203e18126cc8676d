import { treeOf, type Tree } from '../../sql/parse/tree.ts';
import type { Count, Remark } from '../preview.ts';
import { doubted, type ServerHit } from '../server/serverHit.ts';
import type { Change } from '../server/textLook.ts';
import { NOTHING, cascadeOf, type Below } from './below.ts';
import { carriedColumns } from './cascade.ts';
import { countRows, notCountedBy, rowsOf, type Counting } from './counting.ts';
import { keysBelow, keysTo, type ForeignKey } from './foreignKeys.ts';
import { column, hitRows, type Carried } from './hitRows.ts';
import { assignments, type Modification } from './modification.ts';
import { missingParents } from './missingParents.ts';
import { refusedValues, typed } from './newKeys.ts';
import { NotCounted } from '../server/notCounted.ts';
import { relationsOf, shownName, type Relation } from './relation.ts';
import { sampleRows } from './sampleRows.ts';
import { triggersOn } from './triggers.ts';
import { vet, type Vetted } from './vetted.ts';

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
  const own = await vet(session, path, hitRows(modification, []));
  const direct = await countRows(counting, own.select);
  const hitOf = ({ named: { unsteady } }: Vetted): ServerHit => ({
    type: 'table',
    name: shownName(table),
    verb,
    via: 'direct',
    count: unsteady && direct.kind === 'exact' ? { ...direct, kind: 'estimate' } : direct,
    bytes: table.bytes,
    sample: [],
    notes: unsteady ? [UNSTEADY] : [],
  });
  progress({ hits: [hitOf(own)], unknown: [] });
  const keys =
    verb === 'delete'
      ? await keysBelow(session, table.oid)
      : (await keysTo(session, [table.oid])).filter((key) => key.parentColumns.some((name) => set.has(name)));
  const carried =
    verb === 'delete' ? deleteCarries(modification, keys, table.oid) : updateCarries(modification, keys, set);
  const vetted = await vet(session, path, hitRows(modification, carried));
  const share = await shareOf(counting, table, modification, direct);
  const sample = await sampleRows(counting, modification, table, set);
  const whole: ServerHit = { ...hitOf(vetted), ...share, sample };
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
  const refused = verb === 'delete' || direct.value === 0 ? [] : await refusedValues(counting, modification, table);
  const parents =
    verb === 'delete' || direct.value === 0
      ? { doubts: [], unknown: [] }
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
