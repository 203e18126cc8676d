import type { Family } from '../value/family.ts';
import { methods, methodsOf } from '../value/rule.ts';

/** Functions, constants and methods that only compute. */
export const rubyComputing: Family = {
  rules: [
    {
      names:
        'puts p pp print gsub sub chomp chop printf putc sprintf format warn raise fail abort exit exit! sleep rand srand loop lambda proc catch throw gets readline readlines Integer Float String Array Hash Rational Complex block_given? caller __method__ __dir__ __FILE__ __LINE__ class attr_accessor attr_reader attr_writer private public protected module_function include extend freeze at_exit STDIN STDOUT STDERR ARGV DATA ARGF $stdin $stdout $stderr $0 $PROGRAM_NAME $. $/ $, $; $$ NIL TRUE FALSE',
    },
    {
      names:
        'RUBY_VERSION RUBY_PLATFORM RUBY_ENGINE RUBY_PATCHLEVEL RUBY_RELEASE_DATE RUBY_COPYRIGHT RUBY_DESCRIPTION RUBY_ENGINE_VERSION',
    },
    {
      names:
        'STDIN.read STDIN.gets STDIN.each_line STDIN.readlines STDIN.getc STDIN.tty? STDIN.isatty STDIN.each $stdin.read $stdin.gets $stdin.each_line $stdin.readlines $stdin.each $stdin.tty? STDOUT.puts STDOUT.print STDOUT.write STDOUT.flush STDOUT.sync $stdout.puts $stdout.print $stdout.write $stdout.printf $stdout.flush $stdout.sync STDERR.puts STDERR.print STDERR.write $stderr.puts $stderr.print $stderr.write DATA.read DATA.each_line ARGF.read ARGF.each_line ARGF.readlines ARGF.gets ARGF.filename ARGF.lineno ARGF.path ARGF.eof? ARGF.file ARGF.file.lineno ARGF.file.path ARGF.file.eof? ARGV.* $stdout.sync= STDOUT.sync=',
    },
    {
      names: methods(
        'sort sort_by reject select filter uniq compact reverse rotate shuffle take take_while drop_while grep grep_v find_all first last sample',
      ),
      gives: { among: 'some' },
    },
    { names: methods('max_by min_by'), gives: { among: 'one' } },
    { names: 'Struct.new Data.define', gives: { function: 'Struct.record' } },
    { names: 'Struct.record Struct.record.new Struct.record.[] Struct.record.members' },
    { names: 'OptionParser.new', gives: { object: 'optparse' } },
    {
      names: methodsOf(
        ['optparse'],
        'on on_tail on_head banner banner= separator help to_s parse parse! order order! permute permute! version version= program_name program_name= summary_width',
      ),
    },
    {
      names:
        'Gem.Specification.map Gem.Specification.each Gem.Specification.select Gem.Specification.sort_by Gem.Specification.count Gem.Specification.to_a Gem.Specification.all_names Gem.Specification.find_by_name Gem.Specification.find_all_by_name Gem.Specification.latest_specs Gem.loaded_specs',
    },
    {
      names:
        'Math.* Time Time.* Date Date.* DateTime DateTime.* Process.clock_gettime Process.pid Process.ppid Process.CLOCK_MONOTONIC Random.* SecureRandom.* Digest.* Base64.* JSON.parse JSON.generate JSON.pretty_generate JSON.dump JSON.ParserError YAML.dump YAML.load YAML.safe_load Psych.safe_load Set Set.new Set.[] OpenStruct.new StringIO.* Regexp.* Encoding.* Comparable Enumerable Enumerator.* Range Range.new Symbol Proc.new Object Class Module BasicObject NilClass Exception StandardError ArgumentError RuntimeError TypeError NameError NoMethodError KeyError IndexError IOError Errno.* Timeout.timeout Timeout.Error Benchmark.* RbConfig.CONFIG RbConfig.CONFIG.* Etc.nprocessors Etc.getlogin Gem.Version.* Gem.VERSION Float.* Integer.sqrt Integer.MAX String.new Array.new Hash.new Hash.[] Shellwords.* CGI.escape CGI.unescape URI.encode_www_form URI.decode_www_form URI.encode_www_form_component URI.decode_www_form_component URI.regexp ObjectSpace.count_objects GC.stat GC.start GC.count Ripper.sexp Logger.new BigDecimal Prime.* Zlib.crc32 Zlib.gunzip Zlib.gzip File.FNM_PATHNAME File.FNM_DOTMATCH File.FNM_EXTGLOB File.FNM_CASEFOLD YAML.load_stream YAML.parse YAML.parse_stream Psych.load_stream Psych.parse Gem.path Gem.dir Gem.ruby_version Gem.platforms ObjectSpace.respond_to? Socket.gethostname Signal.list Thread.current Kernel CSV.parse CSV.parse_line CSV.generate CSV.generate_line REXML.Document.new Nokogiri.HTML Nokogiri.XML Bundler.VERSION Rails.env Rails.version Rails.root Rails.application.class',
    },
    {
      names: methods(
        // strings and symbols
        'capitalize center chars chomp chop chr count crypt delete_prefix delete_suffix downcase dump each_char each_byte each_line empty? encode encoding end_with? codepoints getbyte eql? gsub gsub! hex include? index insert inspect intern length lines ljust lstrip match match? next oct ord partition prepend replace rindex rjust rpartition rstrip scan scrub size slice slice! split squeeze start_with? strip strip! sub sub! succ sum swapcase to_c to_f to_i to_r to_s to_str to_sym tr tr_s undump unicode_normalize upcase upto valid_encoding? casecmp casecmp? between? clamp concat byteslice bytes bytesize ascii_only? squish titleize camelize underscore humanize pluralize singularize parameterize presence blank? present? try',
        // collections
        'minmax_by chain collect_concat reverse_each slice_after slice_before rassoc all? any? append assoc at bsearch chunk chunk_while clear collect combination cycle detect dig each each_cons each_entry each_key each_pair each_slice each_value each_with_index each_with_object entries excluding except fetch fetch_values fill filter_map find find_index flat_map flatten group_by has_key? has_value? inject invert join keep_if key key? keys lazy map max member? merge merge! min minmax none? nil? one? permutation pop product push reduce shift slice_when sort! sort_by! store tally to_a to_h to_set transform_keys transform_values transpose union unshift value? values values_at without zip with_index with_object each_index difference intersection intersect? subset? superset? add add? compare_by_identity default default= delete_at delete_if dup clone freeze frozen? itself then tap yield_self',
        // numbers, times, objects
        'abs ceil floor round divmod fdiv gcd lcm modulo pow digits integer? nonzero? remainder usec even? odd? zero? positive? negative? times step downto pred bit_length nan? infinite? finite? rationalize numerator denominator strftime getlocal getutc getgm cweek cwyear cwday jd mjd leap? iso8601 year month day hour sec wday yday utc localtime to_date to_time to_datetime monday? sunday? saturday? next_month prev_month next_day prev_day next_year prev_year next_week cleanpath report ago from_now hash object_id class is_a? kind_of? instance_of? respond_to? instance_variables methods name names captures named_captures pre_match post_match file? directory? symlink? extname basename begin end offset message full_message backtrace call arity parameters source hexdigest digest base64digest gets readline eof? close closed? rewind pos puts print printf getc each_child exitstatus success? pid code body string sync sync= ancestors superclass instance_methods method_defined? version xpath css at_css text content attributes to_json as_json to_yaml to_xml headers elements root ==',
      ),
    },
  ],
  examples: {
    held: {
      'Dir["a/*"].sort_by { |f| File.mtime(f) }.last(3).each { |f| File.delete(f) }': 'file.delete /workspace/a/*',
      'File.delete(Dir["a/*"].min_by { |f| File.mtime(f) })': 'file.delete /workspace/a/*',
      'File.delete(Dir["a/*"].last)': 'file.delete /workspace/a/*',
      foo: 'exec.opaque',
      'foo.bar("x")': 'exec.opaque',
      "require './lib/a'": 'exec.opaque',
      'eval(gets)': 'exec.opaque',
      "send(:system, 'ls')": 'exec.opaque',
      'Object.const_get("File").delete("a")': 'exec.opaque',
      '[1].each(&method(:system))': 'exec.opaque',
      'f = method(:system); ["ls"].each(&f)': 'exec.opaque',
      'f = Kernel.method(:system); ["ls"].each(&f)': 'exec.opaque',
      'f = :system.to_proc; ["ls"].each(&f)': 'exec.opaque',
      'f = File.method(:delete); ["a"].each(&f)': 'exec.opaque',
      'f = File.public_method(:delete).to_proc; ["a"].each(&f)': 'exec.opaque',
      'f = ->(x) { File.delete(x) }; ["a"].each(&f)': 'file.delete',
      'def go(&b) = %w[a].each(&b)\ngo { |x| File.delete(x) }': 'file.delete',
      'A = Struct.new(:path) do\n  def go = File.delete(path)\nend\nA.new("a").go': 'file.delete',
      'A = Struct.new(:cmd)\nsystem(A.new("ls").cmd)': 'exec.opaque',
      'A = Data.define(:path)\nFile.delete(A.new(path: "a").path)': 'file.delete',
      'module M\n  def self.go = File.delete("a")\nend\nM.go': 'file.delete /workspace/a',
      'module Kernel\n  def puts(x) = system(x)\nend\nputs "rm a"': 'shell rm a',
      'def path = "a"\nFile.delete(path)': 'file.delete',
      'def path = "/srv/b"\nputs File.read(path)': 'file.read',
      'def line = "rm a"\nsystem(line)': 'exec.opaque',
      'class A\n  attr_reader :path\n  def initialize(p) = @path = p\n  def go = File.delete(path)\nend\nA.new("a").go':
        'file.delete',
      'Gem::Specification.load("a.gemspec")': 'exec.opaque',
      'require "optparse"; o = {}; OptionParser.new { |p| p.on("-f F") { |f| File.delete(f) } }.parse!': 'file.delete',
      'File.delete(ARGV.fetch(0, "a"))': 'file.delete /workspace/a',
      'File.delete(ARGV.first || "a")': 'file.delete /workspace/a',
    },
    passed: [
      'Dir.glob("src/*.rb").sort_by { |f| -File.size(f) }.first(5).each { |f| puts File.read(f) }; puts File.read(Dir["a/*.rb"].max_by { |f| File.mtime(f) })',
      'puts $_.split[0], $F[0].to_i, $1.to_s',
      'gsub(/x/, "y"); sub("a", "b"); chomp; puts $_',
      'f = lambda { |x| x + 1 }; puts f.(1)',
      'puts 1 + 2',
      'puts RUBY_VERSION',
      'A = Struct.new(:name, :size, keyword_init: true) do\n  def kb = (size / 1024.0).round(1)\nend\nputs A.new(name: "a", size: 1).kb',
      'P = Data.define(:x, :y)\nputs P.new(x: 1, y: 2).x',
      'module M\n  def shout(t) = t.upcase\nend\nclass A\n  include M\nend\nputs A.new.shout("a"), A.ancestors',
      'class C\n  include Enumerable\n  def initialize(p) = @w = File.read(p).split\n  def each(&b)\n    @w.each(&b)\n  end\nend\nputs C.new("a.txt").first(2)',
      'puts Gem::Specification.map { |s| "#{s.name} #{s.version}" }.sort',
      'require "optparse"; n = { limit: 5 }; OptionParser.new { |o| o.on("-n N", Integer) { |v| n[:limit] = v } }.parse!; puts n',
      'puts File.read(ARGV.fetch(0, "a.txt"))',
      'puts [3, 1, 2].sort.map { |x| x * 2 }.join(",")',
      'h = {a: 1}; h.each { |k, v| puts "#{k}=#{v}" }',
      "require 'json'; puts JSON.parse(STDIN.read)['name']",
      'puts Time.now.strftime("%F")',
      'def f(n) = n * 2; puts f(4)',
      '%w[a b].each(&:upcase)',
      'puts File.readlines("a.log").grep(/ERROR/).size',
    ],
  },
};
