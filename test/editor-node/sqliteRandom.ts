import { randomOf } from '../differential/previewRandom.ts';

export interface RandomSqlite {
  readonly schema: string;
  readonly statements: readonly string[];
}

const ACTIONS = ['CASCADE', 'CASCADE', 'CASCADE', 'SET NULL', 'NO ACTION', 'RESTRICT', 'SET DEFAULT'];

/** What a table is made of. `tag` is a column of every table that no statement names: it says which row is which. */
interface Table {
  readonly name: string;
  /** Columns of its key; the second one only where the key has two. */
  readonly key: readonly string[];
  /** Columns that refer, one key each; two where the parent's key has two. */
  readonly refers: readonly (readonly string[])[];
  readonly rows: number;
}

/** Tables of all of SQLite's kinds that refer to each other in random ways, with rows, triggers, a view, and statements over them. */
export function randomSqlite(seed: number, statements: number): RandomSqlite {
  const random = randomOf(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const chance = (share: number): boolean => random() < share;
  const lines: string[] = [];
  const tables: Table[] = [];
  const count = 3 + below(4);
  const kinds = Array.from({ length: count }, () => below(6));
  const keyOf = (t: number): readonly string[] => (kinds[t] === 0 ? ['id', 'k'] : ['id']);
  for (let t = 0; t < count; t += 1) {
    const name = `t${t}`;
    const key = keyOf(t);
    const parents = Array.from({ length: t === 0 && !chance(0.3) ? 0 : 1 + below(2) }, () =>
      below(chance(0.2) ? t + 1 : Math.max(t, 1)),
    );
    const refers = parents.map((parent, at) => (keyOf(parent).length === 2 ? [`f${at}`, `g${at}`] : [`f${at}`]));
    const unique = chance(0.25);
    const columns = [
      kinds[t] === 0
        ? 'id INT NOT NULL, k INT NOT NULL'
        : kinds[t] === 1
          ? 'id INTEGER PRIMARY KEY AUTOINCREMENT'
          : kinds[t] === 2
            ? 'id INT NOT NULL UNIQUE'
            : kinds[t] === 3
              ? 'id INT PRIMARY KEY'
              : 'id INTEGER PRIMARY KEY',
      `v INT${chance(0.2) ? ` NOT NULL${pick(['', '', ' ON CONFLICT IGNORE', ' ON CONFLICT REPLACE'])} DEFAULT 3` : ''}${chance(0.2) ? ' CHECK (v < 60)' : ''}`,
      `s TEXT${chance(0.3) ? ' COLLATE NOCASE' : ''}`,
      'tag TEXT',
      ...refers.flatMap((own) => own.map((column) => `${column} INT${chance(0.2) ? ' DEFAULT 6' : ''}`)),
      ...(chance(0.25) ? [`w INT GENERATED ALWAYS AS (v * 2) ${pick(['VIRTUAL', 'STORED'])}`] : []),
    ];
    const keys = refers.map(
      (own, at) =>
        `FOREIGN KEY (${own.join(', ')}) REFERENCES t${parents[at]}${
          chance(0.5) && kinds[parents[at] ?? 0] !== 2 ? '' : ` (${keyOf(parents[at] ?? 0).join(', ')})`
        } ON DELETE ${pick(ACTIONS)} ON UPDATE ${pick(ACTIONS)}${chance(0.15) ? ' DEFERRABLE INITIALLY DEFERRED' : ''}`,
    );
    const primary = [
      ...(kinds[t] === 0 ? ['PRIMARY KEY (id, k)'] : []),
      ...(chance(0.1) ? [`UNIQUE (tag, s) ON CONFLICT ${pick(['REPLACE', 'IGNORE', 'FAIL'])}`] : []),
    ];
    const without = kinds[t] === 0 && chance(0.7) ? ' WITHOUT ROWID' : kinds[t] === 5 ? ' STRICT' : '';
    lines.push(`CREATE TABLE ${name} (${[...columns, ...primary, ...keys].join(', ')})${without};`);
    const rows = 6 + below(30);
    tables.push({ name, key, refers, rows });
    for (let id = 1; id <= rows; id += 1) {
      const values = refers.flatMap((own, at) => {
        const parent = parents[at] === t ? 1 + below(Math.max(id - 1, 1)) : 1 + below(5);
        const none = chance(0.2) || (parents[at] === t && id === 1);
        return own.map((_, part) => (none ? 'NULL' : part === 0 ? String(parent) : String(parent % 3)));
      });
      const own = [String(id), ...(key.length === 2 ? [String(id % 3)] : [])];
      const v = unique ? id : below(10);
      lines.push(
        `INSERT INTO ${name} (${[...key, 'v', 's', 'tag', ...refers.flat()].join(', ')}) VALUES (${[...own, String(v), `'s${below(4)}'`, `'${name} ${id}'`, ...values].join(', ')});`,
      );
    }
    if (unique) lines.push(`CREATE UNIQUE INDEX ${name}_v ON ${name} (v)${chance(0.5) ? ' WHERE v > 3' : ''};`);
    if (chance(0.15)) lines.push(`CREATE UNIQUE INDEX ${name}_w ON ${name} (coalesce(v, 0) + id * 100);`);
    if (chance(0.1)) lines.push(`CREATE UNIQUE INDEX ${name}_e ON ${name} (lower(tag), abs(v));`);
  }
  lines.push('CREATE TABLE audit (what TEXT, tag TEXT);');
  const other = (): Table => pick(tables);
  for (let at = below(5); at > 0; at -= 1) {
    const { name } = chance(0.15) ? { name: 'audit' } : other();
    const event =
      name === 'audit'
        ? pick(['INSERT', 'DELETE'])
        : pick(['INSERT', 'DELETE', 'UPDATE', 'UPDATE OF v', 'UPDATE OF id']);
    const row = event === 'INSERT' ? 'NEW' : event === 'DELETE' ? 'OLD' : pick(['OLD', 'NEW']);
    const own = name === 'audit' ? 'what' : 'id';
    const when = chance(0.4) ? ` WHEN ${row}.${own} ${pick(['<', '>', '<>'])} ${below(12)}` : '';
    const to = other();
    const isAudit = name === 'audit';
    const body = pick(
      isAudit
        ? [
            `UPDATE ${to.name} SET s = s || 'a' WHERE id = ${row}.what`,
            `DELETE FROM ${to.name} WHERE id = ${row}.what`,
            'SELECT RAISE(IGNORE)',
            `INSERT INTO audit (what) SELECT ${row}.what + 1 WHERE ${row}.what < 9`,
          ]
        : [
            `INSERT INTO audit (what) VALUES (${row}.id)`,
            `INSERT INTO audit (what) SELECT id FROM ${to.name} WHERE v = ${row}.v`,
            `UPDATE ${to.name} SET v = coalesce(v, 0) + 1 WHERE id = ${row}.v`,
            `UPDATE ${to.name} SET s = s || '+' WHERE v = ${row}.v`,
            `UPDATE ${name} SET s = s || 't' WHERE id = ${row}.id`,
            `DELETE FROM ${to.name} WHERE id = ${row}.v`,
            `DELETE FROM audit WHERE what = ${row}.id`,
            `INSERT OR REPLACE INTO ${to.name} (${[...to.key, 'v', 's'].join(', ')}) VALUES (${to.key.map(() => `${row}.id`).join(', ')}, 4, 'r')`,
            `INSERT OR IGNORE INTO ${to.name} (${[...to.key, 'v', 's'].join(', ')}) VALUES (${to.key.map(() => `${row}.id + 20`).join(', ')}, 4, 'i')`,
            `SELECT RAISE(IGNORE) WHERE ${row}.id % 3 = 0`,
            `SELECT RAISE(${pick(['ABORT', 'FAIL', 'ROLLBACK'])}, 'no') WHERE ${row}.id = ${below(20)}`,
          ],
    );
    lines.push(
      `CREATE TRIGGER g${at} ${pick(['BEFORE', 'AFTER'])} ${event} ON ${name} FOR EACH ROW${when} BEGIN ${body}; END;`,
    );
  }
  const seen = pick(tables);
  lines.push(`CREATE VIEW seen AS SELECT * FROM ${seen.name} WHERE v < 7;`);
  lines.push(
    `CREATE TRIGGER seen_gone INSTEAD OF DELETE ON seen BEGIN DELETE FROM ${seen.name} WHERE id = OLD.id; END;`,
    `CREATE TRIGGER seen_set INSTEAD OF UPDATE OF s ON seen BEGIN UPDATE ${seen.name} SET s = NEW.s WHERE id = OLD.id; END;`,
  );

  const column = (): string => pick(['id', 'v']);
  const predicate = (depth: number): string => {
    switch (below(depth > 2 ? 6 : 11)) {
      case 0:
        return `${column()} ${pick(['<', '<=', '=', '<>', '>', 'IS NOT'])} ${below(20)}`;
      case 1:
        return `s ${pick(["= 'S1'", "LIKE '%2'", "IN ('s0', 's3')", "<> 's2'", "GLOB 's[12]'"])}`;
      case 2:
        return `${column()} IS ${pick(['', 'NOT '])}NULL`;
      case 3:
        return `${column()} ${pick(['', 'NOT '])}BETWEEN ${below(8)} AND ${below(30)}`;
      case 4:
        return `${column()} % ${2 + below(3)} = 0`;
      case 5:
        return `coalesce(v, ${below(5)}) + ${below(3)} ${pick(['<', '>='])} ${below(10)}`;
      case 6:
        return `(${predicate(depth + 1)} ${pick(['AND', 'OR'])} ${predicate(depth + 1)})`;
      case 7:
        return `NOT (${predicate(depth + 1)})`;
      case 8:
        return `(id, v) IN (SELECT id, v FROM ${other().name} WHERE ${predicate(depth + 1)})`;
      case 9:
        return `EXISTS (SELECT 1 FROM ${other().name} y WHERE y.v = ${below(9)} AND ${predicate(depth + 1)})`;
      default:
        return `id IN (SELECT ${column()} FROM ${other().name} WHERE ${predicate(depth + 1)})`;
    }
  };
  const or = (): string => (chance(0.4) ? ` OR ${pick(['IGNORE', 'REPLACE', 'ABORT', 'FAIL', 'ROLLBACK'])}` : '');
  const returning = (): string => (chance(0.15) ? ' RETURNING *' : '');
  const into = (table: Table): string => `${table.name} (${[...table.key, 'v', 's'].join(', ')})`;
  const row = (table: Table): string =>
    `(${[...table.key.map((_, part) => String(part === 0 ? 1 + below(60) : below(3))), pick(['NULL', String(below(70))]), "'n'"].join(', ')})`;
  const change = (table: Table): string => {
    const f = table.refers.flat();
    return pick([
      'v = v + 1',
      'v = v + 100',
      'v = NULL',
      'v = 5',
      'id = id + 1000',
      'id = id + 1',
      "s = 'x'",
      "s = s || '!', v = 7",
      ...(f.length === 0 ? [] : [`${pick(f)} = ${below(12)}`, `${pick(f)} = NULL`]),
    ]);
  };
  const one = (): string => {
    const table = other();
    const second = other();
    switch (below(20)) {
      case 0:
        return `UPDATE${or()} ${table.name} SET ${change(table)}${returning()}`;
      case 1:
      case 2:
      case 3:
        return `UPDATE${or()} ${table.name} SET ${change(table)} WHERE ${predicate(0)}${returning()}`;
      case 4:
        return `UPDATE${or()} ${table.name} SET s = y.s, v = y.v FROM ${second.name} AS y WHERE y.id = ${table.name}.v`;
      case 5:
        return `INSERT${or()} INTO ${into(table)} VALUES ${row(table)}, ${row(table)}, ${row(table)}${returning()}`;
      case 6:
        return `INSERT${or()} INTO ${into(table)} SELECT id${pick(['', ' + 20', ' + 500'])}, ${table.key.length === 2 ? '1, ' : ''}v + ${pick(['0', '30'])}, s FROM ${second.name} WHERE ${predicate(0)}`;
      case 7:
        return `REPLACE INTO ${into(table)} VALUES ${row(table)}, ${row(table)}${returning()}`;
      case 8:
        return `INSERT INTO ${into(table)} VALUES ${row(table)}, ${row(table)} ON CONFLICT DO NOTHING`;
      case 9:
        return `INSERT INTO ${into(table)} VALUES ${row(table)}, ${row(table)} ON CONFLICT (${table.key.join(', ')}) DO UPDATE SET ${pick(['v = excluded.v', "s = s || '+'", 'v = v + 1', 'id = id + 300'])}${chance(0.4) ? ` WHERE ${table.name}.v < 6` : ''}${returning()}`;
      case 10:
        return `INSERT INTO ${into(table)} SELECT id, ${table.key.length === 2 ? '1, ' : ''}v, s FROM ${second.name} WHERE ${predicate(0)} ON CONFLICT DO UPDATE SET s = excluded.s`;
      case 11:
        return `WITH y AS (SELECT id FROM ${second.name} WHERE ${predicate(0)}) DELETE FROM ${table.name} WHERE id IN (SELECT id FROM y)`;
      case 12:
        return pick([`DELETE FROM seen WHERE ${predicate(1)}`, `UPDATE seen SET s = 'seen' WHERE ${predicate(1)}`]);
      case 13:
        return pick([
          `DROP TABLE ${table.name}`,
          `ALTER TABLE ${table.name} DROP COLUMN s`,
          `CREATE TABLE fresh AS SELECT * FROM ${table.name}; DELETE FROM ${second.name} WHERE ${predicate(0)}`,
          `UPDATE ${table.name} SET v = 5 WHERE id < 9; INSERT INTO audit (what) SELECT 1 WHERE changes() > ${below(6)}`,
          `DELETE FROM ${table.name} WHERE id > ${below(9)}; DELETE FROM ${second.name} WHERE changes() = ${below(9)}`,
          `INSERT INTO ${into(table)} VALUES ${row(table)}; INSERT INTO audit (what) VALUES (last_insert_rowid())`,
          `DELETE FROM ${table.name} WHERE ${predicate(0)}; DELETE FROM ${second.name} WHERE ${predicate(0)}`,
          `UPDATE ${table.name} SET ${change(table)} WHERE ${predicate(0)}; UPDATE ${second.name} SET ${change(second)} WHERE ${predicate(0)}`,
          `BEGIN; DELETE FROM ${table.name}; ROLLBACK; DELETE FROM ${second.name} WHERE ${predicate(0)}`,
          `SAVEPOINT a; DELETE FROM ${table.name} WHERE ${predicate(0)}; RELEASE a`,
          `PRAGMA foreign_keys = OFF; DELETE FROM ${table.name} WHERE ${predicate(0)}`,
          `PRAGMA recursive_triggers = ON; DELETE FROM ${table.name} WHERE ${predicate(0)}`,
          `PRAGMA recursive_triggers = ON; REPLACE INTO ${into(table)} VALUES ${row(table)}, ${row(table)}`,
          `PRAGMA defer_foreign_keys = ON; DELETE FROM ${table.name} WHERE ${predicate(0)}`,
          `BEGIN; DELETE FROM ${table.name} WHERE ${predicate(0)}; COMMIT`,
        ]);
      case 14:
        return `DELETE FROM ${table.name}${returning()}`;
      default:
        return `DELETE FROM ${table.name} WHERE ${predicate(0)}${returning()}`;
    }
  };
  return { schema: lines.join('\n'), statements: Array.from({ length: statements }, one) };
}
