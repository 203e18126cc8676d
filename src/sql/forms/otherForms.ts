import { form, type Form } from './form.ts';

const SHOWS: readonly Form[] = [
  form('SHOW ..plain', 'sql.read database server'),
  form('SHOW CREATE [TEMPORARY] [TABLE|VIEW|DATABASE|DICTIONARY|SCHEMA] {name} ..plain', 'sql.read table name'),
  form('DESC|DESCRIBE [TABLE|VIEW|SCHEMA|DATABASE|EXTENDED|FORMATTED] {name} ..plain', 'sql.read table name'),
];

/** What every warehouse has in one spelling or another. Last in each list. */
const COMMON: readonly Form[] = [
  form('CREATE|ALTER|DROP USER|ROLE [IF] [NOT] [EXISTS] {accounts} ...', 'sql.privilege role accounts'),
  form('GRANT * ON * TO [USER|ROLE|GROUP] {accounts} ...', 'sql.privilege role accounts'),
  form('GRANT * TO [USER|ROLE|GROUP] {accounts} ...', 'sql.privilege role accounts'),
  form('REVOKE * FROM [USER|ROLE|GROUP] {accounts} ...', 'sql.privilege role accounts'),
  form('EXECUTE IMMEDIATE {sql} ...', 'sql.execute operation operation'),
  form('EXECUTE|EXEC|CALL {name} ...', 'sql.execute function name'),
  form(
    'CREATE [OR] [REPLACE] [TEMP|TEMPORARY|SECURE|AGGREGATE] PROCEDURE|FUNCTION|MACRO [IF] [NOT] [EXISTS] {name} ...',
    'sql.create function name',
  ),
  form('DROP PROCEDURE|FUNCTION|MACRO [IF] [EXISTS] {name} ...', 'sql.drop function name'),
  form('ALTER DATABASE {name} ...', 'sql.alter database name'),
  form('ALTER SCHEMA {name} ...', 'sql.alter schema name'),
  form('UNDROP [TABLE|SCHEMA|DATABASE] {name} ...', 'sql.create table name'),
];

/** Settings of a session of Snowflake that change how a query runs or shows, never what it may do. */
const SNOWFLAKE_SETTINGS =
  'TIMEZONE|QUERY_TAG|STATEMENT_TIMEOUT_IN_SECONDS|STATEMENT_QUEUED_TIMEOUT_IN_SECONDS|LOCK_TIMEOUT|ROWS_PER_RESULTSET|USE_CACHED_RESULT|WEEK_START|WEEK_OF_YEAR_POLICY|DATE_INPUT_FORMAT|DATE_OUTPUT_FORMAT|TIME_INPUT_FORMAT|TIME_OUTPUT_FORMAT|TIMESTAMP_INPUT_FORMAT|TIMESTAMP_OUTPUT_FORMAT|TIMESTAMP_NTZ_OUTPUT_FORMAT|TIMESTAMP_LTZ_OUTPUT_FORMAT|TIMESTAMP_TZ_OUTPUT_FORMAT|TIMESTAMP_TYPE_MAPPING|BINARY_INPUT_FORMAT|BINARY_OUTPUT_FORMAT|JSON_INDENT|TWO_DIGIT_CENTURY_START|ABORT_DETACHED_QUERY|QUOTED_IDENTIFIERS_IGNORE_CASE';

const SNOWFLAKE: readonly Form[] = [
  form('LIST|LS ..plain', 'sql.read database server'),
  form(
    'DESC|DESCRIBE STAGE|WAREHOUSE|TASK|USER|ROLE|INTEGRATION|PIPE|STREAM|SEQUENCE|SHARE|ALERT|SECRET|NETWORK|FILE|EXTERNAL|DYNAMIC|MATERIALIZED|ICEBERG|CORTEX|SEARCH|API|STORAGE|NOTIFICATION|SECURITY ..plain',
    'sql.read database server',
  ),
  form('DESC|DESCRIBE FUNCTION|PROCEDURE {name} ( )', 'sql.read database server'),
  form('DESC|DESCRIBE FUNCTION|PROCEDURE {name} ( {names} )', 'sql.read database server'),
  form('DESC|DESCRIBE RESULT {value}', 'sql.read database server'),
  form('DESC|DESCRIBE RESULT LAST_QUERY_ID ( )', 'sql.read database server'),
  form('USE ROLE {other}', 'sql.privilege role other'),
  form('USE SECONDARY ROLES {other}', 'sql.privilege role other'),
  form('USE [WAREHOUSE|SCHEMA] {other}'),
  form('COPY INTO {name} FROM ...', 'sql.insert table name, sql.execute operation operation'),
  form('COPY INTO * FROM {name} ...', 'sql.execute operation operation, sql.read table name'),
  form('PUT|GET|REMOVE|RM|COPY ...', 'sql.execute operation operation'),
  form('EXECUTE TASK|ALERT {name} ...', 'sql.execute operation name'),
  form('ALTER TABLE {name} SWAP WITH {other}', 'sql.alter table name lock, sql.alter table other lock'),
  form('CREATE [OR] [REPLACE] TASK|PIPE|ALERT [IF] [NOT] [EXISTS] {name} ...', 'sql.create unknown name unattended'),
  form(
    'CREATE [OR] [REPLACE] [TEMPORARY|TEMP] [API|STORAGE|NOTIFICATION|SECURITY|EXTERNAL] STAGE|STREAM|WAREHOUSE|SEQUENCE|INTEGRATION|SHARE|TAG|SECRET [IF] [NOT] [EXISTS] {name} ...',
    'sql.create unknown name',
  ),
  form(`ALTER SESSION SET ${SNOWFLAKE_SETTINGS} = {value}`),
  form(`ALTER SESSION UNSET ${SNOWFLAKE_SETTINGS}`),
  form('ALTER TASK|PIPE|STAGE|STREAM|WAREHOUSE|SEQUENCE|ACCOUNT|SHARE|SESSION ...', 'sql.admin operation operation'),
  form(
    'DROP TASK|PIPE|STAGE|STREAM|WAREHOUSE|SEQUENCE|INTEGRATION|SHARE|TAG [IF] [EXISTS] {name} ...',
    'sql.drop unknown name',
  ),
];

const BIGQUERY: readonly Form[] = [
  form('EXPORT DATA ...', 'sql.execute operation operation'),
  form('LOAD DATA INTO|OVERWRITE {name} ...', 'sql.insert table name, sql.execute operation operation'),
  form('CREATE [OR] [REPLACE] MODEL [IF] [NOT] [EXISTS] {name} ...', 'sql.create unknown name'),
];

const DUCKDB: readonly Form[] = [
  form(
    'PRAGMA TABLE_INFO|SHOW_TABLES|SHOW_TABLES_EXPANDED|SHOW|DATABASE_SIZE|DATABASE_LIST|VERSION|STORAGE_INFO|FUNCTIONS|COLLATIONS|PLATFORM|USER_AGENT|METADATA_INFO',
    'sql.read database server',
  ),
  form('PRAGMA TABLE_INFO|SHOW|STORAGE_INFO|METADATA_INFO ( {file} )', 'sql.read table file'),
  form('PRAGMA TABLE_INFO|SHOW|STORAGE_INFO|METADATA_INFO ( {name} )', 'sql.read table name'),
  form('DESCRIBE|SHOW', 'sql.read database server'),
  form('USE {other}'),
  form(
    'PRAGMA ENABLE_PROFILING|DISABLE_PROFILING|ENABLE_PROFILE|DISABLE_PROFILE|ENABLE_PROGRESS_BAR|DISABLE_PROGRESS_BAR|ENABLE_PRINT_PROGRESS_BAR|DISABLE_PRINT_PROGRESS_BAR|ENABLE_OPTIMIZER|DISABLE_OPTIMIZER|SHOW_DATABASES|EXTENSION_VERSIONS|ENABLE_OBJECT_CACHE',
  ),
  form('PRAGMA ENABLE_PROFILING|EXPLAIN_OUTPUT = {file}'),
  form('PRAGMA THREADS|MEMORY_LIMIT|MAX_MEMORY|DEFAULT_NULL_ORDER|DEFAULT_ORDER = {value}'),
  form('SET VARIABLE {other} = {expression}'),
  form(
    'RESET [SESSION|LOCAL] THREADS|MEMORY_LIMIT|MAX_MEMORY|TIMEZONE|PRESERVE_INSERTION_ORDER|ENABLE_PROGRESS_BAR|NULL_ORDER|DEFAULT_NULL_ORDER|DEFAULT_ORDER|EXPLAIN_OUTPUT',
  ),
  form('RESET VARIABLE {other}'),
  form('CALL PRAGMA_VERSION|PRAGMA_PLATFORM|PRAGMA_DATABASE_SIZE ( )', 'sql.read database server'),
  form('CALL PRAGMA_TABLE_INFO|PRAGMA_STORAGE_INFO ( {file} )', 'sql.read table file'),
  form('TABLE {name} ..plain', 'sql.read table name'),
  form('SUMMARIZE|DESCRIBE [TABLE] {file}', 'file.read file file'),
  form('SUMMARIZE {name}', 'sql.read table name'),
  form('SUMMARIZE {rest}'),
  form(
    'SET [SESSION|LOCAL] THREADS|MEMORY_LIMIT|MAX_MEMORY|TIMEZONE|PRESERVE_INSERTION_ORDER|ENABLE_PROGRESS_BAR|NULL_ORDER|DEFAULT_NULL_ORDER|DEFAULT_ORDER|EXPLAIN_OUTPUT|ERRORS_AS_JSON|ENABLE_PROFILING|PROFILING_MODE|SCHEMA|SEARCH_PATH|INTEGER_DIVISION|PIVOT_LIMIT|ORDER_BY_NON_INTEGER_LITERAL|SCALAR_SUBQUERY_ERROR_ON_MULTIPLE_ROWS =|TO ..plain',
  ),
  form('COPY {name} TO {file} ...', 'sql.read table name, file.write file file overwrites'),
  form('COPY {name} FROM {file} ...', 'file.read file file, sql.insert table name'),
  form('COPY * TO {file} ...', 'file.write file file overwrites, sql.execute operation operation'),
  form('EXPORT DATABASE {file} ...', 'file.write directory file overwrites, sql.read database server'),
  form('IMPORT DATABASE {file} ...', 'sql.execute directory file'),
  form('ATTACH [DATABASE] [IF] [NOT] [EXISTS] {file} ( READ_ONLY )', 'file.read file file'),
  form('ATTACH [DATABASE] [IF] [NOT] [EXISTS] {file} AS {other} ( READ_ONLY )', 'file.read file file'),
  form(
    'ATTACH [DATABASE] [IF] [NOT] [EXISTS] {file} [AS] {other} ( TYPE SQLITE|DUCKDB , READ_ONLY )',
    'file.read file file',
  ),
  form(
    'ATTACH [DATABASE] [IF] [NOT] [EXISTS] {file} [AS] {other} ( READ_ONLY , TYPE SQLITE|DUCKDB )',
    'file.read file file',
  ),
  form('ATTACH [DATABASE] [IF] [NOT] [EXISTS] {file} ( TYPE SQLITE|DUCKDB , READ_ONLY )', 'file.read file file'),
  form('ATTACH [DATABASE] [IF] [NOT] [EXISTS] {file} ...', 'sql.execute database file'),
  form('INSTALL|LOAD|FORCE|UPDATE EXTENSIONS ...', 'sql.execute operation operation server-rights'),
  form('INSTALL|LOAD|FORCE ...', 'sql.execute operation operation server-rights'),
  form('CREATE [OR] [REPLACE] [PERSISTENT|TEMPORARY] SECRET ...', 'sql.create secret operation'),
  form('DETACH|CHECKPOINT|VACUUM|PRAGMA|USE|SET|RESET|FORCE|ANALYZE ...', 'sql.admin operation operation'),
];

const CLICKHOUSE: readonly Form[] = [
  form('EXISTS [TEMPORARY] [TABLE|DATABASE|VIEW|DICTIONARY] {name}', 'sql.read table name'),
  form('CHECK TABLE {name} ..plain', 'sql.read table name'),
  form('DESC|DESCRIBE [TABLE] {expression}'),
  form('ALTER TABLE {name} ON CLUSTER {other} DELETE WHERE 1|TRUE', 'sql.delete table name constant-where whole-table'),
  form('ALTER TABLE {name} DELETE WHERE 1|TRUE', 'sql.delete table name constant-where whole-table'),
  form('ALTER TABLE {name} DELETE WHERE 1 = 1', 'sql.delete table name constant-where whole-table'),
  form('ALTER TABLE {name} DELETE ...', 'sql.delete table name, sql.alter table name lock'),
  form('ALTER TABLE {name} UPDATE ...', 'sql.update table name, sql.alter table name lock'),
  form('ALTER TABLE {name} DROP PARTITION|PART ...', 'sql.truncate table name'),
  form(
    'ALTER TABLE {name} DETACH|ATTACH|FREEZE|UNFREEZE|MOVE|REPLACE|FETCH|CLEAR|MATERIALIZE|MODIFY ...',
    'sql.alter table name lock',
  ),
  form('OPTIMIZE TABLE {name} ...', 'sql.admin table name'),
  form('BACKUP|RESTORE TABLE|DATABASE {name} ...', 'sql.admin table name'),
  form('SYSTEM|KILL|BACKUP|RESTORE ...', 'sql.admin operation operation'),
  form('EXCHANGE TABLES|DICTIONARIES {name} AND {other} ...', 'sql.alter table name lock, sql.alter table other lock'),
  form('DETACH|ATTACH [TABLE|VIEW|DATABASE] {name} ...', 'sql.admin table name'),
  form('INSERT INTO [TABLE] FUNCTION {name} ...', 'sql.execute function name server-rights'),
  form('SELECT|WITH * INTO OUTFILE {file} ...', 'file.write file file overwrites'),
];

const ORACLE_NLS =
  'NLS_DATE_FORMAT|NLS_TIMESTAMP_FORMAT|NLS_TIMESTAMP_TZ_FORMAT|NLS_DATE_LANGUAGE|NLS_LANGUAGE|NLS_TERRITORY|NLS_SORT|NLS_COMP|NLS_NUMERIC_CHARACTERS|NLS_CURRENCY|NLS_CALENDAR';

const ORACLE: readonly Form[] = [
  form('EXPLAIN PLAN FOR {rest}'),
  form('EXPLAIN PLAN SET STATEMENT_ID = {file} FOR {rest}'),
  form('ALTER SESSION SET TIME_ZONE|STATISTICS_LEVEL|ROW_LIMITING_PARALLELISM|OPTIMIZER_MODE = {value}'),
  form(`ALTER SESSION SET ${ORACLE_NLS} = {file}`),
  form(`ALTER SESSION SET ${ORACLE_NLS}|TIME_ZONE = {value}`),
  form('SET TRANSACTION READ ONLY'),
  form('SET TRANSACTION ISOLATION LEVEL READ|SERIALIZABLE [COMMITTED]'),
  form('PURGE|FLASHBACK [TABLE] {name} ...', 'sql.admin table name'),
  form('ALTER SYSTEM ...', 'sql.admin operation operation server-rights'),
  form('DROP USER {accounts} CASCADE', 'sql.drop role accounts cascade, sql.privilege role accounts'),
  form(
    'CREATE [OR] [REPLACE] [EDITIONABLE|PUBLIC] PACKAGE|TRIGGER|SEQUENCE|SYNONYM [BODY] {name} ...',
    'sql.create unknown name',
  ),
  form('DROP PACKAGE|TRIGGER|SEQUENCE|SYNONYM [PUBLIC] {name}', 'sql.drop unknown name'),
];

const OWN: Readonly<Record<string, readonly Form[]>> = {
  snowflake: SNOWFLAKE,
  bigquery: BIGQUERY,
  duckdb: DUCKDB,
  clickhouse: CLICKHOUSE,
  oracle: ORACLE,
};

/** Statements of the dialects without a list of their own file, by the dialect's name in lower case. */
export function otherForms(dialect: string): readonly Form[] {
  return [...SHOWS, ...(Object.hasOwn(OWN, dialect) ? (OWN[dialect] ?? []) : []), ...COMMON];
}
