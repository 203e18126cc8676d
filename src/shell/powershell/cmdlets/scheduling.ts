import { act } from '../../effects/act.ts';
import type { Bound, Cmdlet } from '../cmdlet.ts';
import { givenItems } from '../cmdlet.ts';
import { startProgram } from '../programs.ts';
import { unknown } from '../value.ts';
import type { Value } from '../value.ts';

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

/** Cmdlets that make something run later, by itself. */
export const scheduling: readonly Cmdlet[] = [
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
];
