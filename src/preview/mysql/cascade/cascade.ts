import { NotCounted } from '../../server/notCounted.ts';
import type { ForeignKey } from '../tables/foreignKeys.ts';
import { shownName, type Table } from '../tables/schema.ts';
import { quoted, tuple } from '../statements/sqlText.ts';

/** A table that a statement takes rows from, with the query of those rows. */
export interface Top {
  readonly table: Table;
  /** Its columns are `c0`, `c1` … in the order of `carriedColumns`. */
  hit(columns: readonly string[]): string;
}

/** One figure of a cascade, with the query that counts it. */
export interface Figure {
  readonly table: string;
  readonly what: 'cascade' | 'set null' | 'blocking' | 'may block' | 'too deep';
  readonly key: ForeignKey;
  readonly query: string;
}

/** The server's own limit for rows that go with rows that go with rows. */
export const DEEPEST = 15;

/** Columns that the part of a table carries: what names its rows, and what other tables refer to. */
export function carriedColumns(table: Table, keys: readonly ForeignKey[]): readonly string[] {
  const referred = keys
    .filter(({ parent }) => parent === shownName(table))
    .flatMap(({ parentColumns }) => parentColumns);
  return [...new Set([...(table.key ?? []), ...referred])];
}

/**
 * The queries for what goes with the rows of a DELETE: table by table the rows that go too, each once whatever ways lead to it;
 * what is set to null; and the rows that still refer to deleted ones.
 */
export function cascadeFigures(
  tops: readonly Top[],
  keys: readonly ForeignKey[],
  tables: ReadonlyMap<string, Table>,
): readonly Figure[] {
  const order = tablesInOrder(
    tops.map(({ table }) => shownName(table)),
    keys,
  );
  const tableOf = (name: string): Table => {
    const found = tables.get(name);
    if (found === undefined) throw new NotCounted('unknown.sql-missing-table', { name });
    return found;
  };
  const part = (name: string): string => quoted(`keyturn_${order.indexOf(name)}`);
  const hitPart = (name: string): string => quoted(`keyturn_hit_${order.indexOf(name)}`);
  const carried = (name: string): readonly string[] => carriedColumns(tableOf(name), keys);
  const from = (name: string): string => {
    const { schema, name: own } = tableOf(name);
    return `${quoted(schema)}.${quoted(own)} AS x`;
  };
  const picked = (name: string, columns: readonly string[], set: string): string =>
    `SELECT ${columns.map((column) => `c${carried(name).indexOf(column)}`).join(', ')} FROM ${set}`;
  const refers = (key: ForeignKey): string =>
    `${tuple('x', key.childColumns)} IN (${picked(key.parent, key.parentColumns, part(key.parent))})`;
  const rowIn = (name: string, set: string): string => {
    const { key } = tableOf(name);
    if (key === undefined) throw new NotCounted('unknown.sql-no-key', { name });
    return `${tuple('x', key)} IN (${picked(name, key, set)})`;
  };
  const all = (name: string): string =>
    carried(name)
      .map((column, index) => `x.${quoted(column)} AS c${index}`)
      .join(', ') || '1 AS c0';

  const figures: Figure[] = [];
  const parts: string[] = [];
  const selves = cascadingInto(keys, order).filter(({ parent, child }) => parent === child);
  // Each other table on the way may be a level too, and the levels of one table add to those of another.
  const levels = Math.floor((DEEPEST - order.length) / Math.max(1, new Set(selves.map(({ child }) => child)).size));
  for (const name of order) {
    const top = tops.find(({ table }) => shownName(table) === name);
    const into = keys.filter(({ onDelete, child }) => onDelete === 'cascade' && child === name);
    const others = into.filter(({ parent }) => parent !== name);
    const itself = into.filter(({ parent }) => parent === name);
    if (top !== undefined) parts.push(`${hitPart(name)} AS (${top.hit(carried(name))})`);
    const ways = [
      ...(top === undefined || others.length === 0 ? [] : [rowIn(name, hitPart(name))]),
      ...others.map(refers),
    ];
    const anchor =
      others.length === 0
        ? `SELECT * FROM ${hitPart(name)}`
        : `SELECT ${all(name)} FROM ${from(name)} WHERE ${ways.join(' OR ')}`;
    if (itself.length > 0 && tableOf(name).key === undefined) throw new NotCounted('unknown.sql-no-key', { name });
    const again = (more: string, where: string): string =>
      itself
        .map((key) => {
          const meets = key.parentColumns.map(
            (column, index) => `r.c${carried(name).indexOf(column)} = x.${quoted(key.childColumns[index] ?? '')}`,
          );
          return ` UNION SELECT ${all(name)}${more} FROM ${from(name)} JOIN ${part(name)} AS r ON ${meets.join(' AND ')}${where}`;
        })
        .join('');
    const [key] = itself;
    if (key !== undefined) {
      const followed = `${part(name)} AS (SELECT a.*, 1 AS depth FROM (${anchor}) AS a${again(', r.depth + 1', ` WHERE r.depth <= ${levels}`)})`;
      const query = `WITH RECURSIVE ${[...parts, followed].join(', ')} SELECT COUNT(*) AS n FROM ${part(name)} WHERE depth > ${levels}`;
      figures.push({ table: name, what: 'too deep', key, query });
    }
    parts.push(`${part(name)} AS (${anchor}${again('', '')})`);
  }
  const counted = (select: string): string => `WITH RECURSIVE ${parts.join(', ')} ${select}`;

  for (const name of order) {
    const key = keys.find(({ onDelete, child }) => onDelete === 'cascade' && child === name);
    if (key === undefined) continue;
    const isTop = tops.some(({ table }) => shownName(table) === name);
    const less = isTop ? ` - (SELECT COUNT(*) FROM ${hitPart(name)})` : '';
    figures.push({
      table: name,
      what: 'cascade',
      key,
      query: counted(`SELECT (SELECT COUNT(*) FROM ${part(name)})${less} AS n`),
    });
  }
  const nulled = keys.filter(({ onDelete }) => onDelete === 'set null');
  for (const child of new Set(nulled.map((key) => key.child))) {
    const own = nulled.filter((key) => key.child === child);
    const kept = order.includes(child) ? ` AND NOT (${rowIn(child, part(child))})` : '';
    const [key] = own;
    if (key === undefined) continue;
    const query = `SELECT COUNT(*) AS n FROM ${from(child)} WHERE (${own.map(refers).join(' OR ')})${kept}`;
    figures.push({ table: child, what: 'set null', key, query: counted(query) });
  }
  for (const key of keys.filter(({ onDelete }) => onDelete === 'refuse')) {
    const rows = `SELECT COUNT(*) AS n FROM ${from(key.child)} WHERE ${refers(key)}`;
    if (!order.includes(key.child)) {
      figures.push({ table: key.child, what: 'blocking', key, query: counted(rows) });
      continue;
    }
    // The server looks at a key row by row: whether a row that goes too is gone by then depends on the order.
    const gone = rowIn(key.child, part(key.child));
    figures.push({ table: key.child, what: 'blocking', key, query: counted(`${rows} AND NOT (${gone})`) });
    figures.push({ table: key.child, what: 'may block', key, query: counted(`${rows} AND ${gone}`) });
  }
  return figures;
}

function cascadingInto(keys: readonly ForeignKey[], tables: readonly string[]): readonly ForeignKey[] {
  return keys.filter(({ onDelete, child }) => onDelete === 'cascade' && tables.includes(child));
}

/** Tables that lose rows, a table after those whose rows take its rows along. Throws where the ways go in a circle. */
function tablesInOrder(tops: readonly string[], keys: readonly ForeignKey[]): readonly string[] {
  const cascading = keys.filter(({ onDelete, child, parent }) => onDelete === 'cascade' && child !== parent);
  const order: string[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (name: string): void => {
    if (state.get(name) === 'done') return;
    if (state.get(name) === 'open') throw new NotCounted('unknown.sql-cascade-circle', { name });
    state.set(name, 'open');
    for (const key of cascading) if (key.parent === name) visit(key.child);
    state.set(name, 'done');
    order.unshift(name);
  };
  for (const top of tops) visit(top);
  return order;
}
