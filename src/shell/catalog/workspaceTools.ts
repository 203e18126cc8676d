import { act, actOnFile, opaque } from '../effects/act.ts';
import type { Call } from '../state/call.ts';
import { textFlow } from '../state/flow.ts';
import type { Tool } from './tool.ts';

/** Words of a tool that build, check or list what the workspace says; any other reaches further. */
function only(words: RegExp): (call: Call) => void {
  return (call) => {
    const verb = call.args.find((arg) => !arg.value.startsWith('-'))?.value ?? '';
    if (words.test(verb)) act(call, 'exec.project', 'operation', `${call.title} ${verb}`, call.range);
    else if (verb !== '' || call.args.some(({ value }) => !/^--?(?:version|help|[vVh])$/.test(value)))
      opaque(call, call.title, call.range, 'problem.unknown-command');
  };
}

/** Numbers that are printed, where they are few: a loop over them is read once for each. */
function counts(call: Call): void {
  const given = call.args.map(({ value, dynamic }) => (dynamic || !/^\d{1,6}$/.test(value) ? NaN : Number(value)));
  if (given.length === 0 || given.length > 3 || given.some((one) => Number.isNaN(one))) return;
  const [first, step, last] =
    given.length === 1 ? [1, 1, given[0]] : given.length === 2 ? [given[0], 1, given[1]] : given;
  if (first === undefined || last === undefined || step === undefined || step === 0 || (last - first) / step > 200)
    return;
  let text = '';
  for (let at = first; at <= last; at += step) text += `${String(at)}\n`;
  call.state.stdout = textFlow(text, call.range);
}

/** Tools of single languages that are known by a few of their words. */
export const workspaceTools: readonly Tool[] = [
  {
    names: 'templ',
    free: true,
    noHelp: true,
    also: only(/^(?:generate|fmt)$/),
    examples: { held: { 'templ generate': 'exec.project', 'templ lsp': 'exec.opaque' } },
  },
  {
    names: 'ghc',
    free: true,
    noHelp: true,
    also: (call) => {
      // `-e` and an interactive session run what they are given.
      if (call.args.some(({ value }) => /^(?:-e.*|--interactive|--run)$/.test(value)))
        opaque(call, call.title, call.range, 'problem.runs-program');
      else if (!call.args.every(({ value }) => /^--(?:version|help|info)$/.test(value)))
        act(call, 'exec.project', 'operation', call.title, call.range);
    },
    examples: {
      held: { 'ghc -o main Main.hs': 'exec.project', "ghc -e 'main'": 'exec.opaque' },
      passed: ['ghc --version'],
    },
  },
  {
    names: 'javap',
    free: true,
    also: (call) => {
      for (const arg of call.parsed.operands) if (/[./]/.test(arg.value)) actOnFile(call, 'read', arg);
    },
    options: 'cp,classpath,class-path= c p l s v verbose',
    single: true,
    examples: { passed: ['javap -cp build/classes com.acme.App'] },
  },
  { names: 'jps jstack', free: true, operands: 'text...', examples: { passed: ['jps -l', 'jstack 4242'] } },
  { names: 'help', operands: 'text...', options: 'd m s', examples: { passed: ['help cd'] } },
  {
    names: 'seq',
    free: true,
    noHelp: true,
    also: counts,
    examples: {
      held: { 'for i in $(seq 1 3); do mkdir "d$i"; done': 'file.create', 'rm $(seq 1 2)': 'file.delete' },
      passed: ['seq 1 5', 'seq -w 0 $N'],
    },
  },
];
