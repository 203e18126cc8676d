const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/**
 * The server's own functions that only compute. A stored or loaded function of the same name cannot take their place: the
 * server looks for its own ones first. Functions that wait, lock, read files or settings, or count are not among them.
 */
export const COMPUTING_FUNCTIONS = words(`
ascii bin bit_length char char_length character_length concat concat_ws elt export_set field find_in_set format from_base64 hex insert instr
lcase left length locate lower lpad ltrim make_set mid oct octet_length ord quote repeat replace reverse right rpad rtrim soundex space strcmp
substr substring substring_index to_base64 trim ucase unhex upper regexp_replace regexp_instr regexp_substr regexp_like
abs acos asin atan atan2 ceil ceiling conv cos cot crc32 degrees exp floor greatest least ln log log10 log2 mod pi pow power radians round sign sin
sqrt tan truncate
adddate addtime convert_tz date date_add date_format date_sub datediff day dayname dayofmonth dayofweek dayofyear from_days from_unixtime get_format
hour last_day makedate maketime microsecond minute month monthname period_add period_diff quarter sec_to_time second str_to_date subdate subtime time
time_format time_to_sec timediff timestamp timestampadd timestampdiff to_days to_seconds week weekday weekofyear year yearweek
coalesce ifnull nullif if isnull nvl nvl2 row
json_extract json_unquote json_contains json_contains_path json_depth json_length json_type json_valid json_value json_quote json_array json_object
json_keys json_search json_overlaps
md5 sha sha1 sha2 inet_aton inet_ntoa inet6_aton inet6_ntoa is_ipv4 is_ipv6 uuid_to_bin bin_to_uuid is_uuid
count sum avg min max group_concat bit_and bit_or bit_xor std stddev stddev_pop stddev_samp variance var_pop var_samp any_value json_arrayagg json_objectagg
database schema version
`);

/** They give something else the next time. */
export const UNSTEADY_FUNCTIONS = words(`
now sysdate curdate current_date curtime current_time current_timestamp localtime localtimestamp utc_date utc_time utc_timestamp unix_timestamp rand uuid
`);

/** Of these the first argument is a unit of time, not a column. */
export const UNIT_FUNCTIONS = words('timestampadd timestampdiff');

export const UNITS = words(
  'microsecond second minute hour day week month quarter year second_microsecond minute_second hour_minute hour_second day_hour day_minute day_second year_month',
);
