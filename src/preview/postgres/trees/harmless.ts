/**
 * Functions of `pg_catalog` that only compute: they write nothing, wait for nothing, read no file or setting, open nothing and
 * ask no catalogue. Counting calls no other. Checked against a server's list in the tests.
 */
const COMPUTING =
  'abs acos age any_value array_agg array_append array_cat array_dims array_fill array_length array_lower array_ndims array_position array_positions array_prepend array_remove array_replace array_to_string array_upper ascii asin atan atan2 avg ' +
  'bit_and bit_length bit_or bool bool_and bool_or bpchar btrim cardinality cbrt ceil ceiling char_length character_length chr concat concat_ws convert_from convert_to corr cos cot count cume_dist ' +
  'date date_bin date_part date_trunc daterange decode degrees dense_rank div encode every exp extract factorial first_value float4 float8 floor format gcd generate_series get_bit get_byte host ' +
  'initcap int2 int4 int4range int8 int8range interval isempty isfinite json_agg json_array_elements json_array_elements_text json_array_length json_build_array json_build_object json_each json_each_text json_extract_path json_extract_path_text json_object_agg json_object_keys json_strip_nulls json_typeof ' +
  'jsonb_agg jsonb_array_elements jsonb_array_elements_text jsonb_array_length jsonb_build_array jsonb_build_object jsonb_each jsonb_each_text jsonb_exists jsonb_extract_path jsonb_extract_path_text jsonb_insert jsonb_object_agg jsonb_object_keys jsonb_path_exists jsonb_path_match jsonb_path_query jsonb_path_query_array jsonb_path_query_first jsonb_pretty jsonb_set jsonb_strip_nulls jsonb_typeof justify_days justify_hours justify_interval ' +
  'lag last_value lcm lead left length like like_escape ln log log10 lower lower_inc lower_inf lpad ltrim make_date make_interval make_time make_timestamp make_timestamptz masklen max md5 min mod mode ' +
  'netmask network notlike now nth_value ntile nullif num_nonnulls num_nulls numeric numrange octet_length overlaps overlay percent_rank percentile_cont percentile_disc pi position power pow quote_ident quote_literal quote_nullable ' +
  'radians range_merge rank regexp_count regexp_instr regexp_like regexp_match regexp_matches regexp_replace regexp_split_to_array regexp_split_to_table regexp_substr repeat replace reverse right round row_number rpad rtrim ' +
  'scale sha224 sha256 sha384 sha512 sign similar_to_escape similar_escape sin split_part sqrt starts_with stddev stddev_pop stddev_samp statement_timestamp string_agg string_to_array string_to_table strpos substr substring sum ' +
  'tan text time timestamp timestamptz timezone to_ascii to_char to_date to_hex to_json to_jsonb to_number to_timestamp transaction_timestamp translate trim_array trim_scale trunc tsrange tstzrange unnest upper upper_inc upper_inf var_pop var_samp variance varchar width_bucket xmlcomment';

/** These only compute too, but give another value each time. */
const UNSTEADY = 'clock_timestamp gen_random_uuid random random_normal timeofday uuidv4 uuidv7';

/** Types whose values are read, compared and printed by functions of `pg_catalog` that only compute. */
const PLAIN_TYPES =
  'bool int2 int4 int8 float4 float8 numeric money text varchar bpchar char name bytea date time timetz timestamp timestamptz interval uuid json jsonb inet cidr macaddr macaddr8 bit varbit oid tid xid xid8 point box lseg line path polygon circle int4range int8range numrange daterange tsrange tstzrange int4multirange int8multirange nummultirange datemultirange tsmultirange tstzmultirange tsvector pg_lsn';

export const COMPUTING_FUNCTIONS: ReadonlySet<string> = new Set(COMPUTING.split(' '));
export const UNSTEADY_FUNCTIONS: ReadonlySet<string> = new Set(UNSTEADY.split(' '));
export const PLAIN_TYPE_NAMES: ReadonlySet<string> = new Set(PLAIN_TYPES.split(' '));
