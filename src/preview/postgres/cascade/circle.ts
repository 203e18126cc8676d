import type { ForeignKey } from '../tables/foreignKeys.ts';
import type { Relation } from '../tables/relation.ts';
import { quoted } from '../trees/build.ts';
import { NotCounted } from '../../server/notCounted.ts';

/** What a circle needs of the query that it is a part of. */
export interface CircleQuery {
  /** Tables that take rows of each other along. */
  readonly group: readonly number[];
  readonly relations: ReadonlyMap<number, Relation>;
  /** Keys inside the circle. */
  readonly keys: readonly ForeignKey[];
  /** Columns that the rows of a table carry. */
  carried(oid: number): readonly string[];
  /** Rows by which the circle is entered. */
  readonly entries: readonly Entry[];
  from(oid: number, alias: string): string;
}

export interface Entry {
  readonly oid: number;
  /** What stands behind FROM: rows called `x`. */
  readonly rows: string;
  /** What they call the table's oid and the row's place. */
  readonly place: readonly [table: string, row: string];
  /** What they call the carried columns. */
  readonly columns: readonly string[];
}

/**
 * All rows that go in a circle of tables, each once, as `g` (which table), `t`, `c` and the carried columns of every table, null in
 * the rows of the others. One part for all: the server knows no two parts that are each made of the other.
 */
export function circleOf({ group, relations, keys, carried, entries, from }: CircleQuery, part: string): string {
  const select = ({ oid, rows, place: [table, row], columns }: Entry): string => {
    const values = group.flatMap((member) =>
      carried(member).map((name, index) => {
        const value = member === oid ? `x.${quoted(columns[index] ?? '')}` : 'NULL';
        return `, CAST(${value} AS ${typeOf(relations.get(member), name)}) AS ${carriedName(group, member, index)}`;
      }),
    );
    return `SELECT ${group.indexOf(oid)} AS g, x.${table} AS t, x.${row} AS c${values.join('')} FROM ${rows}`;
  };
  const ways = keys.map((key) => {
    const columns = carried(key.parent);
    const pairs = key.parentColumns.map(
      (name, index) =>
        `p.${carriedName(group, key.parent, columns.indexOf(name))} OPERATOR(pg_catalog.=) x.${quoted(key.childColumns[index] ?? '')}`,
    );
    const own = relations.get(key.parent);
    if (own?.kind === 'r' && own.parent) pairs.push(`p.t OPERATOR(pg_catalog.=) ${key.parent}`);
    const rows = `${from(key.child, 'x')} WHERE p.g OPERATOR(pg_catalog.=) ${group.indexOf(key.parent)} AND ${pairs.join(' AND ')}`;
    return select({ oid: key.child, rows, place: ['tableoid', 'ctid'], columns: carried(key.child) });
  });
  return `(${entries.map(select).join(' UNION ALL ')}) UNION SELECT s.* FROM ${part} AS p CROSS JOIN LATERAL (${ways.join(' UNION ALL ')}) AS s`;
}

/** The rows of one table of a circle, as every other part has them. */
export function ofCircle(group: readonly number[], oid: number, columns: number, part: string): string {
  const carried = Array.from({ length: columns }, (_, index) => `, q.${carriedName(group, oid, index)} AS k${index}`);
  return `SELECT q.t, q.c${carried.join('')} FROM ${part} AS q WHERE q.g OPERATOR(pg_catalog.=) ${group.indexOf(oid)}`;
}

function carriedName(group: readonly number[], oid: number, index: number): string {
  return `k${group.indexOf(oid)}_${index}`;
}

/** Without its bound and its domain: all rows of a part must be of one type. */
function typeOf(relation: Relation | undefined, name: string): string {
  const type = relation?.columns.find((column) => column.name === name)?.type;
  if (type === undefined) throw new NotCounted('unknown.sql-missing-column', { name });
  return type;
}
