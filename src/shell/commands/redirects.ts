import type { Redirection } from 'unbash';
import { absorb, actOnFile, pathOf } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import type { TextRange } from '../../effect/effect.ts';
import type { Flow } from '../state/flow.ts';
import { textFlow, unknownFlow } from '../state/flow.ts';
import type { Origin } from '../state/origin.ts';
import { outerOffsets, outerRange } from '../state/origin.ts';
import { addProblem, addWrite } from '../state/run.ts';
import { isElsewhere } from '../state/scope.ts';
import type { Scope } from '../state/scope.ts';
import type { Shell } from '../state/shell.ts';
import { expandQuoted, expandSingle } from '../words/expansion.ts';
import { absolute } from '../effects/paths.ts';

/** A file that is written to, with how; `said`: what is written is standard output, not errors or another descriptor's. */
export interface Output {
  readonly arg: Arg;
  readonly verb: 'write' | 'append';
  readonly said: boolean;
}

export interface Streams {
  readonly stdin: Flow | undefined;
  readonly outputs: readonly Output[];
  /** Files that are opened for reading. */
  readonly inputs: readonly Arg[];
  /** Another descriptor, mostly that of errors, leads where standard output went before it went to a file. */
  readonly errorsGoOn: boolean;
}

/** What whoever reads the output of a command gets of it. */
export function onward({ outputs, errorsGoOn }: Streams, out: Flow, range: TextRange): Flow {
  const kept = outputs.some(({ said }) => said) ? textFlow('', range) : out;
  // Errors are never known; beside a text that is known they are no part of what is meant.
  return errorsGoOn && kept.text === '' ? { ...unknownFlow(range), local: true } : kept;
}

/** Works out where a command's input comes from and its output goes; states nothing yet. */
export function readRedirects(
  shell: Shell,
  scope: Scope,
  origin: Origin,
  redirects: readonly Redirection[],
  piped: Flow | undefined,
): Streams {
  let stdin = piped;
  const outputs: Output[] = [];
  const inputs: Arg[] = [];
  let errorsGoOn = false;
  for (const redirect of redirects) {
    const range = outerRange(origin, redirect.pos, redirect.end);
    if (redirect.type === 'HereDoc') {
      if (redirect.closing === undefined) addProblem(shell.run, 'problem.heredoc', range);
      stdin = heredocFlow(shell, scope, origin, redirect);
      continue;
    }
    if (redirect.target === undefined) continue;
    const arg = expandSingle(shell, scope, origin, redirect.target);
    if (redirect.type === 'HereString') {
      stdin = flowOfArg(arg, arg.value + '\n');
      continue;
    }
    const number = redirect.descriptor?.type === 'FileDescriptor' ? redirect.descriptor.value : undefined;
    const said = redirect.descriptor === undefined || number === 1;
    switch (redirect.operator) {
      case '>':
      case '>|':
      case '&>':
        outputs.push({ arg, verb: 'write', said });
        break;
      case '<>':
        outputs.push({ arg, verb: 'write', said: number === 1 });
        if (number === undefined) inputs.push(arg);
        break;
      case '>>':
      case '&>>':
        outputs.push({ arg, verb: 'append', said });
        break;
      case '>&':
        if (!/^\d*-?$/.test(arg.value)) outputs.push({ arg, verb: 'write', said });
        // `2>&1 >a`, unlike `>a 2>&1`.
        else if (!said && !outputs.some((output) => output.said)) errorsGoOn = true;
        break;
      case '<':
        inputs.push(arg);
        if (number === undefined || number === 0) stdin = fileFlow(scope, arg);
        break;
      case '<&':
        break;
    }
  }
  return { stdin, outputs, inputs, errorsGoOn };
}

function heredocFlow(shell: Shell, scope: Scope, origin: Origin, doc: Extract<Redirection, { type: 'HereDoc' }>): Flow {
  const { body } = doc;
  const range = outerRange(origin, body.pos, body.end);
  if (body.parts !== undefined && doc.delimiter?.quoted !== true) {
    const arg = expandQuoted(shell, scope, origin, body.parts, body.pos, body.end);
    return flowOfArg(doc.operator === '<<-' ? { ...arg, ...unindent(arg.value, arg.offsets) } : arg);
  }
  const offsets =
    outerOffsets(origin, body.pos, body.pos + body.text.length) ?? verbatimOffsets(body.pos, body.text.length);
  const tidy = doc.operator === '<<-' ? unindent(body.text, offsets) : { value: body.text, offsets };
  return textFlow(tidy.value, range, tidy.offsets);
}

function verbatimOffsets(start: number, length: number): readonly number[] {
  return Array.from({ length }, (_, index) => start + index);
}

/** `<<-` drops leading tabs. */
function unindent(text: string, offsets: readonly number[]): { value: string; offsets: readonly number[] } {
  const kept: number[] = [];
  let value = '';
  let lineStart = true;
  for (let i = 0; i < text.length; i++) {
    const unit = text[i] ?? '';
    if (lineStart && unit === '\t') continue;
    lineStart = unit === '\n';
    value += unit;
    kept.push(offsets[i] ?? 0);
  }
  return { value, offsets: kept };
}

/** What an argument's own text is, as something to be read by a program. */
export function flowOfArg(arg: Arg, text = arg.value): Flow {
  const base = arg.flow ?? unknownFlow(arg.range);
  if (arg.dynamic) return { ...base, text: undefined, offsets: undefined, file: undefined, range: arg.range };
  // The line end that a here-string adds stands nowhere: it is shown at the last letter.
  const last = Math.max(arg.range[0], arg.range[1] - 1);
  const offsets = text.length === arg.value.length ? arg.offsets : [...arg.offsets, last].slice(0, text.length);
  return { ...base, text, offsets: base.decoded ? undefined : offsets, range: arg.range, file: undefined };
}

function fileFlow(scope: Scope, arg: Arg): Flow {
  if (arg.processSubstitution && arg.flow !== undefined) return arg.flow;
  const base = { ...unknownFlow(arg.range), local: true };
  if (arg.dynamic || (!scope.cwdKnown && !arg.value.startsWith('/'))) return base;
  const path = absolute(arg.value, scope.cwd, scope.home);
  if (path === '/dev/null') return textFlow('', arg.range);
  return scope.files.get(path) ?? (isElsewhere(scope) ? base : { ...base, file: path });
}

/** States what redirections do. `written` is what goes to the files, where it is known. */
export function actOnStreams(call: Call, streams: Streams, written: Flow | undefined): void {
  readInputs(call, streams);
  writeOutputs(call, streams, written);
}

export function readInputs(call: Call, streams: Streams): void {
  for (const arg of streams.inputs) actOnFile(call, 'read', arg);
}

/** Endings of files that hold what a program said, and are made anew with each run. */
const RESULT = /\.(?:log|txt|out|err|tmp|diff|patch|dump|csv|tsv|gz|bak|prof|trace)$/;

/**
 * Whether a file is where a program's result goes (`sort a > b.txt`), rather than a text of one's own that replaces what it was
 * (`echo x > a`, `: > a`), or what the same program reads, which is empty before it is read (`sort a > a`).
 */
function keepsResult(call: Call, target: Arg, written: Flow | undefined): boolean {
  const words = call.args.filter(({ value }) => !value.startsWith('-'));
  if (/^(?:echo|printf|yes|:|true|false)$/.test(call.title) || (call.title === 'cat' && words.length < 2)) return false;
  if (written?.text !== undefined || !RESULT.test(target.value)) return false;
  const path = pathOf(call, target);
  return !call.shell.run.effects.some(({ kind, object }) => kind === 'file.read' && object.name === path);
}

export function writeOutputs(call: Call, streams: Streams, out: Flow | undefined): void {
  for (const { arg, verb, said } of streams.outputs) {
    const written = said ? out : unknownFlow(arg.range);
    actOnFile(call, verb === 'write' && keepsResult(call, arg, written) ? 'output' : verb, arg);
    absorb(call, written);
    if (arg.dynamic || !call.scope.cwdKnown) continue;
    const path = absolute(arg.value, call.scope.cwd, call.scope.home);
    // A device keeps nothing of what is written to it; `/dev/shm` is a folder like any other.
    if (/^\/dev\/(?!shm\/)/.test(path)) continue;
    if (verb === 'write' && written?.text !== undefined && !written.decoded && streams.outputs.length === 1)
      addWrite(call.shell.run, path, written.text);
    call.scope.files.set(path, remember(call.scope.files.get(path), written ?? unknownFlow(arg.range), verb));
  }
}

function remember(before: Flow | undefined, written: Flow, verb: 'write' | 'append'): Flow {
  // A file that is only added to holds what was there before as well: not known from the text.
  if (verb === 'append' && before?.text === undefined) return { ...written, text: undefined, file: undefined };
  if (verb === 'append' && before?.text !== undefined && written.text !== undefined) {
    const both = before.offsets !== undefined && written.offsets !== undefined;
    return {
      ...written,
      text: before.text + written.text,
      offsets: both ? [...before.offsets, ...written.offsets] : undefined,
    };
  }
  return { ...written, file: undefined };
}
