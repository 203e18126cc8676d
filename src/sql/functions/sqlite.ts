/** Functions of SQLite and its usual extensions that only compute. Data. */
const READING: ReadonlySet<string> = new Set(
  `abs changes char coalesce concat concat_ws format glob hex if ifnull iif instr last_insert_rowid length like likelihood likely
lower ltrim max min nullif octet_length printf quote random randomblob replace round rtrim sign soundex sqlite_compileoption_get
sqlite_compileoption_used sqlite_offset sqlite_source_id sqlite_version substr substring total_changes trim typeof unhex unicode
unistr unistr_quote unlikely upper zeroblob subtype
date time datetime julianday unixepoch strftime timediff current_date current_time current_timestamp
avg count group_concat string_agg sum total median percentile percentile_cont percentile_disc
row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value
acos acosh asin asinh atan atan2 atanh ceil ceiling cos cosh degrees exp floor ln log log10 log2 mod pi pow power radians sin
sinh sqrt tan tanh trunc
json jsonb json_array jsonb_array json_array_length json_error_position json_extract jsonb_extract json_insert jsonb_insert
json_object jsonb_object json_patch jsonb_patch json_pretty json_quote json_remove jsonb_remove json_replace jsonb_replace json_set
jsonb_set json_type json_valid json_group_array jsonb_group_array json_group_object jsonb_group_object json_each json_tree
jsonb_each jsonb_tree json_array_insert
generate_series bm25 highlight snippet matchinfo offsets rtreecheck rtreedepth rtreenode geopoly_area geopoly_blob geopoly_json
geopoly_within geopoly_contains_point geopoly_overlap geopoly_bbox
base64 base85 decimal decimal_add decimal_sub decimal_mul decimal_sum decimal_cmp ieee754 regexp regexpi regexp_like sha1 sha3
uint crc32 md5 vec_distance_l2 vec_distance_cosine vec_version vec_length vec_to_json vec_f32 spellfix1_editdist editdist3
pragma_table_info pragma_table_xinfo pragma_table_list pragma_index_list pragma_index_info pragma_index_xinfo pragma_foreign_key_list
pragma_foreign_key_check pragma_database_list pragma_collation_list pragma_function_list pragma_module_list pragma_pragma_list
pragma_compile_options pragma_integrity_check pragma_quick_check pragma_page_count pragma_page_size pragma_freelist_count
pragma_user_version pragma_application_id pragma_journal_mode pragma_encoding pragma_schema_version pragma_data_version`.split(
    /\s+/,
  ),
);

export type SqliteFunction = 'reads' | 'reads-file' | 'writes-file' | 'loads-code' | 'opens-editor' | 'unknown';

/** What a call does. The file functions exist only in the command-line shell. */
export function readSqliteFunction(name: string): SqliteFunction {
  switch (name) {
    case 'load_extension':
      return 'loads-code';
    case 'readfile':
    case 'lsdir':
    case 'lsmode':
    case 'fsdir':
    case 'zipfile':
    case 'sqlar_uncompress':
      return 'reads-file';
    case 'writefile':
      return 'writes-file';
    case 'edit':
      return 'opens-editor';
    default:
      return READING.has(name) ? 'reads' : 'unknown';
  }
}
