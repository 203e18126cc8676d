import { act, opaque } from '../../effects/act.ts';
import { plainArg } from '../../state/arg.ts';
import { embedFile } from '../../calls/embed.ts';
import type { Bound, Cmdlet } from '../cmdlet.ts';
import { givenItems, isGiven } from '../cmdlet.ts';
import { fileArg } from '../paths.ts';
import { NOTHING } from '../value.ts';
import type { Value } from '../value.ts';

function imports(bound: Bound): Value {
  const { call, state } = bound;
  for (const name of givenItems(bound, 'name', 'assembly')) {
    // A module by its name is installed; by its path it is a script that runs.
    if (/[\\/]|\.(?:psm1|psd1|ps1|dll)$/i.test(name.value) || name.dynamic)
      embedFile(call, fileArg(state, name, true), { language: 'shell', dialect: 'powershell' });
    else if (!KNOWN_MODULE.test(name.value)) act(call, 'exec.project', 'operation', `module ${name.value}`, name.range);
  }
  return NOTHING;
}

const KNOWN_MODULE =
  /^(?:microsoft\.powershell\.\w+|activedirectory|az(?:\.\w+)?|azuread|awspowershell(?:\.netcore)?|aws\.tools\.\w+|sqlserver|sqlps|hyper-v|dnsclient|netsecurity|nettcpip|storage|scheduledtasks|psreadline|posh-git|pester|psscriptanalyzer|threadjob|powershellget|packagemanagement|webadministration|iisadministration|bitstransfer|cimcmdlets|international|microsoft\.graph(?:\.\w+)*|exchangeonlinemanagement|platyps|psake|invokebuild)$/i;

function addsType(bound: Bound): Value {
  const { call, range } = bound;
  const names = givenItems(bound, 'assemblyname');
  // A library of the system by its name only makes its types known.
  if (
    !isGiven(bound, 'typedefinition', 'memberdefinition', 'path', 'literalpath') &&
    names.every((name) => /^(?:system|microsoft|presentation|windowsbase)[\w.]*$/i.test(name.value))
  )
    return NOTHING;
  opaque(call, 'Add-Type', range, 'problem.opaque-code');
  return NOTHING;
}

function installs(bound: Bound): Value {
  const names = givenItems(bound, 'name', 'path');
  for (const name of names.length > 0 ? names : [plainArg('*', bound.range)])
    act(bound.call, 'exec.install', 'package', name.value, name.range);
  return NOTHING;
}

/** Cmdlets that load or install the code of others. */
export const packages: readonly Cmdlet[] = [
  {
    names: 'import-module ipmo',
    options:
      'name= assembly= force global prefix= function= cmdlet= variable= alias= requiredversion= minimumversion= maximumversion= fullyqualifiedname= ascustomobject noclobber passthru disablenamechecking usewindowspowershell,usewinps skipeditioncheck scope= psession= moduleinfo= argumentlist=',
    positions: 'name...',
    also: imports,
  },
  {
    names: 'add-type',
    options:
      'typedefinition= memberdefinition,members= name= namespace= path= literalpath= assemblyname,an= language= referencedassemblies= outputassembly= outputtype= passthru ignorewarnings usingnamespace= compileroptions=',
    positions: 'typedefinition',
    also: addsType,
  },
  {
    names:
      'install-module inmo install-script install-package isrp install-psresource install-packageprovider update-module update-script update-package save-module save-package save-psresource update-help add-appxpackage install-windowsfeature add-windowsfeature enable-windowsoptionalfeature',
    free: true,
    options: 'name= path= scope= force repository= requiredversion= version= destinationpath=',
    positions: 'name',
    also: installs,
    examples: { held: { 'Install-Module Pester -Force': 'exec.install' } },
  },
];
