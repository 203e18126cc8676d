import { absorb, act, opaque } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import { has, valuesOf, wordsBehind } from '../state/call.ts';
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
  /** Options behind which it goes on with what standard input says, whatever ran before. */
  readonly prompts?: readonly string[];
  /** Modules that are programs of their own: `python -m pytest`. */
  readonly modules?: (call: Call, module: Arg, rest: readonly Arg[]) => void;
}

/** The words that a program is given which stands in this one, or comes from standard input. */
function wordsFor(call: Call, text: Arg | undefined, { givesOperands }: Interpreter): readonly Arg[] {
  if (givesOperands === true) return call.parsed.operands;
  return text === undefined ? [] : wordsBehind(call, text);
}

/** What was handed in is no file of this machine's, and a package says its name and version to everybody. */
const NO_FILE =
  /(?:sys\.)?[$]?stdin\b(?:\.\w+)*|readFileSync\(\s*(?:0|['"]\/dev\/stdin['"])|require\(\s*['"][./]*\/package(?:\.json)?['"]\s*\)/gi;
/** Words by which code reads files or variables, in any of these languages. */
const READS_FILES =
  /\b(?:open|read\w*|\w*_get_contents|File|IO|Path|glob|listdir|environ|getenv|env|ENV|slurp|require|load_file|fopen|file)\b|<[$A-Z]/;

/** Text that such code has read comes out of it: what it prints may be any of that. */
function tellsFiles(call: Call, code: string): void {
  if (READS_FILES.test(code.replace(NO_FILE, ''))) call.state.local = true;
}

function readsInput(call: Call, spec: Interpreter, dash: Arg | undefined): void {
  const inner: Inner = { language: 'code', dialect: spec.dialect, args: wordsFor(call, dash, spec) };
  tellsFiles(call, call.stdin?.text ?? '');
  if (call.stdin === undefined) opaque(call, call.title, call.range, 'problem.interactive');
  else if (!embedFlow(call, call.stdin, inner)) opaque(call, call.title, call.stdin.range, 'problem.unknown-input');
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
    const [script, ...rest] = call.parsed.operands;
    const takesInput = script === undefined || script.value === '-';
    const [module] = valuesOf(call, 'm');
    if (has(call, ...(spec.prompts ?? [])) && (code.length > 0 || module !== undefined || !takesInput))
      readsInput(call, spec, undefined);
    if (module !== undefined && spec.modules !== undefined) {
      // What stands behind the name is the module's own, options too.
      spec.modules(call, module, wordsBehind(call, module));
      return;
    }
    for (const text of code) {
      embedArg(call, text, { ...inner, args: wordsFor(call, text, spec) });
      tellsFiles(call, text.value);
    }
    if (code.length > 0) {
      call.state.weighty = true;
      return;
    }
    if (script !== undefined && /(?:^|\/)manage\.py$/.test(script.value)) {
      runWords(call, [{ ...script, value: 'manage.py' }, ...rest]);
      return;
    }
    if (takesInput) readsInput(call, spec, script);
    else if (/^(?:https?:\/\/|npm:|jsr:)/.test(script.value)) {
      act(call, 'exec.download', 'unknown', script.value, script.range, { traits: ['downloaded'] });
    } else {
      embedFile(call, script, inner);
      for (const arg of call.parsed.operands.slice(1)) absorb(call, arg.flow);
    }
    call.state.weighty = true;
  };
}
