import type { Cmdlet } from '../cmdlet.ts';
import { archives, extracts, newItem, nothing, outFile, removes, renames, transfers, writes } from './fileDeeds.ts';
import { CHOOSE, PATHS } from './fileOptions.ts';
import { textArg } from '../value.ts';

/** Cmdlets that make, change or remove files. */
export const files: readonly Cmdlet[] = [
  {
    names: 'remove-item ri rm del erase rd rmdir',
    options: `path= literalpath,pspath,lp= recurse,r,rec!recursive stream= ${CHOOSE}`,
    positions: 'path',
    input: 'path',
    also: removes,
    examples: {
      held: {
        'Remove-Item -Recurse -Force src': 'file.delete',
        'rm -r -fo src, test': 'file.delete',
        'gci *.log | ri': 'file.read file.delete',
        'Remove-Item -Path . -Include *.tmp -Recurse': 'file.delete',
        'Remove-Item HKCU:\\Software\\X -Recurse': 'system.change',
      },
      passed: ['Remove-Item src -Recurse -Force -WhatIf'],
    },
  },
  {
    names: 'clear-content clc',
    options: `path=write literalpath,pspath,lp=write stream= ${CHOOSE}`,
    positions: 'path',
    gives: 'nothing',
    examples: { held: { 'Clear-Content app.log': 'file.write' } },
  },
  {
    names: 'set-content sc',
    options: `${PATHS('write')} value= encoding= nonewline asbytestream stream= passthru ${CHOOSE}`,
    positions: 'path value...',
    also: writes('write'),
    examples: { held: { "Set-Content a.txt 'x'": 'file.write', "'x' | sc a.txt": 'file.write' } },
  },
  {
    names: 'add-content ac',
    options: `${PATHS('append')} value= encoding= nonewline asbytestream stream= passthru ${CHOOSE}`,
    positions: 'path value...',
    also: writes('append'),
    examples: { held: { 'Add-Content a.log "x"': 'file.write' } },
  },
  {
    names: 'out-file',
    options:
      'filepath,path= literalpath,pspath,lp= encoding= append noclobber,nooverwrite force!forced width= nonewline inputobject=',
    positions: 'filepath encoding',
    also: outFile,
    examples: { held: { 'git status | Out-File a.txt': 'file.write' } },
  },
  {
    names: 'tee-object tee',
    options: 'filepath,path= literalpath,pspath,lp= append variable= inputobject= encoding=',
    positions: 'filepath',
    also: outFile,
    examples: { held: { 'git status | Tee-Object a.txt': 'file.write' } },
  },
  {
    names: 'new-item ni',
    options: 'path= name= itemtype,type= value,target= force credential= options=',
    positions: 'path',
    also: newItem,
    examples: { held: { 'New-Item -ItemType Directory out': 'file.create', 'ni a.txt -Force': 'file.write' } },
  },
  {
    names: 'mkdir md',
    options: 'path= name= force',
    positions: 'path',
    also: (bound) =>
      newItem({
        ...bound,
        values: new Map([...bound.values, ['itemtype', { items: [textArg('directory', bound.range)] }]]),
      }),
    examples: { held: { 'mkdir out': 'file.create' } },
  },
  {
    names: 'copy-item cp copy cpi',
    options: `path= literalpath,pspath,lp= destination= recurse,r!recursive container passthru tosession= fromsession= ${CHOOSE}`,
    positions: 'path destination',
    input: 'path',
    also: transfers('read'),
    examples: { held: { 'Copy-Item a.txt b.txt': 'file.read file.write' } },
  },
  {
    names: 'move-item mv move mi',
    options: `path= literalpath,pspath,lp= destination= passthru ${CHOOSE}`,
    positions: 'path destination',
    input: 'path',
    also: transfers('move'),
    examples: { held: { 'mv a.txt b.txt': 'file.move file.write' } },
  },
  {
    names: 'rename-item ren rni',
    options: 'path= literalpath,pspath,lp= newname= force!forced passthru credential=',
    positions: 'path newname',
    input: 'path',
    also: renames,
    examples: { held: { 'ren a.txt b.txt': 'file.move file.create' } },
  },
  {
    names: 'export-csv epcsv export-clixml export-alias epal',
    options: `path=write literalpath,pspath,lp=write delimiter= append force noclobber encoding= notypeinformation,nti includetypeinformation useculture usequotes= quotefields= depth= inputobject=`,
    positions: 'path',
    also: writes('write'),
    examples: { held: { 'Get-Process | Export-Csv p.csv': 'file.write' } },
  },
  {
    names: 'set-acl',
    options:
      'path=permission literalpath=permission aclobject= clearcentralaccesspolicy passthru filter= include= exclude=',
    positions: 'path aclobject',
    input: 'path',
    gives: 'nothing',
    examples: { held: { 'Set-Acl a.txt $acl': 'file.permission' } },
  },
  {
    names: 'unblock-file',
    options: 'path=permission literalpath,pspath=permission',
    positions: 'path',
    input: 'path',
    gives: 'nothing',
  },
  {
    names: 'compress-archive',
    options: 'path=list literalpath=list destinationpath=write compressionlevel= update force passthru',
    positions: 'path destinationpath',
    also: archives,
    examples: { held: { 'Compress-Archive src out.zip': 'file.read file.write' } },
  },
  {
    names: 'expand-archive',
    options: 'path=read literalpath=read destinationpath= force passthru',
    positions: 'path destinationpath',
    also: extracts,
    examples: { held: { 'Expand-Archive a.zip -DestinationPath out': 'file.read file.write' } },
  },
  {
    names: 'set-itemproperty sp new-itemproperty',
    options:
      'path=permission literalpath,pspath=permission name= value= type,propertytype= force passthru inputobject= filter= include= exclude= credential=',
    positions: 'path name value',
    gives: 'nothing',
    examples: {
      held: {
        "Set-ItemProperty 'HKCU:\\Software\\Microsoft\\Windows\\CurrentVersion\\Run' x y.exe":
          'system.change persist.install',
      },
    },
  },
  {
    names: 'remove-itemproperty rp clear-itemproperty clp rename-itemproperty rnp',
    options: 'path=delete literalpath,pspath=delete name= newname= force!forced filter= include= exclude= credential=',
    positions: 'path name',
    gives: 'nothing',
    examples: { held: { 'Remove-ItemProperty HKLM:\\SOFTWARE\\X -Name y': 'system.change' } },
  },
  {
    names: 'set-item si clear-item cli',
    options: 'path=write literalpath,pspath=write value= force passthru filter= include= exclude= credential=',
    positions: 'path value',
    gives: 'nothing',
  },
  { names: 'new-temporaryfile', also: (bound) => ({ items: [textArg('/tmp/new', bound.range)], thing: 'file' }) },
  {
    names: 'remove-psdrive rdr new-psdrive',
    options: 'name= psprovider= root= scope= persist force credential= description= literalname=',
    positions: 'name psprovider root',
    also: nothing,
  },
];
