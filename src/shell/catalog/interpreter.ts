import { absorb, act, opaque } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import { valuesOf, wordsBehind } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { embedArg, embedFile, embedFlow } from '../calls/embed.ts';
import type { Inner } from '../calls/embed.ts';
import { runWords } from '../calls/innerCommand.ts';

interface Interpreter {
  readonly dialect: string;
  /** Options whose value is code. */
  readonly code: readonly string[];
  /** Options that load code first. */
  readonly loads?: readonly string[];
  /** A program is given all that is no option of the interpreter's, behind the code too, and the dash that stands for standard input. */
  readonly givesOperands?: true;
  /** Modules that are programs of their own: `python -m pytest`. */
  readonly modules?: (call: Call, module: Arg, rest: readonly Arg[]) => void;
}

/** The words that a program is given which stands in this one, or comes from standard input. */
function wordsFor(call: Call, text: Arg | undefined, { givesOperands }: Interpreter): readonly Arg[] {
  if (givesOperands === true) return call.parsed.operands;
  return text === undefined ? [] : wordsBehind(call, text);
}

/** Code in an option, a script file, or standard input. */
export function interprets(spec: Interpreter): (call: Call) => void {
  return (call) => {
    const inner: Inner = { language: 'code', dialect: spec.dialect };
    const code = valuesOf(call, ...spec.code);
    for (const file of valuesOf(call, ...(spec.loads ?? []))) {
      if (/^[./]/.test(file.value)) embedFile(call, file, inner);
      else if (/^[a-z][a-z0-9+.-]+:/i.test(file.value) && !file.value.startsWith('node:'))
        opaque(call, file.value, file.range, 'problem.unread-file');
    }
    const [module] = valuesOf(call, 'm');
    if (module !== undefined && spec.modules !== undefined) {
      // What stands behind the name is the module's own, options too.
      spec.modules(call, module, wordsBehind(call, module));
      return;
    }
    for (const text of code) embedArg(call, text, { ...inner, args: wordsFor(call, text, spec) });
    if (code.length > 0) {
      call.state.weighty = true;
      return;
    }
    const [script, ...rest] = call.parsed.operands;
    if (script !== undefined && /(?:^|\/)manage\.py$/.test(script.value)) {
      runWords(call, [{ ...script, value: 'manage.py' }, ...rest]);
      return;
    }
    if (script === undefined || script.value === '-') {
      if (call.stdin === undefined) opaque(call, call.title, call.range, 'problem.interactive');
      else if (!embedFlow(call, call.stdin, { ...inner, args: wordsFor(call, script, spec) }))
        opaque(call, call.title, call.stdin.range, 'problem.unknown-input');
    } else if (/^(?:https?:\/\/|npm:|jsr:)/.test(script.value)) {
      act(call, 'exec.download', 'unknown', script.value, script.range, { traits: ['downloaded'] });
    } else {
      embedFile(call, script, inner);
      for (const arg of call.parsed.operands.slice(1)) absorb(call, arg.flow);
    }
    call.state.weighty = true;
  };
}
