import { listOf } from '../../../sql/parse/tree.ts';
import type { Remark } from '../../preview.ts';
import { NotCounted } from '../../server/notCounted.ts';
import { doubted, type ServerHit } from '../../server/serverHit.ts';
import type { Change } from '../../server/textLook.ts';
import { cascadeOf, updatesBelow, type Below } from '../cascade/below.ts';
import { countRows, notCountedBy, seesAll, type Counting } from '../tables/counting.ts';
import { UNSTEADY, noRollback, partDoubts, unique } from '../tables/doubts.ts';
import { readsAny, readsItself, vet, type Target, type Vetted } from './hitRows.ts';
import { setValues } from './setValues.ts';
import { sampleRows } from './sampleRows.ts';
import { shownName, type Table } from '../tables/schema.ts';
import type { Server } from '../session/session.ts';
import { quoted } from '../statements/sqlText.ts';
import type { RowsStatement } from '../statements/statement.ts';
import { triggersOn } from '../cascade/triggers.ts';

/** Rows of a DELETE or an UPDATE, and what goes with them. `progress` gets the direct rows as soon as they are counted. */
export async function changeRows(
  counting: Counting,
  statement: RowsStatement,
  progress: (change: Change) => void,
): Promise<Change> {
  const { session } = counting;
  const isDelete = statement.kind === 'delete';
  const vetted = await vet(counting, statement);
  const old = oldSyntax(statement, session.server, vetted);
  if (old !== undefined) throw old;
  const doubts: Remark[] = [];
  if (vetted.found.unsteady) doubts.push(UNSTEADY);
  if (readsItself(vetted, counting.catalogue.database) && !(session.server.mariadb && vetted.single && !vetted.limited))
    doubts.push({ code: 'note.reads-itself', values: {} });
  const hits: ServerHit[] = [];
  const late: Remark[] = [];
  for (const target of vetted.targets) {
    const { count, warned } = await countRows(counting, countQuery(vetted, target));
    if (warned) doubts.push({ code: 'note.conversion', values: {} });
    if (count.kind === 'unknown') late.push({ code: 'unknown.sql-late', values: {} });
    hits.push(hitOf(target.table, statement.kind, count));
    progress({ hits, unknown: [] });
  }
  for (const [index, target] of vetted.targets.entries()) {
    const { table } = target;
    const hit = hits[index];
    if (hit === undefined || counting.figuresOnly === true) continue;
    const of =
      hit.count.kind !== 'exact' ? table.estimate : vetted.filtered ? await wholeOf(counting, table) : hit.count.value;
    const sample = await sampleRows(counting, vetted, target, statement);
    hits[index] = { ...hit, ...(of === undefined ? {} : { of }), sample };
  }
  progress({ hits, unknown: [] });
  const below = await (isDelete ? cascadeOf(counting, vetted) : updatesBelow(counting, vetted, statement)).catch(
    (error: unknown): Below => ({
      hits: [],
      doubts: [],
      unknown: [
        notCountedBy(error).remark,
        {
          code: 'unknown.sql-cascade',
          values: { name: vetted.targets.map(({ table }) => shownName(table)).join(', ') },
        },
      ],
    }),
  );
  const refused = isDelete ? { doubts: [], unknown: [] } : await setValues(counting, vetted, statement);
  const all = [...hits, ...below.hits];
  const fired = await firedBy(counting, vetted, hits, all, isDelete ? 'DELETE' : 'UPDATE');
  const also = [...below.hits, ...fired.hits].map(({ name }) => name);
  if (readsAny(vetted, counting.catalogue.database, also)) doubts.push({ code: 'note.reads-changed', values: {} });
  const final = unique([
    ...doubts,
    ...below.doubts,
    ...refused.doubts,
    ...fired.doubts,
    ...(isDelete
      ? []
      : vetted.targets.flatMap(({ table }) =>
          partDoubts(
            table,
            statement.sets.map(({ column }) => column),
          ),
        )),
    ...(await blindness(counting, vetted.targets)),
  ]);
  return {
    hits: [
      ...doubted(all, final).map((hit, index) =>
        index === 0 ? { ...hit, notes: [...hit.notes, ...fired.notes] } : hit,
      ),
      ...doubted(fired.hits, final),
    ],
    unknown: unique([...late, ...below.unknown, ...refused.unknown]),
  };
}

export function hitOf(table: Table, verb: string, count: ServerHit['count']): ServerHit {
  const notes = noRollback(table);
  return { type: 'table', name: shownName(table), verb, via: 'direct', count, bytes: table.bytes, sample: [], notes };
}

function countQuery(vetted: Vetted, target: Target): string {
  const rows = vetted.rows(target, []);
  if (!vetted.single || vetted.limited) return `SELECT COUNT(*) AS n FROM (${rows}) AS keyturn_h`;
  return vetted.rows(target, [{ name: 'n', sql: 'COUNT(*)' }]);
}

/** All rows of a table; undefined: counting took too long. */
export async function wholeOf(counting: Counting, { schema, name }: Table): Promise<number | undefined> {
  const { count } = await countRows(counting, `SELECT COUNT(*) AS n FROM ${quoted(schema)}.${quoted(name)}`);
  return count.kind === 'exact' ? count.value : undefined;
}

/** Forms that older servers refuse. */
function oldSyntax(
  { kind, body, single }: RowsStatement,
  { mariadb, version: [major, minor] }: Server,
  { targets }: Vetted,
): NotCounted | undefined {
  const [target] = targets;
  if (kind !== 'delete' || !single || target === undefined || target.alias === target.table.name) return undefined;
  const since = mariadb ? [11, 6] : [8, 0];
  const knows = major > (since[0] ?? 0) || (major === since[0] && minor >= (since[1] ?? 0));
  return knows || listOf(body, 'tables').length > 0
    ? undefined
    : new NotCounted('unknown.sql-alias', { name: target.alias });
}

async function firedBy(
  counting: Counting,
  { targets }: Vetted,
  own: readonly ServerHit[],
  all: readonly ServerHit[],
  event: 'DELETE' | 'UPDATE',
): Promise<{
  readonly hits: readonly ServerHit[];
  readonly notes: readonly Remark[];
  readonly doubts: readonly Remark[];
}> {
  const hits: ServerHit[] = [];
  const notes: Remark[] = [];
  const doubts: Remark[] = [];
  for (const [index, { table }] of targets.entries()) {
    const fired = await triggersOn(
      counting,
      table,
      event,
      own[index]?.count ?? { kind: 'unknown' },
      all.map(({ name }) => name),
    );
    hits.push(...fired.hits);
    notes.push(...fired.notes);
    doubts.push(...fired.doubts);
  }
  return { hits, notes, doubts };
}

/** Why triggers and keys may be there that this user does not see. */
export async function blindness(
  counting: Counting,
  targets: readonly Pick<Target, 'table'>[],
): Promise<readonly Remark[]> {
  const remarks: Remark[] = [];
  if (counting.figuresOnly === true) return remarks;
  for (const schema of new Set(targets.map(({ table }) => table.schema)))
    if (!(await seesAll(counting.session, schema)))
      remarks.push({ code: 'note.may-not-see', values: { name: schema } });
  return remarks;
}
