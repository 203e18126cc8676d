import type { DatabaseSync } from 'node:sqlite';
import type { Remark } from '../preview.ts';
import { quoted, tablesOf, type Counters } from './counters.ts';
import { messageOf } from './failure.ts';
import type { Guard, Seen } from './guard.ts';
import { actionOn, measure, same } from './measure.ts';
import { openReplaced } from './replaced.ts';
import { brokenViews, foreignKeys, objectsOf, rowsOf } from './schema.ts';
import { ownHit } from './splitByWay.ts';
import type { Statement } from './statements.ts';
import type { Ran, TableHit } from './tableHit.ts';

/** CREATE, ALTER and DROP: what goes with a table, and what it leaves behind broken. */
export function changeSchema(
  guard: Guard,
  database: DatabaseSync,
  counters: Counters,
  statement: Statement,
  [first, second]: readonly [string, string],
  { direct, put }: Seen,
): Ran | Remark {
  const before = objectsOf(database);
  const brokenBefore = brokenViews(database);
  const sizes = new Map(
    direct !== undefined && tablesOf(database).includes(direct) ? [[direct, rowsOf(database, direct)]] : [],
  );
  const target = direct ?? '';
  const keysBefore = foreignKeys(database, tablesOf(database));
  const sampled = first === 'DROP' && sizes.has(target) ? sampleOf(database, target) : [];
  const replacedIn = openReplaced(database, undefined, new Set([...put].filter((table) => !same(table, target))));
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
      // Rows that refer to others of their own table go with it all the same.
      if (same(table, target)) continue;
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
          // Keys put no row anywhere.
          via: change === 'insert' ? 'trigger' : 'cascade',
          // By two keys: each row may be set twice, and which are left is not followed.
          ...(change === 'update' && measured.lasting.get(table) !== rows ? { about: true } : {}),
          rows,
          of,
          sample: measured.samples.get(`${change} ${table}`) ?? [],
          notes: [],
        });
      }
    }
    for (const { table, before: of, rows } of replacedIn(measured.counts)) {
      if (rows === 0) continue;
      hits.push({ ...ownHit(table, 'table', 'replace', of), via: 'trigger', rows });
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
