import type { Line } from '../../preview/postgres/session/connect.ts';
import { numberOf, textOf } from '../../sql/parse/tree.ts';
import { CHANGES, shownFor, type Change, type Expected, type Measured } from './counts.ts';

/** PostgreSQL's names are shown as the server has them. */
export function sameName(name: string): string {
  return name;
}

/** What the server itself counted in the running transaction, cascades and triggers included; with each table those that it is a part of. */
const CHANGED = `
WITH RECURSIVE changed AS (
  SELECT relid, n_tup_ins::float8 AS "insert", n_tup_upd::float8 AS "update", n_tup_del::float8 AS "delete"
  FROM pg_catalog.pg_stat_xact_user_tables
  WHERE n_tup_ins + n_tup_upd + n_tup_del > 0 AND schemaname !~ '^pg_temp'
), above AS (
  SELECT relid AS below, relid, 0 AS steps FROM changed
  UNION ALL SELECT a.below, i.inhparent, a.steps + 1 FROM above a JOIN pg_catalog.pg_inherits i ON i.inhrelid = a.relid
)
SELECT d."insert", d."update", d."delete",
  (SELECT json_agg(n.nspname || '.' || c.relname ORDER BY a.steps)::text
   FROM above a JOIN pg_catalog.pg_class c ON c.oid = a.relid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE a.below = d.relid) AS names
FROM changed d`;

const FIND = `
SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS quoted
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname || '.' || c.relname = $1::text AND c.relkind IN ('r', 'p', 'm')`;

/** Our own questions: a bare name or operator leads to the server's own schema and nowhere else. */
async function inServersSchema<T>(line: Line, ask: () => Promise<T>): Promise<T> {
  const [row = {}] = await line.send("SELECT pg_catalog.current_setting('search_path') AS path");
  await line.send("SELECT pg_catalog.set_config('search_path', 'pg_catalog', true)");
  const answer = await ask();
  await line.send("SELECT pg_catalog.set_config('search_path', $1::pg_catalog.text, true)", [
    textOf(row, 'path') ?? '',
  ]);
  return answer;
}

/** Rows of the tables that were shown to go as a whole, counted before, while nobody else can change them. */
export async function removedRows(line: Line, { removals }: Expected): Promise<readonly Measured[]> {
  if (removals.length === 0) return [];
  return inServersSchema(line, async () => {
    const measured: Measured[] = [];
    for (const { table, removal, rows } of removals) {
      const [found] = await line.send(FIND, [table]);
      const quoted = found === undefined ? undefined : textOf(found, 'quoted');
      if (quoted === undefined) {
        measured.push({ table, change: removal, shown: rows, real: 0 });
        continue;
      }
      await line.send(`LOCK TABLE ${quoted} IN ACCESS EXCLUSIVE MODE`);
      const [row = {}] = await line.send(`SELECT count(*)::float8 AS rows FROM ${quoted}`);
      measured.push({ table, change: removal, shown: rows, real: numberOf(row, 'rows') ?? 0 });
    }
    return measured;
  });
}

/** Rows that the transaction has changed until now. Throws where the server does not count and there is something to compare. */
export async function changedRows(line: Line, expected: Expected): Promise<readonly Measured[]> {
  const [setting = {}] = await line.send("SELECT pg_catalog.current_setting('track_counts') AS counts");
  if (textOf(setting, 'counts') !== 'on') {
    if (!expected.whole && expected.changes.size === 0) return [];
    throw new Error('the server does not count changed rows (track_counts is off), so they cannot be compared');
  }
  const rows = await inServersSchema(line, () => line.send(CHANGED));
  const sums = new Map<string, Sums>();
  const parted = new Set<string>();
  for (const row of rows) {
    const names = JSON.parse(textOf(row, 'names') ?? '[]') as readonly string[];
    // A partition's rows are those of the table that was shown.
    const table = names.find((name) => expected.changes.has(name)) ?? names[0] ?? '';
    const sum = sums.get(table) ?? { insert: 0, update: 0, delete: 0 };
    for (const change of CHANGES) sum[change] += numberOf(row, change) ?? 0;
    sums.set(table, sum);
    if (table !== names[0]) parted.add(table);
  }
  return [...sums].flatMap(([table, sum]) => {
    const real = parted.has(table) ? withMoves(sum, (change) => shownFor(expected, table, change) ?? 0) : sum;
    return CHANGES.filter((change) => real[change] > 0).map((change): Measured => {
      const shown = shownFor(expected, table, change);
      return { table, change, ...(shown === undefined ? {} : { shown }), real: real[change] };
    });
  });
}

type Sums = Record<Change, number>;

/** A row that an UPDATE moves to another partition is deleted in one and inserted into the other. */
function withMoves(real: Sums, shown: (change: Change) => number): Sums {
  const over = (change: Change): number => real[change] - shown(change);
  const moved = Math.max(0, Math.min(-over('update'), over('delete'), over('insert')));
  return { insert: real.insert - moved, update: real.update + moved, delete: real.delete - moved };
}
