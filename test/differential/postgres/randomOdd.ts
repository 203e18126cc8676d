import { randomOf, type RandomShop } from '../previewRandom.ts';

const ACTIONS = ['CASCADE', 'CASCADE', 'CASCADE', 'SET NULL', 'NO ACTION', 'RESTRICT', 'SET DEFAULT'];

interface Table {
  readonly name: string;
  /** Columns of its key. */
  readonly key: readonly string[];
  /** Columns that refer. */
  readonly refers: readonly string[];
}

/**
 * Tables with what most schemas have somewhere: keys of two columns, circles, conditions, unique keys of a part, generated columns,
 * partitions, triggers; and statements of every form that changes rows.
 */
export function randomOddShop(seed: number, statements: number): RandomShop {
  const random = randomOf(seed + 100_000);
  const below = (n: number): number => Math.floor(random() * n);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const chance = (share: number): boolean => random() < share;
  const lines: string[] = [];
  const tables: Table[] = [];
  const count = 3 + below(3);
  const kinds = Array.from({ length: count }, () => below(5));
  const keyOf = (t: number): readonly string[] => (kinds[t] === 0 ? ['id', 'k'] : ['id']);
  const later: string[] = [];
  for (let t = 0; t < count; t += 1) {
    const name = `t${t}`;
    const key = keyOf(t);
    const isUnique = chance(0.25);
    const parents = Array.from({ length: t === 0 ? 0 : 1 + below(2) }, () => below(chance(0.15) ? t + 1 : t));
    const refers = parents.map((parent, at) => (keyOf(parent).length === 2 ? [`f${at}`, `g${at}`] : [`f${at}`]));
    const strict = refers.map((_, at) => parents[at] !== t && chance(0.12));
    const isParted = kinds[t] === 1 && chance(0.7);
    const columns = [
      'id int NOT NULL',
      ...(key.length === 2 ? ['k int NOT NULL'] : []),
      `v int${chance(0.2) ? ' NOT NULL DEFAULT 3' : ''}${chance(0.25) ? ' CHECK (v < 60)' : ''}`,
      `s ${pick(['text', 'text', 'varchar(4)', 'char(4)'])}`,
      `n numeric(${pick(['4, 1', '6'])}) DEFAULT ${pick(['0', '1.5', 'NULL'])}`,
      `b boolean DEFAULT ${pick(['true', 'NULL'])}`,
      ...refers.flatMap((own, at) =>
        own.map((column) => `${column} int${strict[at] ? ' NOT NULL' : ''}${chance(0.2) ? ' DEFAULT 1' : ''}`),
      ),
      ...(chance(0.25) ? ['w int GENERATED ALWAYS AS (v * 2) STORED'] : []),
      `PRIMARY KEY (${key.join(', ')})`,
      ...(chance(0.15) ? ['CHECK (v IS NULL OR v < id + 100)'] : []),
      ...refers.map(
        (own, at) =>
          `FOREIGN KEY (${own.join(', ')}) REFERENCES t${parents[at]}${own.length === 2 && chance(0.3) ? ' MATCH FULL' : ''} ON DELETE ${pick(ACTIONS)} ON UPDATE ${pick(ACTIONS)}${chance(0.15) ? ' DEFERRABLE INITIALLY DEFERRED' : ''}`,
      ),
    ];
    lines.push(`CREATE TABLE ${name} (${columns.join(', ')})${isParted ? ' PARTITION BY RANGE (id)' : ''};`);
    if (isParted)
      lines.push(
        `CREATE TABLE ${name}_a PARTITION OF ${name} FOR VALUES FROM (0) TO (12); CREATE TABLE ${name}_b PARTITION OF ${name} FOR VALUES FROM (12) TO (${pick(['70', 'MAXVALUE'])});`,
      );
    tables.push({ name, key, refers: refers.flat() });
    const rows = 6 + below(25);
    for (let id = 1; id <= rows; id += 1) {
      const values = refers.flatMap((own, at) => {
        const parent = parents[at] === t ? 1 + below(Math.max(id - 1, 1)) : 1 + below(5);
        const none = (chance(0.2) && strict[at] !== true) || (parents[at] === t && id === 1);
        return own.map((_, part) => (none ? 'NULL' : part === 0 ? String(parent) : String(parent % 3)));
      });
      const own = [String(id), ...(key.length === 2 ? [String(id % 3)] : [])];
      lines.push(
        `INSERT INTO ${name} (${[...key, 'v', 's', ...refers.flat()].join(', ')}) VALUES (${[...own, String(isUnique ? id : below(10)), `'s${below(4)}'`, ...values].join(', ')});`,
      );
    }
    lines.push('SET CONSTRAINTS ALL IMMEDIATE;');
    if (isUnique && !isParted)
      lines.push(
        `CREATE UNIQUE INDEX ${name}_v ON ${name} (${pick(['v', 'v, b', 'abs(v)'])})${chance(0.4) ? ' WHERE v > 3' : ''};`,
      );
    if (t > 0 && key.length === 1 && chance(0.15) && refers[0]?.length === 1 && parents[0] !== t)
      later.push(
        `ALTER TABLE t${parents[0]} ADD COLUMN IF NOT EXISTS up int DEFAULT NULL REFERENCES ${name} ON DELETE ${pick(ACTIONS)}; UPDATE t${parents[0]} SET up = 1 + id % 4 WHERE id % 2 = 0;`,
      );
  }
  lines.push(...later, 'CREATE TABLE audit (what int, note text);');
  for (let at = below(3); at > 0; at -= 1) {
    const event = pick(['DELETE', 'UPDATE', 'INSERT', 'UPDATE OF v']);
    const row = event === 'INSERT' ? 'NEW' : 'OLD';
    const body = pick([
      `INSERT INTO audit VALUES (${row}.id, 'x')`,
      `INSERT INTO public.audit VALUES (${row}.id, 'x')`,
      `UPDATE ${pick(tables).name} SET s = 'u' WHERE id = ${row}.v`,
      `IF ${row}.v > 4 THEN INSERT INTO public.audit VALUES (1, 'y'); END IF`,
      ...(event.startsWith('U') || event === 'INSERT' ? ['NEW.n := 2', 'NEW.s := lower(NEW.s)'] : []),
    ]);
    const when = body.startsWith('NEW') ? 'BEFORE' : 'AFTER';
    lines.push(
      `CREATE FUNCTION fired${at}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body}; RETURN ${row}; END $$;`.replace(
        'RETURN OLD',
        event.startsWith('U') ? 'RETURN NEW' : 'RETURN OLD',
      ),
      `CREATE TRIGGER g${at} ${when} ${event} ON ${pick(tables).name} FOR EACH ROW EXECUTE FUNCTION fired${at}();`,
    );
  }

  const column = (): string => pick(['id', 'v']);
  const other = (): Table => pick(tables);
  const predicate = (depth: number): string => {
    switch (below(depth > 2 ? 9 : 16)) {
      case 0:
        return `${column()} ${pick(['<', '<=', '=', '<>', '>'])} ${below(20)}`;
      case 1:
        return `s ${pick(["= 's1'", "LIKE '%2'", "IN ('s0', 's3')", "<> 's2'", "~ 's[12]'", "ILIKE 'S0'", "= 's1  '"])}`;
      case 2:
        return `${pick(['v', 'n', 'b', 's'])} IS ${pick(['', 'NOT '])}NULL`;
      case 3:
        return `${column()} ${pick(['', 'NOT '])}BETWEEN ${pick(['', 'SYMMETRIC '])}${below(30)} AND ${below(30)}`;
      case 4:
        return `${column()} % ${2 + below(3)} = 0`;
      case 5:
        return `v IS ${pick(['', 'NOT '])}DISTINCT FROM ${pick(['NULL', String(below(9))])}`;
      case 6:
        return `${column()} = ${pick(['ANY', 'ANY', '<> ALL'])} (ARRAY[${below(9)}, ${below(20)}, NULL])`.replace(
          '= <>',
          '<>',
        );
      case 7:
        return `CASE WHEN v > ${below(8)} THEN b ELSE id < ${below(12)} END`;
      case 8:
        return `(coalesce(v, ${below(5)}) + n)::int ${pick(['<', '>='])} ${below(10)}`;
      case 9:
        return `(${predicate(depth + 1)} ${pick(['AND', 'OR'])} ${predicate(depth + 1)})`;
      case 10:
        return `NOT (${predicate(depth + 1)})`;
      case 11:
        return `(id, v) IN (SELECT id, v FROM ${other().name} WHERE ${predicate(depth + 1)})`;
      case 12:
        return `EXISTS (SELECT FROM ${other().name} y WHERE y.v = ${below(9)} AND ${predicate(depth + 1)})`;
      case 13:
        return `v ${pick(['<', '>='])} (SELECT ${pick(['avg(v)', 'max(v)', 'count(*)'])} FROM ${other().name} WHERE ${predicate(depth + 1)})`;
      case 14:
        return `id IN (SELECT id FROM ${other().name} WHERE ${predicate(depth + 1)} ORDER BY id ${pick(['', 'DESC '])}LIMIT ${1 + below(5)})`;
      default:
        return `id NOT IN (SELECT ${column()} FROM ${other().name} WHERE v IS NOT NULL AND ${predicate(depth + 1)})`;
    }
  };
  const returning = (): string => (chance(0.15) ? ' RETURNING *' : '');
  const into = (table: Table): string => `${table.name} (${[...table.key, 'v', 's'].join(', ')})`;
  const row = (table: Table): string =>
    `(${[...table.key.map((_, part) => String(part === 0 ? 1 + below(60) : below(3))), pick(['NULL', 'DEFAULT', String(below(70))]), pick(["'n'", "'longer'", 'NULL'])].join(', ')})`;
  const change = (table: Table): string =>
    pick([
      'v = v + 1',
      'v = NULL',
      'v = 5',
      'v = DEFAULT',
      'id = id + 1000',
      'id = id + 1',
      "s = 'x'",
      "s = s || '!!'",
      'n = n * 300',
      'n = v, v = 7',
      '(v, s) = (id, s)',
      'b = NOT b',
      ...(table.refers.length === 0 ? [] : [`${pick(table.refers)} = ${below(12)}`, `${pick(table.refers)} = NULL`]),
    ]);
  const rest = (table: Table): string => (table.key.length === 2 ? '1, ' : '');
  const one = (): string => {
    const table = other();
    const second = other();
    const key = table.key.join(', ');
    switch (below(20)) {
      case 0:
        return `DELETE FROM ${table.name} x USING ${second.name} y WHERE x.v = y.v AND y.id < ${below(12)}${returning()}`;
      case 1:
      case 2:
      case 3:
        return `UPDATE ${table.name} SET ${change(table)} WHERE ${predicate(0)}${returning()}`;
      case 4:
        return `UPDATE ${table.name} x SET v = y.id FROM ${second.name} y WHERE x.id = y.id AND y.${column()} < ${below(20)}`;
      case 5:
        return `INSERT INTO ${into(table)} VALUES ${row(table)}, ${row(table)}, ${row(table)}${returning()}`;
      case 6:
        return `INSERT INTO ${into(table)} SELECT id${pick(['', ' + 20', ' + 500'])}, ${rest(table)}v + ${pick(['0', '30'])}, s FROM ${second.name} WHERE ${predicate(0)}`;
      case 7:
        return `INSERT INTO ${into(table)} VALUES ${row(table)}, ${row(table)} ON CONFLICT DO NOTHING`;
      case 8:
        return `INSERT INTO ${into(table)} VALUES ${row(table)}, ${row(table)} ON CONFLICT (${key}) DO UPDATE SET ${pick(['v = excluded.v', "s = 'c'", `v = ${table.name}.v + 1`])}${chance(0.4) ? ` WHERE ${table.name}.v < 6` : ''}${returning()}`;
      case 9:
        return `INSERT INTO ${into(table)} SELECT id, ${rest(table)}v, s FROM ${second.name} WHERE ${predicate(0)} ON CONFLICT (${key}) DO ${pick(['NOTHING', 'UPDATE SET s = excluded.s'])}`;
      case 10:
        return `WITH y AS (SELECT id FROM ${second.name} WHERE ${predicate(0)}) DELETE FROM ${table.name} WHERE id IN (SELECT id FROM y)`;
      case 11:
        return `WITH y AS (DELETE FROM ${table.name} WHERE ${predicate(0)} RETURNING id) INSERT INTO audit SELECT id, 'w' FROM y`;
      case 12:
        return `MERGE INTO ${table.name} x USING ${second.name} y ON x.id = y.id AND ${pick(['TRUE', `y.v < ${below(9)}`])} WHEN MATCHED${pick(['', ' AND x.v > 4'])} THEN ${pick(['DELETE', 'UPDATE SET v = y.v', 'DO NOTHING'])}${chance(0.4) ? ` WHEN NOT MATCHED THEN INSERT (${[...table.key, 'v'].join(', ')}) VALUES (y.id, ${rest(table)}y.v)` : ''}`;
      case 13:
        return pick([
          `TRUNCATE ${table.name}`,
          `TRUNCATE ${table.name} CASCADE`,
          `DELETE FROM ONLY ${table.name} WHERE ${predicate(0)}`,
          `DELETE FROM ${table.name} WHERE ctid IN (SELECT ctid FROM ${table.name} WHERE ${predicate(1)} LIMIT 3)`,
          `DROP TABLE ${table.name} CASCADE`,
          `UPDATE ${table.name} SET v = sub.m FROM (SELECT max(v) AS m FROM ${second.name}) sub WHERE ${predicate(3).replaceAll(/\b(v|id|s|n|b)\b(?!\()/g, `${table.name}.$1`)}`,
        ]);
      default:
        return `DELETE FROM ${table.name} WHERE ${predicate(0)}${returning()}`;
    }
  };
  return { schema: lines.join('\n'), statements: Array.from({ length: statements }, one) };
}
