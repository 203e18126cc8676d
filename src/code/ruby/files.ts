import type { Family } from '../value/family.ts';

const utils = (names: string): string =>
  names
    .split(' ')
    .map((name) => `FileUtils.${name}`)
    .join(' ');

export const rubyFiles: Family = {
  rules: [
    {
      names:
        'File.read File.readlines File.foreach File.binread File.readlink YAML.load_file YAML.parse_file Zlib.GzipReader.open Psych.parse_file YAML.safe_load_file Psych.load_file JSON.load_file CSV.read CSV.foreach CSV.table',
      file: 'read',
    },
    // Of `IO`, not of `File`, a name that begins with `|` is a command; Ruby 4 no longer does so.
    { names: 'IO.read IO.readlines IO.foreach IO.binread', file: 'read', starts: true },
    { names: 'open File.open File.new', file: 'open', starts: true, gives: { object: 'file' } },
    { names: 'File.write File.binwrite IO.write IO.binwrite CSV.open File.truncate', file: 'write' },
    { names: 'File.delete File.unlink', file: 'delete', each: true },
    { names: 'File.rename', file: 'move', to: 1 },
    { names: 'File.symlink File.link', file: 'create', at: 1 },
    { names: 'File.chmod File.chown File.utime File.lchmod', file: 'permission', at: 1 },
    { names: 'File.mkfifo', file: 'create' },
    {
      names:
        'File.exist? File.file? File.directory? File.symlink? File.size File.size? File.zero? File.empty? File.readable? File.writable? File.executable? File.stat File.lstat File.mtime File.ctime File.atime File.basename File.extname File.split File.ftype File.fnmatch File.fnmatch? File.SEPARATOR File.identical? File.world_readable?',
    },
    { names: 'File.join', gives: 'text' },
    { names: 'File.expand_path File.absolute_path', gives: 'home' },
    { names: 'File.realpath', gives: 'same' },
    { names: 'File.dirname', gives: 'parent' },
    { names: 'Dir.glob', gives: 'glob' },
    { names: 'Pathname.glob', gives: 'paths' },
    { names: 'Dir.children Dir.entries Dir.each_child Dir.foreach', file: 'read', type: 'directory', gives: 'names' },
    { names: 'Dir.exist? Dir.empty?' },
    { names: 'Dir.pwd Dir.getwd', gives: 'cwd' },
    { names: 'Dir.home', gives: 'homeFolder' },
    { names: 'Dir.mkdir', file: 'create', type: 'directory' },
    { names: 'Dir.rmdir Dir.unlink Dir.delete', file: 'delete', type: 'directory' },
    { names: 'Dir.chdir', folder: true },
    { names: 'Dir.tmpdir' },
    { names: 'Dir.mktmpdir Tempfile.new Tempfile.create', file: 'create', at: 9 },
    {
      names: utils('rm_rf rm_r rmtree remove_dir remove_entry remove_entry_secure'),
      file: 'delete',
      type: 'directory',
      recursive: true,
    },
    { names: utils('rm rm_f remove remove_file safe_unlink'), file: 'delete' },
    { names: utils('rmdir'), file: 'delete', type: 'directory' },
    { names: utils('mv move'), file: 'move', to: 1 },
    { names: utils('cp copy copy_file install'), file: 'read', to: 1 },
    { names: utils('cp_r copy_entry'), file: 'read', type: 'directory', to: 1 },
    { names: utils('mkdir mkdir_p makedirs mkpath'), file: 'create', type: 'directory' },
    { names: utils('touch'), file: 'create' },
    { names: utils('ln ln_s ln_sf symlink'), file: 'create', at: 1 },
    { names: utils('chmod chmod_R chown chown_R'), file: 'permission', at: 1 },
    { names: utils('cd chdir'), folder: true },
    { names: utils('pwd'), gives: 'cwd' },
    { names: utils('compare_file identical? uptodate?') },
    { names: 'Find.find', file: 'read', type: 'directory', gives: { object: 'files' } },
    { names: 'Pathname Pathname.new path#join path#+ operator.truediv', gives: 'path' },
    { names: 'Pathname.pwd', gives: 'cwd' },
    { names: 'path#parent path#dirname', gives: 'parent' },
    { names: 'path#expand_path path#realpath path#cleanpath path#to_s', gives: 'same' },
    { names: 'path#glob', gives: 'glob' },
    { names: 'path#find', file: 'read', at: 'self', type: 'directory', gives: 'rglob' },
    {
      names: 'path#children path#each_child path#entries',
      file: 'read',
      at: 'self',
      type: 'directory',
      gives: 'children',
    },
    { names: 'path#read path#readlines path#each_line path#binread', file: 'read', at: 'self' },
    { names: 'path#write path#binwrite', file: 'write', at: 'self' },
    { names: 'path#open', file: 'open', at: 'self', gives: { object: 'file' } },
    { names: 'path#delete path#unlink', file: 'delete', at: 'self' },
    { names: 'path#rmtree', file: 'delete', at: 'self', type: 'directory', recursive: true },
    { names: 'path#rmdir', file: 'delete', at: 'self', type: 'directory' },
    { names: 'path#mkdir path#mkpath', file: 'create', at: 'self', type: 'directory' },
    { names: 'path#rename', file: 'move', at: 'self', to: 0 },
    {
      names:
        'path#exist? path#file? path#directory? path#basename path#extname path#size path#relative_path_from path#absolute? path#stat path#mtime path#symlink?',
    },
    {
      names:
        'file#read file#gets file#readline file#readlines file#each_line file#each file#eof? file#close file#rewind file#flush file#write file#puts file#print file#printf file#<< file#sync= file#path',
    },
    { names: '*#unlink *#rmtree *#rm_rf', file: 'delete', at: 'self' },
    { names: '*#read *#readlines *#binread', file: 'read', at: 'self' },
    { names: '*#write', file: 'write', at: 'self' },
    // `string.delete(x)` and `hash.delete(key)`; without an argument it is a file's, a path's or a row's.
    { names: '*#delete', least: 1 },
  ],
  examples: {
    held: {
      "File.delete('a')": 'file.delete /workspace/a',
      "a = 'ls'; a << '; rm -rf x'; system(a)": 'exec.opaque',
      "a = 'ls'; b = a; b.concat '; rm -rf x'; puts %x(#{a})": 'exec.opaque',
      "a = 'ls'; a.gsub!('ls', 'reboot'); system(a)": 'exec.opaque',
      "def f(s); s << '; reboot'; end; a = 'ls'; f(a); system(a)": 'exec.opaque',
      "a = 'ls'; [a].each { |s| s << '; reboot' }; system(a)": 'exec.opaque',
      "a = 'ls'; f = ->(s) { s << '; reboot' }; f.(a); system(a)": 'exec.opaque',
      "a = 'ls'; b = [a]; b[0] << '; reboot'; system(a)": 'exec.opaque',
      "a = 'ls'; a[0..1] = 'reboot'; system(a)": 'exec.opaque',
      "@a = 'ls'; @a << '; reboot'; system(@a)": 'exec.opaque',
      "class A\n  def initialize\n    @a = 'ls'\n  end\n  def run\n    @a << '; reboot'\n    system(@a)\n  end\nend\nA.new.run":
        'exec.opaque',
      "File.delete(ARGV.shift || 'a')": 'file.delete',
      "def each_in(dir, &blk) = Dir.children(dir).each { |n| blk.call(File.join(dir, n)) }\neach_in('src') { |p| File.delete(p) }":
        'file.delete',
      "class A\n  def initialize(path)\n    @path = path\n  end\n  def run = File.delete(@path)\nend\nA.new('a').run":
        'file.delete /workspace/a',
      "File.delete('a', 'b')": 'file.delete /workspace/b',
      "require 'fileutils'; FileUtils.rm_rf('src')": 'file.delete /workspace/src',
      'FileUtils.rm_rf(%w[a b])': 'file.delete /workspace/b',
      "Dir['*.log'].each { |f| File.delete(f) }": 'file.delete /workspace/*.log',
      "Dir.glob('tmp/*').each { File.unlink(_1) }": 'file.delete /workspace/tmp/*',
      "File.open('x.txt', 'w') { |f| f.puts 'a' }": 'file.write /workspace/x.txt',
      "File.write(File.join('a', 'b.txt'), 'x')": 'file.write /workspace/a/b.txt',
      "require 'pathname'; Pathname('a').join('b').rmtree": 'file.delete /workspace/a/b',
      "require 'pathname'; Pathname.glob('tmp/*').each { |p| p.delete }": 'file.delete /workspace/tmp/*',
      "Dir.chdir('/srv'); File.delete('x')": 'file.delete /srv/x',
      "open('|rm -rf x')": 'shell rm -rf x',
      "IO.read('|rm -rf x')": 'shell rm -rf x',
      "IO.foreach('|rm -rf x') { |l| puts l }": 'shell rm -rf x',
    },
    passed: [
      "puts File.read('a.txt')",
      "s = +''; rows = []; File.foreach('a.txt') { |l| rows << l; s << l }; puts s, rows.length, File.read('b.txt')",
      "puts File.read(ARGV[0] || 'a.txt')",
      "def each_line(path, &blk) = File.readlines(path).each { |l| blk.call(l) }\neach_line('a.txt') { |l| puts l }",
      "class A\n  attr_reader :hits\n  def initialize(path)\n    @path = path\n    @hits = []\n  end\n  def run\n    File.foreach(@path) { |l| @hits << l }\n    self\n  end\nend\nputs A.new('a.txt').run.hits",
      "puts Dir.glob('src/**/*.rb').length",
      "Dir['{a,b}/*.md'].sort.reject { |f| f =~ /x/ }.each { |f| puts File.read(f) }",
      "require 'pathname'; Pathname.glob('src/*.rb').each { |p| p.each_line { |l| puts l } }",
      "File.foreach('a.txt') { |line| puts line if line =~ /x/ }",
      "puts File.exist?('a'), File.size('b')",
      "require 'yaml'; puts YAML.load_file('a.yml')['x']",
    ],
  },
};
