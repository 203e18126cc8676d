import { act, opaque } from '../../effects/act.ts';
import { embedFile } from '../../calls/embed.ts';
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
      // `Invoke-Command -FilePath` sends a script of this machine.
      here: true,
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

function aliases(bound: Bound): Value {
  const [name] = givenItems(bound, 'name');
  const [value] = givenItems(bound, 'value');
  if (name === undefined || value === undefined || name.dynamic) return NOTHING;
  if (value.dynamic) opaque(bound.call, value.value, value.range, 'problem.dynamic-command');
  else bound.state.aliases.set(name.value.toLowerCase(), value.value);
  return NOTHING;
}

function opens(bound: Bound): Value {
  for (const file of givenItems(bound, 'path', 'literalpath')) {
    if (/\.(?:ps1|bat|cmd|exe|msi|vbs|js|lnk|com|scr|hta)$/i.test(file.value) || file.dynamic || file.glob)
      startProgram(bound.state, [file], bound.range);
    else act(bound.call, 'file.read', 'file', fileArg(bound.state, file, false).value, file.range);
  }
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
    names: 'exit-pssession exsn remove-module rmo remove-job rjb stop-job spjb remove-event unregister-event',
    free: true,
    gives: 'nothing',
  },
  {
    names: 'set-alias sal new-alias nal',
    options: 'name= value= option= scope= force description= passthru',
    positions: 'name value',
    also: aliases,
    examples: { held: { 'Set-Alias x Remove-Item; x a.txt': 'file.delete' } },
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
