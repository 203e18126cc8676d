import { isSecretPath } from '../../effect/protectedPath.ts';
import type { Redirection } from 'unbash';
import { absorb, actOnFile } from '../effects/act.ts';
import { pathOf } from '../effects/argPath.ts';
import { holdsNames, namesOfArg } from '../state/arg.ts';
import type { Arg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import type { TextRange } from '../../effect/effect.ts';
import type { Flow } from '../state/flow.ts';
import { textFlow, unknownFlow } from '../state/flow.ts';
import type { Origin } from '../state/origin.ts';
import { outerOffsets, outerRange } from '../state/origin.ts';
import { deviceNumber, FREE, openDescriptors } from './descriptors.ts';
import type { Output } from './descriptors.ts';
import { addProblem, addWrite } from '../state/run.ts';
import { isElsewhere } from '../state/scope.ts';
import type { Scope } from '../state/scope.ts';
import type { Shell } from '../state/shell.ts';
import { expandQuoted, expandSingle } from '../words/expansion.ts';
import { keepSecret } from '../effects/keepSecret.ts';
import { absolute } from '../effects/paths.ts';

export interface Streams {
  readonly stdin: Flow | undefined;
  readonly outputs: readonly Output[];
  /** Files that are opened for reading. */
  readonly inputs: readonly Arg[];
  /** Another descriptor, mostly that of errors, leads where standard output went before it went to a file. */
  readonly errorsGoOn: boolean;
  /** What commands inside can read from, by numbers. Absent: what is so around. */
  readonly fed?: ReadonlyMap<number, Flow | undefined>;
}

/** What whoever reads the output of a command gets of it. */
export function onward({ outputs, errorsGoOn }: Streams, out: Flow, range: TextRange): Flow {
  const taken = outputs.filter(({ said }) => said);
  // `> >(cat)`: what the other process makes of it goes where the output would have gone.
  if (taken.some(({ arg }) => arg.processSubstitution))
    return { ...out, text: undefined, offsets: undefined, names: undefined, file: undefined, local: true };
  const kept = taken.length > 0 ? textFlow('', range) : out;
  // Errors are never known; beside a text that is known they are no part of what is meant.
  if (!errorsGoOn || kept.text !== '') return kept;
  // The descriptor may carry what was said as well: `{ base64 a >&3; } 3>&1 >/dev/null`.
  const { network, host, secret, decoded } = out;
  return { ...unknownFlow(range), network, host, secret, decoded, local: true };
}

/** Works out where a command's input comes from and its output goes; states nothing yet. */
export function readRedirects(
  shell: Shell,
  scope: Scope,
  origin: Origin,
  redirects: readonly Redirection[],
  piped: Flow | undefined,
): Streams {
  // Nearly every command has none.
  if (redirects.length === 0) return { stdin: piped, inputs: [], outputs: [], errorsGoOn: false };
  const open = openDescriptors(piped, scope.fed);
  const inputs: Arg[] = [];
  for (const redirect of redirects) {
    const range = outerRange(origin, redirect.pos, redirect.end);
    const number = redirect.descriptor?.type === 'FileDescriptor' ? redirect.descriptor.value : undefined;
    // `{fd}< x` takes a number that is free.
    const named = redirect.descriptor !== undefined && number === undefined;
    const from = number ?? (named ? FREE : 0);
    const to = number ?? (named ? FREE : 1);
    if (redirect.type === 'HereDoc') {
      if (redirect.closing === undefined) addProblem(shell.run, 'problem.heredoc', range);
      open.feed(from, shown(heredocFlow(shell, scope, origin, redirect)));
      continue;
    }
    if (redirect.target === undefined) continue;
    const arg = expandSingle(shell, scope, origin, redirect.target);
    const device = arg.dynamic || arg.processSubstitution ? undefined : deviceNumber(arg.value);
    switch (redirect.type === 'HereString' ? '<<<' : redirect.operator) {
      case '<<<':
        open.feed(from, shown(flowOfArg(arg, arg.value + '\n')));
        break;
      case '>':
      case '>|':
      case '>>':
        if (device === undefined) open.lead([to], { arg, verb: redirect.operator === '>>' ? 'append' : 'write' });
        else open.join(to, device);
        break;
      case '&>':
      case '&>>':
        if (device === undefined) open.lead([1, 2], { arg, verb: redirect.operator === '&>>' ? 'append' : 'write' });
        else [1, 2].forEach((each) => open.join(each, device));
        break;
      case '<>':
        open.lead([from], { arg, verb: 'write' });
        open.feed(from, fileFlow(scope, arg));
        if (number === undefined) inputs.push(arg);
        break;
      case '>&':
        if (/^\d+-?$/.test(arg.value)) open.join(to, Number.parseInt(arg.value, 10));
        else if (device !== undefined) [1, 2].forEach((each) => open.join(each, device));
        else if (!/^-?$/.test(arg.value)) open.lead(number === undefined ? [1, 2] : [to], { arg, verb: 'write' });
        break;
      case '<':
        if (device === undefined) inputs.push(arg);
        if (device === undefined) open.feed(from, fileFlow(scope, arg));
        else open.feed(from, open.input(device, range));
        break;
      case '<&':
        if (arg.dynamic) open.feed(from, { ...flowOfArg(arg), names: undefined, local: true });
        else if (/^\d+-?$/.test(arg.value)) open.feed(from, open.input(Number.parseInt(arg.value, 10), range));
        break;
    }
  }
  return { stdin: open.input(0, piped?.range ?? [0, 0]), inputs, fed: open.fed(), ...open.outputs() };
}

/** `cat <<< "$TOKEN"`: whoever passes it on shows it. */
function shown(flow: Flow): Flow {
  return flow.secret?.startsWith('$') === true ? { ...flow, printed: true } : flow;
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
  if (arg.dynamic || holdsNames(arg)) {
    const names = namesOfArg(arg);
    return { ...base, text: undefined, offsets: undefined, file: undefined, names, range: arg.range };
  }
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
  if (isElsewhere(scope)) return scope.files.get(path) ?? base;
  return scope.files.get(path) ?? { ...base, file: path, secret: isSecretPath(path) ? path : undefined };
}

/** States what redirections do. `written` is what goes to the files, where it is known. */
export function actOnStreams(call: Call, streams: Streams, written: Flow | undefined): void {
  readInputs(call, streams);
  writeOutputs(call, streams, written);
}

export function readInputs(call: Call, streams: Streams): void {
  for (const arg of streams.inputs) actOnFile(call, 'read', arg);
}

/** Its standard output goes to `/dev/null`, and nothing of it to another file as well, as zsh has it. */
export function isDiscarded({ outputs }: Streams): boolean {
  return outputs.some(({ said }) => said) && outputs.every(({ arg }) => !arg.dynamic && arg.value === '/dev/null');
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
  return path === undefined || !call.shell.run.filesRead.has(path);
}

export function writeOutputs(call: Call, streams: Streams, out: Flow | undefined): void {
  for (const { arg, verb, said } of streams.outputs) {
    const written = said ? out : unknownFlow(arg.range);
    // `(echo > /dev/tcp/localhost/3000)` asks whether anybody listens there.
    const knocks = arg.value.startsWith('/dev/tcp/') && written?.text !== undefined && written.text.trim() === '';
    actOnFile(call, knocks ? 'read' : verb === 'write' && keepsResult(call, arg, written) ? 'output' : verb, arg);
    absorb(call, written);
    const path = arg.dynamic || !call.scope.cwdKnown ? undefined : absolute(arg.value, call.scope.cwd, call.scope.home);
    // A device keeps nothing of what is written to it; `/dev/shm` is a folder like any other.
    if (path !== undefined && /^\/dev\/(?!shm\/)/.test(path)) continue;
    keepSecret(call, written, path);
    if (path === undefined) continue;
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
