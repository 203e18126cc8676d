/**
 * Built-in functions without side effects and without reach outside the database, by their names in lower case. What is
 * not listed is refused: `load_extension`, `fts3_tokenizer`, `readfile`, whatever a later SQLite adds.
 */
const HARMLESS = new Set(
  `abs changes char coalesce concat concat_ws format glob hex ifnull iif if instr last_insert_rowid length like likelihood
   likely lower ltrim max min nullif octet_length printf quote random round rtrim sign soundex sqlite_version
   substr substring total_changes trim typeof unhex unicode unistr unistr_quote unlikely upper zeroblob replace
   date time datetime julianday unixepoch strftime timediff current_date current_time current_timestamp
   avg count group_concat string_agg sum total median percentile percentile_cont percentile_disc
   row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value
   acos acosh asin asinh atan atan2 atanh ceil ceiling cos cosh degrees exp floor ln log log10 log2 mod pi pow power
   radians sin sinh sqrt tan tanh trunc
   json json_array json_array_insert json_array_length json_error_position json_extract json_insert json_object json_patch
   json_pretty json_remove json_replace json_set json_type json_valid json_quote json_group_array json_group_object
   jsonb jsonb_array jsonb_array_insert jsonb_extract jsonb_insert jsonb_object jsonb_patch jsonb_remove jsonb_replace
   jsonb_set jsonb_group_array jsonb_group_object -> ->>
   match bm25 highlight snippet rtreecheck rtreenode rtreedepth randomblob
   sqlite_rename_column sqlite_rename_table sqlite_rename_test sqlite_rename_quotefix sqlite_drop_column sqlite_fail`.split(
    /\s+/,
  ),
);

export function isHarmlessFunction(name: string): boolean {
  return HARMLESS.has(name.toLowerCase());
}
