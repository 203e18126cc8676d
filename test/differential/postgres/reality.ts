import type { ServerHit } from '../../../src/preview/server/serverHit.ts';
import type { startPostgres } from '../../setup/postgres.mjs';

type Client = Awaited<ReturnType<Awaited<ReturnType<typeof startPostgres>>['connect']>>;

export type Changes = Record<string, number>;

/** All rows of all tables, by name. */
const COUNTS = `
SELECT n.nspname || '.' || c.relname AS name, (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %I.%I', n.nspname, c.relname), true, true, '')))[1]::text::int AS n
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'm') AND NOT c.relispartition AND n.nspname IN ('public', 'tenant') OR c.relkind = 'p' ORDER BY 1`;

const CHANGED = `
SELECT schemaname || '.' || relname AS name, format('%I.%I', schemaname, relname) AS quoted, n_tup_ins::int AS insert, n_tup_upd::int AS update, n_tup_del::int AS delete FROM pg_stat_xact_user_tables`;

async function countsOf(client: Client): Promise<Map<string, number>> {
  const { rows } = await client.query(COUNTS);
  return new Map(rows.map((row) => [String(row['name']), Number(row['n'])]));
}

/** A partition's rows are those of its table, an inheriting table's those of the one that a statement names. */
const ABOVE: Record<string, string> = {
  'public.events_old': 'public.events',
  'public.events_new': 'public.events',
  'public.derived': 'public.base',
  'public.parts_old': 'public.parts',
  'public.parts_new': 'public.parts',
  'public.kid_parts_1': 'public.kid_parts',
  'public.kid_parts_x': 'public.kid_parts',
  'public.part_trig_1': 'public.part_trig',
  'public.part_trig_2': 'public.part_trig',
};

function above(name: string): string {
  return ABOVE[name] ?? name.replace(/^(public\.t\d)_[ab]$/, '$1');
}

/** Rows that the running transaction has written. */
async function touched(client: Client, table: string): Promise<number> {
  const { rows } = await client.query(
    `SELECT count(*)::int AS n FROM ONLY ${table} WHERE xmin::text::bigint = txid_current() % (2::bigint ^ 32)::bigint`,
  );
  return Number(rows[0]?.['n']);
}

/** What the statement really does, by the server's own count: `table verb` → rows. Undefined: it fails. */
export async function reality(client: Client, statement: string): Promise<Changes | undefined> {
  const own = statement.startsWith('BEGIN') ? statement.replace(/^BEGIN;|; COMMIT$/g, '') : statement;
  // Rows that go with their table are in no statistics.
  const whole = /\b(?:DROP|TRUNCATE)\b/.test(own);
  const before = whole ? await countsOf(client) : undefined;
  await client.query('BEGIN');
  try {
    const held = await client.query(CHANGED);
    await client.query(own);
    await client.query('SET CONSTRAINTS ALL IMMEDIATE');
    const changes: Changes = {};
    const add = (name: string, verb: string, rows: number): void => {
      if (rows > 0) changes[`${above(name)} ${verb}`] = (changes[`${above(name)} ${verb}`] ?? 0) + rows;
    };
    const ago = new Map(held.rows.map((row) => [row['name'], row]));
    for (const row of (await client.query(CHANGED)).rows) {
      const did = (verb: string): number => Number(row[verb]) - Number(ago.get(row['name'])?.[verb] ?? 0);
      add(String(row['name']), 'insert', did('insert'));
      add(String(row['name']), 'delete', did('delete'));
      // Rows, not changes: two keys may change one row in turn, and a changed row may go after all.
      if (did('update') > 0)
        add(String(row['name']), 'update', (await touched(client, String(row['quoted']))) - did('insert'));
    }
    const now = whole ? await countsOf(client) : new Map<string, number>();
    for (const [name, rows] of before ?? []) {
      if (!now.has(name)) add(name, 'drop', rows);
      else if (/TRUNCATE/.test(own) && now.get(name) === 0) add(name, 'truncate', rows);
    }
    return changes;
  } catch {
    return undefined;
  } finally {
    await client.query('ROLLBACK');
  }
}

const SAME: Record<string, string> = { 'set null': 'update', 'set default': 'update' };

export function predicted(hits: readonly ServerHit[]): Changes {
  const changes: Changes = {};
  for (const { name, verb, count } of hits) {
    const key = `${above(name)} ${SAME[verb] ?? verb}`;
    if ((count.value ?? 0) > 0) changes[key] = (changes[key] ?? 0) + (count.value ?? 0);
  }
  return changes;
}

/**
 * Why a prediction is not what happened; undefined: it is. A row that two keys change in two ways is one row in the server's count and
 * stands in two figures of the preview: then the rows lie between the greater figure and the sum.
 */
export function disagreement(hits: readonly ServerHit[], happened: Changes | undefined): string | undefined {
  if (happened === undefined) return 'it fails';
  const told = predicted(hits);
  for (const key of new Set([...Object.keys(told), ...Object.keys(happened)])) {
    const figures = hits
      .filter(({ name, verb }) => `${above(name)} ${SAME[verb] ?? verb}` === key)
      .map(({ count }) => count.value ?? 0);
    const least = figures.length > 1 && key.endsWith(' update') ? Math.max(...figures) : (told[key] ?? 0);
    const real = happened[key] ?? 0;
    if (real < least || real > (told[key] ?? 0)) return `${key}: told ${figures.join(' + ')}, happened ${real}`;
  }
  return undefined;
}
