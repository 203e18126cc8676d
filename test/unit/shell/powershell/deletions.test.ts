import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deletes, effectsOf } from './reading.ts';

test('a deletion is found however it is spelt', () => {
  for (const text of [
    'Remove-Item x',
    'ri x',
    'RM x',
    'del x',
    'rd x',
    'erase x',
    'Microsoft.PowerShell.Management\\Remove-Item x',
    'R`emove-Ite`m x',
    '& Remove-Item x',
    '& "Remove-Item" x',
    ". 'ri' x",
    "& ('Remove' + '-Item') x",
    "& ('{1}{0}' -f '-Item', 'Remove') x",
    "& (-join ('r', 'i')) x",
    "& ('ir'[1, 0] -join '') x",
    "& 'xRemovex-Itemx'.Replace('x', '') x",
    '$c = "ri"; & $c x',
    '$p = "x"; Remove-Item -Path $p',
    '$h = @{ Path = "x" }; Remove-Item @h',
    '$a = @("x"); ri @a',
    'ri -LiteralPath:x',
    'ri -Pat x',
    "'x' | ri",
    "'x' | ForEach-Object { ri $_ }",
    "foreach ($f in 'x') { ri $f }",
    'if ($true) { ri x } else { }',
    'try { ri x } catch { }',
    'function f { ri x }; f',
    'function f($a) { ri $a }; f -a x',
    'filter f { ri $_ }; "x" | f',
    'Set-Alias y ri; y x',
    'sal y Remove-Item; y x',
    '& { ri x }',
    '{ ri x }.Invoke()',
    '$b = { ri x }; & $b',
    '$b = { ri x }; $b.Invoke()',
    'icm { ri x }',
    'echo "$(ri x)"',
    'git log -n "$(ri x)"',
    'Get-ChildItem | ? { ri x; $true }',
    'gci | sort { ri x }',
    'gci | select @{ n = "a"; e = { ri x } }',
    'Measure-Command { ri x }',
    '$x = $(ri x)',
    'return ri x',
    '[void](ri x)',
    '@{ a = (ri x) }',
    'switch (1) { default { ri x } }',
    'do { ri x } while ($false)',
    '[IO.File]::Delete("x")',
    '[System.IO.File]::Delete("x")',
    '(Get-Item x).Delete()',
    'gi x | % Delete',
    '$f = Get-Item x; $f.Delete()',
    "(New-Object IO.FileInfo 'x').Delete()",
    'bash -c "rm x"',
    'Start-Process bash "-c","rm x"',
    'git status && ri x',
    'git status || ri x',
    'ri x &',
    'cd /workspace; ri x',
    'ri ./x',
    'ri .\\x',
    'ri $PWD/x',
    'ri (Join-Path $PWD x)',
    "ri ([IO.Path]::Combine('/workspace', 'x'))",
  ]) {
    deletes(text, '/workspace/x');
  }
});

test('folders and patterns are named', () => {
  deletes('Remove-Item -Recurse -Force C:\\', 'C:\\');
  deletes('ri -r -fo ~', '/home/user');
  deletes('ri $HOME\\* -Recurse', '/home/user/*');
  deletes('ri "$env:USERPROFILE\\Documents" -Recurse', '/home/user/Documents');
  deletes('ri src\\*.log, test/a.txt', '/workspace/src/*.log', '/workspace/test/a.txt');
  deletes('gci src -Recurse -Filter *.tmp | ri', '/workspace/src/**/*.tmp');
  deletes('gci -Recurse -Include *.log,*.tmp | Remove-Item -Force', '/workspace/**/*.log', '/workspace/**/*.tmp');
  deletes('gci *.log | % { $_.FullName } | Remove-Item', '/workspace/*.log');
  deletes('gci *.log | % { [IO.File]::Delete($_.FullName) }', '/workspace/*.log');
  deletes('gci *.log | where Length -gt 1mb | sort Name | % { Remove-Item $_.FullName }', '/workspace/*.log');
  deletes('cd src; ri a', '/workspace/src/a');
  deletes('Push-Location C:\\x; ri y', 'C:\\x\\y');
  deletes('ri ..\\other -Recurse', '/other');
  deletes('foreach ($n in "a","b") { ri "$n.txt" }', '/workspace/a.txt', '/workspace/b.txt');
});

test('on a ground of Windows paths names are Windows paths', () => {
  const ground = { cwd: 'C:\\work\\app', workspace: 'C:\\work\\app', home: 'C:\\Users\\me' };
  for (const [text, name] of [
    ['ri src -Recurse', 'C:\\work\\app\\src'],
    ['ri ..\\other -Recurse', 'C:\\work\\other'],
    ['ri \\x', 'C:\\x'],
    ['ri ~\\x', 'C:\\Users\\me\\x'],
    ['ri $env:TEMP\\x', 'C:\\Users\\me\\AppData\\Local\\Temp\\x'],
    ['ri D:/x/./y', 'D:\\x\\y'],
    ['ri \\\\server\\share\\x', '\\\\server\\share\\x'],
    ['ri \\\\?\\C:\\x', 'C:\\x'],
  ] as const) {
    assert.deepEqual(effectsOf(text, ground), [`file.delete ${name}`], text);
  }
});
