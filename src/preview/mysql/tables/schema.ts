import { NotCounted } from '../../server/notCounted.ts';
import type { Name } from '../statements/expression.ts';
import type { Row } from '../session/connect.ts';
import { isTable, type Session } from '../session/session.ts';

export interface Column {
  readonly name: string;
  /** `int`, `varchar`, in small letters. */
  readonly type: string;
  /** `enum('a','b')`, `int(10) unsigned`. */
  readonly wholeType: string;
  readonly nullable: boolean;
  /** Its value when none is given, as the catalogue writes it; undefined: null. */
  readonly fallback: string | undefined;
  readonly auto: boolean;
  /** Computed by the server: it takes no value. */
  readonly generated: boolean;
  /** Characters, or bytes of binary text. */
  readonly length: number | undefined;
  readonly digits: number | undefined;
  readonly scale: number | undefined;
}

export interface UniqueKey {
  readonly name: string;
  readonly columns: readonly string[];
  /** Over a part of a value or an expression: not compared by us. */
  readonly special: boolean;
}

export interface Table {
  readonly schema: string;
  readonly name: string;
  readonly engine: string;
  /** Changes of it can be rolled back. */
  readonly transactional: boolean;
  readonly columns: readonly Column[];
  readonly unique: readonly UniqueKey[];
  /** Columns that name a row: the primary key, else a unique key without nulls. */
  readonly key: readonly string[] | undefined;
  readonly estimate: number;
  readonly bytes: number;
  /** Conditions of its own for values, but those that only ask for JSON. */
  readonly checks: readonly string[];
  /** `Dynamic`, `Compact` … */
  readonly rowFormat: string;
  readonly partitioned: boolean;
  /** It has an index over words. */
  readonly fulltext: boolean;
  /** Columns of any index. */
  readonly indexed: readonly string[];
  /** By what its rows are laid into partitions, where a row may fit into none. */
  readonly parts: string | undefined;
  /** Columns that must be JSON. */
  readonly json: readonly string[];
}

/** Reading these runs nothing but the server's own code on the server's own files. */
const LOCAL_ENGINES: ReadonlySet<string> = new Set([
  'InnoDB',
  'MyISAM',
  'Aria',
  'MEMORY',
  'ROCKSDB',
  'TokuDB',
  'ARCHIVE',
  'CSV',
]);
const TRANSACTIONAL: ReadonlySet<string> = new Set(['InnoDB', 'ROCKSDB', 'TokuDB']);

export function shownName({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return `${schema}.${name}`;
}

/** Tables of one session, looked up once each. */
export interface Catalogue {
  /** Throws `NotCounted` where there is no such table, or none whose rows can be counted. */
  table(name: Name): Promise<Table>;
  /** The same without the reasons against counting: undefined where there is none. */
  kind(name: Name): Promise<{ readonly schema: string; readonly name: string; readonly type: string } | undefined>;
  /** Where a name without a schema leads; a USE of the text changes it. */
  database: string | undefined;
}

export function openCatalogue(session: Session, database: string): Catalogue {
  const tables = new Map<string, Promise<Table>>();
  const catalogue: Catalogue = {
    database: database === '' ? undefined : database,
    table: (name) => {
      const { schema } = full(catalogue, name);
      const key = `${schema}\0${name.name}`;
      const known = tables.get(key) ?? describe(session, schema, name.name);
      tables.set(key, known);
      return known;
    },
    kind: async (name) => {
      const { schema } = full(catalogue, name);
      const [row] = await session.query(kindOf(schema, name.name));
      return row === undefined
        ? undefined
        : { schema: row['s'] ?? schema, name: row['n'] ?? name.name, type: row['t'] ?? '' };
    },
  };
  return catalogue;
}

function full({ database }: Catalogue, { schema, name }: Name): { readonly schema: string } {
  const found = schema ?? database;
  if (found === undefined) throw new NotCounted('unknown.sql-no-database', { name });
  return { schema: found };
}

function kindOf(schema: string, name: string): string {
  return `SELECT TABLE_SCHEMA AS s, TABLE_NAME AS n, TABLE_TYPE AS t, ENGINE AS e, TABLE_ROWS AS r, DATA_LENGTH + INDEX_LENGTH AS b, CREATE_OPTIONS AS o, ROW_FORMAT AS f
FROM information_schema.TABLES WHERE ${isTable(schema, name)}`;
}

async function describe(session: Session, wantedSchema: string, wanted: string): Promise<Table> {
  const [row] = await session.query(kindOf(wantedSchema, wanted));
  if (row === undefined) throw new NotCounted('unknown.sql-missing-table', { name: `${wantedSchema}.${wanted}` });
  const schema = row['s'] ?? wantedSchema;
  const name = row['n'] ?? wanted;
  const shown = `${schema}.${name}`;
  if (/VIEW$/.test(row['t'] ?? '')) throw new NotCounted('unknown.sql-view', { name: shown });
  if (row['t'] !== 'BASE TABLE') throw new NotCounted('unknown.sql-no-table', { name: shown });
  const engine = row['e'] ?? '';
  if (!LOCAL_ENGINES.has(engine)) throw new NotCounted('unknown.sql-engine', { name: shown, engine });
  const columns = (
    await session.query(`SELECT COLUMN_NAME AS n, DATA_TYPE AS t, COLUMN_TYPE AS w, IS_NULLABLE AS u, COLUMN_DEFAULT AS d, EXTRA AS e, CHARACTER_MAXIMUM_LENGTH AS l,
NUMERIC_PRECISION AS p, NUMERIC_SCALE AS s FROM information_schema.COLUMNS WHERE ${isTable(schema, name)} ORDER BY ORDINAL_POSITION`)
  ).map(columnOf);
  const indexes =
    await session.query(`SELECT INDEX_NAME AS k, COLUMN_NAME AS c, SUB_PART AS part, NON_UNIQUE AS more, INDEX_TYPE AS t FROM information_schema.STATISTICS
WHERE ${isTable(schema, name)} ORDER BY INDEX_NAME = 'PRIMARY' DESC, INDEX_NAME, SEQ_IN_INDEX`);
  const unique = uniqueOf(indexes.filter((index) => index['more'] === '0'));
  const clauses = await checksOf(session, schema, name);
  const json = clauses.flatMap((clause) => /^json_valid\(`([^`]+)`\)$/i.exec(clause)?.[1] ?? []);
  const partitioned = (row['o'] ?? '').includes('partitioned');
  const isKey = ({ columns: own, special }: UniqueKey): boolean =>
    !special && own.every((one) => columns.find((column) => column.name === one)?.nullable === false);
  return {
    schema,
    name,
    engine,
    transactional: TRANSACTIONAL.has(engine),
    columns,
    unique,
    key: unique.find(isKey)?.columns,
    estimate: Number(row['r'] ?? 0),
    bytes: Number(row['b'] ?? 0),
    checks: clauses.filter((clause) => !/^json_valid\(`[^`]+`\)$/i.test(clause)),
    rowFormat: row['f'] ?? '',
    partitioned,
    fulltext: indexes.some((index) => index['t'] === 'FULLTEXT'),
    indexed: indexes.flatMap((index) => index['c'] ?? []),
    parts: partitioned ? await partsOf(session, schema, name) : undefined,
    json,
  };
}

/** What settles the partition of a row; undefined: every row has one. */
async function partsOf(session: Session, schema: string, name: string): Promise<string | undefined> {
  const rows = await session.query(
    `SELECT PARTITION_EXPRESSION AS x, PARTITION_METHOD AS m, PARTITION_DESCRIPTION AS d FROM information_schema.PARTITIONS WHERE ${isTable(schema, name)}`,
  );
  const [first] = rows;
  const isOpen =
    rows.some((row) => /MAXVALUE|DEFAULT/i.test(row['d'] ?? '')) || !/RANGE|LIST/i.test(first?.['m'] ?? '');
  return isOpen ? undefined : (first?.['x'] ?? '');
}

function columnOf(row: Row): Column {
  const extra = (row['e'] ?? '').toLowerCase();
  const text = row['d'] ?? undefined;
  const number = (field: string): number | undefined => (row[field] === null ? undefined : Number(row[field]));
  return {
    name: row['n'] ?? '',
    type: (row['t'] ?? '').toLowerCase(),
    wholeType: row['w'] ?? '',
    nullable: row['u'] === 'YES',
    fallback: text === undefined || text.toUpperCase() === 'NULL' ? undefined : text,
    auto: extra.includes('auto_increment'),
    generated: /(?:virtual|stored|persistent) generated|^(?:virtual|stored|persistent)$/.test(extra),
    length: number('l'),
    digits: number('p'),
    scale: number('s'),
  };
}

function uniqueOf(rows: readonly Row[]): readonly UniqueKey[] {
  const keys = new Map<string, { columns: string[]; special: boolean }>();
  for (const row of rows) {
    const name = row['k'] ?? '';
    const key = keys.get(name) ?? { columns: [], special: false };
    key.columns.push(row['c'] ?? '');
    key.special ||= row['c'] === null || row['part'] !== null;
    keys.set(name, key);
  }
  return [...keys].map(([name, { columns, special }]) => ({ name, columns, special }));
}

async function checksOf(session: Session, schema: string, name: string): Promise<readonly string[]> {
  const { mariadb, version } = session.server;
  if (!mariadb && version[0] < 8) return [];
  const own = isTable(schema, name, ['c.CONSTRAINT_SCHEMA', 'c.TABLE_NAME']);
  const rows = await session.query(
    mariadb
      ? `SELECT c.CHECK_CLAUSE AS x FROM information_schema.CHECK_CONSTRAINTS c WHERE ${own}`
      : `SELECT k.CHECK_CLAUSE AS x FROM information_schema.TABLE_CONSTRAINTS c JOIN information_schema.CHECK_CONSTRAINTS k
ON k.CONSTRAINT_SCHEMA = c.CONSTRAINT_SCHEMA AND k.CONSTRAINT_NAME = c.CONSTRAINT_NAME WHERE ${own} AND c.CONSTRAINT_TYPE = 'CHECK'`,
  );
  return rows.map((row) => row['x'] ?? '');
}
