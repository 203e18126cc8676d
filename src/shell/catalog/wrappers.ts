import { act, actOnFile } from '../effects/act.ts';
import { has, valueOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import type { Scope } from '../state/scope.ts';
import { textFlow } from '../state/flow.ts';
import { carryOver } from '../state/scope.ts';
import { runShellText, runWords } from '../calls/innerCommand.ts';
import type { Tool } from './tool.ts';
import { after } from './wrapperCalls.ts';

function flock(call: Call): void {
  const text = valueOf(call, 'c', 'command');
  const [lock, ...words] = call.parsed.operands;
  if (lock !== undefined && !/^\d+$/.test(lock.value)) actOnFile(call, 'create', lock);
  if (text !== undefined) runShellText(call, text);
  else if (words[0]?.value === '-c' && words[1] !== undefined) runShellText(call, words[1]);
  else runWords(call, words);
}

/** `command`, `builtin`: this very shell runs the words, past a function or an alias of that name. zsh's `noglob f` does not. */
function inPlace(call: Call): void {
  const { scope, shell, parsed } = call;
  const name = /^no/.test(call.title) ? '' : (parsed.operands[0]?.value ?? '');
  const { functions, aliases } = scope;
  const [body, alias] = [functions.get(name), aliases.get(name)];
  functions.delete(name);
  aliases.delete(name);
  const inner: Scope = { ...scope };
  call.state.stdout = shell.words(parsed.operands, inner, call.range, call.stdin);
  call.state.weighty = true;
  if (body !== undefined && !functions.has(name)) functions.set(name, body);
  if (alias !== undefined && !aliases.has(name)) aliases.set(name, alias);
  carryOver(scope, inner);
  scope.stayed = inner.stayed;
  scope.positional = inner.positional;
}

export const wrappers: readonly Tool[] = [
  {
    names: 'nohup setsid',
    stop: true,
    options: 'c,ctty f,fork w,wait',
    also: (call) => {
      call.traits.add('unattended');
      after(0)(call);
    },
    examples: { held: { 'nohup rm -rf x &': 'file.delete' } },
  },
  {
    names: 'numactl prlimit choom systemd-inhibit',
    stop: true,
    free: true,
    options:
      'p,preferred? m,membind= N,cpunodebind= C,physcpubind= i,interleave= l,localalloc H,hardware s,show pid= n,adjust= what= who= why= mode= list',
    also: (call) => {
      const { operands } = call.parsed;
      const pid = valueOf(call, 'pid') ?? (call.title === 'choom' ? valueOf(call, 'p') : undefined);
      // Without a limit to set it shows those that there are.
      const sets = call.parsed.given.length > (pid === undefined ? 0 : 1) || call.parsed.unknown.length > 0;
      if (call.title === 'prlimit' && pid !== undefined && !sets) return;
      if (pid !== undefined || (call.title === 'prlimit' && has(call, 'p')))
        act(call, 'system.change', 'process', pid?.value ?? operands[0]?.value ?? '*', call.range);
      else runWords(call, operands);
    },
    examples: {
      held: {
        'numactl -N0 rm -rf x': 'file.delete',
        'prlimit --nofile=10 rm -rf x': 'file.delete',
        'systemd-inhibit --why=x rm -rf x': 'file.delete',
        'choom -n 100 -- rm -rf x': 'file.delete',
      },
      passed: ['numactl --hardware', 'prlimit --pid 42'],
    },
  },
  {
    names: 'timeout gtimeout',
    stop: true,
    options: 'k,kill-after= s,signal= v,verbose preserve-status foreground f p',
    also: after(1),
    examples: { held: { 'timeout -k 5 10 rm -rf x': 'file.delete' }, passed: ['timeout 5 ls'] },
  },
  {
    names: 'nice ionice renice chrt taskset cpulimit',
    stop: true,
    options: 'n,adjustment= c,class,cpu-list= t,ignore p,pid= P= u,uid= l,limit= #',
    also: (call) => {
      const { operands } = call.parsed;
      if (/renice/.test(call.title)) act(call, 'system.change', 'process', operands[0]?.value ?? '*', call.range);
      else if (/taskset|chrt/.test(call.title) && !has(call, 'p', 'c')) after(1)(call);
      else after(0)(call);
    },
    examples: { held: { 'nice -n 10 ionice -c3 rm -rf x': 'file.delete' } },
  },
  {
    // Alone it prints the processor's kind; macOS's starts a program for another.
    names: 'arch',
    stop: true,
    single: true,
    options: 'arch= d= e= c 32 64 x86_64 x86_64h i386 arm64 arm64e',
    also: after(0),
    examples: { held: { 'arch -x86_64 rm -rf x': 'file.delete' }, passed: ['arch', 'arch -arm64 ls'] },
  },
  {
    names: 'stdbuf',
    stop: true,
    options: 'i,input= o,output= e,error=',
    also: after(0),
    examples: { held: { 'stdbuf -o0 rm -rf x': 'file.delete' } },
  },
  {
    names: 'time gtime',
    stop: true,
    options: 'p,portability f,format= o,output=write a,append v,verbose q l',
    also: after(0),
    examples: { held: { 'command time -p rm x': 'file.delete' }, passed: ['time ls'] },
  },
  {
    names: 'command builtin exec noglob nocorrect',
    stop: true,
    noHelp: true,
    options: 'p v V c l a=',
    also: (call) => {
      if (has(call, 'v', 'V')) call.state.stdout = textFlow(`${call.parsed.operands[0]?.value ?? ''}\n`, call.range);
      else if (/^(?:command|builtin|noglob|nocorrect)$/.test(call.title)) inPlace(call);
      else after(0)(call);
    },
    examples: {
      held: {
        'command rm -rf x': 'file.delete',
        "builtin eval 'rm -rf x'": 'file.delete',
        'exec rm -rf x': 'file.delete',
      },
      passed: ['command -v foo'],
    },
  },
  {
    names: 'busybox toybox doit',
    stop: true,
    options: 'list install',
    also: after(0),
    examples: { held: { 'busybox rm -rf x': 'file.delete' } },
  },
  {
    names: 'flock',
    stop: true,
    options:
      's,shared x,e,exclusive u,unlock n,nb,nonblock w,timeout,wait= o,close c,command= E,conflict-exit-code= F,no-fork verbose',
    also: flock,
    examples: { held: { 'flock /tmp/l rm -rf x': 'file.create file.delete' } },
  },
  {
    names: 'strace ltrace dtruss perf',
    stop: true,
    options:
      'V!none version!none f,follow-forks ff o,output=write e,trace= p,attach= s,string-limit= c C t T r v x y k q i a= u,user= E,env= b= O= S= P= n w z Z',
    also: (call) => {
      const words = call.parsed.operands;
      if (call.title === 'perf') {
        // Its options stand behind the verb.
        const at = call.args.findIndex(
          ({ value }, index) =>
            index > 0 &&
            !value.startsWith('-') &&
            !/^-[eFoCpt]$|^--(?:event|freq|output|cpu|pid|call-graph)$/.test(call.args[index - 1]?.value ?? ''),
        );
        if (at !== -1) runWords(call, call.args.slice(call.args[at]?.value === words[0]?.value ? at + 1 : at));
      } else runWords(call, words);
    },
    examples: { held: { 'strace -f rm -rf x': 'file.delete' } },
  },
];
