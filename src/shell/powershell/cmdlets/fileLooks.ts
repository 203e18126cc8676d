import type { Cmdlet } from '../cmdlet.ts';
import { changeFolder, children, contents, joinPath, paths, readsInput, selectString, splitPath } from './fileDeeds.ts';
import { CHOOSE, PATHS } from './fileOptions.ts';
import { NOTHING, textArg } from '../value.ts';

/** Cmdlets that read files, look at folders or go to them. */
export const fileLooks: readonly Cmdlet[] = [
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
    names: 'get-itemproperty gp get-itempropertyvalue gpv',
    options: `${PATHS('list')} name= filter= include= exclude= credential=`,
    positions: 'path name',
    examples: { passed: ["Get-ItemProperty 'HKLM:\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion'"] },
  },
];
