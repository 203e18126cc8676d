/** A generator of numbers that gives the same from the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface RandomShop {
  readonly schema: string;
  readonly statements: readonly string[];
}

const ACTIONS = ['CASCADE', 'CASCADE', 'CASCADE', 'SET NULL', 'NO ACTION', 'RESTRICT', 'SET DEFAULT'];

/** Tables that refer to each other in random ways, with rows, and statements over them. */
export function randomShop(seed: number, statements: number): RandomShop {
  const random = randomOf(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const tables = 3 + below(4);
  const lines: string[] = [];
  const parents: number[][] = [];
  for (let t = 0; t < tables; t += 1) {
    const own = Array.from({ length: t === 0 ? 0 : 1 + below(2) }, () => below(random() < 0.15 ? t + 1 : t));
    parents.push(own);
    const keys = own.map(
      (parent, k) =>
        `f${k} int ${random() < 0.2 ? 'DEFAULT 1 ' : ''}REFERENCES t${parent} ON DELETE ${pick(ACTIONS)} ON UPDATE ${pick(ACTIONS)}${random() < 0.1 ? ' DEFERRABLE INITIALLY DEFERRED' : ''}`,
    );
    lines.push(`CREATE TABLE t${t} (${['id int PRIMARY KEY', 'v int', 's text', ...keys].join(', ')});`);
    const rows = 5 + below(40);
    for (let id = 1; id <= rows; id += 1) {
      const values = own.map((parent) =>
        random() < 0.2 || (parent === t && id === 1) ? 'NULL' : String(parent === t ? 1 + below(id - 1) : 1 + below(5)),
      );
      lines.push(
        `INSERT INTO t${t} VALUES (${[String(id), random() < 0.1 ? 'NULL' : String(below(10)), `'s${below(4)}'`, ...values].join(', ')});`,
      );
    }
  }
  const column = (): string => pick(['id', 'v']);
  const predicate = (depth: number, t: number): string => {
    switch (below(depth > 2 ? 5 : 9)) {
      case 0:
        return `${column()} ${pick(['<', '<=', '=', '<>', '>'])} ${below(20)}`;
      case 1:
        return `s ${pick(["= 's1'", "LIKE '%2'", "IN ('s0', 's3')", "<> 's2'"])}`;
      case 2:
        return `${column()} IS ${pick(['', 'NOT '])}NULL`;
      case 3:
        return `${column()} BETWEEN ${below(8)} AND ${below(30)}`;
      case 4:
        return `${column()} % ${2 + below(3)} = 0`;
      case 5:
        return `(${predicate(depth + 1, t)} AND ${predicate(depth + 1, t)})`;
      case 6:
        return `(${predicate(depth + 1, t)} OR ${predicate(depth + 1, t)})`;
      case 7:
        return `NOT (${predicate(depth + 1, t)})`;
      default: {
        const other = below(tables);
        return `id IN (SELECT ${pick(['id', 'v'])} FROM t${other} WHERE ${predicate(depth + 1, other)})`;
      }
    }
  };
  const one = (): string => {
    const t = below(tables);
    const other = below(tables);
    switch (below(8)) {
      case 0:
        return `DELETE FROM t${t} x USING t${other} y WHERE x.v = y.v AND y.id < ${below(12)}`;
      case 1:
        return `UPDATE t${t} SET v = v + 1 WHERE ${predicate(0, t)}`;
      case 2:
        return `UPDATE t${t} SET id = id + 1000 WHERE ${predicate(0, t)}`;
      case 3:
        return `UPDATE t${t} x SET s = y.s FROM t${other} y WHERE x.id = y.v`;
      case 4:
        return `WITH y AS (SELECT id FROM t${other} WHERE ${predicate(0, other)}) DELETE FROM t${t} WHERE id IN (SELECT id FROM y)`;
      default:
        return `DELETE FROM t${t} WHERE ${predicate(0, t)}`;
    }
  };
  return { schema: lines.join('\n'), statements: Array.from({ length: statements }, one) };
}
