/**
 * Built-in functions of Spark, Databricks and Hive that only compute. Left out on purpose: what calls Java, a model or the network
 * (`reflect`, `java_method`, `ai_query`, `http_request`), reads files or secrets. Data; one word a function.
 */
export const SPARK_READING_FUNCTIONS = `
acos acosh add_months aes_decrypt aes_encrypt aggregate any any_value approx_count_distinct approx_percentile array array_agg array_append
array_compact array_contains array_distinct array_except array_insert array_intersect array_join array_max array_min array_position
array_prepend array_remove array_repeat array_size array_sort array_union arrays_overlap arrays_zip ascii asin atan atan2 avg base64 bigint
bin bit_and bit_count bit_length bit_or bit_xor bitmap_count bool_and bool_or boolean bround btrim cardinality cbrt ceil ceiling char
char_length chr coalesce collect_list collect_set concat concat_ws contains conv convert_timezone corr cos cosh cot count count_if
count_min_sketch covar_pop covar_samp crc32 cume_dist curdate current_catalog current_database current_date current_schema
current_timestamp current_timezone current_user date date_add date_diff date_format date_from_unix_date date_part date_sub date_trunc
dateadd datediff datepart day dayname dayofmonth dayofweek dayofyear decimal decode degrees dense_rank div double element_at elt encode
endswith equal_null every exists exp explode explode_outer expm1 extract factorial filter find_in_set first first_value flatten float
floor forall format_number format_string from_avro from_csv from_json from_unixtime from_utc_timestamp from_xml get get_json_object
getbit getdate greatest grouping grouping_id h3_longlatash3 hash hex histogram_numeric hll_sketch_agg hll_sketch_estimate hour hypot if
ifnull ilike in_file initcap inline inline_outer input_file_name instr int is_variant_null isnan isnotnull isnull json_array_length
json_object_keys json_tuple kurtosis lag last last_day last_value lcase lead least left len length levenshtein like ln locate log log10
log1p log2 lower lpad ltrim luhn_check make_date make_dt_interval make_interval make_timestamp make_ym_interval map map_agg map_concat
map_contains_key map_entries map_filter map_from_arrays map_from_entries map_keys map_values map_zip_with mask max max_by md5 mean median
min min_by minute mod mode monotonically_increasing_id month monthname months_between named_struct nanvl negative next_day now nth_value
ntile nullif nullifzero nvl nvl2 octet_length overlay parse_json parse_url percent_rank percentile percentile_approx percentile_cont
percentile_disc pmod posexplode posexplode_outer position positive pow power printf quarter radians rand randn random range rank reduce
regexp regexp_count regexp_extract regexp_extract_all regexp_instr regexp_like regexp_replace regexp_substr regr_avgx regr_avgy
regr_count regr_intercept regr_r2 regr_slope repeat replace reverse right rint rlike round row_number rpad rtrim schema_of_json
schema_of_variant sec second sentences sequence session_user session_window sha sha1 sha2 shiftleft shiftright shuffle sign signum sin
sinh size skewness slice smallint some sort_array soundex space spark_partition_id split split_part sqrt stack startswith std stddev
stddev_pop stddev_samp str_to_map string struct substr substring substring_index sum tan tanh timestamp timestamp_micros
timestamp_millis timestamp_seconds timestampadd timestampdiff tinyint to_binary to_char to_csv to_date to_json to_number to_timestamp
to_unix_timestamp to_utc_timestamp to_variant_object to_varchar to_xml transform transform_keys transform_values translate trim trunc
try_add try_aes_decrypt try_avg try_cast try_divide try_element_at try_mod try_multiply try_parse_json try_subtract try_sum try_to_binary
try_to_number try_to_timestamp try_variant_get typeof ucase unbase64 unhex unix_date unix_micros unix_millis unix_seconds unix_timestamp
upper url_decode url_encode uuid var_pop var_samp variance variant_explode variant_get version weekday weekofyear width_bucket window
window_time xpath xpath_boolean xpath_double xpath_int xpath_string xxhash64 year zeroifnull zip_with table_changes`;

/** The same of Trino, Presto and Athena. */
export const TRINO_READING_FUNCTIONS = `
all_match any_match any_value approx_distinct approx_most_frequent approx_percentile approx_set arbitrary array_agg array_average
array_distinct array_except array_frequency array_intersect array_join array_max array_min array_position array_remove array_sort
array_sum array_union arrays_overlap at_timezone bar beta_cdf bing_tile bitwise_and bitwise_and_agg bitwise_or bitwise_or_agg bool_and
bool_or cardinality cbrt checksum chr codepoint color combinations concat_ws contains contains_sequence convex_hull_agg cosine_similarity
count_if crc32 current_groups current_timezone date_add date_diff date_format date_parse date_trunc day_of_month day_of_week day_of_year
dense_rank element_at empty_approx_set entropy every evaluate_classifier_predictions filter flatten format format_datetime format_number
from_base from_base32 from_base64 from_base64url from_big_endian_64 from_hex from_iso8601_date from_iso8601_timestamp
from_iso8601_timestamp_nanos from_unixtime from_unixtime_nanos from_utf8 geometric_mean great_circle_distance hamming_distance
histogram hmac_sha256 human_readable_seconds hyperloglog index infinity inverse_normal_cdf is_finite is_json_scalar is_nan jaccard_index
json_array_contains json_array_get json_array_length json_extract json_extract_scalar json_format json_parse json_size json_value
json_query json_exists kurtosis last_day_of_month levenshtein_distance line_locate_point listagg luhn_check map map_agg map_concat
map_entries map_filter map_from_entries map_keys map_union map_values map_zip_with max_by md5 merge millisecond min_by multimap_agg
multimap_from_entries nan ngrams none_match normal_cdf normalize numeric_histogram nth_value parse_data_size parse_datetime
parse_duration parse_presto_data_size qdigest_agg quantile_at_value random rank reduce reduce_agg regexp_count regexp_extract
regexp_extract_all regexp_like regexp_position regexp_replace regexp_split render repeat reverse rgb sequence sha1 sha256 sha512 shuffle
simplify skewness slice soundex split split_part split_to_map split_to_multimap spooky_hash_v2_64 st_area st_contains st_distance
st_geometryfromtext st_intersects st_point strpos tdigest_agg timezone_hour timezone_minute to_base to_base32 to_base64 to_base64url
to_big_endian_64 to_geometry to_hex to_ieee754_64 to_iso8601 to_milliseconds to_spherical_geography to_unixtime to_utf8 transform
transform_keys transform_values trim_array truncate try try_cast typeof unnest url_decode url_encode url_extract_fragment url_extract_host
url_extract_parameter url_extract_path url_extract_port url_extract_protocol url_extract_query uuid value_at_quantile
values_at_quantiles week_of_year width_bucket wilson_interval_lower wilson_interval_upper with_timezone word_stem xxhash64 year_of_week
yow zip zip_with`;
