import type { Family } from '../value/family.ts';
import { modelRules } from '../value/models.ts';
import { methodsOf } from '../value/rule.ts';

const MANY = ['sqlite', 'postgresql', 'mysql'];
const each = (...methods: readonly string[]): string =>
  MANY.flatMap((type) => methods.map((method) => `${type}#${method}`)).join(' ');

export const pythonDatabases: Family = {
  rules: [
    ...modelRules({
      narrows: 'filter exclude in_bulk',
      shapes: 'all order_by distinct select_related prefetch_related only defer using values values_list annotate',
      reads: 'count exists aggregate iterator explain',
      finds: 'get first last latest earliest',
      inserts: 'create bulk_create get_or_create update_or_create',
      updates: 'update bulk_update save',
      deletes: 'delete',
      truncates: '',
      looks: 'id pk name refresh_from_db',
    }),
    { names: 'sqlalchemy.create_engine sqlalchemy.create_async_engine', keyword: 'url', gives: { object: 'sql' } },
    { names: 'sqlalchemy.text', gives: 'same' },
    { names: methodsOf(['sql'], 'connect begin __enter__ raw_connection execution_options'), gives: 'same' },
    { names: methodsOf(['sql'], 'execute exec_driver_sql scalar scalars'), sql: true, gives: { object: 'rows' } },
    { names: methodsOf(['sql'], 'dispose commit rollback close') },
    {
      names: 'sqlalchemy.inspect',
      effect: 'sql.read',
      object: 'database',
      at: 9,
      on: 0,
      gives: { object: 'inspector' },
    },
    {
      names: methodsOf(
        ['inspector'],
        'get_table_names get_view_names get_columns get_indexes get_foreign_keys get_pk_constraint get_unique_constraints get_check_constraints get_schema_names get_table_comment get_sorted_table_and_fkc_names get_multi_columns has_table has_index default_schema_name',
      ),
    },
    {
      names: methodsOf(
        ['rows'],
        'scalar scalars scalar_one scalar_one_or_none one one_or_none mappings all first partitions unique',
      ),
    },
    { names: 'pymongo.MongoClient redis.Redis redis.StrictRedis redis.from_url', gives: { object: 'store' } },
    { names: 'store#drop_database', effect: 'store.delete', object: 'database' },
    { names: methodsOf(['store'], 'flushall flushdb'), effect: 'store.delete', object: 'database', at: 'self' },
    { names: methodsOf(['store'], 'delete unlink hdel'), effect: 'store.delete', object: 'key' },
    {
      names: methodsOf(['store'], 'set hset setex lpush rpush sadd zadd expire incr'),
      effect: 'store.write',
      object: 'key',
    },
    {
      names: methodsOf(['store'], 'get hget hgetall keys scan ttl exists smembers lrange'),
      effect: 'store.read',
      object: 'key',
    },
    { names: methodsOf(['store'], 'ping info dbsize list_database_names close server_info') },
    { names: 'sqlite3.connect', keyword: 'database', gives: { object: 'sqlite' } },
    { names: 'psycopg.connect psycopg2.connect asyncpg.connect', keyword: 'dsn', gives: { object: 'postgresql' } },
    {
      names: 'pymysql.connect MySQLdb.connect mysql.connector.connect',
      keyword: 'database',
      gives: { object: 'mysql' },
    },
    { names: `${each('cursor')} ${each('__enter__')}`, gives: 'same' },
    { names: 'duckdb.connect', keyword: 'database', gives: { object: 'duckdb' } },
    { names: methodsOf(['duckdb'], 'cursor __enter__'), gives: 'same' },
    {
      names: `duckdb.sql duckdb.query duckdb.execute ${methodsOf(['duckdb'], 'sql query execute')}`,
      sql: true,
      dialect: 'duckdb',
      gives: { object: 'rows' },
    },
    { names: methodsOf(['duckdb'], 'close fetchall fetchone fetchmany fetchdf df pl arrow') },
    { names: '*#df *#fetchdf *#fetch_df *#pl *#fetch_arrow_table' },
    { names: 'sqlite#execute', sql: true, single: true, gives: { object: 'rows' } },
    {
      names: 'pandas.read_sql pandas.read_sql_query',
      sql: true,
      keyword: 'sql',
      on: 1,
      single: true,
    },
    {
      names: `${methodsOf(['postgresql', 'mysql'], 'execute')} ${each('executemany', 'executescript', 'fetch', 'fetchrow', 'fetchval')}`,
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
      'import duckdb; duckdb.sql(q)': 'sql.execute',
      "import duckdb; duckdb.connect('x.db').execute('DROP TABLE t')": 'sql DROP TABLE t',
      "import duckdb; duckdb.sql('select 1').write_csv('a.csv')": 'file.write /workspace/a.csv',
      "import duckdb; duckdb.connect('x.db').from_csv_auto('a')": 'exec.opaque',
      "import sqlite3\ndef n(c, t): return c.execute('DELETE FROM ' + t)\nn(sqlite3.connect('x.db'), 'a')":
        'sql DELETE FROM a',
      "import sqlite3, pandas as pd; pd.read_sql('DELETE FROM t', sqlite3.connect('x.db'))": 'sql DELETE FROM t',
      "import sqlite3, pandas as pd; pd.read_sql_query(q, sqlite3.connect('x.db'))": 'sql.execute',
      "import pandas as pd; pd.read_sql('SELECT 1; DROP TABLE t', 'postgresql://h/d')": 'sql SELECT 1; DROP TABLE t',
      "import sqlite3; sqlite3.connect(':memory:').execute(q)": 'sql.execute',
      "import sqlite3; sqlite3.connect(':memory:').execute(\"ATTACH 'x.db' AS x\")": "sql ATTACH 'x.db' AS x",
      "import sqlite3; sqlite3.connect(':memory:').executescript(\"CREATE TABLE t (a); ATTACH 'x.db' AS x; DROP TABLE x.t\")":
        "sql CREATE TABLE t (a); ATTACH 'x.db' AS x; DROP TABLE x.t",
      "import sqlite3; sqlite3.connect(':memory:').execute(\"SELECT writefile('a', 'b')\")":
        "sql SELECT writefile('a', 'b')",
      "import sqlite3, sys; sqlite3.connect(sys.argv[1] if x else ':memory:').execute('DELETE FROM t')":
        'sql DELETE FROM t',
      "from sqlalchemy import create_engine, inspect\nprint(inspect(create_engine('sqlite:///a.db')).get_table_names())":
        "sql.read inspect(create_engine('sqlite:///a.db'))",
      "from sqlalchemy import create_engine, inspect\ninspect(create_engine('sqlite:///a.db')).reflect_table(t, None)":
        'exec.opaque',
      'from shop.models import Order; Order.objects.all().delete()': 'sql.delete shop_order',
      'from shop.models import Order; Order.objects.filter(x=1).update(y=2)': 'sql.update shop_order',
      'from shop.models import Order; print(Order.objects.count())': 'sql.read shop_order',
      "from pymongo import MongoClient; MongoClient('mongodb://localhost').drop_database('shop')": 'store.delete shop',
      "from sqlalchemy import create_engine, text\ne = create_engine('postgresql://localhost/shop')\nwith e.begin() as c:\n    c.execute(text('DELETE FROM users'))":
        'sql DELETE FROM users',
      "import sqlite3\nc = sqlite3.connect('x.db')\nfor t in names: c.execute(f'SELECT count(*) FROM {t}')":
        'sql.read /workspace/x.db',
      "import sqlite3\nc = sqlite3.connect('x.db')\nfor t in names: c.execute(f'{t} FROM a')": 'sql.execute',
      "import sqlite3\nc = sqlite3.connect('x.db')\nfor t in names: c.executescript(f'SELECT {t}')": 'sql.execute',
      "import psycopg2\nc = psycopg2.connect('postgres://h/d').cursor()\nfor t in names: c.execute(f'SELECT {t}')":
        'sql.execute',
    },
    passed: [
      "import sqlite3, pandas as pd; pd.read_sql_query('SELECT * FROM t', sqlite3.connect(':memory:'))",
      "import sqlite3\nc = sqlite3.connect(':memory:')\nc.execute('CREATE TABLE t (a)')\nc.executemany('INSERT INTO t VALUES (?)', [(1,), (2,)])\nprint(c.execute('SELECT sum(a) FROM t').fetchone())",
    ],
  },
};
