import type { Family } from '../family.ts';

const MANY = ['sqlite', 'postgresql', 'mysql'];
const each = (...methods: readonly string[]): string =>
  MANY.flatMap((type) => methods.map((method) => `${type}#${method}`)).join(' ');

export const pythonDatabases: Family = {
  rules: [
    { names: 'sqlite3.connect', keyword: 'database', gives: { object: 'sqlite' } },
    { names: 'psycopg.connect psycopg2.connect asyncpg.connect', keyword: 'dsn', gives: { object: 'postgresql' } },
    {
      names: 'pymysql.connect MySQLdb.connect mysql.connector.connect',
      keyword: 'database',
      gives: { object: 'mysql' },
    },
    { names: `${each('cursor')} ${each('__enter__')}`, gives: 'same' },
    {
      names: each('execute', 'executemany', 'executescript', 'fetch', 'fetchrow', 'fetchval'),
      sql: true,
      gives: { object: 'rows' },
    },
    { names: '*#execute *#executemany *#executescript *#exec_driver_sql *#raw', sql: true, gives: { object: 'rows' } },
    { names: each('commit', 'rollback', 'close', 'fetchall', 'fetchone', 'fetchmany', 'set_trace_callback') },
    {
      names: each(
        'backup',
        'load_extension',
        'enable_load_extension',
        'create_function',
        'iterdump',
        'copy_expert',
        'copy_from',
        'copy',
      ),
      opaque: true,
    },
    { names: '*#fetchall *#fetchone *#fetchmany *#commit *#rollback' },
    {
      names:
        'sqlite3.Row sqlite3.version sqlite3.sqlite_version sqlite3.Error sqlite3.OperationalError psycopg2.Error psycopg.Error',
    },
    {
      names:
        '*#drop_all *#drop_database *#drop_collection *#delete_many *#delete_one *#flushall *#flushdb *#dropDatabase *#deleteMany',
      effect: 'store.delete',
      object: 'unknown',
    },
  ],
  examples: {
    held: {
      "import sqlite3; sqlite3.connect('x.db').execute('DELETE FROM t')": 'sql DELETE FROM t',
      "import psycopg2\nc = psycopg2.connect('postgres://h/d')\ncur = c.cursor()\ncur.execute('DROP TABLE a')":
        'sql DROP TABLE a',
      "import sqlite3; sqlite3.connect('x').execute(q)": 'sql.execute',
    },
    passed: [],
  },
};
