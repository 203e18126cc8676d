import { actOnFile, opaque } from '../effects/act.ts';
import { joinArgs } from '../state/arg.ts';
import { runFlow } from '../commands/scriptText.ts';
import { has, valueOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { runShellText, runWords } from '../calls/innerCommand.ts';
import type { Tool } from './tool.ts';
import { withAssignments } from './wrapperCalls.ts';

function sudo(call: Call): void {
  call.traits.add('elevated');
  const { operands } = call.parsed;
  if (has(call, 'e', 'edit')) for (const file of operands) actOnFile(call, 'write', file);
  else if (has(call, 's', 'i', 'shell', 'login') && operands.length > 0) {
    const text = joinArgs(operands);
    if (text !== undefined) runShellText(call, text);
  } else if (operands.length === 0 && has(call, 's', 'i', 'shell', 'login')) {
    if (call.stdin === undefined) opaque(call, call.title, call.range, 'problem.interactive');
    else runFlow(call, call.stdin);
  } else withAssignments(call, operands);
}

/** su, runuser: `-c TEXT`, or a command after the user. */
function otherUser(call: Call): void {
  call.traits.add('elevated');
  const text = valueOf(call, 'c', 'command');
  if (text !== undefined) runShellText(call, text);
  else if (has(call, 'u', 'user') || call.title === 'pkexec') runWords(call, call.parsed.operands);
  else if (call.stdin !== undefined) runFlow(call, call.stdin);
  else opaque(call, call.title, call.range, 'problem.interactive');
}

/** Programs that run a command as another user. */
export const otherUsersTools: readonly Tool[] = [
  {
    names: 'sudo',
    stop: true,
    options:
      'A,askpass b,background!unattended C,close-from= c,login-class= r,role= t,type= E,preserve-env? e,edit g,group= H,set-home h,host= i,login K,remove-timestamp k,reset-timestamp l,list n,non-interactive P p,prompt= R,chroot= D,chdir=folder S,stdin s,shell T,command-timeout= U,other-user= u,user= V v,validate B N',
    also: sudo,
    examples: {
      held: {
        'sudo rm -rf x': 'file.delete',
        'sudo -u root -- rm -rf x': 'file.delete',
        'sudo A=b rm x': 'file.delete',
      },
      passed: ['sudo -n ls'],
    },
  },
  {
    names: 'doas',
    stop: true,
    options: 'C= L n s u=',
    also: sudo,
    examples: { held: { 'doas rm -rf x': 'file.delete' } },
  },
  {
    names: 'sudoedit',
    also: (call) => {
      call.traits.add('elevated');
      for (const file of call.parsed.operands) actOnFile(call, 'write', file);
    },
    examples: { held: { 'sudoedit /etc/hosts': 'file.write system.change' } },
  },
  {
    names: 'su runuser pkexec',
    options:
      'c,command= f,fast g,group= G,supp-group= l,login m,p,preserve-environment P,pty s,shell= u,user= w,whitelist-environment=',
    also: otherUser,
    examples: { held: { "su -c 'rm -rf x'": 'file.delete', 'runuser -u bob -- rm -rf x': 'file.delete' } },
  },
  {
    names: 'sg',
    free: true,
    noHelp: true,
    also: (call) => {
      const at = call.args.findIndex((arg) => arg.value === '-c');
      const text = at === -1 ? call.args[1] : call.args[at + 1];
      if (text === undefined) opaque(call, call.title, call.range, 'problem.interactive');
      else runShellText(call, text);
    },
    examples: { held: { "sg docker -c 'rm -rf x'": 'file.delete' } },
  },
];
