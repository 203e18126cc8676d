import { absorb, act, opaque } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import { joinArgs } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { embedArg, embedFile, embedFlow } from '../calls/embed.ts';
import type { Inner } from '../calls/embed.ts';
import { unknownFlow } from '../state/flow.ts';
import { netBase64, utf16 } from '../powershell/encoded.ts';
import { runShellText, runWords } from '../calls/innerCommand.ts';
import type { Tool } from './tool.ts';

const POWERSHELL: Inner = { language: 'shell', dialect: 'powershell' };
const CMD: Inner = { language: 'shell', dialect: 'cmd' };

/** PowerShell takes any start of a name; these take a value, besides those that carry code. */
const VALUED = [
  'configurationname',
  'custompipename',
  'executionpolicy',
  'ep',
  'inputformat',
  'if',
  'outputformat',
  'of',
  'psconsolefile',
  'settingsfile',
  'version',
  'windowstyle',
  'workingdirectory',
  'wd',
];
const SWITCHES = [
  'interactive',
  'login',
  'mta',
  'noexit',
  'nologo',
  'noninteractive',
  'noprofile',
  'noprofileloadtime',
  'sta',
  'sshservermode',
  'nop',
  'nol',
  'noni',
  'noe',
];

function isStart(word: string, names: readonly string[]): boolean {
  return names.some((name) => name.startsWith(word));
}

/** `pwsh -c …`, `-File x.ps1`, `-EncodedCommand …`, or code on standard input. */
function powershell(call: Call): void {
  const { args } = call;
  for (let at = 0; at < args.length; at++) {
    const arg = args[at];
    if (arg === undefined) break;
    const word = /^[-/](.+)$/.exec(arg.value)?.[1]?.toLowerCase();
    if (word === undefined || arg.dynamic) {
      // `powershell x` runs x as code, `pwsh x` as a file.
      if (call.title.startsWith('pwsh') && !arg.dynamic) runFile(call, args.slice(at));
      else runCode(call, args.slice(at));
      return;
    }
    if (/^-?(?:\?|help|h|v|version)$/.test(word) && call.title.startsWith('pwsh')) return;
    if (isStart(word, ['command', 'commandwithargs', 'cwa'])) {
      runCode(call, args.slice(at + 1));
      return;
    }
    if (isStart(word, ['encodedcommand', 'ec'])) {
      runEncoded(call, args[at + 1]);
      return;
    }
    if (isStart(word, ['file'])) {
      runFile(call, args.slice(at + 1));
      return;
    }
    if (isStart(word, SWITCHES)) continue;
    if (isStart(word, VALUED)) at += 1;
    else {
      opaque(call, arg.value, arg.range, 'problem.unknown-option');
      return;
    }
  }
  readInput(call, POWERSHELL);
}

function readInput(call: Call, inner: Inner): void {
  const { stdin } = call;
  if (stdin === undefined) opaque(call, call.title, call.range, 'problem.interactive');
  else if (!embedFlow(call, stdin, inner)) opaque(call, call.title, stdin.range, 'problem.unknown-input');
  call.state.weighty = true;
}

function runCode(call: Call, args: readonly Arg[]): void {
  const [first] = args;
  if (first === undefined) return;
  if (first.value === '-') {
    readInput(call, POWERSHELL);
    return;
  }
  const code = joinArgs(args);
  if (code !== undefined) embedArg(call, code, POWERSHELL);
  call.state.weighty = true;
}

function runFile(call: Call, [file, ...rest]: readonly Arg[]): void {
  for (const arg of rest) absorb(call, arg.flow);
  if (file === undefined) return;
  if (file.value === '-') readInput(call, POWERSHELL);
  else embedFile(call, file, POWERSHELL);
  call.state.weighty = true;
}

function runEncoded(call: Call, arg: Arg | undefined): void {
  call.state.weighty = true;
  const bytes = arg === undefined || arg.dynamic ? undefined : netBase64(arg.value);
  if (arg === undefined || bytes === undefined) {
    opaque(call, call.title, arg?.range ?? call.range, 'problem.dynamic', ['decoded']);
    return;
  }
  const flow = { ...unknownFlow(arg.range), decoded: true };
  embedArg(call, { ...arg, value: utf16(bytes), offsets: [], flow }, { ...POWERSHELL, traits: ['decoded'] });
}

/** `cmd /c "…"`: what follows is one line, and a pair of quotes around all of it falls away. */
function cmd(call: Call): void {
  const at = call.args.findIndex((arg) => /^\/{1,2}[ckr]/i.test(arg.value));
  const first = call.args[at];
  if (first === undefined) {
    if (call.args.some((arg) => arg.dynamic)) opaque(call, call.title, call.range, 'problem.dynamic', ['dynamic']);
    readInput(call, CMD);
    return;
  }
  const head = /^\/{1,2}[ckr]/i.exec(first.value)?.[0].length ?? 0;
  const attached =
    first.value.length > head ? [{ ...first, value: first.value.slice(head), offsets: first.offsets.slice(head) }] : [];
  const words = [...attached, ...call.args.slice(at + 1)];
  // A first word with blanks in it is the line already.
  const whole = words.length === 1 || /\s/.test(words[0]?.value ?? '');
  const line = joinArgs(whole ? words.map(unquoted) : words.map(requoted));
  if (line !== undefined) embedArg(call, line, CMD);
  call.state.weighty = true;
}

/** A word that the outer shell held together stays one word for cmd. */
function requoted(arg: Arg): Arg {
  if (!/[\s&|<>]/.test(arg.value) || arg.value.includes('"') || arg.dynamic) return arg;
  const [start] = arg.range;
  return { ...arg, value: `"${arg.value}"`, offsets: [start, ...arg.offsets, Math.max(start, arg.range[1] - 1)] };
}

function unquoted(arg: Arg): Arg {
  const inner = /^"(.*)"$/s.exec(arg.value)?.[1];
  // Quotes around a path inside are its own.
  return inner === undefined || !inner.includes('"')
    ? arg
    : { ...arg, value: inner, offsets: arg.offsets.slice(1, -1) };
}

/** `wsl rm -rf x`: a command line for Linux. */
function wsl(call: Call): void {
  const { args } = call;
  for (let at = 0; at < args.length; at++) {
    const arg = args[at];
    if (arg === undefined) return;
    switch (arg.value) {
      case '-d':
      case '--distribution':
      case '--cd':
      case '--shell-type':
        at += 1;
        continue;
      case '-u':
      case '--user':
        at += 1;
        if (args[at]?.value === 'root') call.traits.add('elevated');
        continue;
      case '~':
      case '--system':
        continue;
      case '-e':
      case '--exec':
        runWords(call, args.slice(at + 1));
        return;
      case '--':
        runLine(call, args.slice(at + 1));
        return;
      default:
    }
    if (!arg.value.startsWith('-')) {
      runLine(call, args.slice(at));
      return;
    }
    manage(call, arg, args[at + 1]);
    return;
  }
  readInput(call, { language: 'shell', dialect: 'bash' });
}

function runLine(call: Call, words: readonly Arg[]): void {
  const line = joinArgs(words);
  if (line !== undefined) runShellText(call, line);
  // Where Windows starts it, quotes are still there: a word with a blank in it stays one.
  if (words.some(({ value }) => /\s/.test(value))) runWords(call, words);
}

/** What `wsl` does with its own machines. */
function manage(call: Call, option: Arg, name: Arg | undefined): void {
  switch (option.value) {
    case '-l':
    case '--list':
    case '--status':
    case '--version':
    case '-v':
    case '--help':
      return;
    case '--unregister':
      // The machine's whole disk is erased.
      act(call, 'system.disk', 'device', name?.value ?? '*', name?.range ?? option.range, { undo: 'none' });
      return;
    default:
      act(call, 'system.change', 'operation', `wsl ${option.value} ${name?.value ?? ''}`.trim(), option.range);
  }
}

export const windowsShells: readonly Tool[] = [
  {
    names: 'powershell pwsh powershell_ise pwsh-preview',
    noHelp: true,
    free: true,
    also: powershell,
    examples: {
      held: { 'pwsh -NoProfile': 'exec.opaque', 'powershell.exe -enc $X': 'exec.opaque' },
      passed: ['pwsh --version'],
    },
  },
  { names: 'cmd', noHelp: true, free: true, also: cmd, examples: { held: { 'cmd.exe /k $X': 'exec.opaque' } } },
  {
    names: 'wsl',
    noHelp: true,
    free: true,
    also: wsl,
    examples: {
      held: {
        'wsl rm -rf x': 'file.delete',
        "wsl sh -c 'rm -rf x'": 'file.delete',
        'wsl --unregister Ubuntu': 'system.disk',
      },
      passed: ['wsl -l -v'],
    },
  },
];
