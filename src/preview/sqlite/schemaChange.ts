import type { DatabaseSync } from 'node:sqlite';
import type { Remark } from '../preview.ts';
import { quoted, tablesOf, type Counters } from './counters.ts';
import { messageOf } from './failure.ts';
import type { Guard } from './guard.ts';
import { actionOn, measure, same } from './measure.ts';
import { brokenViews, foreignKeys, objectsOf, rowsOf } from './schema.ts';
import type { Statement } from './statements.ts';
import type { Ran, TableHit } from './tableHit.ts';

/** CREATE, ALTER and DROP: what goes with a table, and what it leaves behind broken. */
export function changeSchema(
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
    .map((row) => ({
      columns: Object.entries(row)
        .slice(0, 6)
        .map(
          ([name, value]) =>
            [
              name,
              value instanceof Uint8Array ? `${value.length} bytes` : String(value ?? 'NULL').slice(0, 60),
            ] as const,
        ),
    }));
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
