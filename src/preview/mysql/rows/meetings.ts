import { DatabaseError } from '../../server/databaseError.ts';
import { isLate, type Counting } from '../tables/counting.ts';
import type { Column, Table, UniqueKey } from '../tables/schema.ts';
import { numberOf } from '../session/session.ts';
import { quoted } from '../statements/sqlText.ts';

/** Rows that come in: a query whose columns are `n0`, `n1` … for these columns of the table. */
export interface ComingRows {
  readonly columns: readonly Column[];
  readonly query: string;
}

/** What rows that come in meet. */
export interface Meetings {
  /** Coming rows that meet a row that is there. */
  readonly rows: number;
  /** Rows that are there and met. */
  readonly there: number;
  /** Keys that could be met; keys of which a row was met. */
  readonly keys: number;
  readonly keysMet: number;
  /** Coming rows that find no other of their key, where there is one key. */
  readonly fresh: number | undefined;
  /** A key that is met; a key that comes twice. */
  readonly metKey: string | undefined;
  readonly doubled: string | undefined;
  /** Every key could be compared. */
  readonly sure: boolean;
  /** The query of the rows that are there and met, with these columns of it as `c0` …; undefined: no key can be met. */
  readonly replaced: ((columns: readonly string[]) => string) | undefined;
}

/** Types whose values are compared as they will be stored. */
export const COMPARED = /^(?:tinyint|smallint|mediumint|int|bigint|char|varchar|date|enum)$/;

export async function meetings({ session }: Counting, table: Table, { columns, query }: ComingRows): Promise<Meetings> {
  const names = columns.map(({ name }) => name);
  const openKeys = table.unique.filter((key) => isOpen(key, table, names));
  const keys = openKeys.filter(
    (key) =>
      !key.special && key.columns.every((name) => COMPARED.test(columns.find((one) => one.name === name)?.type ?? '')),
  );
  const sure = keys.length === openKeys.length;
  const none: Meetings = {
    rows: 0,
    there: 0,
    keys: 0,
    keysMet: 0,
    fresh: undefined,
    metKey: undefined,
    doubled: undefined,
    sure,
    replaced: undefined,
  };
  if (keys.length === 0) return none;
  const place = `${quoted(table.schema)}.${quoted(table.name)}`;
  // In a union with the table's own columns, values take their types and their way to compare text.
  const own = names.map((name, index) => `${quoted(name)} AS n${index}`).join(', ');
  const typed = `SELECT ${own} FROM ${place} WHERE FALSE UNION ALL SELECT ${names.map((_, index) => `n${index}`).join(', ')} FROM (${query}) AS keyturn_q`;
  const at = (name: string): string => `h.n${names.indexOf(name)}`;
  const meets = (key: UniqueKey): string => key.columns.map((name) => `x.${quoted(name)} = ${at(name)}`).join(' AND ');
  const isThere = (key: UniqueKey): string => `EXISTS (SELECT 1 FROM ${place} AS x WHERE ${meets(key)})`;
  const rows = (text: string): Promise<number> => numberOf(session, text);
  const from = `FROM (${typed}) AS h`;
  try {
    let metKey: string | undefined;
    let doubled: string | undefined;
    let keysMet = 0;
    for (const key of keys) {
      const list = key.columns.map(at);
      const known = list.map((one) => `${one} IS NOT NULL`).join(' AND ');
      if ((await rows(`SELECT COUNT(*) AS n ${from} WHERE ${isThere(key)}`)) > 0) {
        keysMet += 1;
        metKey ??= key.name;
      }
      const twice = `SELECT COUNT(*) AS n FROM (SELECT 1 ${from} WHERE ${known} GROUP BY ${list.join(', ')} HAVING COUNT(*) > 1) AS g`;
      if ((await rows(twice)) > 0) doubled ??= key.name;
    }
    const [only] = keys;
    const list = (only?.columns ?? []).map(at);
    const known = list.map((one) => `${one} IS NOT NULL`).join(' AND ');
    const fresh =
      keys.length !== 1 || only === undefined
        ? undefined
        : (await rows(
            `SELECT COUNT(*) AS n FROM (SELECT DISTINCT ${list.map((one, index) => `${one} AS d${index}`).join(', ')} ${from} WHERE ${known} AND NOT ${isThere(only)}) AS g`,
          )) + (await rows(`SELECT COUNT(*) AS n ${from} WHERE NOT (${known})`));
    const any = `FROM ${place} AS x WHERE EXISTS (SELECT 1 ${from} WHERE ${keys.map((key) => `(${meets(key)})`).join(' OR ')})`;
    return {
      rows: await rows(`SELECT COUNT(*) AS n ${from} WHERE ${keys.map(isThere).join(' OR ')}`),
      there: keysMet === 0 ? 0 : await rows(`SELECT COUNT(*) AS n ${any}`),
      keys: keys.length,
      keysMet,
      fresh,
      metKey,
      doubled,
      sure,
      replaced: (carried) =>
        `SELECT ${carried.map((name, index) => `x.${quoted(name)} AS c${index}`).join(', ') || '1 AS c0'} ${any}`,
    };
  } catch (error) {
    if (error instanceof DatabaseError || isLate(error)) return { ...none, sure: false };
    throw error;
  }
}

/** A key can be met when all its values come; one that the server numbers, or leaves null, is new. */
function isOpen({ columns }: UniqueKey, table: Table, given: readonly string[]): boolean {
  return columns.every((name) => {
    const column = table.columns.find((one) => one.name === name);
    // What the server computes may be any value.
    return (
      given.includes(name) || column?.generated === true || (column?.auto !== true && column?.fallback !== undefined)
    );
  });
}
