import { actOnFile, opaque } from '../effects/act.ts';
import { slice } from '../state/arg.ts';
import type { Arg } from '../state/arg.ts';
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
    // It runs `-c` as soon as it meets it, whatever stands behind.
    noHelp: true,
    options: 'c= d i n v f= b N',
    also: (call) => {
      if (call.args[0]?.value === '-v') return;
      for (const text of valuesOf(call, 'c')) {
        for (const { index, 0: whole, 1: words = '' } of text.value.matchAll(/\bspawn\s+([^;\n]+)/g))
          runShellText(call, slice(text, index + whole.length - words.length, index + whole.length));
      }
      interprets({ dialect: 'other', code: ['c'] })(call);
    },
    examples: {
      held: { "expect -c 'spawn rm -rf x' -v": 'file.delete', "expect -c 'spawn rm -rf x; interact'": 'file.delete' },
    },
  },
  {
    names: 'ed',
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
    names: 'vim vi nvim ex view vimdiff mvim gvim gview rvim',
    free: true,
    noHelp: true,
    also: vi,
    examples: {
      held: {
        "vim -es -c ':!rm -rf x' -c q": 'exec.opaque file.delete',
        "vim -u NONE -es +'%d|wq' notes.md": 'file.write',
        "ex -sc 'g/TODO/d|x' notes.md": 'file.write',
        'vim -c "%s/a/\\=system(1)/" a.md': 'exec.opaque file.write',
        'nvim a.md': 'file.write',
      },
      passed: ['vim --version', 'nvim -v'],
    },
  },
  {
    names: 'emacs nano pico micro helix hx kak',
    free: true,
    noHelp: true,
    also: editor,
    examples: {
      held: {
        'emacs --batch --eval \'(delete-directory "x" t)\'': 'exec.opaque',
        'emacs --script a.el': 'exec.opaque',
        'emacs --batch --load=a.el': 'exec.opaque',
        'emacs -x a.el': 'exec.opaque',
        'emacs a.txt': 'file.write',
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

/** Options of Vim's that take the next word; a cluster may end in one: `-sc CMD`. */
const VI_VALUED = /^-(?:u|U|i|t|T|w|W|r|-servername|-startuptime|-listen|-server|-remote-\w+|s)$/;
const VI_COMMAND = /^(?:-[a-zA-Z]*c|--cmd)$/;

/** Lines of Ex that do nothing but edit, write and leave: an address, then one of these. */
const EX_EDITS =
  /^:?(?:%|[\d.$]+(?:,[\d.$]+)?|bufdo |argdo |(?:g|v)\/(?:\\.|[^/\\|])*\/)?\s*(?:d|x|w|q|wq|wqa|qa|xa|wa|update|up|join|j|sort|sort u|retab|normal! [\w$^]+|norm [\w$^]+|set (?:no)?(?:ff|fileformat|et|expandtab|ts|sw|bomb|eol|fileencoding)(?:=\w+)?|s\/(?:\\.|[^/\\|])*\/(?:\\[^=]|[^/\\|])*\/[gicen]*)?!?$/;

/** Vim and its kin: a file, and what is typed into it. Without a line to be typed a person sits there. */
function vi(call: Call): void {
  if (call.args.every(({ value }) => /^(?:--version|-v|-h|--help)$/.test(value)) && call.args.length > 0) return;
  const lines: Arg[] = [];
  const edited: Arg[] = [];
  call.args.forEach((arg, index) => {
    const before = call.args[index - 1]?.value ?? '';
    // Silent Ex mode takes no script behind its `s`.
    const scripts =
      before === '-s' && !call.args.some(({ value }) => /^-[a-zA-Z]*[eE]/.test(value)) && call.title !== 'ex';
    if (VI_COMMAND.test(before)) lines.push(arg);
    else if (/^-[lS]$/.test(before)) opaque(call, arg.value, arg.range, 'problem.runs-program');
    else if (VI_VALUED.test(before) && (before !== '-s' || scripts)) {
      // Settings from a file are a program; these two words mean none.
      if (!/^(?:NONE|NORC|DEFAULTS)$/.test(arg.value)) opaque(call, arg.value, arg.range, 'problem.runs-program');
    } else if (arg.value.startsWith('+')) lines.push(slice(arg, 1));
    else if (!arg.value.startsWith('-')) {
      edited.push(arg);
    }
  });
  const verb = lines.length > 0 ? 'write' : 'output';
  for (const file of edited) actOnFile(call, verb, file);
  let risky = call.stdin !== undefined;
  for (const line of lines) {
    const bang = /^:?(?:silent )?!(.*)$/.exec(line.value);
    if (bang !== null) call.shell.text(bang[1] ?? '', call.scope, { kind: 'fixed', whole: line.range }, undefined);
    const edits = !line.dynamic && line.value.split('|').every((part) => EX_EDITS.test(part.trim()));
    if (edits) continue;
    risky = true;
    if (bang === null && /[("']/.test(line.value)) embedArg(call, line, { language: 'code', dialect: 'other' });
  }
  if (risky) opaque(call, call.title, call.range, 'problem.runs-program');
  else if (edited.length === 0) opaque(call, call.title, call.range, 'problem.interactive');
}

/** Options of Emacs, Kakoune and their kin whose word, the next or behind `=`, is code or a file of it. */
const CODE_NEXT =
  /^(?:-c|--cmd|-{1,2}(?:eval|execute|script|load|funcall|init-directory|directory)|-[efElLxSs]|--command)$/;
const CODE_ATTACHED = /^-{1,2}(?:eval|execute|script|load|funcall|init-directory|directory|command|cmd)=/;

/** An editor without a person: its own commands can do anything. */
function editor(call: Call): void {
  let risky = false;
  call.args.forEach((arg, index) => {
    const previous = call.args[index - 1]?.value ?? '';
    if (CODE_ATTACHED.test(arg.value)) risky = true;
    const command = CODE_NEXT.test(previous) ? arg : arg.value.startsWith('+') ? slice(arg, 1) : undefined;
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
