import type { Cmdlet } from '../cmdlet.ts';
import {
  archives,
  changeFolder,
  children,
  contents,
  extracts,
  joinPath,
  newItem,
  nothing,
  outFile,
  paths,
  readsInput,
  removes,
  renames,
  selectString,
  splitPath,
  transfers,
  writes,
} from './fileDeeds.ts';
import { NOTHING, textArg } from '../value.ts';

const PATHS = (verb: string): string => `path=${verb} literalpath,pspath,lp=${verb}`;
const CHOOSE = 'filter= include= exclude= force,fo!forced credential=';

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
    names: 'get-content gc cat type',
    options: `${PATHS('read')} totalcount,head,first= tail,last= readcount= raw wait delimiter= encoding= asbytestream stream= ${CHOOSE}`,
    positions: 'path',
    input: 'path',
    also: contents,
    examples: {
      held: { 'Get-Content .env': 'secret.read' },
      passed: ['Get-Content README.md -TotalCount 20', 'cat src/a.ts | select -First 3'],
    },
  },
  {
    names: 'get-childitem gci ls dir',
    options: `${PATHS('list')} recurse,s,r depth= name attributes= directory,ad file,af hidden,ah,h readonly,ar system,as followsymlink ${CHOOSE.replace('!forced', '')}`,
    positions: 'path filter',
    input: 'path',
    also: children,
    examples: {
      held: { 'Get-ChildItem Env:': 'secret.read' },
      passed: [
        'Get-ChildItem -Recurse | Measure-Object',
        'gci src, test -Filter *.ts -Recurse -File',
        'ls | sort Length -Descending | select -First 5',
      ],
    },
  },
  {
    names: 'get-item gi',
    options: `${PATHS('list')} stream= ${CHOOSE}`,
    positions: 'path',
    input: 'path',
    also: paths,
    examples: { passed: ['Get-Item src'] },
  },
  {
    names: 'test-path',
    options: `path= literalpath,pspath,lp= pathtype,type= isvalid olderthan= newerthan= ${CHOOSE}`,
    positions: 'path',
    examples: { passed: ['Test-Path C:\\x -PathType Leaf'] },
  },
  {
    names: 'resolve-path rvpa convert-path cvpa',
    options: 'path= literalpath,pspath,lp= relative relativebasepath= credential=',
    positions: 'path',
    input: 'path',
    also: paths,
  },
  {
    names: 'join-path',
    options: 'path= childpath= additionalchildpath= resolve',
    positions: 'path childpath additionalchildpath...',
    also: joinPath,
    examples: { held: { 'Remove-Item (Join-Path C:\\a b) -Recurse': 'file.delete' } },
  },
  {
    names: 'split-path',
    options: 'path= literalpath= leaf parent qualifier noqualifier extension leafbase isabsolute resolve',
    positions: 'path',
    input: 'path',
    also: splitPath,
  },
  {
    names: 'set-location sl cd chdir',
    options: 'path= literalpath,pspath= stackname= passthru',
    positions: 'path',
    also: changeFolder,
    examples: { held: { 'cd src; ri a.txt': 'file.delete' }, passed: ['cd src; git status'] },
  },
  {
    names: 'push-location pushd',
    options: 'path= literalpath,pspath= stackname= passthru',
    positions: 'path',
    also: changeFolder,
  },
  {
    names: 'pop-location popd',
    options: 'stackname= passthru',
    also: (bound) => {
      bound.state.scope.cwdKnown = false;
      return NOTHING;
    },
  },
  {
    names: 'get-location gl pwd',
    options: 'psprovider= psdrive= stack stackname=',
    also: (bound) => ({
      items: [{ ...textArg(bound.state.scope.cwd, bound.range), dynamic: !bound.state.scope.cwdKnown }],
      thing: 'file',
    }),
  },
  {
    names: 'select-string sls',
    options: `${PATHS('read')} pattern= inputobject= simplematch casesensitive quiet list notmatch allmatches encoding= context= culture= raw noemphasis include= exclude=`,
    positions: 'pattern path',
    also: selectString,
    examples: {
      passed: ['Select-String -Path src/*.ts -Pattern TODO', "gci src -Recurse -Filter *.ts | sls 'rm -rf'"],
    },
  },
  {
    names: 'import-csv ipcsv import-clixml import-powershelldatafile import-localizeddata',
    options: `${PATHS('read')} delimiter= header= encoding= useculture skip= first= includetotalcount`,
    positions: 'path',
    also: readsInput,
  },
  {
    names: 'export-csv epcsv export-clixml export-alias epal',
    options: `path=write literalpath,pspath,lp=write delimiter= append force noclobber encoding= notypeinformation,nti includetypeinformation useculture usequotes= quotefields= depth= inputobject=`,
    positions: 'path',
    also: writes('write'),
    examples: { held: { 'Get-Process | Export-Csv p.csv': 'file.write' } },
  },
  {
    names: 'get-filehash',
    options: `${PATHS('read')} algorithm= inputstream=`,
    positions: 'path',
    input: 'path',
    also: readsInput,
    examples: { passed: ['Get-FileHash README.md'] },
  },
  {
    names: 'format-hex fhx',
    options: `${PATHS('read')} inputobject= encoding= count= offset= raw`,
    positions: 'path',
    input: 'path',
  },
  {
    names: 'get-acl',
    options: `${PATHS('list')} audit filter= include= exclude= inputobject=`,
    positions: 'path',
    input: 'path',
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
    names: 'get-itemproperty gp get-itempropertyvalue gpv',
    options: `${PATHS('list')} name= filter= include= exclude= credential=`,
    positions: 'path name',
    examples: { passed: ["Get-ItemProperty 'HKLM:\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion'"] },
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
