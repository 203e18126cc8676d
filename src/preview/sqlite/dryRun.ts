import type * as NodeSqlite from 'node:sqlite';
import type { DatabaseSync } from 'node:sqlite';
import type { Remark } from '../preview.ts';
import { openCounters, quoted, tablesOf, type Counters, type RowChange } from './counters.ts';
import { openGuard, type Guard, type Seen } from './guard.ts';
import { brokenViews, foreignKeys, objectsOf, rowsOf, tableTriggers } from './schema.ts';
import { splitStatements, type Statement } from './statements.ts';
import { mergeHits, type TableHit } from './tableHit.ts';

type Sqlite = typeof NodeSqlite;

export interface DryRun {
  readonly hits: readonly TableHit[];
  readonly unknown: readonly Remark[];
}

/** Statements of one text; beyond, they are not run. */
const MOST_STATEMENTS = 500;

type Changes = ReadonlyMap<string, Readonly<Partial<Record<RowChange, number>>>>;

/**
 * Runs a text statement by statement in a copy and counts what each changes. `progress` gets what is known before each
 * statement, so that a run cut short still says where it was.
 */
export function dryRun(sqlite: Sqlite, database: DatabaseSync, text: string, progress: (run: DryRun) => void): DryRun {
  const counters = openCounters(database);
  counters.install();
  const guard = openGuard(sqlite, database, counters.functions, counters.isOwn);
  const unknown: Remark[] = [];
  let kept: TableHit[] = [];
  /** What a transaction of the text's own has changed so far: a ROLLBACK takes it back. */
  let open: TableHit[] | undefined;
  const now = (pending: readonly TableHit[] = []): DryRun => ({
    hits: mergeHits([...kept, ...(open ?? []), ...pending]),
    unknown,
  });

  const statements = splitStatements(text);
  for (const [index, statement] of statements.entries()) {
    const number = String(index + 1);
    const say = (code: string, values: Readonly<Record<string, string>> = {}): void => {
      unknown.push({ code, values: { statement: number, ...values } });
    };
    if (index >= MOST_STATEMENTS) {
      say('unknown.sql-too-many', { count: String(statements.length - index) });
      break;
    }
    const [first = '', second = ''] = statement.keywords;
    if (first.startsWith('.')) {
      if (!HARMLESS_DOTS.test(first)) say('unknown.sql-dot-command', { name: first });
      continue;
    }
    if (statement.parameters) {
      say('unknown.sql-parameters');
      continue;
    }
    switch (first) {
      case 'VACUUM':
        // VACUUM INTO writes another file, and the authorizer is not asked.
        if (statement.keywords.includes('INTO')) say('unknown.sql-vacuum-into');
        continue;
      case 'EXPLAIN':
      case 'SELECT':
      case 'VALUES':
      case 'ANALYZE':
      case 'REINDEX':
        continue;
      case 'PRAGMA':
        runPragma(guard, database, statement, say);
        continue;
      case 'BEGIN':
      case 'COMMIT':
      case 'END':
      case 'ROLLBACK':
      case 'SAVEPOINT':
      case 'RELEASE': {
        const { error } = guard.watch(() => database.exec(statement.text));
        if (error !== undefined) say('unknown.sql-would-fail', { message: messageOf(error) });
        if (first === 'SAVEPOINT' || first === 'RELEASE' || statement.keywords.includes('TO')) {
          if (first === 'ROLLBACK') say('unknown.sql-savepoint');
        } else if (first === 'BEGIN') open ??= [];
        else if (first === 'ROLLBACK') {
          if ((open ?? []).length > 0) say('note.rolled-back');
          open = undefined;
        } else if (error === undefined) {
          kept = [...kept, ...(open ?? [])];
          open = undefined;
        }
        continue;
      }
      default:
        break;
    }
    const found = runOne(guard, database, counters, statement, [first, second], (pending) => progress(now(pending)));
    if ('code' in found) say(found.code, found.values);
    else if (open === undefined) kept.push(...found.hits);
    else open.push(...found.hits);
  }
  if ((open ?? []).length > 0) unknown.push({ code: 'note.never-committed', values: {} });
  if (database.isTransaction) database.exec('ROLLBACK');
  open = undefined;
  return now();
}

/** Commands of the shell that only change how it prints. */
const HARMLESS_DOTS =
  /^\.(mode|headers?|separator|nullvalue|width|timer|echo|bail|changes|print|stats|timeout|tables|schema|indexes|indices|databases|dbinfo|show|eqp|explain|prompt|help|quit|exit|version)$/i;

/** Settings that change how the file is kept or how fast it is, not what its rows are. */
const STORAGE_PRAGMAS =
  /^(journal_mode|synchronous|cache_size|busy_timeout|temp_store|mmap_size|page_size|auto_vacuum|wal_autocheckpoint|wal_checkpoint|locking_mode|optimize|incremental_vacuum|user_version|application_id|encoding|journal_size_limit|cell_size_check|cache_spill|threads|analysis_limit|shrink_memory)$/i;

function runPragma(
  guard: Guard,
  database: DatabaseSync,
  statement: Statement,
  say: (code: string, values?: Readonly<Record<string, string>>) => void,
): void {
  const name = statement.keywords.find((word, index) => index > 0 && word !== 'MAIN' && word !== 'TEMP') ?? '';
  if (STORAGE_PRAGMAS.test(name)) return;
  const { error, seen } = guard.watch(() => database.exec(statement.text));
  if (seen.refused !== undefined) say(seen.refused.code, { name: seen.refused.name });
  else if (error !== undefined) say('unknown.sql-would-fail', { message: messageOf(error) });
}

type Ran = { readonly hits: readonly TableHit[] };

function runOne(
  guard: Guard,
  database: DatabaseSync,
  counters: Counters,
  statement: Statement,
  [first, second]: readonly [string, string],
  pending: (hits: readonly TableHit[]) => void,
): Ran | Remark {
  const prepared = guard.watch(() => database.prepare(statement.text));
  const failed = failure(prepared);
  if (failed !== undefined) return failed;
  const { direct, writes } = prepared.seen;
  if (!writes) return { hits: [] };
  if (first === 'DROP' || first === 'ALTER' || first === 'CREATE') {
    return changeSchema(guard, database, counters, statement, [first, second], direct);
  }
  if (direct === undefined) return { hits: [] };

  const isTable = tablesOf(database).includes(direct);
  const before = isTable ? rowsOf(database, direct) : undefined;
  const verb = prepared.seen.verb ?? 'change';
  pending([
    {
      table: direct,
      type: isTable ? 'table' : 'view',
      verb,
      via: 'direct',
      ...(before === undefined ? {} : { of: before }),
      sample: [],
      notes: [],
    },
  ]);

  const withTriggers = measure(guard, database, counters, statement);
  if ('code' in withTriggers) return withTriggers;
  const after = isTable ? rowsOf(database, direct) : undefined;
  const totals = new Map<string, number>();
  for (const table of withTriggers.counts.keys()) totals.set(table, rowsOf(database, table));

  const fired = tableTriggers(database).filter(({ table }) =>
    [...withTriggers.counts.keys()].some((hit) => same(hit, table)),
  );
  let bare: Changes = withTriggers.counts;
  if (fired.length > 0) {
    database.exec('ROLLBACK TO keyturn_step');
    for (const { name } of fired) database.exec(`DROP TRIGGER main.${quoted(name)}`);
    const without = measureHere(guard, database, counters, statement);
    bare = 'code' in without ? new Map() : without.counts;
    database.exec('ROLLBACK TO keyturn_step');
    // The statements that follow find what this one leaves.
    const again = measureHere(guard, database, counters, statement);
    if ('code' in again) return again;
  }
  const released = guard.watch(() => database.exec('RELEASE keyturn_step'));
  if (released.error !== undefined) {
    database.exec('ROLLBACK');
    return { code: 'unknown.sql-would-fail', values: { message: messageOf(released.error) } };
  }

  const keys = foreignKeys(database, tablesOf(database));
  const hits: TableHit[] = [];
  for (const [table, changes] of withTriggers.counts) {
    const isDirect = same(table, direct);
    const total = totals.get(table) ?? 0;
    const of = total + (changes.delete ?? 0) - (changes.insert ?? 0);
    for (const change of ['delete', 'update', 'insert'] as const) {
      const all = changes[change] ?? 0;
      if (all === 0) continue;
      const own = isDirect
        ? Math.min(bare.get(table)?.[change] ?? 0, directRows(changes, change, withTriggers.changed, all))
        : 0;
      const cascaded = Math.max(0, Math.min(all, bare.get(table)?.[change] ?? 0) - own);
      const sample = withTriggers.samples.get(`${change} ${table}`) ?? [];
      const hit = (via: TableHit['via'], what: string, rows: number): void => {
        if (rows > 0)
          hits.push({
            table,
            type: 'table',
            verb: what,
            via,
            rows,
            ...(change === 'insert' ? {} : { of }),
            sample: rows === all || via === 'direct' ? sample : [],
            notes: [],
          });
      };
      hit('direct', change, own);
      hit('cascade', change === 'update' ? actionOn(table, keys, withTriggers.counts) : change, cascaded);
      hit('trigger', change, all - own - cascaded);
    }
    if (isDirect && before !== undefined && after !== undefined) {
      // REPLACE takes rows away without firing a trigger.
      const replaced = before + (changes.insert ?? 0) - (changes.delete ?? 0) - after;
      if (replaced > 0)
        hits.push({
          table,
          type: 'table',
          verb: 'replace',
          via: 'direct',
          rows: replaced,
          of: before,
          sample: [],
          notes: [],
        });
    }
  }
  if (!isTable)
    hits.unshift({
      table: direct,
      type: 'view',
      verb,
      via: 'direct',
      rows: withTriggers.changed,
      sample: [],
      notes: [],
    });
  if (!hits.some(({ via }) => via === 'direct')) {
    hits.unshift({
      table: direct,
      type: 'table',
      verb,
      via: 'direct',
      rows: 0,
      ...(before === undefined ? {} : { of: before }),
      sample: [],
      notes: [],
    });
  }
  hits.sort((a, b) => WAYS.indexOf(a.via) - WAYS.indexOf(b.via));
  return { hits };
}

const WAYS: readonly TableHit['via'][] = ['direct', 'cascade', 'trigger'];

/** How many of a table's changes are the statement's own: SQLite's `changes()` counts no cascade and no trigger. */
function directRows(
  changes: Readonly<Partial<Record<RowChange, number>>>,
  change: RowChange,
  changed: number,
  all: number,
): number {
  const others = (['delete', 'update', 'insert'] as const).reduce(
    (sum, one) => sum + (one === change ? 0 : (changes[one] ?? 0)),
    0,
  );
  return others + all === changed ? all : Math.min(all, changed);
}

interface Measured {
  readonly counts: Changes;
  readonly samples: ReadonlyMap<string, TableHit['sample']>;
  /** SQLite's own count of rows changed directly. */
  readonly changed: number;
}

/** Leaves a savepoint `keyturn_step` open behind it when it went well. */
function measure(guard: Guard, database: DatabaseSync, counters: Counters, statement: Statement): Measured | Remark {
  database.exec('SAVEPOINT keyturn_step');
  const measured = measureHere(guard, database, counters, statement);
  if ('code' in measured && database.isTransaction) database.exec('ROLLBACK TO keyturn_step; RELEASE keyturn_step');
  return measured;
}

function measureHere(
  guard: Guard,
  database: DatabaseSync,
  counters: Counters,
  statement: Statement,
): Measured | Remark {
  counters.reset();
  const run = guard.watch(() => database.prepare(statement.text).run());
  const failed = failure(run);
  if (failed !== undefined) return failed;
  const counts = new Map<string, Partial<Record<RowChange, number>>>();
  const samples = new Map<string, TableHit['sample']>();
  for (const [table, hits] of counters.hits()) {
    for (const change of ['delete', 'update', 'insert'] as const) {
      const hit = hits[change];
      if (hit === undefined) continue;
      counts.set(table, { ...counts.get(table), [change]: hit.rows });
      samples.set(`${change} ${table}`, hit.sample);
    }
  }
  return { counts, samples, changed: Number(run.result?.changes ?? 0) };
}

function changeSchema(
  guard: Guard,
  database: DatabaseSync,
  counters: Counters,
  statement: Statement,
  [first, second]: readonly [string, string],
  direct: string | undefined,
): Ran | Remark {
  const before = objectsOf(database);
  const brokenBefore = brokenViews(database);
  const sizes = new Map(
    direct !== undefined && tablesOf(database).includes(direct) ? [[direct, rowsOf(database, direct)]] : [],
  );
  const target = direct ?? '';
  const keysBefore = foreignKeys(database, tablesOf(database));
  const sampled = first === 'DROP' && sizes.has(target) ? sampleOf(database, target) : [];
  if (first === 'ALTER') counters.remove();
  const measured = measure(guard, database, counters, statement);
  if ('code' in measured) {
    counters.install();
    return measured;
  }
  const released = guard.watch(() => database.exec('RELEASE keyturn_step'));
  if (released.error !== undefined) {
    database.exec('ROLLBACK');
    return { code: 'unknown.sql-would-fail', values: { message: messageOf(released.error) } };
  }
  counters.install();
  const after = new Set(objectsOf(database).map(({ type, name }) => `${type} ${name}`));
  const gone = before.filter(({ type, name }) => !after.has(`${type} ${name}`));
  const hits: TableHit[] = [];
  if (first === 'DROP') {
    for (const { type, name } of gone) {
      if (type === 'table') {
        // A virtual table takes its shadow tables with it.
        if (!same(name, target)) continue;
        const rows = sizes.get(name);
        hits.push({
          table: name,
          type,
          verb: 'drop',
          via: 'direct',
          ...(rows === undefined ? {} : { rows, of: rows }),
          sample: sampled,
          notes: [
            ...list(
              'note.dropped-with',
              gone.filter((other) => other.type !== 'table'),
            ),
            ...names(
              'note.views-broken',
              [...brokenViews(database)].filter((view) => !brokenBefore.has(view)),
            ),
            ...names(
              'note.children-left',
              keysBefore
                .filter(({ parent, child }) => same(parent, name) && !same(child, name))
                .map(({ child }) => child),
            ),
          ],
        });
      } else if (type === 'view' || second === 'INDEX' || second === 'TRIGGER') {
        hits.push({ table: name, type: 'view', verb: `drop ${type}`, via: 'direct', rows: 1, sample: [], notes: [] });
      }
    }
    for (const [table, changes] of measured.counts) {
      const of = rowsOf(database, table) + (changes.delete ?? 0) - (changes.insert ?? 0);
      for (const change of ['delete', 'update', 'insert'] as const) {
        const rows = changes[change] ?? 0;
        if (rows === 0) continue;
        const gonePeers = new Map([[target, { delete: 1 }]]);
        const what = change === 'update' ? actionOn(table, keysBefore, gonePeers) : change;
        hits.push({
          table,
          type: 'table',
          verb: what,
          via: 'cascade',
          rows,
          of,
          sample: measured.samples.get(`${change} ${table}`) ?? [],
          notes: [],
        });
      }
    }
  } else if (first === 'ALTER' && statement.keywords.includes('DROP')) {
    const rows = sizes.get(target);
    hits.push({
      table: target,
      type: 'table',
      verb: 'alter',
      via: 'direct',
      ...(rows === undefined ? {} : { rows, of: rows }),
      sample: [],
      notes: [{ code: 'note.column-dropped', values: {} }],
    });
  }
  return { hits };
}

function sampleOf(database: DatabaseSync, table: string): TableHit['sample'] {
  return database
    .prepare(`SELECT * FROM main.${quoted(table)} LIMIT 5`)
    .all()
    .map((row) =>
      Object.entries(row)
        .slice(0, 6)
        .map(
          ([name, value]) =>
            [
              name,
              value instanceof Uint8Array ? `${value.length} bytes` : String(value ?? 'NULL').slice(0, 60),
            ] as const,
        ),
    );
}

/** What a foreign key makes of a child whose parent's rows go. */
function actionOn(
  child: string,
  keys: readonly { readonly child: string; readonly parent: string; readonly onDelete: string }[],
  counts: Changes,
): string {
  const actions = new Set<string>();
  for (const key of keys) {
    const lost = [...counts].some(([table, changes]) => same(table, key.parent) && (changes.delete ?? 0) > 0);
    if (same(key.child, child) && lost && key.onDelete.startsWith('set')) actions.add(key.onDelete);
  }
  const [only] = actions;
  return actions.size === 1 && only !== undefined ? only : 'update';
}

function failure({ error, seen }: { readonly error: unknown; readonly seen: Seen }): Remark | undefined {
  if (seen.refused !== undefined) return { code: seen.refused.code, values: { name: seen.refused.name } };
  if (error === undefined) return undefined;
  const message = messageOf(error);
  // The sqlite3 shell has functions of its own (writefile, edit …): here they do not exist.
  const missing = /no such function: (\S+)/.exec(message)?.[1];
  if (missing !== undefined) return { code: 'unknown.sql-function', values: { name: missing } };
  return { code: 'unknown.sql-would-fail', values: { message } };
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 200);
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function list(code: string, objects: readonly { readonly type: string; readonly name: string }[]): readonly Remark[] {
  return names(
    code,
    objects.map(({ type, name }) => `${type} ${name}`),
  );
}

function names(code: string, found: readonly string[]): readonly Remark[] {
  const unique = [...new Set(found)].sort();
  return unique.length === 0
    ? []
    : [{ code, values: { count: String(unique.length), names: unique.slice(0, 10).join(', ') } }];
}
