import { actOnFile, opaque } from '../effects/act.ts';
import { slice } from '../state/arg.ts';
import { valuesOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { embedArg } from '../calls/embed.ts';
import { runShellText } from '../calls/innerCommand.ts';
import type { Tool } from './tool.ts';
import { interprets } from './interpreter.ts';

/** Editors and programs that type for a person. */
export const editorsTools: readonly Tool[] = [
  {
    names: 'expect',
    stop: true,
    free: true,
    options: 'c= d i n v!none f= b N',
    also: (call) => {
      for (const text of valuesOf(call, 'c')) {
        for (const { index, 0: whole, 1: words = '' } of text.value.matchAll(/\bspawn\s+([^;\n]+)/g))
          runShellText(call, slice(text, index + whole.length - words.length, index + whole.length));
      }
      interprets({ dialect: 'other', code: ['c'] })(call);
    },
    examples: { held: { "expect -c 'spawn rm -rf x; interact'": 'file.delete' } },
  },
  {
    names: 'ed ex',
    options: 's p= G v E r',
    also: (call) => {
      for (const file of call.parsed.operands) actOnFile(call, 'write', file);
      if (call.stdin?.text === undefined || /!/.test(call.stdin.text))
        opaque(call, call.title, call.range, 'problem.runs-program');
      runsBangs(call);
    },
    examples: { held: { 'ed -s file <<< "w"': 'file.write' } },
  },
  {
    names: 'vim vi nvim view vimdiff emacs nano pico micro helix hx kak',
    free: true,
    noHelp: true,
    also: editor,
    examples: {
      held: {
        "vim -es -c ':!rm -rf x' -c q": 'exec.opaque file.delete',
        'emacs --batch --eval \'(delete-directory "x" t)\'': 'exec.opaque',
      },
    },
  },
];

/** Lines that begin with `!`, which `ed`, `ftp`, `dc` and their kin hand to a shell. */
function runsBangs(call: Call): void {
  for (const line of call.stdin?.text?.split('\n') ?? []) {
    const command = /^\s*!(.+)$/.exec(line)?.[1];
    if (command !== undefined)
      call.shell.text(command, call.scope, { kind: 'fixed', whole: call.stdin?.range ?? call.range }, undefined);
  }
}

/** An editor without a person: its own commands can do anything. */
function editor(call: Call): void {
  let risky = false;
  call.args.forEach((arg, index) => {
    const previous = call.args[index - 1]?.value ?? '';
    const command = /^(?:-c|--cmd|--eval|-eval|-f|-l|--load|-S|-s|--command)$/.test(previous)
      ? arg
      : arg.value.startsWith('+')
        ? slice(arg, 1)
        : undefined;
    if (command !== undefined) {
      const bang = /^:?(?:silent )?!(.*)$/.exec(command.value);
      if (bang !== null) call.shell.text(bang[1] ?? '', call.scope, { kind: 'fixed', whole: command.range }, undefined);
      if (!/^:?\d*$|^:?(?:q|qa|wq|x|w)!?$/.test(command.value)) risky = true;
      if (bang === null && /[("']/.test(command.value)) embedArg(call, command, { language: 'code', dialect: 'other' });
    } else if (!arg.value.startsWith('-')) actOnFile(call, 'output', arg);
  });
  if (risky || call.stdin !== undefined) opaque(call, call.title, call.range, 'problem.runs-program');
  else if (call.args.length === 0) opaque(call, call.title, call.range, 'problem.interactive');
}
