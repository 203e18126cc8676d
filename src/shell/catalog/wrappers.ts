import { act, actOnFile, opaque } from '../act.ts';
import type { Arg } from '../arg.ts';
import { joinArgs, plainArg, slice } from '../arg.ts';
import { runFlow } from '../scriptText.ts';
import { given, has, valueOf } from '../call.ts';
import type { Call } from '../call.ts';
import type { Scope } from '../scope.ts';
import { setVariable } from '../assign.ts';
import { textFlow } from '../flow.ts';
import { carryOver, fork } from '../scope.ts';
import { runShellText, runWords } from '../innerCommand.ts';
import { printsEnvironment } from './reading.ts';
import type { Tool } from './tool.ts';

const ASSIGNMENT = /^([A-Za-z_]\w*)=/;

/** `A=b B=c words…`: what sudo and env take before the command. */
function withAssignments(call: Call, words: readonly Arg[]): void {
  const scope = fork(call.scope);
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at];
    const match = word === undefined ? null : ASSIGNMENT.exec(word.value);
    if (word === undefined || match === null) break;
    setVariable(call.shell, scope, match[1] ?? '', slice(word, match[0].length), word.range, true);
  }
  runWords({ ...call, scope }, words.slice(at));
}

function environment(call: Call): void {
  const text = valueOf(call, 'S', 'split-string');
  const operands = call.parsed.operands[0]?.value === '-' ? call.parsed.operands.slice(1) : call.parsed.operands;
  if (text !== undefined) {
    const all = joinArgs([text, ...operands]);
    // What stands in it is what would stand behind env itself: options and assignments come first.
    const own = all === undefined ? undefined : /^\s*(?=-)/.exec(all.value);
    if (all !== undefined && own !== null && own !== undefined)
      runShellText(call, {
        ...all,
        value: `env ${all.value}`,
        offsets: [...new Array<number>(4).fill(all.range[0]), ...all.offsets],
      });
    else if (all !== undefined) runShellText(call, all);
    return;
  }
  if (operands.every((arg) => ASSIGNMENT.test(arg.value))) printsEnvironment(call);
  else withAssignments(call, operands);
}

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

/** xargs: the words, and after them what comes in, which is known where the input is. */
function xargs(call: Call): void {
  const { operands } = call.parsed;
  const replace = valueOf(call, 'I', 'i', 'replace')?.value ?? (given(call, 'i') !== undefined ? '{}' : undefined);
  const known = call.stdin?.text === undefined || has(call, 'a', 'arg-file') ? undefined : call.stdin.text;
  const range = call.stdin?.range ?? call.range;
  const incoming: Arg = { ...plainArg('{}', call.range), dynamic: true, flow: call.stdin };
  const named = call.stdin?.names?.map((name): Arg => ({ ...plainArg(name, range), glob: true }));
  // With a place to put it each line is one item.
  const words = known
    ?.split(replace === undefined ? /[\s\0]+/ : /[\n\0]+/)
    .map((item) => (replace === undefined ? item : item.trim()))
    .filter((item) => item !== '');
  const items = words?.map((item) => plainArg(item.replace(/^(['"])(.*)\1$/, '$2'), range)) ?? named ?? [incoming];
  const command = operands.length > 0 ? operands : [plainArg('echo', call.range)];
  const inner: Call = { ...call, stdin: undefined };
  if (replace === undefined) {
    runWords(inner, [...command, ...items]);
    return;
  }
  for (const item of items.slice(0, 16)) {
    runWords(
      inner,
      command.map((word) =>
        word.value.includes(replace)
          ? {
              ...(item.dynamic ? word : plainArg(word.value.replaceAll(replace, item.value), word.range)),
              dynamic: item.dynamic,
              glob: item.glob,
              flow: item.flow,
            }
          : word,
      ),
    );
  }
}

function parallel(call: Call): void {
  const { operands } = call.parsed;
  const at = operands.findIndex((arg) => /^:::/.test(arg.value));
  const command = at === -1 ? operands : operands.slice(0, at);
  const lines = call.stdin?.text?.split('\n').filter((line) => line !== '');
  const items =
    at === -1
      ? (lines?.map((line) => plainArg(line, call.stdin?.range ?? call.range)) ?? [
          { ...plainArg('{}', call.range), dynamic: true },
        ])
      : operands.slice(at + 1).filter((arg) => !arg.value.startsWith(':::'));
  for (const item of items.slice(0, 16)) {
    const text = joinArgs(
      command.some((word) => word.value.includes('{'))
        ? command.map((word) =>
            word.value.includes('{')
              ? { ...word, value: word.value.replace(/\{\}/g, item.value), offsets: [], dynamic: item.dynamic }
              : word,
          )
        : [...command, item],
    );
    if (text !== undefined)
      runShellText(call, { ...text, offsets: new Array<number>(text.value.length).fill(text.range[0]) });
  }
}

/** The first operands are the wrapper's own, the rest is a command. */
function after(count: number): (call: Call) => void {
  return (call) => runWords(call, call.parsed.operands.slice(count));
}

/** A command in one word is shell text, several words are a command: watch, tmux, parallel, ssh. */
export function textOrWords(call: Call, operands: readonly Arg[]): void {
  const text = joinArgs(operands);
  if (text !== undefined) runShellText(call, text);
}

function flock(call: Call): void {
  const text = valueOf(call, 'c', 'command');
  const [lock, ...words] = call.parsed.operands;
  if (lock !== undefined && !/^\d+$/.test(lock.value)) actOnFile(call, 'create', lock);
  if (text !== undefined) runShellText(call, text);
  else if (words[0]?.value === '-c' && words[1] !== undefined) runShellText(call, words[1]);
  else runWords(call, words);
}

function script(call: Call): void {
  const text = valueOf(call, 'c', 'command');
  const [file] = call.parsed.operands;
  if (file !== undefined) actOnFile(call, 'write', file);
  if (text !== undefined) runShellText(call, text);
  else opaque(call, 'script', call.range, 'problem.interactive');
}

function timed(call: Call): void {
  call.traits.add('unattended');
  if (call.stdin === undefined) {
    const file = valueOf(call, 'f');
    if (file !== undefined || !has(call, 'l', 'r', 'd', 'q'))
      opaque(call, call.title, call.range, 'problem.unknown-input');
    return;
  }
  act(call, 'persist.install', 'operation', call.title, call.range);
  runFlow(call, call.stdin);
}

/** Programs that put other programs' environment together: `direnv exec DIR`, `mise exec -- …`. */
function afterDashes(call: Call): void {
  const at = call.args.findIndex((arg) => arg.value === '--');
  if (at === -1) runWords(call, call.parsed.operands);
  else runWords(call, call.args.slice(at + 1));
}

/** Programs that start a command with secrets in its environment: `dotenv -- CMD`, `doppler run -- CMD`, `aws-vault exec P -- CMD`. */
function withSecrets(call: Call): void {
  const at = call.args.findIndex((arg) => arg.value === '--');
  if (at !== -1) {
    runWords(call, call.args.slice(at + 1));
    return;
  }
  const words = call.args.filter((arg) => !arg.value.startsWith('-'));
  const verb = words[0]?.value ?? '';
  if (call.args.every((arg) => /^(?:-h|--help|-V|--version|version|help)$/.test(arg.value))) return;
  if (/^(?:run|exec)$/.test(verb)) {
    const first = call.args.findIndex((arg) => arg.value === verb) + 1;
    const command = call.args.findIndex((arg, index) => index >= first && !arg.value.startsWith('-'));
    const profile = /^(?:aws-vault|chamber|envchain)$/.test(call.title) ? 1 : 0;
    if (command === -1 || call.args.length <= command + profile)
      opaque(call, call.title, call.range, 'problem.interactive');
    else runWords(call, call.args.slice(command + profile));
  } else if (/^(?:secrets|get|list|read|export|env|download|ls|printenv|decrypt)$/.test(verb))
    act(call, 'secret.read', 'secret', '*', call.range);
  else if (/^(?:set|delete|write|encrypt|import|remove|rotate|add|clear|login|logout|setup)$/.test(verb))
    act(call, 'system.change', 'secret', '*', call.range);
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

/** `screen -dmS NAME WORDS`: the words of the command, where there are any. */
function screened(call: Call): readonly Arg[] | undefined {
  const at = call.args.findIndex(
    (arg, index) => !arg.value.startsWith('-') && !/^-(?:[dDmULq]*[StTpcesh])$/.test(call.args[index - 1]?.value ?? ''),
  );
  return at === -1 || call.args.some(({ value }) => /^-[a-zA-Z]*[Xrx]$/.test(value)) ? undefined : call.args.slice(at);
}

export const wrappers: readonly Tool[] = [
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
    names: 'env genv',
    stop: true,
    options:
      'i,ignore-environment 0,null u,unset= C,chdir=folder S,split-string= v,debug a,argv0= block-signal? default-signal? ignore-signal? list-signal-handling',
    also: environment,
    examples: {
      held: { "env -S 'rm -rf x'": 'file.delete', 'env -i A=b rm -rf x': 'file.delete' },
      passed: ['env | grep NODE', 'env NODE_ENV=test ls'],
    },
  },
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
      passed: ['numactl --hardware'],
    },
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
    names: 'watch',
    stop: true,
    options: 'b,beep c,color d,differences? e,errexit g,chgexit n,interval= p,precise t,no-title x,exec w,no-wrap q= r',
    also: (call) => textOrWords(call, call.parsed.operands),
    examples: { held: { 'watch -n1 rm -rf x': 'file.delete' }, passed: ["watch -n1 'ls -la'"] },
  },
  {
    names: 'xargs gxargs',
    stop: true,
    options:
      '0,null a,arg-file=read d,delimiter= E= e? I= i? replace? L,max-lines= l? n,max-args= P,max-procs= p,interactive process-slot-var= r,no-run-if-empty s,max-chars= S= J= R= t,verbose x,exit o,open-tty show-limits',
    also: xargs,
    examples: {
      held: {
        'xargs -a list rm -rf': 'file.read file.delete',
        'ls | xargs -I{} rm -rf {}': 'file.read file.delete',
        'echo a b | xargs rm': 'file.delete',
        'echo rm -rf x | xargs -I{} sh -c {}': 'file.delete',
      },
      passed: ['git ls-files | xargs echo'],
    },
  },
  {
    names: 'parallel',
    stop: true,
    options:
      'j,jobs= k,keep-order I= n,max-args= N= X m a,arg-file=read C,colsep= d,delimiter= dry-run!dry bar eta progress results=write joblog=write halt= tag u,ungroup line-buffer,lb q,quote 0,null will-cite no-notice S,sshlogin=network.send:host pipe block= retries= timeout= delay= L= r v',
    also: parallel,
    examples: { held: { 'parallel rm -rf ::: a b': 'file.delete', 'echo x | parallel rm -rf': 'file.delete' } },
  },
  {
    names: 'unshare',
    stop: true,
    options:
      'r,map-root-user m,mount? p,pid? n,net? u,uts? i,ipc? U,user? C,cgroup? f,fork mount-proc? R,root= w,wd= S= G= kill-child? propagation= c',
    also: after(0),
    examples: { held: { 'unshare -r rm -rf x': 'file.delete' } },
  },
  {
    names: 'chroot',
    stop: true,
    options: 'groups= userspec= skip-chdir',
    also: (call) => {
      call.traits.add('elevated');
      after(1)(call);
    },
    examples: { held: { 'chroot / rm -rf x': 'file.delete' } },
  },
  {
    names: 'nsenter',
    stop: true,
    options:
      'a,all t,target= m,mount? u,uts? i,ipc? n,net? p,pid? U,user? C,cgroup? r,root? w,wd? F,no-fork S= G= preserve-credentials',
    also: (call) => {
      call.traits.add('elevated');
      after(0)(call);
      if (call.parsed.operands.length === 0) opaque(call, 'nsenter', call.range, 'problem.interactive');
    },
    examples: { held: { 'nsenter -t 1 -m rm x': 'file.delete' } },
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
      'f,follow-forks ff o,output=write e,trace= p,attach= s,string-limit= c C t T r v x y k q i a= u,user= E,env= b= O= S= P= n w z Z',
    also: (call) => {
      const words = call.parsed.operands;
      if (call.title === 'perf') runWords(call, words.slice(1));
      else runWords(call, words);
    },
    examples: { held: { 'strace -f rm -rf x': 'file.delete' } },
  },
  {
    names: 'script',
    options:
      'a,append c,command= e,return f,flush? force O,log-out=write I,log-in=write B,log-io=write q,quiet t,timing? T,log-timing=write E= m=',
    also: script,
    examples: { held: { "script -qc 'rm -rf x' /dev/null": 'file.delete' } },
  },
  {
    names: 'entr',
    stop: true,
    options: 'a c d n p r s x z',
    also: (call) => {
      if (has(call, 's')) textOrWords(call, call.parsed.operands);
      else after(0)(call);
    },
    examples: { held: { 'entr -r rm -rf x': 'file.delete' } },
  },
  {
    names: 'watchexec',
    stop: true,
    options: 'w,watch= e,exts= r,restart c,clear? i,ignore= f,filter= s,signal= n N shell=',
    also: (call) => textOrWords(call, call.parsed.operands),
    examples: { held: { 'watchexec -e ts rm -rf x': 'file.delete' } },
  },
  {
    names: 'direnv',
    stop: true,
    commands: {
      exec: { stop: true, also: after(1) },
      'allow permit grant': {
        operands: 'persist.install:file',
        also: (call) => {
          if (call.parsed.operands.length === 0)
            act(call, 'persist.install', 'file', `${call.state.cwd ?? '.'}/.envrc`, call.range);
        },
      },
      'status version help show_dump': '',
      'deny revoke block prune reload edit': { does: 'file.write:file=.envrc' },
      'export hook': { free: true, also: (call) => opaque(call, call.title, call.range, 'problem.runs-program') },
    },
    examples: { held: { 'direnv exec . rm -rf x': 'file.delete', 'direnv allow': 'persist.install' } },
  },
  {
    names: 'mise rtx asdf devbox nix nix-shell nix-env',
    stop: true,
    options: 'run=shell command=shell p,packages= pure c,command= I= A= E,expr=opaque',
    commands: {
      'exec x run shell develop': { free: true, stop: true, noHelp: true, also: afterDashes },
      // Nix's own starts a shell, or a command in it.
      env: {
        free: true,
        stop: true,
        also: (call) => {
          if (call.title.startsWith('nix')) opaque(call, call.title, call.range, 'problem.runs-program');
        },
      },
      'ls list current which where status doctor version help search info latest outdated show': {
        free: true,
        operands: 'text...',
      },
      'install i use global local plugin plugins upgrade up add profile build': {
        free: true,
        operands: 'exec.install:package...',
      },
      'uninstall prune remove rm': { free: true, operands: 'file.delete:package...' },
      config: {
        free: true,
        commands: {
          'get ls list show': 'text...',
          'set unset generate edit': { free: true, does: 'persist.install:operation' },
        },
        alone: '',
      },
      flake: {
        free: true,
        commands: {
          'show metadata info archive': 'text...',
          'init new clone': { free: true, does: 'file.create:directory=.' },
          'update lock': { free: true, does: 'exec.install:package=flake.lock' },
          check: { free: true, does: 'exec.project:operation' },
        },
      },
    },
    alone: '',
    otherwise: { free: true, does: 'exec.install:package' },
    examples: { held: { 'mise exec -- rm -rf x': 'file.delete', "nix-shell --run 'rm -rf x'": 'file.delete' } },
  },
  {
    names: 'tmux screen byobu dtach abduco zellij',
    free: true,
    noHelp: true,
    also: (call) => {
      if (
        call.args.some((arg) =>
          /^(?:ls|list-sessions|list-windows|list-panes|capture-pane|-ls|-list|has-session|has)$/.test(arg.value),
        )
      )
        return;
      call.traits.add('unattended');
      if (call.args.some((arg) => /^kill-/.test(arg.value))) {
        act(call, 'process.kill', 'process', call.title, call.range);
        return;
      }
      const send = call.args.findIndex((arg) => /^(?:send-keys|send|stuff)$/.test(arg.value));
      // Behind the first word of a command that stays apart its options are its own.
      const command = call.title === 'screen' && send === -1 ? screened(call) : undefined;
      if (command !== undefined) {
        runWords(call, command);
        return;
      }
      const words = call.args.filter(
        (arg, i) =>
          i > send &&
          !/^-/.test(arg.value) &&
          !/^(?:new|new-session|neww|new-window|split-window|splitw|Enter|C-m|run-shell|run|if-shell|respawn-pane|attach|a)$/.test(
            arg.value,
          ) &&
          !/^-(?:[tsnxycFe]|[dDm]*[StTp])$/.test(call.args[i - 1]?.value ?? ''),
      );
      if (words.length > 0) textOrWords(call, words);
      else opaque(call, call.title, call.range, 'problem.interactive');
    },
    examples: {
      held: {
        "tmux new -d 'rm -rf x'": 'file.delete',
        'screen -dm rm -rf x': 'file.delete',
        'screen -dmS job rm -rf x': 'file.delete',
      },
      passed: ['tmux ls'],
    },
  },
  {
    names: 'at batch',
    options: 'q= m M f=read t= l r d v c b',
    also: timed,
    examples: { held: { "at now <<< 'rm -rf x'": 'persist.install file.delete' } },
  },
  {
    names: 'systemd-run',
    stop: true,
    options:
      'user system scope u,unit= p,property= description= slice= remain-after-exit r service-type= uid= gid= nice= working-directory=folder E,setenv= t,pty P,pipe q,quiet G,collect S,shell no-block wait on-active= on-boot= on-startup= on-unit-active= on-calendar= timer-property= d,same-dir send-sighup',
    also: (call) => {
      call.traits.add('unattended');
      if (call.parsed.given.some(({ name }) => name.startsWith('on-')))
        act(call, 'persist.install', 'operation', call.title, call.range);
      after(0)(call);
    },
    examples: {
      held: {
        'systemd-run --user rm -rf x': 'file.delete',
        'systemd-run --on-calendar=daily npm test': 'persist.install',
      },
    },
  },
  {
    names:
      'dbus-run-session xvfb-run unbuffer catchsegv proxychains proxychains4 torsocks caffeinate chronic ts-node-dev faketime chpst setuidgid envdir firejail bwrap proot fakeroot eatmydata with-contenv dumb-init tini gosu su-exec setpriv retry',
    stop: true,
    free: true,
    also: (call) => {
      const { operands } = call.parsed;
      const first = operands[0]?.value ?? '';
      const own =
        /^(?:gosu|su-exec|faketime|setuidgid|envdir)$/.test(call.title) ||
        (call.title === 'chpst' && call.args[0]?.value.startsWith('-') === true) ||
        (call.title === 'retry' && /^\d+$/.test(first));
      runWords(call, own ? operands.slice(1) : operands);
    },
    examples: { held: { 'xvfb-run rm -rf x': 'file.delete' } },
  },
  {
    names: 'dotenv dotenvx doppler infisical chamber op-run aws-vault envchain teller',
    free: true,
    noHelp: true,
    also: withSecrets,
    examples: { held: { 'dotenv -- rm -rf x': 'file.delete', 'doppler run -- rm -rf x': 'file.delete' } },
  },
];
