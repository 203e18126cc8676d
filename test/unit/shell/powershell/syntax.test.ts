import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePowershell } from '../../../../src/shell/powershell/syntax/parse.ts';
import type { Element, Expression, Statement } from '../../../../src/shell/powershell/syntax/tree.ts';

/** An expression as a short text: words joined, what is not a word in brackets. */
function shown(value: Expression): string {
  switch (value.type) {
    case 'text':
      return value.parts.map((part) => ('text' in part ? part.text : `<${shown(part.value)}>`)).join('');
    case 'variable':
      return `$${value.name}`;
    case 'array':
      return value.items.map(shown).join(' , ');
    case 'member':
      return `${shown(value.object)}.${shown(value.name)}${value.parameters === undefined ? '' : `(${value.parameters.map(shown).join('; ')})`}`;
    case 'binary':
      return `(${shown(value.left)} ${value.operator} ${shown(value.right)})`;
    case 'type':
      return `[${value.name}]`;
    default:
      return value.type;
  }
}

function element(one: Element): string {
  switch (one.type) {
    case 'argument':
      return shown(one.value);
    case 'parameter':
      return one.value === undefined ? one.text : `${one.text}${shown(one.value)}`;
    case 'splat':
      return `@${one.name}`;
    case 'verbatim':
      return `--%${one.text}`;
  }
}

/** Every command of a statement with its words, in order. */
function commands(statement: Statement): readonly (readonly string[])[] {
  if (statement.type !== 'chain') return [];
  return statement.pipelines.flatMap((pipeline) =>
    pipeline.elements.map((one) =>
      one.type === 'command' ? [shown(one.name), ...one.elements.map(element)] : [`= ${shown(one.value)}`],
    ),
  );
}

function parsed(text: string): readonly (readonly string[])[] {
  const { script, faults } = parsePowershell(text);
  assert.deepEqual(faults, [], text);
  return script.statements.flatMap(commands);
}

test('words of a command are told apart as PowerShell does', () => {
  for (const [text, expected] of [
    ['ri -Recurse a.txt', [['ri', '-Recurse', 'a.txt']]],
    ['npm run build -- --x=1', [['npm', 'run', 'build', '--', '--x=1']]],
    ['cd $env:TEMP\\x', [['cd', '<$env:TEMP>\\x']]],
    ['./build.ps1 -Foo', [['./build.ps1', '-Foo']]],
    ['gci src, test -fo:$true', [['gci', 'src , test', '-fo:$true']]],
    ["ri 'it''s' \"a`\"b\"", [['ri', "it's", 'a"b']]],
    ['a"b c"d', [['ab cd']]],
    ['ri "x"y', [['ri', 'x', 'y']]],
    ['git log --format="%h %s"', [['git', 'log', '--format=%h %s']]],
    ['ri `\n a', [['ri', 'a']]],
    ['R`i a', [['Ri', 'a']]],
    ['ri \u2013Recurse \u201ca b\u201d', [['ri', '\u2013Recurse', 'a b']]],
    ['7z x a.zip', [['7z', 'x', 'a.zip']]],
    ['cmd --% /c del %X% | x', [['cmd', '--% /c del %X% '], ['x']]],
    ['ri @options', [['ri', '@options']]],
    ['a; b\nc && d || e', [['a'], ['b'], ['c'], ['d'], ['e']]],
    ['a |\n b\n | c', [['a'], ['b'], ['c']]],
    ['a & b', [['a'], ['b']]],
    ['a # ; b', [['a']]],
    ['a <# ; b #> c', [['a', 'c']]],
    ['ri $x.FullName', [['ri', '$x.FullName']]],
  ] as const) {
    assert.deepEqual(parsed(text), expected, text);
  }
});

test('values are told from commands', () => {
  for (const [text, expected] of [
    ['1..3', [['= (1 .. 3)']]],
    ["'a' + 'b'", [['= (a + b)']]],
    ['[IO.File]::Delete("a", 1 + 2)', [['= [IO.File].Delete(a; (1 + 2))']]],
    ['$x -replace "a","b" | ri', [['= ($x replace a , b)'], ['ri']]],
    ['"{0}" -f $a, 1', [['= ({0} f $a , 1)']]],
  ] as const) {
    assert.deepEqual(parsed(text), expected, text);
  }
});

test('statements with blocks are found, and what follows them', () => {
  const { script, faults } = parsePowershell(
    'if ($a) { b } elseif (c) { d } else { e } foreach ($f in 1,2) { g } while (1) { h } do { i } until (1)\n' +
      'switch ($x) { 1 { a } default { b } } try { a } catch [X.Y], [Z] { b } finally { c }\n' +
      'function f([int]$a = 1, $b) { ri $a } filter g { $_ } for ($i = 0; $i -lt 3; $i++) { j }\n' +
      '$x = if ($y) { 1 } else { 2 }; $env:A, $b.c[0] = 1, 2; return $x',
  );
  assert.deepEqual(faults, []);
  assert.deepEqual(
    script.statements.map(({ type }) => type),
    [
      'if',
      'foreach',
      'loop',
      'loop',
      'switch',
      'try',
      'function',
      'function',
      'loop',
      'assignment',
      'assignment',
      'leave',
    ],
  );
});

test('a here-string ends only where its quote stands at the start of a line', () => {
  const [first] = parsed('@"\na "@ $x\n"@ | iex');
  assert.deepEqual(first, ['= a "@ <$x>']);
  assert.deepEqual(parsed("@'\n$x\n'@")[0], ['= $x']);
});

test('what is broken is said, and what stands behind it is still found', () => {
  for (const text of [
    'ri "a',
    "ri 'a",
    'if (x { ri a }',
    '@"\nri a',
    'ri a }',
    '<# ri a',
    'class X { } ri a',
    '[Foo({ ri a })]$x',
  ]) {
    assert.notDeepEqual(parsePowershell(text).faults, [], text);
  }
  const { script } = parsePowershell('a } ; ri b');
  assert.ok(script.statements.flatMap(commands).some(([name]) => name === 'ri'));
});

test('brackets deeper than any text needs are not followed', () => {
  for (const open of ['(', '$(', '@(', '{', '"$(', '@{a=', 'if(']) {
    const { faults } = parsePowershell(open.repeat(3000));
    assert.ok(faults.length > 0, open);
  }
});
