import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isPlainPerl } from '../../../src/code/perl/plainPerl.ts';

const PLAIN = [
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
  const deed = fc.constantFrom('unlink "a"', 'system("ls")', '`ls`', 'eval $_', 's/a/b/e', 'open F, "x"', '&$x');
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PLAIN), { maxLength: 4 }), deed, fc.nat(4), (plain, found, place) => {
      const parts: string[] = [...plain];
      parts.splice(place, 0, found);
      assert.ok(!isPlainPerl(parts.join('; ')), parts.join('; '));
    }),
    { numRuns: 500 },
  );
});
