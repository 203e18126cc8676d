/** Settings of a session that change how a query is run or shown, never what it means or may do. */
const HARMLESS =
  /^(?:names|character_set_\w+|collation_connection|time_zone|timezone|sql_notes|net_read_timeout|net_write_timeout|wait_timeout|interactive_timeout|max_execution_time|max_statement_time|lock_wait_timeout|innodb_lock_wait_timeout|sort_buffer_size|join_buffer_size|read_buffer_size|tmp_table_size|max_heap_table_size|group_concat_max_len|optimizer_switch|optimizer_trace|profiling|long_query_time|tx_isolation|transaction_isolation|sql_select_limit|max_join_size|nocount|rowcount|ansi_nulls|quoted_identifier|statistics_\w+|showplan_\w+|statement_timeout|max_threads|max_memory_usage|@\w+)$/i;

export function isHarmlessSetting(name: string): boolean {
  return HARMLESS.test(name.replace(/^@@(?:session\.|local\.)?/i, ''));
}
