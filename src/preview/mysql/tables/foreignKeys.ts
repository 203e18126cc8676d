import { shownName } from './schema.ts';
import type { Row } from '../session/connect.ts';
import type { Session } from '../session/session.ts';

export type Deed = 'cascade' | 'set null' | 'refuse';

export interface Place {
  readonly schema: string;
  readonly name: string;
}

/** A foreign key. Tables by their shown names. */
export interface ForeignKey {
  readonly name: string;
  readonly child: string;
  readonly parent: string;
  readonly childPlace: Place;
  readonly parentPlace: Place;
  readonly childColumns: readonly string[];
  readonly parentColumns: readonly string[];
  readonly onDelete: Deed;
  readonly onUpdate: Deed;
}

/** Everything else refuses: SET DEFAULT does so too, and RESTRICT and NO ACTION are the same. */
const DEEDS: Readonly<Record<string, Deed>> = { CASCADE: 'cascade', 'SET NULL': 'set null' };

const COLUMNS = `SELECT CONSTRAINT_SCHEMA AS s, CONSTRAINT_NAME AS k, TABLE_SCHEMA AS cs, TABLE_NAME AS c, COLUMN_NAME AS cc,
REFERENCED_TABLE_SCHEMA AS ps, REFERENCED_TABLE_NAME AS p, REFERENCED_COLUMN_NAME AS pc
FROM information_schema.KEY_COLUMN_USAGE WHERE REFERENCED_TABLE_NAME IS NOT NULL ORDER BY CONSTRAINT_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION`;
const RULES = `SELECT CONSTRAINT_SCHEMA AS s, TABLE_NAME AS c, CONSTRAINT_NAME AS k, DELETE_RULE AS d, UPDATE_RULE AS u FROM information_schema.REFERENTIAL_CONSTRAINTS`;

/** All foreign keys that this user may see, in every database: a key may lead from one to another. */
export async function foreignKeys(session: Session): Promise<readonly ForeignKey[]> {
  const rules = new Map((await session.query(RULES)).map((row) => [idOf(row), row]));
  const keys = new Map<string, ForeignKey & { childColumns: string[]; parentColumns: string[] }>();
  for (const row of await session.query(COLUMNS)) {
    const id = idOf(row);
    const rule = rules.get(id);
    const childPlace = { schema: row['cs'] ?? '', name: row['c'] ?? '' };
    const parentPlace = { schema: row['ps'] ?? '', name: row['p'] ?? '' };
    const key = keys.get(id) ?? {
      name: row['k'] ?? '',
      child: shownName(childPlace),
      parent: shownName(parentPlace),
      childPlace,
      parentPlace,
      childColumns: [],
      parentColumns: [],
      onDelete: DEEDS[rule?.['d'] ?? ''] ?? 'refuse',
      onUpdate: DEEDS[rule?.['u'] ?? ''] ?? 'refuse',
    };
    key.childColumns.push(row['cc'] ?? '');
    key.parentColumns.push(row['pc'] ?? '');
    keys.set(id, key);
  }
  return [...keys.values()];
}

function idOf(row: Row): string {
  return [row['s'], row['c'], row['k']].map((part) => part ?? '').join('\0');
}

/** All keys along which a delete in these tables goes on, with those where it ends. */
export function keysBelow(all: readonly ForeignKey[], tops: readonly string[]): readonly ForeignKey[] {
  const found = new Set<ForeignKey>();
  const seen = new Set(tops);
  for (let level = [...tops]; level.length > 0;) {
    const keys = all.filter((key) => level.includes(key.parent));
    for (const key of keys) found.add(key);
    level = [...new Set(keys.filter(({ onDelete }) => onDelete === 'cascade').map(({ child }) => child))].filter(
      (name) => !seen.has(name),
    );
    for (const name of level) seen.add(name);
  }
  return [...found];
}
