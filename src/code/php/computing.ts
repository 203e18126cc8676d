import type { Family } from '../value/family.ts';
import { methods } from '../value/rule.ts';

/** Functions, constants and methods that only compute. */
export const phpComputing: Family = {
  rules: [
    {
      names:
        't_function t_class t_string t_variable t_namespace t_use t_whitespace t_open_tag t_comment t_doc_comment t_interface t_trait t_enum t_const t_constant_encapsed_string t_return t_new t_extends t_implements php_version php_os php_os_family php_eol php_int_max php_int_size php_binary php_sapi php_major_version php_minor_version php_version_id directory_separator path_separator e_all e_error e_warning stdin stdout stderr __dir__ __file__ __line__ __class__ __function__ true false null inf nan m_pi json_pretty_print json_unescaped_slashes json_unescaped_unicode json_throw_on_error json_error_none sort_numeric sort_string sort_regular count_recursive array_filter_use_both array_filter_use_key lc_all ent_quotes preg_split_no_empty preg_set_order date_atom date_iso8601 date_rfc2822 date_rfc3339 date_cookie date_rss json_error_depth json_error_syntax json_numeric_check json_force_object json_hex_tag json_hex_amp json_hex_apos json_hex_quot json_unescaped_line_terminators zlib_encoding_gzip zlib_encoding_deflate zlib_encoding_raw zlib_finish zlib_no_flush zlib_sync_flush ini_scanner_typed ini_scanner_raw ini_scanner_normal t_fn t_close_tag t_static t_public t_private t_protected t_abstract t_final t_readonly t_echo t_include t_require t_include_once t_require_once t_eval t_exit t_lnumber t_dnumber t_double_colon t_object_operator t_ns_separator t_name_qualified t_name_fully_qualified t_attribute t_match json_preserve_zero_fraction json_invalid_utf8_substitute json_bigint_as_string json_object_as_array json_partial_output_on_error password_bcrypt password_default password_argon2i password_argon2id sort_natural sort_flag_case sort_asc sort_desc array_filter_use_value str_pad_left str_pad_right str_pad_both ent_noquotes ent_html5 preg_pattern_order preg_split_delim_capture preg_offset_capture preg_unmatched_as_null filter_validate_float filter_validate_bool filter_validate_boolean filter_validate_ip filter_validate_domain filter_flag_ipv4 filter_flag_ipv6 filter_null_on_failure filter_default pathinfo_extension pathinfo_filename pathinfo_basename pathinfo_dirname php_url_host php_url_path php_url_query php_url_scheme php_url_port php_float_epsilon php_float_max php_int_min php_maxpathlen php_extra_version php_zts php_debug m_e m_sqrt2 php_round_half_up php_round_half_even mb_case_title mb_case_upper mb_case_lower e_notice e_strict e_deprecated lc_time lc_numeric seek_set count_normal extr_skip mt_rand_mt19937 libxml_version pcre_version openssl_version_text lock_ex file_append file_ignore_new_lines file_skip_empty_lines filter_validate_email filter_validate_int filter_validate_url class $argv $argv.* $argc laravel_start',
    },
    {
      names:
        'phpversion php_sapi_name php_uname zend_version extension_loaded get_loaded_extensions function_exists class_exists method_exists property_exists interface_exists defined memory_get_usage memory_get_peak_usage microtime time hrtime date gmdate mktime gmmktime strtotime checkdate idate date_default_timezone_get date_default_timezone_set date_create date_diff getdate localtime usleep sleep uniqid random_int random_bytes mt_rand rand mt_getrandmax lcg_value getmypid gethostname sys_getloadavg get_current_user ini_get php_ini_loaded_file get_cfg_var error_reporting set_time_limit gc_collect_cycles spl_object_id error_get_last debug_zval_refcount version_compare getlastmod sys_get_temp_dir get_include_path php_ini_scanned_files disk_free_space disk_total_space',
    },
    {
      names:
        'deflate_init deflate_add inflate_init inflate_add phptoken.tokenize sqlite3_open_readonly sqlite3_assoc sqlite3_num str_getcsv token_get_all token_name print_r var_dump var_export printf sprintf vsprintf vprintf fprintf number_format json_encode json_decode json_last_error json_last_error_msg serialize strlen mb_strlen strtolower strtoupper mb_strtolower mb_strtoupper ucfirst lcfirst ucwords trim ltrim rtrim chop str_replace str_ireplace substr_replace substr mb_substr strpos stripos strrpos mb_strpos strstr stristr strrchr str_contains str_starts_with str_ends_with str_repeat str_pad str_split mb_str_split strcmp strcasecmp strncmp strncasecmp strnatcmp substr_count wordwrap nl2br htmlspecialchars htmlspecialchars_decode html_entity_decode htmlentities strip_tags addslashes stripslashes addcslashes quotemeta chunk_split implode join explode similar_text levenshtein soundex metaphone ord chr bin2hex dechex hexdec bindec decbin octdec decoct base_convert crc32 md5 sha1 hash hash_algos hash_hmac base64_encode urlencode rawurlencode http_build_query parse_url password_hash password_verify crypt openssl_random_pseudo_bytes openssl_digest mb_convert_encoding mb_detect_encoding mb_strwidth mb_check_encoding iconv utf8_encode utf8_decode ctype_alpha ctype_digit ctype_alnum ctype_upper ctype_lower ctype_space ctype_xdigit preg_match preg_match_all preg_replace preg_split preg_quote preg_grep preg_last_error preg_last_error_msg sscanf strtr strtok money_format nl_langinfo setlocale localeconv pack unpack gzencode gzdecode gzcompress gzuncompress gzinflate gzdeflate filter_var ip2long long2ip escapeshellarg escapeshellcmd inet_pton intdiv fdiv',
    },
    {
      names:
        'count sizeof array_keys array_merge array_merge_recursive array_replace array_combine array_flip array_splice array_sum array_product array_search in_array array_key_exists key_exists array_key_first array_key_last array_fill array_fill_keys array_pad array_chunk array_column array_diff array_diff_key array_diff_assoc array_intersect array_intersect_key array_push array_pop array_shift array_unshift array_rand array_count_values array_is_list range compact list each current key next prev reset end sort rsort asort arsort ksort krsort natsort natcasesort shuffle array_multisort min max abs ceil floor round sqrt pow exp log log10 log2 sin cos tan pi fmod is_nan is_infinite is_finite is_int is_integer is_float is_string is_bool is_array is_object is_null is_numeric is_callable is_iterable is_countable is_resource is_scalar is_a is_subclass_of isset empty unset intval floatval doubleval strval boolval settype gettype get_debug_type get_object_vars get_class get_parent_class get_class_methods iterator_to_array iterator_count spl_object_hash func_get_args define constant exit die assert_options memory_reset_peak_usage fflush fclose feof ftell fseek rewind fgets fgetc fread fgetcsv fscanf stream_get_contents stream_get_line stream_isatty posix_isatty ob_get_clean ob_end_clean ob_get_contents flush readline ctype_punct',
    },
    { names: 'array_slice array_reverse array_unique array_values', gives: { among: 'some' } },
    { names: 'array_filter', calls: [1], gives: { among: 'some' } },
    { names: 'array_map', calls: [0] },
    {
      names: 'array_walk array_reduce usort uasort uksort preg_replace_callback iterator_apply array_walk_recursive',
      calls: [1],
    },
    {
      names:
        'datetime datetime.* datetimeimmutable datetimeimmutable.* dateinterval dateinterval.* dateperiod datetimezone arrayobject arrayiterator splstack splqueue splobjectstorage stdclass exception runtimeexception invalidargumentexception throwable error typeerror jsonexception domdocument simplexmlelement carbon.* carbon.carbon.* str.* arr.* collect now today config app.version app.environment splfixedarray closure generator collection',
    },
    {
      names: methods(
        'xpath children attributes format gettimestamp modify add sub diff setdate settime settimezone todatestring todatetimestring toiso8601string getmessage getcode getfile getline gettrace gettraceasstring count isempty isnotempty toarray tojson push pop keys values join implode first last sum avg map filter each sortby groupby pluck unique merge contains has get all fetch fetchall fetchassoc fetcharray fetchcolumn fetch_assoc fetch_all fetch_row fetch_array fetch_object fetchobject rowcount num_rows getname loadhtml cases tryfrom from is gettokenname isignorable loadxml getelementsbytagname getattribute item version',
      ),
    },
  ],
  examples: {
    held: {
      'foreach (array_slice(glob("a/*"), 0, 3) as $x) unlink($x);': 'file.delete /workspace/a/*',
      'foo();': 'exec.opaque',
      '$f("x");': 'exec.opaque',
      'eval($x);': 'exec.opaque',
      "require 'a.php';": 'exec.opaque',
      "array_map('unlink', ['a']);": 'file.delete',
      "call_user_func('system', 'ls');": 'exec.opaque',
      '$o->run();': 'exec.opaque',
      "enum A: string { case X = 'x'; public function go() { unlink('a'); } }\nA::X->go();": 'file.delete /workspace/a',
      "interface I { const X = 1; }\nabstract class B implements I { abstract function go(); }\nclass R extends B { function go() { unlink('a'); } }\n(new R)->go();":
        'file.delete /workspace/a',
      '$$x = 1;': 'exec.opaque',
    },
    passed: [
      '$f = array_filter(glob("src/*.php"), fn($y) => filesize($y) > 10); usort($f, fn($a, $b) => filesize($a) <=> filesize($b)); foreach (array_slice(array_reverse($f), 0, 3) as $x) echo file_get_contents($x);',
      'echo PHP_VERSION;',
      "enum Level: string { case Info = 'INFO'; case Error = 'ERROR'; }\nforeach (Level::cases() as $l) echo $l->value;",
      'interface S { public function area(): float; }\nabstract class B implements S { public function show(): string { return number_format($this->area(), 2); } }\nclass C extends B { public function area(): float { return M_PI; } }\necho (new C)->show();',

      'echo 1 + 2, PHP_EOL;',
      '$a = [3, 1]; sort($a); echo implode(",", $a);',
      'echo json_encode(["a" => 1]);',
      'foreach ([1, 2] as $x) { echo "$x\\n"; }',
      'echo date("c");',
      'echo password_verify("a", password_hash("a", PASSWORD_BCRYPT)) ? "y" : "n";',
      'echo array_sum(array_map(fn($x) => $x * 2, [1, 2]));',
      '<?php echo strtoupper("a"); ?>',
      'function f($n) { return $n * 2; } echo f(4);',
      'var_dump(extension_loaded("pdo"));',
    ],
  },
};
