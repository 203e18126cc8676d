import { SPARK_READING_FUNCTIONS, TRINO_READING_FUNCTIONS } from './lakeNames.ts';
import { MYSQL_READING_FUNCTIONS } from './mysqlNames.ts';
import { ORACLE_READING_FUNCTIONS } from './oracleNames.ts';
import { EXTENSION_READING_FUNCTIONS } from './postgresExtensionNames.ts';
import { POSTGRES_READING_FUNCTIONS } from './postgresNames.ts';
import { SNOWFLAKE_READING_FUNCTIONS } from './snowflakeNames.ts';
import { WAREHOUSE_READING_FUNCTIONS } from './warehouseNames.ts';
import { readSqliteFunction } from './sqlite.ts';

/** Functions of MySQL, MariaDB, SQL Server, Oracle and the warehouses that only compute. Data. */
const READING: ReadonlySet<string> = new Set(
  `adddate addtime aes_decrypt aes_encrypt any_value ascii bin bin_to_uuid bit_count cast ceil ceiling char_length character_length
charset coercibility collation compress connection_id conv convert convert_tz cot crc32 curdate curtime current_role current_timestamp
current_user currval database datalength date_add date_format date_sub dateadd datediff datediff_big datefromparts datename datepart
datetrunc day dayname dayofmonth dayofweek dayofyear elt eomonth export_set extractvalue field find_in_set found_rows from_base64
from_days from_unixtime getdate getutcdate group_concat grouping hour inet_aton inet_ntoa inet6_aton inet6_ntoa insert instr interval
is_ipv4 is_ipv6 is_uuid isdate isjson isnull isnumeric json_arrayagg json_contains json_contains_path json_depth json_keys
json_length json_merge_patch json_merge_preserve json_objectagg json_overlaps json_pretty json_query json_schema_valid json_search
json_storage_size json_table json_unquote json_value last_day last_insert_id lcase left len localtime localtimestamp locate log1p lpad make_set
makedate maketime mid microsecond minute mod month monthname name_const newid now nvl nvl2 object_id object_name object_schema_name oct ord parse
parsename patindex period_add period_diff position quarter quotename rand regexp_instr regexp_like regexp_replace
regexp_substr repeat replicate right row_count rpad schema schema_name scope_identity sec_to_time second serverproperty session_user sha sha1 sha2
space sqrt square std stddev stddev_pop stddev_samp str str_to_date strcmp string_agg string_split stuff subdate subtime
substring_index switchoffset sys_guid sysdate sysdatetime sysdatetimeoffset sysutcdatetime system_user time_format time_to_sec timediff
timestampadd timestampdiff to_base64 to_days to_number to_seconds to_varchar todatetimeoffset truncate try_cast try_convert try_parse ucase uncompress
unix_timestamp user user_name utc_date utc_time utc_timestamp uuid uuid_short uuid_to_bin values var_pop var_samp variance
version week weekday weekofyear weight_string year yearweek checksum choose iif db_id db_name db_charset original_db_name suser_name suser_sname
approx_count_distinct apply approx_quantiles approx_top_count array_contains array_size array_length array_to_string arg_max arg_min
argmax argmin bool_or booland_agg countif count_if date_from_parts date_diff datetime_diff datetime_trunc dateDiff flatten
format_date format_timestamp generate_array generate_date_array hll iff initcap ilike json_extract_scalar json_extract_path_text last_day
listagg median object_construct object_keys parse_date parse_datetime parse_json parse_timestamp pivot quantile quantiles
ratio_to_report safe_cast safe_divide split split_part starts_with ends_with struct strftime strptime tochar todate todatetime touint32 toint64 tostring
toyyyymm tostartofday tostartofhour tostartofmonth tostartofweek today yesterday timestamp_diff timestamp_sub timestamp_add timestamp_trunc
toyear tomonth topk uniq uniqexact uniqcombined countdistinct grouparray groupuniqarray to_date to_timestamp_ntz to_json_string
try_to_number try_to_date try_to_timestamp trunc unnest list list_value list_aggregate list_contains epoch epoch_ms range date_part zeroifnull
nullifzero decode rownum months_between add_months next_day regexp_contains regexp_extract regexp_extract_all format_bytes
json_each json_tree columns typeof summarize duckdb_tables duckdb_columns pragma_table_info information_schema generate_series`.split(
    /\s+/,
  ),
);

/** Functions of MariaDB and the warehouses that came later, and tables that are written as calls. Data. */
const MORE: ReadonlySet<string> = new Set(
  `json_detailed json_loose json_compact json_exists json_normalize json_equals json_key_value lastval natural_sort_key sformat
sys_context soundex dense_rank ntile percent_rank cume_dist json_valid json_set json_insert json_replace json_remove json_type json_quote
json_object json_array json_extract current_version current_account current_region current_warehouse current_schemas at before numbers
numbers_mt zeros zeros_mt values generaterandom duckdb_functions duckdb_settings duckdb_constraints duckdb_indexes duckdb_schemas duckdb_views
duckdb_databases duckdb_extensions duckdb_types duckdb_sequences pragma_database_list pragma_storage_info struct_pack struct_extract map
list_transform list_filter list_sort list_sum list_distinct map_keys map_values array_slice string_to_array str_split regexp_matches
regexp_full_match format_datetime julian hash md5_number bar human_readable formatreadablesize net.host st_geogpoint object_agg array_construct
array_cat as_varchar is_null_value hash_agg width_bucket div0 nvl2 regr_slope to_variant to_object get_path get booland boolor max_by min_by
column_json column_get column_list column_exists column_check column_create column_add column_delete xmltype getstringval getclobval getnumberval
existsnode extractvalue strtol fnv_hash func_sha1 json_serialize is_valid_json is_valid_json_array json_extract_array_element_text json_typeof
get_array_length subarray split_to_array interval_cmp date_cmp timestamp_cmp dexp dlog1 dlog10 approximate bitmap_bucket_number bitmap_bit_position bitmap_count bitmap_construct_agg object_transform len`.split(
    /\s+/,
  ),
);

const words = (...lists: readonly string[]): ReadonlySet<string> => new Set(lists.flatMap((list) => list.split(/\s+/)));

const POSTGRES = words(POSTGRES_READING_FUNCTIONS);
const WAREHOUSE = words(WAREHOUSE_READING_FUNCTIONS);
const SPARK = words(SPARK_READING_FUNCTIONS);
const TRINO = words(TRINO_READING_FUNCTIONS);
const MYSQL = words(MYSQL_READING_FUNCTIONS);
const EXTENSIONS = words(EXTENSION_READING_FUNCTIONS);
/** Dialects whose own functions have names that a person may have given to a function of another server. */
const OWN_NAMES: Readonly<Record<string, ReadonlySet<string>>> = {
  mysql: MYSQL,
  mariadb: MYSQL,
  oracle: words(ORACLE_READING_FUNCTIONS),
  snowflake: words(SNOWFLAKE_READING_FUNCTIONS),
  spark: SPARK,
  sparksql: SPARK,
  databricks: SPARK,
  hive: SPARK,
  trino: TRINO,
  presto: TRINO,
  athena: TRINO,
};

/** Where a call stands: in an expression, or where a table may stand. */
export type CallPlace = 'value' | 'table';

/** Whether a function of a dialect without a list of its own is known to do nothing but compute. */
export function onlyComputes(name: string, dialect: string, place: CallPlace): boolean {
  const word = name.toLowerCase();
  if ([READING, MORE, POSTGRES, EXTENSIONS, WAREHOUSE].some((names) => names.has(word))) return true;
  if (Object.hasOwn(OWN_NAMES, dialect) && OWN_NAMES[dialect]?.has(word) === true) return true;
  if (readSqliteFunction(word) === 'reads') return true;
  return !actsOutside(name.split('.').at(-1) ?? name) && isBuiltIn(name, dialect, place);
}

/** What the dialect's own rules of names make a function of the system, which in that place only computes. */
function isBuiltIn(name: string, dialect: string, place: CallPlace): boolean {
  switch (dialect) {
    case 'tsql':
    case 'transactsql':
    case 'mssql':
    case 'sqlserver':
      // Functions of users are called with their schema. XML has methods.
      if (!name.includes('.')) return place === 'value' || TSQL_TABLES.test(name);
      return (
        /^sys\.(?:dm_\w+|fn_\w+)$/i.test(name) ||
        /\.(?:value|query|exist|nodes)$/.test(name) ||
        /^(?!dbo\.)\w+\.(?:ST\w+|ToString|GetLevel|GetAncestor|IsDescendantOf|AsTextZM|MakeValid|Reduce)$/.test(name)
      );
    case 'bigquery':
      if (BIGQUERY_MODELS.test(name)) return true;
      return place === 'value'
        ? /^(?:\w+|(?:net|safe|hll_count|kll_quantiles|keys|aead)\.\w+)$/i.test(name)
        : /^(?:appends|changes|vector_search|gap_fill|external_object_transform)$/i.test(name);
    case 'duckdb':
      // Macros compute; what acts is a function of a table, or known.
      return place === 'value'
        ? !/^(?:nextval|getenv|write_log|http_\w+|sleep_ms)$/i.test(name) && !name.includes('.')
        : /^(?:duckdb_\w+|pragma_\w+|histogram(?:_values)?|repeat|range|test_all_types|query_table)$/i.test(name);
    case 'clickhouse':
      // A server's own programs are written with underscores; its own functions are not.
      return (
        (place === 'value' && /^[a-z][A-Za-z0-9]*$|^[A-Z0-9]+[a-z]\w*$/.test(name)) ||
        (place === 'table' &&
          /^(?:(?:array|map|split)[A-Z]\w*|merge|cluster|clusterAllReplicas|view|null|loop|generateSeries|dictionary)$/.test(
            name,
          ))
      );
    case 'oracle':
      return ORACLE_PACKAGES.test(name);
    case 'snowflake':
      // The functions of the information schema show what happened.
      return (
        /^(?:[\w$]+\.)?information_schema\.\w+$/i.test(name) ||
        SNOWFLAKE_SYSTEM.test(name) ||
        (place === 'table' && /^identifier$/i.test(name))
      );
    case 'cockroach':
    case 'cockroachdb':
      return /^(?:follower_read_timestamp|with_(?:min|max)_\w+|cluster_logical_timestamp|experimental_strftime)$/i.test(
        name,
      );
    default:
      return false;
  }
}

/** What Snowflake's system functions have that only shows. */
const SNOWFLAKE_SYSTEM =
  /^system\$(?:typeof|clustering_\w+|pipe_status|stream_has_data|stream_get_table_timestamp|stream_backlog|estimate_\w+|explain_\w+|last_change_commit_time|current_user_task_name|get_\w+|show_\w+|task_(?:runtime_info|dependents)|allowlist\w*|whitelist\w*|reference|query_reference|behavior_change_bundle_status|database_refresh_\w+|external_table_pipe_status|auto_refresh_status)$/i;

/** Functions of SQL Server that stand for a table, and are not a user's, whose own are called with their schema. */
const TSQL_TABLES =
  /^(?:string_split|openjson|openxml|generate_series|changetable|contains_?table|freetexttable|predict|fn_(?:helpcollations|my_permissions|builtin_permissions|listextendedproperty|virtualfilestats|trace_getinfo|dblog|get_sql))$/i;

/** Functions of BigQuery's models that only apply one; those that ask a model elsewhere (`ml.generate_text`, `ai.…`) are not here. */
const BIGQUERY_MODELS =
  /^ml\.(?:predict|evaluate|forecast|recommend|detect_anomalies|explain_\w+|global_explain|(?:feature|training|trial|holiday|principal_component)_info|(?:advanced_)?weights|confusion_matrix|roc_curve|centroids|principal_components|reconstruction_loss|arima_\w+|feature_importance|describe_data|validate_data_\w+|tfdv_\w+|distance|lp_norm|ngrams|bag_of_words|tf_idf|\w+_scaler|\w+_encoder|\w*bucketize|feature_cross|polynomial_expand|imputer|normalizer)$/i;

/** What Oracle's packages have that only shows or computes. */
const ORACLE_PACKAGES =
  /^(?:sys\.)?(?:dbms_metadata\.get_(?:\w+_)?(?:ddl|xml)|dbms_xplan\.(?:display|diff|compare)\w*|dbms_lob\.(?:substr|getlength|instr|compare|get_storage_limit)|dbms_random\.(?:value|string|normal|random)|dbms_crypto\.(?:hash|mac|encrypt|decrypt|randombytes)|dbms_utility\.(?:get_time|get_cpu_time|get_hash_value|get_parameter_value|get_sql_hash|db_version|port_string|is_cluster_database|current_instance|format_\w+)|dbms_rowid\.\w+|dbms_stats\.(?:get|report|diff)_\w+|dbms_sqltune\.report_\w+|dbms_sql_monitor\.report_\w+|dbms_perf\.report_\w+|dbms_workload_repository\.(?:awr|ash)_\w*report_\w+|dbms_advisor\.get_task_(?:report|script)|dbms_addm\.get_(?:report|ash_query)|dbms_flashback\.get_system_change_number|dbms_session\.(?:unique_session_id|is_role_enabled|is_session_alive)|dbms_assert\.\w+|dbms_tns\.\w+|dbms_db_version\.\w+|dbms_application_info\.read_\w+|utl_(?:raw|i18n|match|encode|url)\.\w+|xmltype\.\w+)$/i;

/** Functions known to do more: they wait, lock, read the server's files or run programs. */
export function actsOutside(name: string): boolean {
  return /^(?:load_file|sys_exec|sys_eval|sys_get|sys_set|sleep|sleepeachrow|benchmark|get_lock|release_lock|release_all_locks|master_pos_wait|source_pos_wait|wait_for_executed_gtid_set|openrowset|openquery|opendatasource|lib_mysqludf\w*|xp_\w+|sp_\w+|read_csv\w*|read_parquet|read_json\w*|read_text|read_blob|glob|url|urlcluster|s3|s3cluster|gcs|hdfs|file|filecluster|remote|remotesecure|mysql|postgresql|mongodb|redis|sqlite|jdbc|odbc|azureblobstorage|deltalake|iceberg|hudi|executable|executablepool|input|external_query|mergetreeindex)$/i.test(
    name,
  );
}

/** Of those, the ones that reach the programs, files or settings of the server itself. */
export function takesServer(name: string): boolean {
  return /(?:^|\.)(?:load_file|sys_exec|sys_eval|xp_\w+|sp_oacreate|sp_oamethod|sp_configure|sp_addsrvrolemember|sp_addrolemember|sp_addlogin|sp_addlinkedserver|openrowset|opendatasource|executable|executablepool)$/i.test(
    name,
  );
}
