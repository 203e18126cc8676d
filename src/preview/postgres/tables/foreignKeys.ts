import { numberOf, textOf, type Tree } from '../../../sql/parse/tree.ts';
import type { Session } from '../session/session.ts';

export type Deed = 'cascade' | 'set null' | 'set default' | 'refuse';

/** A foreign key, seen from the table that it refers to. */
export interface ForeignKey {
  readonly name: string;
  readonly child: number;
  readonly parent: number;
  readonly onDelete: Deed;
  readonly onUpdate: Deed;
  readonly childColumns: readonly string[];
  readonly parentColumns: readonly string[];
  /** Compared by the server's own operators. */
  readonly plain: boolean;
  /** What its columns become when they are set to their defaults: constants as SQL, null, or undefined for what is computed. */
  readonly defaults: readonly (string | null | undefined)[];
  /** A column of it that would be set to null takes none. */
  readonly notNull: Readonly<Record<'delete' | 'update', boolean>>;
  /** A delete sets only some of its columns. */
  readonly setsPart: boolean;
  /** Its columns are null together or not at all. */
  readonly full: boolean;
  /** Columns of it are part of what other tables refer to. */
  readonly referred: boolean;
  /** Its triggers are not all as they were made. */
  readonly unusual: boolean;
  /** Every row of the child has been checked to refer to a row that is there. */
  readonly validated: boolean;
}

const DEEDS: Readonly<Record<string, Deed>> = { c: 'cascade', n: 'set null', d: 'set default' };

/** The columns that a delete sets: since PostgreSQL 15 they may be fewer than the key's. */
const SET_COLUMNS = "coalesce(nullif(to_jsonb(k) -> 'confdelsetcols', 'null'::jsonb), to_jsonb(k.conkey))";

/** A partition's copy of a key is left out where the table above has the key itself. A key that is not enforced has no trigger. */
const COLUMNS = `
SELECT k.conname::text AS name, k.conrelid::int8::float8 AS child, k.confrelid::int8::float8 AS parent, k.confdeltype::text AS del, k.confupdtype::text AS upd,
  (SELECT array_to_json(array_agg(a.attname::text ORDER BY u.i))::text FROM unnest(k.conkey) WITH ORDINALITY u(n, i) JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.n) AS child_columns,
  (SELECT array_to_json(array_agg(a.attname::text ORDER BY u.i))::text FROM unnest(k.confkey) WITH ORDINALITY u(n, i) JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.n) AS parent_columns,
  (SELECT array_to_json(array_agg(pg_get_expr(d.adbin, d.adrelid) ORDER BY u.i))::text FROM unnest(k.conkey) WITH ORDINALITY u(n, i) LEFT JOIN pg_attrdef d ON d.adrelid = k.conrelid AND d.adnum = u.n) AS defaults,
  NOT EXISTS (SELECT 1 FROM unnest(k.conpfeqop) o WHERE o >= 16384) AS plain,
  EXISTS (SELECT 1 FROM unnest(k.conkey) n JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = n WHERE a.attnotnull) AS update_null,
  EXISTS (SELECT 1 FROM jsonb_array_elements_text(${SET_COLUMNS}) n JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = n::int2 WHERE a.attnotnull) AS delete_null,
  jsonb_array_length(${SET_COLUMNS}) < array_length(k.conkey, 1) AS sets_part, k.confmatchtype = 'f' AS full_match,
  EXISTS (SELECT 1 FROM pg_constraint r WHERE r.contype = 'f' AND r.confrelid = k.conrelid AND r.confkey && k.conkey) AS referred,
  EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgconstraint = k.oid AND t.tgenabled <> 'O') AS unusual, k.convalidated AS validated
FROM pg_constraint k
WHERE k.contype = 'f' AND EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgconstraint = k.oid AND t.tgrelid = k.confrelid)`;

const KEYS = `${COLUMNS} AND k.confrelid = ANY ($1::int8[]::oid[])
  AND NOT EXISTS (SELECT 1 FROM pg_constraint p WHERE p.oid = k.conparentid AND p.confrelid = k.confrelid)
ORDER BY k.conname, k.oid`;

/** The same for all tables along which a delete goes on, in one question. */
const KEYS_BELOW = `
WITH RECURSIVE reached AS (
  SELECT $1::int8::oid AS oid
  UNION SELECT k.conrelid FROM reached r JOIN pg_constraint k ON k.contype = 'f' AND k.confrelid = r.oid AND k.confdeltype = 'c'
)
${COLUMNS} AND k.confrelid IN (SELECT r.oid FROM reached r)
  AND NOT EXISTS (SELECT 1 FROM pg_constraint p WHERE p.oid = k.conparentid AND p.confrelid = k.confrelid)
ORDER BY k.conname, k.oid`;

/** Of a key to a table with partitions there is one more for each of them. */
const KEYS_FROM = `${COLUMNS} AND k.conrelid = $1::int8::oid
  AND NOT EXISTS (SELECT 1 FROM pg_constraint p WHERE p.oid = k.conparentid AND p.conrelid = k.conrelid)
ORDER BY k.conname, k.oid`;

export async function keysTo(session: Session, parents: readonly number[]): Promise<readonly ForeignKey[]> {
  if (parents.length === 0) return [];
  return (await session.query(KEYS, [parents])).map(keyOf);
}

/** The keys by which a table refers to others. */
export async function keysFrom(session: Session, child: number): Promise<readonly ForeignKey[]> {
  return (await session.query(KEYS_FROM, [child])).map(keyOf);
}

/** All keys along which a delete in `top` goes on, with those where it ends. */
export async function keysBelow(session: Session, top: number): Promise<readonly ForeignKey[]> {
  const found = (await session.query(KEYS_BELOW, [top])).map(keyOf);
  const all: ForeignKey[] = [];
  const seen = new Set<number>();
  for (let level = [top]; level.length > 0;) {
    for (const oid of level) seen.add(oid);
    const keys = found.filter(({ parent }) => level.includes(parent));
    all.push(...keys);
    level = [...new Set(keys.filter(({ onDelete }) => onDelete === 'cascade').map(({ child }) => child))].filter(
      (oid) => !seen.has(oid),
    );
  }
  return all;
}

const CONSTANT = /^(?:'(?:[^'\\]|'')*'|-?\d+(?:\.\d+)?)(?:::[a-z ]+)?$/;

function keyOf(row: Tree): ForeignKey {
  return {
    name: textOf(row, 'name') ?? '',
    child: numberOf(row, 'child') ?? 0,
    parent: numberOf(row, 'parent') ?? 0,
    onDelete: DEEDS[textOf(row, 'del') ?? ''] ?? 'refuse',
    onUpdate: DEEDS[textOf(row, 'upd') ?? ''] ?? 'refuse',
    childColumns: JSON.parse(textOf(row, 'child_columns') ?? '[]') as readonly string[],
    parentColumns: JSON.parse(textOf(row, 'parent_columns') ?? '[]') as readonly string[],
    defaults: (JSON.parse(textOf(row, 'defaults') ?? '[]') as readonly (string | null)[]).map((text) =>
      text === null || CONSTANT.test(text) ? text : undefined,
    ),
    plain: row.plain === true,
    notNull: { delete: row.delete_null === true, update: row.update_null === true },
    setsPart: row.sets_part === true,
    full: row.full_match === true,
    referred: row.referred === true,
    unusual: row.unusual === true,
    validated: row.validated === true,
  };
}
