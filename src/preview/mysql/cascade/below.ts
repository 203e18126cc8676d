import type { Count, Remark } from '../../preview.ts';
import type { ServerHit } from '../../server/serverHit.ts';
import { cascadeFigures, DEEPEST, type Figure } from './cascade.ts';
import { countRows, type Counting } from '../tables/counting.ts';
import { WOULD_FAIL } from '../tables/doubts.ts';
import { keysBelow, type ForeignKey } from '../tables/foreignKeys.ts';
import type { Target, Vetted } from '../rows/hitRows.ts';
import { shownName, type Table } from '../tables/schema.ts';
import { quoted, tuple } from '../statements/sqlText.ts';
import type { RowsStatement } from '../statements/statement.ts';

/** What foreign keys add to a change of rows. */
export interface Below {
  readonly hits: readonly ServerHit[];
  readonly unknown: readonly Remark[];
  readonly doubts: readonly Remark[];
}

const NOTHING: Below = { hits: [], unknown: [], doubts: [] };

/** What goes with deleted rows. */
export async function cascadeOf(counting: Counting, vetted: Vetted): Promise<Below> {
  const keys = keysBelow(
    await counting.keys(),
    vetted.targets.map(({ table }) => shownName(table)),
  );
  if (keys.length === 0) return NOTHING;
  if (!counting.session.server.keysChecked) return { ...NOTHING, doubts: [{ code: 'note.keys-off', values: {} }] };
  const tables = await tablesOf(counting, keys, vetted.targets);
  const tops = vetted.targets.map((target) => ({
    table: target.table,
    hit: (columns: readonly string[]) =>
      vetted.rows(
        target,
        columns.map((name, index) => ({ name: `c${index}`, sql: vetted.column(target, name) })),
      ),
  }));
  const figures = cascadeFigures(tops, keys, tables);
  const below = await countFigures(counting, figures, tables, keys, 'delete');
  const limits: readonly Remark[] =
    vetted.picks || refills(vetted, keys) ? [{ code: 'note.unsteady', values: {} }] : [];
  const rewritten: readonly Remark[] = rewritesItself(vetted, keys) ? [{ code: 'note.reads-changed', values: {} }] : [];
  const deep: readonly Remark[] =
    keys.length > DEEPEST ? [{ code: 'note.goes-on', values: { name: figures.at(-1)?.table ?? '' } }] : [];
  // Several tables are emptied in the order that the server picks: a key between them may refuse.
  const between =
    vetted.targets.length > 1 && keys.some((key) => isAmong(vetted, key.child) && isAmong(vetted, key.parent));
  const order: readonly Remark[] = between ? [{ code: 'note.parts-meet', values: {} }] : [];
  return { ...below, doubts: [...below.doubts, ...limits, ...rewritten, ...deep, ...order] };
}

/** Rows that go by a key are not counted by a limit: the server takes others in their place. */
function refills(vetted: Vetted, keys: readonly ForeignKey[]): boolean {
  return vetted.limited && keys.some(({ onDelete, child }) => onDelete === 'cascade' && isAmong(vetted, child));
}

/** The server looks at a row after it has set the row's own key to null, which may be what it asks for. */
function rewritesItself(vetted: Vetted, keys: readonly ForeignKey[]): boolean {
  const read = vetted.found.columns.map((name) => name.toLowerCase());
  return keys.some(
    ({ onDelete, child, childColumns }) =>
      onDelete === 'set null' &&
      isAmong(vetted, child) &&
      childColumns.some((name) => read.includes(name.toLowerCase())),
  );
}

function isAmong({ targets }: Vetted, name: string): boolean {
  return targets.some(({ table }) => shownName(table) === name);
}

/** Rows of other tables that follow an UPDATE of the keys they refer to: of the hit rows only those whose key changes. */
export async function updatesBelow(counting: Counting, vetted: Vetted, { sets }: RowsStatement): Promise<Below> {
  const all = await counting.keys();
  const found: Figure[] = [];
  const used: ForeignKey[] = [];
  const doubts: Remark[] = [];
  for (const target of vetted.targets) {
    const assigned = sets.filter(
      ({ of, column }) => (of === undefined || of === target.alias) && has(target.table, column),
    );
    const set = (name: string) => assigned.findLast(({ column }) => column.toLowerCase() === name.toLowerCase());
    const keys = all.filter(
      (key) => key.parent === shownName(target.table) && key.parentColumns.some((name) => set(name) !== undefined),
    );
    for (const key of keys) {
      const value = (name: string): string | undefined => {
        const one = set(name);
        if (one === undefined) return vetted.column(target, name);
        return one.value === undefined ? undefined : vetted.expression(one.value);
      };
      const changes = key.parentColumns.map((name) => {
        const news = value(name);
        return news === undefined ? undefined : differ(vetted.column(target, name), news);
      });
      if (changes.includes(undefined) || assigned.length > 1)
        doubts.push({ code: 'note.goes-on', values: { name: key.child } });
      used.push(key);
      found.push({
        table: key.child,
        what: key.onUpdate === 'refuse' ? 'blocking' : key.onUpdate,
        key,
        query: followers(
          vetted,
          target,
          key,
          changes.map((one) => one ?? 'TRUE'),
        ),
      });
    }
  }
  if (found.length === 0) return NOTHING;
  if (!counting.session.server.keysChecked) return { ...NOTHING, doubts: [{ code: 'note.keys-off', values: {} }] };
  const tables = await tablesOf(counting, used, vetted.targets);
  const below = await countFigures(counting, found, tables, all, 'update');
  if (!vetted.single || vetted.picks) doubts.push({ code: 'note.unsteady', values: {} });
  // The server follows a key to the same table only where rows are deleted; and two keys may lead to one row.
  const itself =
    used.some((key) => key.child === key.parent) || new Set(used.map(({ child }) => child)).size < used.length;
  if (itself && below.hits.length > 0) doubts.push({ code: 'note.parts-meet', values: {} });
  return { ...below, doubts: [...below.doubts, ...doubts] };
}

function has({ columns }: Table, wanted: string): boolean {
  return columns.some(({ name }) => name.toLowerCase() === wanted.toLowerCase());
}

/** As the server stores them: letters of other case are another key to those who refer to it. */
function differ(old: string, news: string): string {
  return `NOT (BINARY CONVERT(${old} USING utf8mb4) <=> BINARY CONVERT(${news} USING utf8mb4))`;
}

function followers(vetted: Vetted, target: Target, key: ForeignKey, changes: readonly string[]): string {
  const olds = key.parentColumns.map((name, index) => ({ name: `c${index}`, sql: vetted.column(target, name) }));
  const rows = vetted.rows(target, [...olds, { name: 'changes', sql: changes.join(' OR ') }]);
  const { schema, name } = key.childPlace;
  const picked = olds.map((old) => `h.${old.name}`).join(', ');
  return `SELECT COUNT(*) AS n FROM ${quoted(schema)}.${quoted(name)} AS x
WHERE ${tuple('x', key.childColumns)} IN (SELECT ${picked} FROM (${rows}) AS h WHERE h.changes)`;
}

export async function tablesOf(
  counting: Counting,
  keys: readonly ForeignKey[],
  targets: readonly Target[],
): Promise<ReadonlyMap<string, Table>> {
  const tables = new Map(targets.map(({ table }) => [shownName(table), table]));
  for (const place of keys.flatMap(({ childPlace, parentPlace }) => [childPlace, parentPlace]))
    if (!tables.has(shownName(place))) tables.set(shownName(place), await counting.catalogue.table(place));
  return tables;
}

export async function countFigures(
  counting: Counting,
  figures: readonly Figure[],
  tables: ReadonlyMap<string, Table>,
  keys: readonly ForeignKey[],
  verb: 'delete' | 'update',
): Promise<Below> {
  const hits: ServerHit[] = [];
  const unknown: Remark[] = [];
  const doubts: Remark[] = [];
  for (const { table: name, what, key, query } of figures) {
    const { count } = await countRows(counting, query);
    if (count.value === 0) continue;
    const values = { name, key: key.name, count: String(count.value ?? '') };
    if (count.kind !== 'exact') unknown.push({ code: 'unknown.sql-cascade-part', values: { name } });
    if (what === 'blocking') {
      if (count.kind === 'exact') unknown.push({ code: 'unknown.sql-still-referred', values });
      doubts.push(WOULD_FAIL);
      continue;
    }
    if (what === 'too deep') {
      doubts.push({ code: 'note.too-deep', values: { name } });
      continue;
    }
    if (what === 'may block') {
      doubts.push({ code: 'note.may-fail', values });
      continue;
    }
    const done = what === 'cascade' ? verb : what;
    if (done !== 'delete' && goesOn(key, keys)) doubts.push({ code: 'note.goes-on', values: { name } });
    const bytes = tables.get(name)?.bytes;
    hits.push({ ...cascaded(name, done, count, bytes), from: key.parent });
  }
  return { hits, unknown, doubts };
}

function cascaded(name: string, verb: string, count: Count, bytes: number | undefined): ServerHit {
  return {
    type: 'table',
    name,
    verb,
    via: 'cascade',
    count,
    ...(bytes === undefined ? {} : { bytes }),
    sample: [],
    notes: [],
  };
}

/** What changes in the child is what yet other tables refer to. */
function goesOn({ child, childColumns }: ForeignKey, keys: readonly ForeignKey[]): boolean {
  return keys.some((key) => key.parent === child && key.parentColumns.some((name) => childColumns.includes(name)));
}
