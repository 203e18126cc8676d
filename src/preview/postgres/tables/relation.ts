import { numberOf, textOf, type Tree } from '../../../sql/parse/tree.ts';
import type { Name } from '../trees/expression.ts';
import { PLAIN_TYPE_NAMES } from '../trees/harmless.ts';
import { NotCounted } from '../../server/notCounted.ts';
import type { Session } from '../session/session.ts';

export interface Column {
  readonly name: string;
  /** Reading, comparing and printing it runs only the server's own code. */
  readonly plain: boolean;
  readonly key: boolean;
  /** As SQL spells it, without a bound; of a domain the type beneath it. */
  readonly type: string;
  /** The same with its bound: `character varying(20)`. */
  readonly bounded: string;
  readonly notNull: boolean;
  /** A new row must be given a value for it. */
  readonly required: boolean;
  /** Its value when none is given, as SQL; undefined: null. */
  readonly fallback: string | undefined;
  /** The server computes it. */
  readonly generated: boolean;
  /** Of a type that somebody made its oid; else 0. */
  readonly ownType: number;
  /** The oid of its domain, whose conditions are asked of each new value; else 0. */
  readonly domain: number;
}

/** A table as the catalogue has it. */
export interface Relation {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly kind: string;
  /** It has partitions or tables that inherit from it. */
  readonly parent: boolean;
  readonly partition: boolean;
  /** Rows by the last ANALYZE; -1: never. */
  readonly estimate: number;
  readonly bytes: number;
  readonly columns: readonly Column[];
  /** Why its rows are not counted, apart from what a query does with them. */
  readonly barrier: NotCounted | undefined;
  /** Rules that put other statements in the place of one on it. */
  readonly rules: readonly string[];
}

export function shownName({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return `${schema}.${name}`;
}

const PLAIN_LIST = [...PLAIN_TYPE_NAMES].map((name) => `'${name}'`).join(', ');

/** Of each name the table that the agent's own path of schemas leads to; undefined where there is none. */
const RESOLVE = `SELECT q.i, c.oid
FROM ROWS FROM (unnest($1::text[]), unnest($2::text[])) WITH ORDINALITY AS q(s, r, i)
JOIN LATERAL (
  SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relname::text = q.r AND CASE WHEN q.s = '' THEN n.nspname::text = ANY ($3::text[]) ELSE n.nspname::text = q.s END
  ORDER BY array_position($3::text[], n.nspname::text) LIMIT 1
) c ON true`;

/** What tables are like. `asked`: the query that says which, as a number of ours and an oid. */
const describing = (asked: string): string => `
WITH RECURSIVE asked AS (${asked}), below AS (
  SELECT a.oid AS top, a.oid FROM asked a
  UNION SELECT b.top, i.inhrelid FROM below b JOIN pg_inherits i ON i.inhparent = b.oid
)
SELECT c.oid::int8::float8 AS oid, (SELECT json_agg(a.i)::text FROM asked a WHERE a.oid = c.oid) AS places, n.nspname::text AS schema, c.relname::text AS name, c.relkind::text AS kind, c.relispartition AS partition,
  c.reltuples::float8 AS estimate,
  (SELECT sum(pg_total_relation_size(b.oid))::float8 FROM below b WHERE b.top = c.oid) AS bytes,
  (SELECT count(*) FROM below b WHERE b.top = c.oid) > 1 AS parent,
  (SELECT string_agg(DISTINCT d.relkind::text, '') FROM below b JOIN pg_class d ON d.oid = b.oid WHERE b.top = c.oid) AS kinds,
  (SELECT bool_or(row_security_active(b.oid)) FROM below b WHERE b.top = c.oid) AS guarded,
  (SELECT bool_or(d.relrowsecurity) FROM below b JOIN pg_class d ON d.oid = b.oid WHERE b.top = c.oid) AS secured,
  (SELECT bool_and(has_table_privilege(b.oid, 'SELECT')) FROM below b WHERE b.top = c.oid) AS readable,
  (SELECT string_agg(DISTINCT p.proname::text, ', ') FROM below b
     JOIN pg_depend x ON x.classid = 'pg_class'::regclass AND x.refclassid = 'pg_proc'::regclass AND x.refobjid >= 16384
       AND (x.objid = b.oid OR x.objid IN (SELECT i.indexrelid FROM pg_index i WHERE i.indrelid = b.oid))
     JOIN pg_proc p ON p.oid = x.refobjid WHERE b.top = c.oid) AS calls,
  (SELECT string_agg(DISTINCT p.proname::text, ', ') FROM below b JOIN pg_statistic_ext s ON s.stxrelid = b.oid
     JOIN pg_depend x ON x.classid = 'pg_statistic_ext'::regclass AND x.objid = s.oid AND x.refclassid = 'pg_proc'::regclass AND x.refobjid >= 16384
     JOIN pg_proc p ON p.oid = x.refobjid WHERE b.top = c.oid) AS measured,
  (SELECT array_to_json(array_agg(DISTINCT r.rulename::text))::text FROM below b JOIN pg_rewrite r ON r.ev_class = b.oid AND r.ev_type <> '1' AND r.ev_enabled <> 'D' WHERE b.top = c.oid) AS rules,
  (SELECT json_agg(json_build_array(a.attname::text, format_type(coalesce(d.oid, t.oid), -1),
      format_type(coalesce(d.oid, t.oid), CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END), coalesce(a.attnum = ANY (k.indkey::int2[]), false),
      bt.typname::text IN (${PLAIN_LIST}) AND bt.typnamespace = 'pg_catalog'::regnamespace
        OR bt.typtype = 'e' AND NOT EXISTS (SELECT 1 FROM pg_cast x WHERE x.castsource IN (bt.oid, coalesce(d.oid, t.oid)) OR x.casttarget IN (bt.oid, coalesce(d.oid, t.oid))),
      a.attnotnull AND NOT a.atthasdef AND a.attidentity = '' AND t.typdefault IS NULL, a.attnotnull OR t.typnotnull,
      coalesce(pg_get_expr(v.adbin, v.adrelid), CASE WHEN a.attidentity <> '' THEN 'nextval()' ELSE t.typdefault END), a.attgenerated <> '',
      CASE WHEN t.oid >= 16384 THEN t.oid::int8 ELSE 0 END, CASE WHEN t.typtype = 'd' THEN t.oid::int8 ELSE 0 END) ORDER BY a.attnum)::text
   FROM pg_attribute a
   LEFT JOIN pg_attrdef v ON v.adrelid = a.attrelid AND v.adnum = a.attnum
   JOIN pg_type t ON t.oid = a.atttypid
   LEFT JOIN pg_type d ON d.oid = t.typbasetype AND t.typtype = 'd'
   LEFT JOIN pg_type e ON e.oid = coalesce(d.typelem, t.typelem) AND coalesce(d.typcategory, t.typcategory) = 'A'
   JOIN pg_type bt ON bt.oid = coalesce(e.oid, d.oid, t.oid)
   LEFT JOIN pg_index k ON k.indrelid = c.oid AND k.indisprimary
   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid IN (SELECT a.oid FROM asked a)`;

const NAMED = describing(RESOLVE);
const BY_OID = describing('SELECT 0 AS i, o AS oid FROM unnest($1::int8[]::oid[]) o');

/** What one session has asked already: its transaction sees one catalogue from its beginning to its end. */
interface Asked {
  readonly names: Map<string, Promise<Relation | undefined>>;
  readonly oids: Map<number, Relation>;
}

const asked = new WeakMap<Session, Asked>();

function askedBy(session: Session): Asked {
  const known = asked.get(session) ?? { names: new Map(), oids: new Map() };
  asked.set(session, known);
  return known;
}

/** The tables that these names mean. A name that means nothing is undefined. */
export async function relationsOf(
  session: Session,
  path: readonly string[],
  names: readonly Name[],
): Promise<readonly (Relation | undefined)[]> {
  const known = askedBy(session).names;
  const open = names.filter((name) => !known.has(keyOf(name)));
  if (open.length > 0) {
    const asking = askNamed(session, path, open);
    for (const name of open)
      known.set(
        keyOf(name),
        asking.then((found) => found.get(keyOf(name))),
      );
    // What failed once, for its time or a lock, is asked again.
    asking.catch(() => open.forEach((name) => known.delete(keyOf(name))));
  }
  return Promise.all(names.map((name) => known.get(keyOf(name)) ?? Promise.resolve(undefined)));
}

function keyOf({ schema, name }: Name): string {
  return JSON.stringify([schema, name]);
}

async function askNamed(
  session: Session,
  path: readonly string[],
  open: readonly Name[],
): Promise<ReadonlyMap<string, Relation>> {
  const rows = await session.query(NAMED, [open.map(({ schema }) => schema ?? ''), open.map(({ name }) => name), path]);
  const found = new Map<string, Relation>();
  for (const row of rows) {
    const relation = relationOf(row, session.forAnother);
    askedBy(session).oids.set(relation.oid, relation);
    for (const place of JSON.parse(textOf(row, 'places') ?? '[]') as readonly number[]) {
      const name = open[place - 1];
      if (name !== undefined) found.set(keyOf(name), relation);
    }
  }
  return found;
}

export async function describe(session: Session, oids: readonly number[]): Promise<ReadonlyMap<number, Relation>> {
  const known = askedBy(session).oids;
  const open = oids.filter((oid) => !known.has(oid));
  if (open.length > 0)
    for (const row of await session.query(BY_OID, [open]))
      known.set(numberOf(row, 'oid') ?? 0, relationOf(row, session.forAnother));
  return new Map(
    oids.flatMap((oid) => {
      const relation = known.get(oid);
      return relation === undefined ? [] : [[oid, relation] as const];
    }),
  );
}

function relationOf(row: Tree, forAnother: boolean): Relation {
  const schema = textOf(row, 'schema') ?? '';
  const name = textOf(row, 'name') ?? '';
  const kind = textOf(row, 'kind') ?? '';
  return {
    oid: numberOf(row, 'oid') ?? 0,
    schema,
    name,
    kind,
    parent: row.parent === true,
    partition: row.partition === true,
    estimate: numberOf(row, 'estimate') ?? -1,
    bytes: numberOf(row, 'bytes') ?? 0,
    columns: columnsOf(textOf(row, 'columns')),
    barrier: barrierOf(row, `${schema}.${name}`, forAnother),
    rules: JSON.parse(textOf(row, 'rules') ?? '[]') as readonly string[],
  };
}

type ColumnRow = readonly [
  name: string,
  type: string,
  bounded: string,
  key: boolean,
  plain: boolean,
  required: boolean,
  notNull: boolean,
  fallback: string | null,
  generated: boolean,
  ownType: number,
  domain: number,
];

function columnsOf(json: string | undefined): readonly Column[] {
  const rows = JSON.parse(json ?? '[]') as readonly ColumnRow[];
  return rows.map(([name, type, bounded, key, plain, required, notNull, fallback, generated, ownType, domain]) => ({
    name,
    type,
    bounded,
    key,
    plain,
    required,
    notNull,
    fallback: fallback ?? undefined,
    generated,
    ownType,
    domain,
  }));
}

/** Counting must run no code but the server's own: a view, a foreign table, a policy and an index over a function would. */
function barrierOf(row: Tree, name: string, forAnother: boolean): NotCounted | undefined {
  const kinds = textOf(row, 'kinds') ?? '';
  if (textOf(row, 'kind') === 'v') return new NotCounted('unknown.sql-view', { name });
  if (kinds.includes('f')) return new NotCounted('unknown.sql-foreign-table', { name });
  if (!/^[rpm]+$/.test(kinds)) return new NotCounted('unknown.sql-no-table', { name });
  if (row.guarded === true || (forAnother && row.secured === true))
    return new NotCounted('unknown.sql-row-security', { name });
  if (row.readable !== true) return new NotCounted('unknown.sql-permission', { name });
  // Planning works out what statistics are made of.
  const calls = textOf(row, 'calls') ?? textOf(row, 'measured');
  return calls === undefined ? undefined : new NotCounted('unknown.sql-index-function', { name, function: calls });
}
