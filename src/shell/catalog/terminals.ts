import { act, actOnFile, opaque } from '../effects/act.ts';
import { absolute } from '../effects/paths.ts';
import type { Arg } from '../state/arg.ts';
import { runFlow } from '../commands/scriptText.ts';
import { has, valueOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { runShellText, runWords } from '../calls/innerCommand.ts';
import type { Tool } from './tool.ts';
import { waitsForKeys } from './waitsForKeys.ts';
import { textOrWords } from './wrapperCalls.ts';

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

/** `screen -dmS NAME WORDS`: the words of the command, where there are any. */
function screened(call: Call): readonly Arg[] | undefined {
  const at = call.args.findIndex(
    (arg, index) => !arg.value.startsWith('-') && !/^-(?:[dDmULq]*[StTpcesh])$/.test(call.args[index - 1]?.value ?? ''),
  );
  return at === -1 || call.args.some(({ value }) => /^-[a-zA-Z]*[Xrx]$/.test(value)) ? undefined : call.args.slice(at);
}

const LOOKS =
  /^(?:ls[wpkc]?|lscm|list-(?:sessions|windows|panes|clients|keys|commands)|capture-pane|has|has-session|-ls|-list)$/;

/**
 * `tmux ls`, `screen -ls`: every command of the line looks. The word elsewhere may be a session's name or a key that is typed, and `#(…)` in
 * a format is run.
 */
function looksOnly({ args, title }: Call): boolean {
  if (args.length === 0 || args.some(({ value, loose }) => loose || /#\(/.test(value))) return false;
  if (args.length === 1 && /^(?:-V|--version)$/.test(args[0]?.value ?? '')) return true;
  if (title === 'screen') return LOOKS.test(args[0]?.value ?? '') && args.length < 3;
  let starts = true;
  for (let at = 0; at < args.length; at++) {
    const value = args[at]?.value ?? '';
    if (!starts) starts = value.endsWith(';');
    else if (/^-[LS]$/.test(value)) at++;
    else if (LOOKS.test(value)) starts = false;
    else return false;
  }
  return true;
}

/** The file that every new tmux reads by itself. */
function readsOwnSettings(call: Call): boolean {
  const [first, file, ...more] = call.args;
  if (!/^source(?:-file)?$/.test(first?.value ?? '') || file === undefined || file.dynamic || more.length > 0)
    return false;
  const { home } = call.scope;
  return [`${home}/.tmux.conf`, `${home}/.config/tmux/tmux.conf`].includes(absolute(file.value, call.scope.cwd, home));
}

/** Programs that run a command in a terminal of its own, or later. */
export const terminalsTools: readonly Tool[] = [
  {
    names: 'script',
    options:
      'a,append c,command= e,return f,flush? force O,log-out=write I,log-in=write B,log-io=write q,quiet t,timing? T,log-timing=write E= m=',
    also: script,
    examples: { held: { "script -qc 'rm -rf x' /dev/null": 'file.delete' } },
  },
  {
    names: 'tmux screen byobu dtach abduco zellij',
    free: true,
    noHelp: true,
    also: (call) => {
      if (looksOnly(call) || waitsForKeys(call) || readsOwnSettings(call)) return;
      call.traits.add('unattended');
      const run = call.args.find((arg) => arg.value.includes('#('));
      if (run !== undefined) opaque(call, run.value, run.range, 'problem.runs-program');
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
        'tmux -f own.conf new -s work': 'exec.opaque',
        'tmux source-file own.conf': 'exec.opaque',
        "tmux new -d -s ls 'rm -rf x'": 'file.delete',
        "tmux send-keys 'rm -rf x' Enter \\; ls": 'file.delete file.read',
        'tmux ls \\; kill-server': 'process.kill',
        "tmux ls -F '#(rm -rf x)'": 'exec.opaque file.read',
        "echo 'rm -rf x' | tmux": 'exec.opaque',
      },
      passed: [
        'tmux source ~/.tmux.conf',
        'tmux ls',
        'tmux -V',
        'tmux -L work list-keys',
        'tmux capture-pane -p -t "$S"',
        'screen -ls',
        'tmux new -s work',
        'tmux attach -t work',
        'screen -r',
        'screen -S work',
      ],
    },
  },
  {
    names: 'at batch',
    options: 'q= m M f=read t= l r d v c b',
    also: timed,
    examples: { held: { "at now <<< 'rm -rf x'": 'persist.install file.delete' } },
  },
];
