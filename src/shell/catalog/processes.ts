import { act } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import { has, valueOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import type { Tool } from './tool.ts';

const GATE_PROCESS =
  /keyturn|code-server|extensionHost|vscode-server|^(?:code|Code|code-insiders|codium|Cursor|cursor|Electron)$/i;

/** A process that this very text has started in the background: `%1`, `$!`, a variable that was given it. */
function isOwnJob(call: Call, target: Arg): boolean {
  if (call.title !== 'kill' || !call.scope.variables.has('!')) return false;
  if (target.dynamic) return target.flow?.job === true || target.value === '$(jobs -p)';
  return /^%(?:\d+|[%+-])?$/.test(target.value);
}

function kills(call: Call): void {
  const { operands } = call.parsed;
  const signal =
    valueOf(call, 's', 'signal', 'n')?.value ??
    call.args.find((arg) => /^-(?:[A-Z0-9]+)$/.test(arg.value))?.value.slice(1);
  // Only in front: `kill 12 -l` ends 12 first, and `pkill -l NAME` says whom it ends.
  const lists = call.title !== 'pkill' && /^-(?:[lL]|-list|-table)/.test(call.args[0]?.value ?? '');
  if (lists || signal === '0') return;
  if (signal !== undefined && /^(?:9|KILL|SIGKILL)$/.test(signal)) call.traits.add('forced');
  for (const target of operands) {
    if (isOwnJob(call, target)) continue;
    act(
      call,
      'process.kill',
      target.dynamic ? 'unknown' : 'process',
      target.value,
      target.range,
      target.dynamic ? { certainty: 'possible', traits: ['dynamic'] } : {},
    );
    if (GATE_PROCESS.test(target.value)) act(call, 'gate.tamper', 'process', target.value, target.range);
  }
  // `pkill -u bob`, and `xkill` with a click: whatever matches.
  const chosen = valueOf(call, 'u', 'U', 'P', 'g', 't');
  if (operands.length === 0 && (chosen !== undefined || /^xkill$/.test(call.title)))
    act(call, 'process.kill', 'process', '*', chosen?.range ?? call.range);
  // `kill -9 -1` takes every process of the user: the target looks like an option.
  for (const arg of call.args.slice(1)) if (arg.value === '-1') act(call, 'process.kill', 'process', '*', arg.range);
}

/** Programs that end others. */
export const processesTools: readonly Tool[] = [
  {
    names: 'kill',
    noHelp: true,
    free: true,
    options: 's,signal= n= l? L',
    also: kills,
    examples: {
      held: {
        'kill 12345': 'process.kill',
        'kill -9 -1': 'process.kill',
        'kill 12345 -l': 'process.kill',
        'kill $(pgrep node)': 'process.kill',
        'kill %1': 'process.kill',
        'sleep 9 & kill ${!}1': 'process.kill',
        'sleep 9 & P=$!; [ -n "$x" ] && P=1; kill $P': 'process.kill',
      },
      passed: ['kill -l', 'kill -0 123', 'sleep 60 & PID=$!; kill -9 "$PID"', 'sleep 60 & sleep 1; kill %1'],
    },
  },
  {
    names: 'pkill killall xkill skill killall5 fkill kill-port',
    free: true,
    options: 's,signal= f,full e,echo x,exact u,euid= U= P= g= t= o,oldest n,newest i,ignore-case I v q w r l',
    also: (call) => {
      // It asks for no name: every process but its own session gets the signal.
      if (call.title === 'killall5') act(call, 'process.kill', 'process', '*', call.range, { traits: ['forced'] });
      else kills(call);
    },
    examples: {
      held: {
        'pkill -9 -f node': 'process.kill',
        'pkill -l node': 'process.kill',
        'pkill -f keyturn': 'process.kill gate.tamper',
        'killall -9 postgres': 'process.kill',
        'killall5 -9': 'process.kill',
      },
    },
  },
  {
    names: 'fuser',
    free: true,
    options: 'k,kill i m v n= s a u',
    also: (call) => {
      if (!has(call, 'k')) return;
      // Without another signal it is KILL.
      if (!call.args.some((arg) => /^-(?:SIG)?(?:HUP|INT|TERM|QUIT|[A-Z]{3,}|[0-9]+)$/.test(arg.value)))
        call.traits.add('forced');
      kills(call);
    },
    examples: { held: { 'fuser -k 3000/tcp': 'process.kill' }, passed: ['fuser 3000/tcp'] },
  },
];
