/** Words that only compute, print or steer. Whatever is not here may do anything. */
export const WORDS = new Set(
  'if elsif else unless while until for foreach continue last next redo return my our local state and or not xor x eq ne lt gt le ge cmp print printf say join split keys values each exists delete defined scalar push pop shift unshift splice reverse sort map grep lc uc fc lcfirst ucfirst length substr index rindex sprintf abs int sqrt sin cos atan2 exp log rand srand hex oct ord chr chomp chop sum min max uniq first wantarray ref bless time localtime gmtime strftime mktime floor ceil fmod pow exit die warn undef pos quotemeta pack unpack decode_json encode_json from_json to_json Dumper timelocal timegm encode_base64 decode_base64 encode_utf8 decode_utf8 encode decode close eof readdir closedir stat lstat binmode read seek tell getc fileno sleep usleep gettimeofday tv_interval md5_hex sha1_hex sha256_hex sha512_hex blessed reftype refaddr looks_like_number dualvar weaken any all none notall sum0 product reduce reductions shuffle sample uniqnum uniqint pairs pairkeys pairvalues minstr maxstr basename dirname fileparse catfile catdir splitdir splitpath abs2rel rel2abs canonpath getcwd cwd wrap fill colored parse_line quotewords shellwords GetOptions hostname BEGIN END STDIN STDOUT STDERR ARGV _ __PACKAGE__ __FILE__ __LINE__ caller glob'.split(
    ' ',
  ),
);

/** Behind these words a slash begins a pattern; behind any other it may divide. */
export const BEFORE_PATTERN =
  /^(?:if|elsif|unless|while|until|and|or|not|xor|x|eq|ne|lt|gt|le|ge|cmp|split|grep|map|print|say|return|push|unshift|join|first|any|all|none)$/;
/** Behind these it divides: they take nothing. */
export const TAKES_NOTHING = /^(?:time|wantarray|__PACKAGE__|__FILE__|__LINE__)$/;

/** Names that no function of the program's own may have here: Perl's own come first, and those of `POSIX` are called by the bare name. */
export const DEEDS = new Set(
  'abort access accept alarm bind can chdir chmod chown chroot connect creat ctermid dbmclose dbmopen do dump dup dup2 eval evalbytes exec execl execv fcntl flock fork format glob goto import ioctl kill link listen lchown mkdir mkfifo mknod no nice open opendir pause pipe qx raise readlink readline readpipe recv remove rename require reset rmdir select send setgid setlocale setpgid setpgrp setpriority setsid setsockopt setuid shmread shmwrite shutdown sigaction signal socket socketpair sub symlink syscall sysopen sysread sysseek system syswrite tcsetpgrp tie tied tmpfile tmpnam truncate ttyname umask unlink untie use utime wait waitpid write addfile'.split(
    ' ',
  ),
);

/** Methods of the things that the known modules make: they compute, and open nothing. */
export const METHODS = new Set(
  'decode encode pretty canonical utf8 ascii latin1 indent space_before space_after relaxed allow_nonref allow_unknown allow_blessed convert_blessed loose max_depth boolean_values decode_prefix strptime strftime ymd mdy dmy hms datetime epoch year yy mon _mon month monname fullmonth mday day wday day_of_week fullday yday julian_day week cdate date time sec second min minute hour hours minutes seconds days weeks months years add_months add_years tzoffset is_leap_year last_day_of_month month_last_day localtime gmtime hexdigest b64digest digest add catfile catdir splitdir splitpath rel2abs abs2rel canonpath curdir rootdir isa'.split(
    ' ',
  ),
);

const MODULE_NAMES =
  'List::Util|Scalar::Util|POSIX|Data::Dumper|JSON::PP|JSON|JSON::XS|Cpanel::JSON::XS|MIME::Base64|Time::Local|Time::HiRes|Time::Piece|Time::Seconds|File::Basename|File::Spec|File::Spec::Functions|Cwd|Digest::MD5|Digest::SHA|File::Find|Text::Wrap|Text::ParseWords|Text::Abbrev|Encode|Term::ANSIColor|Getopt::Long|Sys::Hostname|Unicode::Normalize';

/** Modules that compute, and put names of `WORDS` at hand. */
export const MODULES = new RegExp(String.raw`^(?:${MODULE_NAMES})$`);

/** Settings of modules that say how they print, and what they found. */
export const PACKAGE_VARIABLE =
  /[$@](?:File::Find::(?:name|dir|prune)|Data::Dumper::(?:Sortkeys|Indent|Terse|Maxdepth|Useqq|Quotekeys)|Text::Wrap::(?:columns|huge|separator)|JSON::PP::(?:true|false))\b(?!::)/y;

const GIVEN_NAMES = String.raw`(?:\s+(?:qw\s*(?:\([\w\s:-]*\)|\/[\w\s:-]*\/|\{[\w\s:-]*\})|'[\w:.-]+'(?:\s*,\s*'[\w:.-]+')*|"[\w:.-]+"|\(\)|[\d.]+))?`;
export const USE = new RegExp(
  String.raw`(?:no\s+(?:warnings|feature|utf8)|use\s+(?:strict|warnings|utf8|integer|bytes|bigint|bignum|v?5[\d._]*|feature|open|${MODULE_NAMES}))${GIVEN_NAMES}\s*(?:;|$)`,
  'y',
);

/** Texts are no names of variables and functions: said before anything else, for all that follows. */
export function isStrict(text: string): boolean {
  return /^(?:\s+|#[^\n]*\n|use\s+(?:warnings|utf8|integer|v?5[\d._]*|feature\b[^;\n]*|JSON::PP|POSIX|List::Util\b[^;\n]*)\s*;|package\s+\w+\s*;)*use\s+(?:strict|v5\.(?:1[2-9]|[2-9]\d)[\d.]*|5\.0(?:1[2-9]|[2-9]\d)[\d_]*)\s*;/.test(
    text,
  );
}
