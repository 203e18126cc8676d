/**
 * Built-in functions of MySQL 9 and MariaDB 12 that only compute or look, by their manuals and by MariaDB's own list
 * (`information_schema.SQL_FUNCTIONS`), and the functions of the `sys` schema. Left out: what waits, locks, or reads files
 * (`sleep`, `benchmark`, `get_lock`, `load_file`, `master_pos_wait`), and the old names of geometry (`x`, `area`). Data.
 */
export const MYSQL_READING_FUNCTIONS = `
abs acos add_months adddate addtime aes_decrypt aes_encrypt any_value ascii asin asymmetric_decrypt asymmetric_derive asymmetric_encrypt
asymmetric_sign asymmetric_verify atan atan2 avg bin bin_to_uuid binlog_gtid_pos bit_and bit_count bit_length bit_or bit_xor cast ceil ceiling char
char_length character_length charset chr coalesce coercibility collation compress concat concat_ws connection_id conv convert convert_tz cos cot
count crc32 create_asymmetric_priv_key create_asymmetric_pub_key create_dh_parameters create_digest cume_dist curdate current_date current_role
current_time current_timestamp current_user curtime database date date_add date_format date_sub datediff day dayname dayofmonth dayofweek dayofyear
decode decode_histogram default degrees dense_rank des_decrypt des_encrypt elt encode encrypt exp export_set extract extractvalue field find_in_set
first_value floor format format_bytes format_pico_time found_rows from_base64 from_days from_unixtime from_vector geomcollection geometrycollection
get_format greatest group_concat grouping gtid_subset gtid_subtract hex hour icu_version if ifnull inet6_aton inet6_ntoa inet_aton inet_ntoa insert
instr interval is_free_lock is_ipv4 is_ipv4_compat is_ipv4_mapped is_ipv6 is_used_lock is_uuid isnull json_array json_array_append json_array_insert
json_array_intersect json_arrayagg json_contains json_contains_path json_depth json_duality_object json_extract json_insert json_keys json_length
json_merge json_merge_patch json_merge_preserve json_object json_object_filter_keys json_object_to_array json_objectagg json_overlaps json_pretty
json_quote json_remove json_replace json_schema_valid json_schema_validation_report json_search json_set json_storage_free json_storage_size
json_table json_type json_unescape json_unquote json_valid json_value kdf lag last_day last_insert_id last_value lcase lead least left length lengthb
linestring ln localtime localtimestamp locate log log10 log2 lower lpad ltrim make_set makedate maketime max mbrcontains mbrcoveredby mbrcovers
mbrdisjoint mbrequals mbrintersects mbroverlaps mbrtouches mbrwithin md5 microsecond mid min minute mod month monthname multilinestring multipoint
multipolygon name_const natural_sort_key now nth_value ntile nullif oct octet_length old_password ord password percent_rank period_add period_diff pi
point polygon position pow power ps_current_thread_id ps_thread_id quarter quote radians rand random_bytes rank regexp_instr regexp_like
regexp_replace regexp_substr repeat replace reverse right roles_graphml round row_count row_number rpad rtrim schema schemas sec_to_time second
session_user sha sha1 sha2 sign sin soundex space sqrt st_area st_asbinary st_asgeojson st_astext st_aswkb st_aswkt st_boundary st_buffer
st_buffer_strategy st_centroid st_collect st_contains st_convexhull st_crosses st_difference st_dimension st_disjoint st_distance st_distance_sphere
st_endpoint st_envelope st_equals st_exteriorring st_frechetdistance st_geohash st_geomcollfromtext st_geomcollfromtxt st_geomcollfromwkb
st_geometrycollectionfromtext st_geometrycollectionfromwkb st_geometryfromtext st_geometryfromwkb st_geometryn st_geometrytype st_geomfromgeojson
st_geomfromtext st_geomfromwkb st_hausdorffdistance st_interiorringn st_intersection st_intersects st_isclosed st_isempty st_isring st_issimple
st_isvalid st_latfromgeohash st_latitude st_length st_linefromtext st_linefromwkb st_lineinterpolatepoint st_lineinterpolatepoints
st_linestringfromtext st_linestringfromwkb st_longfromgeohash st_longitude st_makeenvelope st_mlinefromtext st_mlinefromwkb st_mpointfromtext
st_mpointfromwkb st_mpolyfromtext st_mpolyfromwkb st_multilinestringfromtext st_multilinestringfromwkb st_multipointfromtext st_multipointfromwkb
st_multipolygonfromtext st_multipolygonfromwkb st_numgeometries st_numinteriorring st_numinteriorrings st_numpoints st_overlaps st_pointatdistance
st_pointfromgeohash st_pointfromtext st_pointfromwkb st_pointn st_pointonsurface st_polyfromtext st_polyfromwkb st_polygonfromtext st_polygonfromwkb
st_relate st_simplify st_srid st_startpoint st_swapxy st_symdifference st_touches st_transform st_union st_validate st_within st_x st_y
statement_digest statement_digest_text std stddev stddev_pop stddev_samp str_to_date strcmp string_to_vector subdate substr substring substring_index
subtime sum sys.extract_schema_from_file_name sys.extract_table_from_file_name sys.format_bytes sys.format_path sys.format_statement sys.format_time
sys.list_add sys.list_drop sys.ps_is_account_enabled sys.ps_is_consumer_enabled sys.ps_is_instrument_default_enabled
sys.ps_is_instrument_default_timed sys.ps_is_thread_instrumented sys.ps_thread_account sys.ps_thread_id sys.ps_thread_stack sys.ps_thread_trx_info
sys.quote_identifier sys.sys_get_config sys.version_major sys.version_minor sys.version_patch sysdate system_user tan time time_format time_to_sec
timediff timestamp timestampadd timestampdiff to_base64 to_days to_seconds to_vector trim trim_oracle truncate ucase uncompress uncompressed_length
unhex unix_timestamp updatexml upper user utc_date utc_time utc_timestamp uuid uuid_short uuid_to_bin values var_pop var_samp variance vec_distance
vec_distance_cosine vec_distance_euclidean vec_fromtext vec_totext vector_dim vector_to_string version week weekday weekofyear weight_string year
yearweek`;
