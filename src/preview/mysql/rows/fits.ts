import type { Column, Table } from '../tables/schema.ts';
import { literal } from '../statements/sqlText.ts';

const INTEGERS: Readonly<Record<string, number>> = { tinyint: 8, smallint: 16, mediumint: 24, int: 32, bigint: 64 };

/**
 * A condition under which the server takes `value` for the column as it is; undefined: that is not known for such a column. What
 * does not fit may be changed, or make the statement fail: which of both its settings decide.
 */
export function fits(table: Table, column: Column, value: string): string | undefined {
  const condition = fitsType(table, column, value);
  return condition === undefined ? undefined : `(${value}) IS NULL OR (${condition})`;
}

function fitsType(table: Table, column: Column, value: string): string | undefined {
  const text = `CAST(${value} AS CHAR)`;
  const unsigned = /unsigned/.test(column.wholeType);
  if (table.json.includes(column.name) || column.type === 'json') return `JSON_VALID(${value})`;
  const bits = INTEGERS[column.type];
  if (bits !== undefined) {
    const [least, most] = range(bits, unsigned);
    return `${text} RLIKE '^-?[0-9]{1,18}$' AND (${value}) + 0 BETWEEN ${least} AND ${most}`;
  }
  switch (column.type) {
    case 'decimal': {
      // Digits beyond the scale are rounded without a word.
      const { digits = 10, scale = 0 } = column;
      return `${text} RLIKE '^-?[0-9]+(\\\\.[0-9]+)?$' AND ABS(${value}) < 1e${digits - scale} - 1${unsigned ? ` AND (${value}) >= 0` : ''}`;
    }
    case 'float':
    case 'double':
      return `${text} RLIKE '^-?[0-9]+(\\\\.[0-9]+)?$'${unsigned ? ` AND (${value}) >= 0` : ''}`;
    case 'char':
    case 'varchar':
      return `CHAR_LENGTH(${value}) <= ${column.length ?? 0}`;
    case 'tinytext':
    case 'text':
    case 'mediumtext':
    case 'longtext':
      // The length is in bytes, of which a character takes up to four.
      return `CHAR_LENGTH(${value}) <= ${Math.floor((column.length ?? 0) / 4)}`;
    case 'date':
    case 'datetime':
    case 'timestamp':
      return `${text} RLIKE '^[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}:[0-9]{2}(\\\\.[0-9]+)?)?$' AND CAST(${value} AS DATETIME) BETWEEN '1971-01-01' AND '2037-12-31' AND CAST(SUBSTRING(${text}, 9, 2) AS UNSIGNED) BETWEEN 1 AND DAY(LAST_DAY(CONCAT(LEFT(${text}, 8), '01')))`;
    case 'enum':
      return `BINARY (${value}) IN (${members(column.wholeType).map(literal).join(', ')})`;
    default:
      return undefined;
  }
}

function range(bits: number, unsigned: boolean): readonly [string, string] {
  const whole = 1n << BigInt(bits);
  return unsigned ? ['0', String(whole - 1n)] : [String(-whole / 2n), String(whole / 2n - 1n)];
}

/** `enum('a','it''s')` as the catalogue writes it. */
function members(type: string): readonly string[] {
  return [...type.matchAll(/'((?:[^']|'')*)'/g)].map(([, one = '']) => one.replaceAll("''", "'"));
}
