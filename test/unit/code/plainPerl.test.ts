import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readsOfPerl } from '../../../src/code/perl/plainPerl.ts';

const isPlainPerl = (text: string): boolean => readsOfPerl(text)?.length === 0;

const PLAIN = [
  'my %h = (a => 1, system => [1, 2]); print Dumper(\\%h)',
  '$Data::Dumper::Sortkeys = 1; my %c; $c{$_}++; print Dumper(\\%c)',
  'print if /x/',
  'print "$.: $_" if /TODO/',
  'print $F[1]',
  'print "$F[0] $F[-1]\\n"',
  '$s += $_; END { print $s }',
  'print $1 while /<title>(.*?)<\\/title>/gs',
  'print "a" x 10, "\\n"',
  's/\\s+$//',
  's{a}{b}g; print',
  'tr/a-z/A-Z/; print',
  '$c{$_}++; END { print "$c{$_} $_" for sort keys %c }',
  'print join("\\t", @F[0,2])',
  'print strftime("%Y", localtime)',
  'chomp; print length($_), "\\n"',
  'my @a = split /,/; print $a[0] . "\\n" if @a > 2',
  'print unless $h{$_}++',
  'while (<STDIN>) { print if $. % 2 }',
  "print 'it costs $5'",
];

const NOT_PLAIN = [
  'my %h = (a => unlink("x"))',
  'a => 1; system "ls"',
  'system\n=> "ls"',
  '$Data::Dumper::Deparse = 1; print Dumper(1)',
  '$Data::Dumper::Freezer = "x"; print Dumper(1)',
  '$Data::Dumper::Sortkeys = sub { unlink "a" }; print Dumper(1)',
  'unlink "a"',
  'system("ls")',
  'print `ls`',
  'print qx(ls)',
  's/x/`ls`/e',
  's/(.*)/system($1)/ee',
  'eval $_',
  'exec "ls"',
  'open(F, ">a")',
  'print "@{[ system(\'ls\') ]}"',
  'print "${\\ system(\'ls\')}"',
  'print "$x[system(\'ls\')]"',
  'print "$x{system(\'ls\')}"',
  '/(?{ system("ls") })/',
  '/x$a[system("ls")]/',
  'time / unlink("a") / 1',
  'shift / unlink("a") / 1',
  '$x / unlink("a") / 1',
  '} / unlink("a") / 1',
  '&$f("x")',
  '&unlink("a")',
  '$f->("x")',
  'Foo->bar',
  'CORE::unlink("a")',
  "CORE'unlink('a')",
  'require "a.pl"',
  'do "a.pl"',
  '@ARGV = (".env"); print while <>',
  '$^I = ""',
  'print $ENV{KEY}',
  'print %ENV',
  'print "$ENV{KEY}"',
  '<*.c>',
  'print <<A;\nA\nunlink "a"',
  '*x = \\&unlink; x("a")',
  'sub x { unlink "a" }',
  '__END__',
  'kill 9, 1',
  'y/a/b/; unlink "a"',
  'rename "a", "b"',
  'sort { unlink $a } @x',
  'print "a" if -e "b" and unlink("b")',
  '$SIG{ALRM} = "x"',
  'tie %h, "X"',
  'print q(a); unlink q(b)',
];

test('a one-liner that only computes and prints is known to', () => {
  assert.deepEqual(
    PLAIN.filter((text) => !isPlainPerl(text)),
    [],
  );
});

test('whatever else it may be is not', () => {
  assert.deepEqual(NOT_PLAIN.filter(isPlainPerl), []);
});

test('a deed behind, before or among what is plain is never plain', () => {
  const deed = fc.constantFrom('unlink "a"', 'system("ls")', '`ls`', 'eval $_', 's/a/b/e', 'open F, ">x"', '&$x');
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PLAIN), { maxLength: 4 }), deed, fc.nat(4), (plain, found, place) => {
      const parts: string[] = [...plain];
      parts.splice(place, 0, found);
      assert.ok(!isPlainPerl(parts.join('; ')), parts.join('; '));
    }),
    { numRuns: 500 },
  );
});

const READS: readonly (readonly [string, readonly (string | undefined)[]])[] = [
  ['open my $f, "<", "a.txt" or die $!; while (<$f>) { chomp; print length($_) if /x/ } close $f;', ['a.txt']],
  ["local $/; open(my $fh, '<:encoding(UTF-8)', 'a.md') or die; my $t = <$fh>; print length $t", ['a.md']],
  ['open(F, "a.txt"); print while <F>', ['a.txt']],
  [
    'use JSON::PP; open my $f, "<", "p.json"; my $d = decode_json(join "", <$f>); print join("\\n", sort keys %{$d->{x}})',
    ['p.json'],
  ],
  ["use strict; for my $p ('a', 'b') { open my $f, '<', $p or die; print scalar <$f> }", ['a', 'b']],
  ['for my $p (glob("src/*.c src/*.h")) { open my $f, "<", $p; print "$p: $_" while <$f> }', ['src/*.c', 'src/*.h']],
  ['open(F, "<", "a"); print while <F>; close(F)', ['a']],
  ['opendir(my $d, "src") or die; print "$_\\n" for sort readdir($d); closedir $d', ['src']],
  ['print "size ", -s "a.txt", "\\n" if -e "a.txt"', []],
  ['use File::Find; find(sub { print "$File::Find::name\\n" if /x/ }, "lib");', ['lib']],
  ['my $p = shift; open my $f, "<", $p; print <$f>', [undefined]],
  ['for my $p ("a") { $p .= "b"; open my $f, "<", $p; print <$f> }', [undefined]],
  ['for my $p ("a") { $p =~ s/a/b/; open my $f, "<", $p; print <$f> }', [undefined]],
  ['for my $p ("a") { for ($p) { $_ = "b" } open my $f, "<", $p; print <$f> }', [undefined]],
  ['for my $p ("a") { my $p = "b"; open my $f, "<", $p; print <$f> }', [undefined]],
  ['for my $p ("a") { ($p, my $q) = ("b"); open my $f, "<", $p; print <$f> }', [undefined]],
];

test('what is opened to be read is named, or said not to be known', () => {
  for (const [text, paths] of READS)
    assert.deepEqual(
      readsOfPerl(text)?.map(({ path }) => path),
      paths,
      text,
    );
});

test('what may be opened for more than to be read is not known', () => {
  for (const text of [
    'open my $f, ">", "a"',
    'open my $f, "+<", "a"',
    'open my $f, ">>", "a"',
    'open my $f, "-|", "ls"',
    'open my $f, "|-", "ls"',
    'open my $f, "<", "a" . unlink("b")',
    'open my $f, "<", "a", unlink("b")',
    'open my $f, "<", $x . "b"',
    'open my $f, "<", "$x"',
    'open my $f, "<", "@{[unlink(1)]}"',
    'my $m = ">"; open my $f, $m, "a"',
    'open F, "ls|"',
    'open F, "| ls"',
    'open F, ">a"',
    'open F, $x',
    'open ARGV, "<", "a"; print while <>',
    'open STDOUT, "<", "a"',
    'open(my $f, "<", "a"), unlink("b")',
    'opendir(my $d, "src"); unlink $_ for readdir $d',
    'glob("*.c"); unlink',
    'use File::Find; find(sub { unlink $_ }, "lib")',
    'use File::Find; find(\\&wipe, "lib")',
    'use lib "x"; print 1',
    'use evil; print 1',
    'use POSIX qw(:sys_wait_h); unlink "a"',
    'use File::Copy; move("a", "b")',
    '$p = "ENV"; print $p->{KEY}',
    '$p = "ENV"; print %$p',
    '$p = "E" . "NV"; print %{$p}',
    'for ("ENV") { print $_->{KEY} }',
    'for $p ("ENV") { print $p->{KEY} }',
    '$x = "ARGV"; @$x = ("ls|"); print while <>',
    '$x = {}; $x = "ENV"; print $$x{KEY}',
    'print "$main::ENV{KEY}"',
    '-e "a" and unlink "a"',
  ])
    assert.equal(readsOfPerl(text), undefined, text);
});
