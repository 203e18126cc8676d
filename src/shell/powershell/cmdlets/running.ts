import { act, opaque } from '../../act.ts';
import { plainArg } from '../../arg.ts';
import { embedFile } from '../../embed.ts';
import type { Bound, Cmdlet } from '../cmdlet.ts';
import { given, givenItems, isGiven } from '../cmdlet.ts';
import { runCode } from '../code.ts';
import { fileArg } from '../paths.ts';
import { startProgram } from '../programs.ts';
import { streamOf, NOTHING, textOf, unknown } from '../value.ts';
import type { Value } from '../value.ts';
import type { State } from '../state.ts';

function invokes(bound: Bound): Value {
  const value = given(bound, 'command') ?? bound.input;
  if (value === undefined) return NOTHING;
  runCode(bound.call, bound.state, value);
  bound.call.state.weighty = true;
  return unknown(bound.range, '');
}

/** On another machine, in a job or here. */
function elsewhere(bound: Bound): Value {
  const { call, state, range } = bound;
  // `icm db1 { … }`: with two words the first is the machine.
  const placed = [given(bound, 'scriptblock'), given(bound, 'argumentlist')];
  const named = placed[1]?.block !== undefined && placed[0]?.block === undefined ? placed[0] : undefined;
  const blocks = placed.filter(
    (value) => value?.block !== undefined || (value !== undefined && value === placed[0] && value !== named),
  );
  const remote =
    named !== undefined ||
    isGiven(
      bound,
      'computername',
      'session',
      'hostname',
      'vmname',
      'vmid',
      'containerid',
      'connectionuri',
      'sshconnection',
    );
  const later = call.title !== 'invoke-command' || isGiven(bound, 'asjob');
  const traits = new Set([
    ...state.scope.traits,
    ...(remote ? (['remote'] as const) : []),
    ...(later && !remote ? (['unattended'] as const) : []),
  ]);
  if (remote)
    for (const host of [
      ...(named?.items ?? []),
      ...givenItems(bound, 'computername', 'hostname', 'vmname', 'containerid'),
    ])
      act(call, 'network.send', host.dynamic ? 'unknown' : 'host', host.value.toLowerCase(), host.range);
  const inner: State = { ...state, scope: { ...state.scope, traits: [...traits] } };
  for (const value of [given(bound, 'initializationscript'), ...blocks]) {
    if (value !== undefined) runCode({ ...call, scope: inner.scope }, inner, value);
  }
  for (const file of givenItems(bound, 'filepath'))
    embedFile({ ...call, scope: inner.scope }, fileArg(state, file, true), {
      language: 'shell',
      dialect: 'powershell',
    });
  return unknown(range, '');
}

function starts(bound: Bound): Value {
  const { call, state, range } = bound;
  const [file] = givenItems(bound, 'filepath');
  if (file === undefined) return NOTHING;
  const scope = { ...state.scope };
  const verb = textOf(given(bound, 'verb'))?.toLowerCase();
  if (/^runas/.test(verb ?? '') || isGiven(bound, 'credential')) scope.traits = [...scope.traits, 'elevated'];
  const words = [file, ...givenItems(bound, 'argumentlist')];
  if (file.dynamic) {
    opaque(call, file.value, file.range, 'problem.dynamic-command', ['dynamic']);
    return NOTHING;
  }
  if (/^(?:https?|mailto|ms-settings|vscode):/i.test(file.value)) {
    act(call, 'network.send', 'operation', file.value, file.range);
    return NOTHING;
  }
  startProgram({ ...state, scope }, words, range, bound.input === undefined ? undefined : streamOf(bound.input, range));
  return unknown(range, '');
}

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

function aliases(bound: Bound): Value {
  const [name] = givenItems(bound, 'name');
  const [value] = givenItems(bound, 'value');
  if (name === undefined || value === undefined || name.dynamic) return NOTHING;
  if (value.dynamic) opaque(bound.call, value.value, value.range, 'problem.dynamic-command');
  else bound.state.aliases.set(name.value.toLowerCase(), value.value);
  return NOTHING;
}

/** What it registers runs later by itself. */
function later(type: 'operation' | 'service', ...names: readonly string[]): (bound: Bound) => Value {
  return (bound) => {
    const { call, state, range } = bound;
    const [name] = givenItems(bound, ...names);
    act(call, 'persist.install', type, name?.value ?? call.title, name?.range ?? range);
    for (const value of bound.values.values()) if (value.block !== undefined) state.machine.script(state, value.block);
    return unknown(range, '');
  };
}

/** `New-ScheduledTaskAction -Execute x`: what a task will run. */
function taskAction(bound: Bound): Value {
  const words = [...givenItems(bound, 'execute'), ...givenItems(bound, 'argument')];
  const scope = { ...bound.state.scope, traits: [...bound.state.scope.traits, 'unattended' as const] };
  startProgram({ ...bound.state, scope }, words, bound.range);
  return { items: words };
}

function opens(bound: Bound): Value {
  for (const file of givenItems(bound, 'path', 'literalpath')) {
    if (/\.(?:ps1|bat|cmd|exe|msi|vbs|js|lnk|com|scr|hta)$/i.test(file.value) || file.dynamic || file.glob)
      startProgram(bound.state, [file], bound.range);
    else act(bound.call, 'file.read', 'file', fileArg(bound.state, file, false).value, file.range);
  }
  return NOTHING;
}

function installs(bound: Bound): Value {
  const names = givenItems(bound, 'name', 'path');
  for (const name of names.length > 0 ? names : [plainArg('*', bound.range)])
    act(bound.call, 'exec.install', 'package', name.value, name.range);
  return NOTHING;
}

const JOB =
  'scriptblock,command= filepath,pspath= argumentlist,args= computername,cn= session= hostname= vmname= vmid= containerid= connectionuri= sshconnection= credential= asjob throttlelimit= hidecomputername jobname= nonewscope inputobject= indisconnectedsession enablenetworkaccess configurationname= usessl port= authentication= sessionoption= username= keyfilepath= name= initializationscript= runas32 streaminghost= workingdirectory= definitionname=';

export const running: readonly Cmdlet[] = [
  {
    names: 'invoke-expression iex',
    options: 'command=',
    positions: 'command...',
    also: invokes,
    examples: { held: { "iex 'ri x'": '' } },
  },
  {
    names: 'invoke-command icm',
    options: JOB,
    positions: 'scriptblock argumentlist...',
    ownBlocks: true,
    also: elsewhere,
    examples: {
      held: {
        'icm { ri x }': 'file.delete',
        'icm -ComputerName db1 { Restart-Computer }': 'network.send system.change',
      },
    },
  },
  {
    names: 'start-job sajb start-threadjob',
    options: JOB,
    positions: 'scriptblock',
    ownBlocks: true,
    also: elsewhere,
    examples: { held: { 'Start-Job { ri x }': 'file.delete' } },
  },
  {
    names: 'start-process start saps',
    options:
      'filepath,pspath,path= argumentlist,args= workingdirectory= verb= wait passthru nonewwindow,nnw windowstyle= credential= redirectstandardoutput,rso=write redirectstandarderror,rse=write redirectstandardinput,rsi=read usenewenvironment loaduserprofile,lup environment=',
    positions: 'filepath argumentlist',
    also: starts,
    examples: {
      held: {
        'Start-Process git "push --force origin main"': 'git.push-force',
        'Start-Process npm publish': 'publish.release',
      },
    },
  },
  {
    names: 'invoke-item ii',
    options: 'path= literalpath,pspath= filter= include= exclude= credential=',
    positions: 'path',
    also: opens,
  },
  {
    names: 'import-module ipmo',
    options:
      'name= assembly= force global prefix= function= cmdlet= variable= alias= requiredversion= minimumversion= maximumversion= fullyqualifiedname= ascustomobject noclobber passthru disablenamechecking usewindowspowershell,usewinps skipeditioncheck scope= psession= moduleinfo= argumentlist=',
    positions: 'name...',
    also: imports,
  },
  {
    names: 'exit-pssession exsn remove-module rmo remove-job rjb stop-job spjb remove-event unregister-event',
    free: true,
    gives: 'nothing',
  },
  {
    names: 'add-type',
    options:
      'typedefinition= memberdefinition,members= name= namespace= path= literalpath= assemblyname,an= language= referencedassemblies= outputassembly= outputtype= passthru ignorewarnings usingnamespace= compileroptions=',
    positions: 'typedefinition',
    also: addsType,
  },
  {
    names: 'set-alias sal new-alias nal',
    options: 'name= value= option= scope= force description= passthru',
    positions: 'name value',
    also: aliases,
    examples: { held: { 'Set-Alias x Remove-Item; x a.txt': 'file.delete' } },
  },
  {
    names: 'register-scheduledtask',
    options:
      'taskname= taskpath= action= trigger= settings= principal= user= password= xml= description= force runlevel= inputobject= cimsession= throttlelimit= asjob',
    positions: 'taskname',
    also: later('operation', 'taskname'),
  },
  {
    names: 'new-scheduledtaskaction',
    options: 'execute= argument= workingdirectory= id=',
    positions: 'execute argument',
    also: taskAction,
  },
  {
    names:
      'new-scheduledtasktrigger new-scheduledtaskprincipal new-scheduledtasksettingsset new-scheduledtask new-jobtrigger new-scheduledjoboption',
    free: true,
  },
  {
    names: 'register-scheduledjob',
    options:
      'name= scriptblock= filepath= trigger= credential= scheduledjoboption= maxresultcount= runnow runevery= initializationscript= argumentlist=',
    positions: 'name scriptblock',
    also: later('operation', 'name'),
  },
  {
    names: 'register-objectevent register-engineevent register-wmievent register-cimindicationevent',
    options:
      'inputobject= eventname= sourceidentifier= action= messagedata= supportevent forward maxtriggercount= query= class= namespace=',
    positions: 'inputobject eventname sourceidentifier',
    also: later('operation', 'sourceidentifier', 'eventname'),
  },
  {
    names: 'new-service',
    options:
      'name,servicename= binarypathname,path= displayname= description= startuptype= credential= dependson= securitydescriptorsddl,sd=',
    positions: 'name binarypathname',
    also: later('service', 'name'),
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
  {
    names: 'new-pssession nsn enter-pssession etsn remove-pssession rsn connect-pssession disconnect-pssession',
    options:
      'computername,cn= hostname= name= credential= port= session= id= usessl configurationname= vmname= containerid= username= keyfilepath=',
    positions: 'computername',
    also: sessions,
  },
  {
    names: 'invoke-pester invoke-scriptanalyzer invoke-build invoke-psake',
    free: true,
    does: 'exec.project:operation',
  },
];

function sessions(bound: Bound): Value {
  for (const host of givenItems(bound, 'computername', 'hostname', 'vmname'))
    act(bound.call, 'network.send', host.dynamic ? 'unknown' : 'host', host.value.toLowerCase(), host.range, {
      traits: ['remote'],
    });
  if (bound.call.name.value.toLowerCase().startsWith('e'))
    opaque(bound.call, bound.call.title, bound.range, 'problem.interactive');
  return { items: givenItems(bound, 'computername', 'hostname', 'name') };
}
