import type { Command } from 'unbash';
import type { TextRange } from '../../effect/effect.ts';
import { absorb, act, download, opaque } from '../effects/act.ts';
import { isVerbatim, plainArg, spanOf, type Arg } from '../state/arg.ts';
import { assign, assignmentWord, isEvaluated, isForNothing, setOtherwise } from './assign.ts';
import { answerOf, SAYS } from './answer.ts';
import { builtin } from './builtins.ts';
import { callOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import type { Flow } from '../state/flow.ts';
import { textFlow, unknownFlow } from '../state/flow.ts';
import { isDisguised } from './disguise.ts';
import { runAlias, runFunction } from './functionCall.ts';
import { namesOf } from './listedNames.ts';
import type { Origin } from '../state/origin.ts';
import { outerRange } from '../state/origin.ts';
import { givesMeaning } from './variables.ts';
import { globbedCommand, runTool } from '../calls/program.ts';
import { actOnStreams, isDiscarded, onward, readInputs, readRedirects, writeOutputs } from './redirects.ts';
import type { Streams } from './redirects.ts';
import { addProblem, nextStep } from '../state/run.ts';
import { carryOver, fork } from '../state/scope.ts';
import type { Scope } from '../state/scope.ts';
import type { Shell } from '../state/shell.ts';
import { sweep } from '../words/sweep.ts';
import { expandWord } from '../words/words.ts';
import { isOfManifest } from './manifestText.ts';
import { numbersOf } from './numbers.ts';
import { namesRead } from '../words/readNumbers.ts';

/** Reads one simple command as it stands in the text; gives its standard output. */
export function readCommand(shell: Shell, scope: Scope, origin: Origin, node: Command, piped: Flow | undefined): Flow {
  const around = scope.input;
  scope.input = piped;
  const out = readSimple(shell, scope, origin, node, piped);
  scope.input = around;
  return out;
}

function readSimple(shell: Shell, scope: Scope, origin: Origin, node: Command, piped: Flow | undefined): Flow {
  const range = outerRange(origin, node.pos, node.end);
  const streams = readRedirects(shell, scope, origin, node.redirects, piped);
  const words: Arg[] = node.name === undefined ? [] : [...expandWord(shell, scope, origin, node.name)];
  if (words[0] !== undefined && node.name !== undefined && isDisguised(node.name.text, words[0]))
    words[0] = { ...words[0], disguised: true };
  const assignments = node.prefix.filter((item) => item.type === 'Assignment');
  for (const item of node.suffix) {
    if (item.type === 'Word') words.push(...expandWord(shell, scope, origin, item));
    else if (item.type === 'Assignment') words.push(assignmentWord(shell, scope, origin, item));
  }
  // Assignments alone stay; before a command they are that command's environment only.
  const own = words.length === 0 ? scope : assignments.length === 0 ? scope : fork(scope);
  for (const assignment of assignments) {
    if (isForNothing(assignment.name, words[0], scope)) sweep(shell, own, origin, assignment);
    else assign(shell, own, origin, assignment, words.length > 0);
  }
  if (words.length === 0) {
    const call = callOf(shell, scope, plainArg('', range), [], range, streams.stdin);
    const shown = shownAlone(call, node);
    actOnStreams(call, streams, shown);
    return shown.text === undefined ? absorbed(shown, call) : shown;
  }
  const out = runWords(shell, own, words, range, streams.stdin, streams);
  if (words.length === 1 && words[0]?.value === 'exec' && streams.stdin !== piped) scope.reopened++;
  if (own !== scope) {
    for (const [path, flow] of own.files) scope.files.set(path, flow);
    // `IFS= read -r f`: the name that it reads into stays, unlike what was set for it alone.
    if (READS_INTO.test(words[0]?.value ?? '')) {
      for (const { value } of words.slice(1)) {
        const read = own.variables.get(value);
        if (read !== undefined && !assignments.some(({ name }) => name === value)) scope.variables.set(value, read);
      }
    }
  }
  return out;
}

/** `$(<file)` gives what `$(cat file)` does, and in zsh a redirection alone shows its file everywhere. */
function shownAlone({ stdin, range }: Call, node: Command): Flow {
  const reads = node.redirects.some(({ operator }) => operator === '<' || operator === '<>' || operator === '<&');
  return reads ? { ...(stdin ?? unknownFlow(range)), range } : textFlow('', range);
}

/** With what the files that were read are known for. */
function absorbed(flow: Flow, { state }: Call): Flow {
  return { ...flow, local: true, secret: flow.secret ?? state.secret, printed: flow.printed === true || state.printed };
}

const READS_INTO = /^(?:read|mapfile|readarray)$/;

const NO_STREAMS: Omit<Streams, 'stdin'> = { outputs: [], inputs: [], errorsGoOn: false };

/** Keeps a command whose only unknown words are patterns that stand in the text letter by letter. */
function addGlobbed(shell: Shell, words: readonly Arg[], cwd: string, range: TextRange): void {
  const patterns = words.flatMap((word, index) => (word.glob ? [index] : []));
  const known = words.every((word) => {
    const { value, dynamic, glob, processSubstitution, range: own } = word;
    // A quoted star is a letter, and what a variable holds is split besides.
    const plain = !glob || (isVerbatim(word) && own[1] - own[0] === value.length && !value.includes('\\'));
    return plain && !dynamic && !processSubstitution;
  });
  if (known && patterns.length > 0)
    shell.run.globbed.push({ argv: words.map(({ value }) => value), patterns, cwd, range });
}

/** Runs words as one command: functions, aliases, builtins, then the catalogue; `run` for what knows fewer of these. */
export function runWords(
  shell: Shell,
  scope: Scope,
  words: readonly Arg[],
  range: TextRange,
  stdin: Flow | undefined,
  streams: Streams = { ...NO_STREAMS, stdin },
  run: (call: Call) => void = dispatch,
): Flow {
  const [name, ...args] = words;
  if (name === undefined) return unknownFlow(range);
  const call = callOf(shell, scope, name, args, range, stdin);
  const step = nextStep(shell.run);
  if (step === 'end') opaque(call, name.value, range, 'problem.too-long');
  if (step !== 'read') return unknownFlow(range);
  if (name.flow?.decoded === true) call.traits.add('decoded');
  if (name.disguised === true) call.traits.add('disguised');
  if (words.every((word) => !word.dynamic && !word.glob && !word.processSubstitution))
    shell.run.commands.push({
      argv: words.map(({ value }) => value),
      ...(scope.cwdKnown ? { cwd: scope.cwd } : {}),
      sole: false,
      range,
    });
  else if (scope.cwdKnown) addGlobbed(shell, words, scope.cwd, range);
  // Opened before the command runs: what is in them may be what it sends.
  readInputs(call, streams);
  call.state.discarded = isDiscarded(streams);
  const before = shell.run.effects.length;
  run(call);
  const { state } = call;
  if (state.secret === undefined && state.sends)
    state.secret = args.find((arg) => arg.flow?.secret !== undefined)?.flow?.secret;
  if (state.sends && (state.secret ?? stdin?.secret) !== undefined) {
    act(call, 'secret.send', 'secret', state.secret ?? stdin?.secret ?? '', range, { traits: ['reads-local'] });
  }
  const out: Flow = state.stdout ?? {
    text: undefined,
    offsets: undefined,
    range,
    network: state.network,
    host: state.host,
    ...namesOf(call, stdin, shell.run.effects.slice(before)),
    // What is sent away does not come out here: that is an answer.
    secret: state.sends ? undefined : state.secret,
    printed: state.printed && state.passage !== 'facts',
    local: state.local,
    ...(state.written ? { written: true } : {}),
    file: undefined,
    decoded: false,
  };
  const keeps = state.stdout === undefined || SAYS.test(call.title);
  const answer = keeps && shell.run.effects.length === before ? answerOf(call) : undefined;
  const numbers = out.text === undefined ? numbersOf(call) : undefined;
  const listed = out.local && out.secret === undefined && isOfManifest(call, shell.run.effects.slice(before));
  const manifest: Flow['manifest'] = listed ? true : undefined;
  const same = answer === out.answer && numbers === out.numbers && manifest === out.manifest;
  const told: Flow = same ? out : { ...out, answer, numbers, manifest };
  writeOutputs(call, streams, told);
  return onward(streams, told, range);
}

function dispatch(call: Call): void {
  const { scope, name } = call;
  const command = name.value;
  if (name.dynamic && PERSONS_SHELL.test(command)) {
    runTool({ ...call, name: { ...name, value: 'sh', dynamic: false }, title: 'sh' });
    return;
  }
  if (name.dynamic) {
    absorb(call, name.flow);
    if (name.flow?.network === true) download(call, name.flow, name.range);
    opaque(call, command, spanOf([name], name.range), 'problem.dynamic-command', ['dynamic']);
    return;
  }
  const body = scope.functions.get(command);
  if (body !== undefined && body.exportedOnly !== true) {
    runFunction(call, body);
    if (body.maybe !== true) return;
  } else {
    const alias = scope.aliases.get(command);
    // A shell that runs a text does not expand aliases unless it is told to: the word may mean the command as well.
    if (alias !== undefined && scope.depth < 12) runAlias(call, alias);
  }
  if (name.glob) {
    opaque(call, command, name.range, 'problem.dynamic-command', ['dynamic']);
    globbedCommand(call);
    return;
  }
  // zsh: `=rm` is the path of rm.
  if (/^=[a-z]/.test(command)) {
    opaque(call, command, name.range, 'problem.dialect');
    runTool({ ...call, name: { ...name, value: command.slice(1) }, title: command.slice(1) });
    return;
  }
  // What `let` is given it evaluates after the shell has put in what the text says.
  const evaluates = (arg: Arg): boolean =>
    ((!arg.dynamic || command === 'let') && isEvaluated(arg.value)) ||
    ((arg.dynamic || arg.glob) && namesRead(scope, command, call.args, arg));
  if (TAKES_NAMES.test(command) && call.args.some(evaluates))
    opaque(call, command, call.range, 'problem.dynamic', ['dynamic']);
  if (TAKES_NAMES.test(command) && call.args.some((arg) => givesMeaning(arg.value)))
    opaque(call, command, call.range, 'problem.environment');
  if (command === 'printf' && call.args[0]?.value === '-v' && call.args[1] !== undefined)
    setOtherwise(call.shell, scope, call.args[1].value, undefined, call.range);
  if (builtin(call)) return;
  runTool(call);
}

/** Whatever shell it is, it reads a text as `sh` does. */
const PERSONS_SHELL = /^\$(?:SHELL|BASH|0)$|^\$\{(?:SHELL|BASH)(?::?-[a-z/]*)?\}$/;

/** They take names of variables, and of elements of an array. */
const TAKES_NAMES = /^(?:test|\[|let|unset|read|printf|declare|typeset|local|export|readonly|wait|mapfile|readarray)$/;

/** Reads words that a wrapper starts. */
export function wrapped(
  shell: Shell,
  words: readonly Arg[],
  scope: Scope,
  range: TextRange,
  stdin: Flow | undefined,
): Flow {
  if (scope.depth > 16) {
    addProblem(shell.run, 'problem.too-deep', range);
    return unknownFlow(range);
  }
  const inner: Scope = { ...scope, depth: scope.depth + 1 };
  const out = runWords(shell, inner, words, range, stdin);
  carryOver(scope, inner);
  scope.stayed = inner.stayed;
  scope.positional = inner.positional;
  return out;
}
