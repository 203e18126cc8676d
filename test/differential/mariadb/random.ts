import type { RandomShop } from '../previewRandom.ts';

const DELETES = ['CASCADE', 'CASCADE', 'CASCADE', 'SET NULL', 'NO ACTION', 'RESTRICT'];
const UPDATES = ['CASCADE', 'SET NULL', 'RESTRICT'];

/** Tables that refer to each other in random ways, with rows, and statements over them. */
export function randomMariadb(random: () => number, statements: number): RandomShop {
  const below = (n: number): number => Math.floor(random() * n);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const tables = 3 + below(4);
  const lines: string[] = [];
  for (let t = 0; t < tables; t += 1) {
    const own = Array.from({ length: t === 0 ? 0 : 1 + below(2) }, () => below(random() < 0.15 ? t + 1 : t));
    const columns = own.map((_, k) => `f${k} int`);
    const keys = own.map(
      (parent, k) =>
        `FOREIGN KEY (f${k}) REFERENCES t${parent} (id) ON DELETE ${pick(DELETES)} ON UPDATE ${pick(UPDATES)}`,
    );
    const unique = random() < 0.2 ? ['UNIQUE (v, s)'] : [];
    lines.push(
      `CREATE TABLE t${t} (${['id int PRIMARY KEY', 'v int', 's varchar(8)', ...columns, ...keys, ...unique].join(', ')});`,
    );
    const rows = 5 + below(40);
    for (let id = 1; id <= rows; id += 1) {
      const values = own.map((parent) =>
        random() < 0.2 || (parent === t && id === 1) ? 'NULL' : String(parent === t ? 1 + below(id - 1) : 1 + below(5)),
      );
      const v = random() < 0.1 ? 'NULL' : String(unique.length > 0 ? id : below(10));
      lines.push(`INSERT INTO t${t} VALUES (${[String(id), v, `'s${below(4)}'`, ...values].join(', ')});`);
    }
  }
  const column = (): string => pick(['id', 'v']);
  const predicate = (depth: number, own: number): string => {
    switch (below(depth > 2 ? 6 : 10)) {
      case 0:
        return `${column()} ${pick(['<', '<=', '=', '<>', '!=', '>', '<=>'])} ${below(20)}`;
      case 1:
        return `s ${pick(["= 'S1'", "LIKE '%2'", "IN ('s0', 's3')", "<> 's2'", "REGEXP '[12]'"])}`;
      case 2:
        return `${column()} IS ${pick(['', 'NOT '])}NULL`;
      case 3:
        return `${column()} ${pick(['', 'NOT '])}BETWEEN ${below(8)} AND ${below(30)}`;
      case 4:
        return `${column()} % ${2 + below(3)} = 0`;
      case 5:
        return `IFNULL(v, ${below(5)}) + ${below(3)} ${pick(['<', '>='])} ${below(10)}`;
      case 6:
        return `(${predicate(depth + 1, own)} ${pick(['AND', 'OR', 'XOR', '&&'])} ${predicate(depth + 1, own)})`;
      case 7:
        return `${predicate(depth + 1, own)} OR ${predicate(depth + 1, own)} AND ${predicate(depth + 1, own)}`;
      case 8:
        return `NOT (${predicate(depth + 1, own)})`;
      default: {
        const other = below(tables);
        return `id IN (SELECT ${column()} FROM t${other} WHERE ${predicate(depth + 1, other)})`;
      }
    }
  };
  const one = (): string => {
    const t = below(tables);
    const other = below(tables);
    switch (below(13)) {
      case 0:
        return `DELETE x FROM t${t} x JOIN t${other} y ON x.v = y.v WHERE y.id < ${below(12)}`;
      case 1:
        return `UPDATE t${t} SET v = v + 1 WHERE ${predicate(0, t)}`;
      case 2:
        return `UPDATE t${t} SET id = id + 1000 WHERE ${predicate(0, t)}`;
      case 3:
        return `UPDATE t${t} SET s = '${pick(['x', 'long', 'much too long'])}' WHERE ${predicate(0, t)}`;
      case 4:
        return `DELETE FROM t${t} WHERE ${predicate(0, t)} ORDER BY id LIMIT ${1 + below(6)}`;
      case 5:
        return `INSERT INTO t${t} (id, v, s) VALUES (${1 + below(60)}, ${100 + below(9)}, 'n'), (${100 + below(3)}, NULL, 'm')`;
      case 6:
        return `INSERT IGNORE INTO t${t} (id, v) VALUES (${1 + below(60)}, 77), (${1 + below(60)}, 78)`;
      case 7:
        return `REPLACE INTO t${t} (id, v, s) VALUES (${1 + below(60)}, ${200 + below(9)}, 'r')`;
      case 8:
        return `INSERT INTO t${t} (id, v, s) SELECT id + ${pick(['0', '500'])}, v + 300, s FROM t${other} WHERE ${predicate(0, other)}`;
      case 9:
        return `UPDATE t${t} SET ${t === 0 ? 'v' : 'f0'} = ${below(12)} WHERE ${predicate(0, t)}`;
      default:
        return `DELETE FROM t${t} WHERE ${predicate(0, t)}`;
    }
  };
  return { schema: lines.join('\n'), statements: Array.from({ length: statements }, one) };
}
