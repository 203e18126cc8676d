import type { Assignment, Command } from 'unbash';
import type { TextRange } from '../effect/effect.ts';
import { absorb, act, download, opaque } from './act.ts';
import type { Arg } from './arg.ts';
import { plainArg, spanOf } from './arg.ts';
import { builtin } from './builtins.ts';
import type { Call } from './call.ts';
import { toolNamed } from './catalog/all.ts';
import { embedFile } from './embed.ts';
import type { Flow } from './flow.ts';
import { textFlow, unknownFlow } from './flow.ts';
import type { Origin } from './origin.ts';
import { outerRange } from './origin.ts';
import { baseName } from './paths.ts';
import { actOnStreams, readInputs, readRedirects, writeOutputs } from './redirects.ts';
import type { Streams } from './redirects.ts';
import { addProblem } from './run.ts';
import { fork, merge } from './scope.ts';
import type { Scope, ShellFunction, Variable } from './scope.ts';
import type { Shell } from './shell.ts';
import { follow, NOTHING_PARSED, runProgram } from './usage.ts';
import { dangerOf, tampers } from './variables.ts';
import { expandSingle, expandWord, sweep } from './words.ts';

/** Reads one simple command as it stands in the text; gives its standard output. */
export function readCommand(shell: Shell, scope: Scope, origin: Origin, node: Command, piped: Flow | undefined): Flow {
  const range = outerRange(origin, node.pos, node.end);
  const streams = readRedirects(shell, scope, origin, node.redirects, piped);
  const words: Arg[] = node.name === undefined ? [] : [...expandWord(shell, scope, origin, node.name)];
  const assignments = node.prefix.filter((item) => item.type === 'Assignment');
  for (const item of node.suffix) {
    if (item.type === 'Word') words.push(...expandWord(shell, scope, origin, item));
    else if (item.type === 'Assignment') words.push(assignmentWord(shell, scope, origin, item));
  }
  // Assignments alone stay; before a command they are that command's environment only.
  const own = words.length === 0 ? scope : assignments.length === 0 ? scope : fork(scope);
  for (const assignment of assignments) assign(shell, own, origin, assignment, words.length > 0);
  if (words.length === 0) {
    const call = callOf(shell, scope, plainArg('', range), [], range, streams.stdin);
    actOnStreams(call, streams, textFlow('', range));
    return textFlow('', range);
  }
  const out = runWords(shell, own, words, range, streams.stdin, streams);
  if (own !== scope) for (const [path, flow] of own.files) scope.files.set(path, flow);
  return out;
}

/** `export A=b`, `declare A=b`: one word, though it was written as an assignment. */
function assignmentWord(shell: Shell, scope: Scope, origin: Origin, node: Assignment): Arg {
  const range = outerRange(origin, node.pos, node.end);
  const head = `${node.name}${node.append === true ? '+=' : '='}`;
  const start = new Array<number>(head.length).fill(range[0]);
  if (node.index !== undefined || node.value.type === 'ArrayValue') {
    sweep(shell, scope, origin, node);
    return { ...plainArg(node.text, range), dynamic: true };
  }
  const value = expandSingle(shell, scope, origin, node.value);
  return { ...value, value: head + value.value, offsets: [...start, ...value.offsets], range };
}

function assign(shell: Shell, scope: Scope, origin: Origin, node: Assignment, exported: boolean): void {
  const range = outerRange(origin, node.pos, node.end);
  if (node.index !== undefined) sweep(shell, scope, origin, node.index);
  if (node.value.type === 'ArrayValue') {
    const args = node.value.elements.flatMap((word) => expandWord(shell, scope, origin, word));
    const known = args.every((arg) => !arg.dynamic && !arg.glob) && node.append !== true && node.index === undefined;
    const elements = known ? args.map((arg) => arg.value) : undefined;
    scope.variables.set(node.name, { value: elements?.[0], elements, flow: undefined, exported });
    return;
  }
  const arg = expandSingle(shell, scope, origin, node.value);
  const before = scope.variables.get(node.name);
  let value: Arg | undefined = arg;
  if (node.index !== undefined) value = undefined;
  else if (node.append === true) {
    value = before?.value === undefined ? undefined : { ...arg, value: before.value + arg.value };
  }
  setVariable(shell, scope, node.name, value, range, exported || before?.exported === true);
}

/** Sets a variable and says what that can make later programs do. `arg` undefined: known only at run time. */
export function setVariable(
  shell: Shell,
  scope: Scope,
  name: string,
  arg: Arg | undefined,
  range: TextRange,
  exported: boolean,
): void {
  const value = arg === undefined || arg.dynamic ? undefined : arg.value;
  const variable: Variable = { value, flow: arg?.flow, exported };
  scope.variables.set(name, variable);
  const call = callOf(shell, scope, plainArg(name, range), [], range, undefined);
  if (tampers(name, value)) act(call, 'gate.tamper', 'unknown', name, range);
  // HOME is set in tests all the time; what it changes is what `~` and `$HOME` mean, and that is followed.
  const danger = dangerOf(name, value);
  if (danger === 'loads' && !(name === 'HOME' && !exported)) opaque(call, name, range, 'problem.environment');
  if (danger === 'command') {
    if (arg === undefined || arg.dynamic) opaque(call, name, range, 'problem.environment', ['dynamic']);
    else runProgram(call, arg);
  }
}

export function callOf(
  shell: Shell,
  scope: Scope,
  name: Arg,
  args: readonly Arg[],
  range: TextRange,
  stdin: Flow | undefined,
): Call {
  return {
    shell,
    scope,
    title: name.value,
    name,
    args,
    range,
    stdin,
    parsed: NOTHING_PARSED,
    traits: new Set(),
    state: {
      dry: false,
      cwd: scope.cwdKnown ? scope.cwd : undefined,
      others: scope.cwdKnown ? scope.others : [],
      stdout: undefined,
      local: false,
      secret: undefined,
      printed: false,
      network: false,
      host: undefined,
      names: undefined,
      words: args,
      sends: false,
      weighty: false,
    },
  };
}

/** Filters that leave lines as they are. */
const KEEPS_NAMES = /^(?:grep|egrep|fgrep|rg|head|tail|sort|uniq|cat|tee|tac|shuf)$/;

/** They tell something of their input, not the input. */
const COUNTS = /^(?:wc|test|\[|cksum|(?:md5|sha\d*|b2)sum|shasum|cmp|diff)$/;

const NO_STREAMS: Omit<Streams, 'stdin'> = { outputs: [], inputs: [] };

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
  if (--shell.run.steps < 0) {
    if (shell.run.steps === -1) opaque(call, name.value, range, 'problem.too-long');
    return unknownFlow(range);
  }
  if (name.flow?.decoded === true) call.traits.add('decoded');
  if (words.every((word) => !word.dynamic && !word.glob && !word.processSubstitution))
    shell.run.commands.push({
      argv: words.map(({ value }) => value),
      ...(scope.cwdKnown ? { cwd: scope.cwd } : {}),
      sole: false,
    });
  // Opened before the command runs: what is in them may be what it sends.
  readInputs(call, streams);
  run(call);
  const { state } = call;
  if (state.secret === undefined && state.sends)
    state.secret = args.find((arg) => arg.flow?.secret !== undefined)?.flow?.secret;
  if (state.sends && (state.secret ?? stdin?.secret) !== undefined) {
    act(call, 'secret.send', 'secret', state.secret ?? stdin?.secret ?? '', range, { traits: ['reads-local'] });
  }
  const out: Flow = state.stdout ?? {
    ...unknownFlow(range),
    network: state.network,
    host: state.host,
    names: state.names ?? (KEEPS_NAMES.test(call.title) ? stdin?.names : undefined),
    // What is sent away does not come out here: that is an answer.
    secret: state.sends ? undefined : state.secret,
    printed: state.printed && !COUNTS.test(call.title),
    local: state.local,
  };
  writeOutputs(call, streams, out);
  return streams.outputs.length > 0 ? textFlow('', range) : out;
}

function dispatch(call: Call): void {
  const { scope, name } = call;
  const command = name.value;
  if (name.dynamic) {
    absorb(call, name.flow);
    if (name.flow?.network === true) download(call, name.flow, name.range);
    opaque(call, command, spanOf([name], name.range), 'problem.dynamic-command', ['dynamic']);
    return;
  }
  const body = scope.functions.get(command);
  if (body !== undefined) {
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
  if (builtin(call)) return;
  runTool(call);
}

/** What a function does here, and what else its name may have come to mean. */
function runFunction(call: Call, body: ShellFunction): void {
  const { shell, scope } = call;
  if (scope.depth >= 12) {
    opaque(call, call.name.value, call.range, 'problem.too-deep');
    return;
  }
  const before = body.other === undefined ? undefined : fork(scope);
  const inner: Scope = { ...scope, positional: call.args, depth: scope.depth + 1 };
  // `local` would end here; what a function sets is kept, as bash does without `local`.
  call.state.stdout = shell.script(
    {
      type: 'Script',
      pos: 0,
      end: 0,
      shebang: undefined,
      commands: [
        {
          type: 'Statement',
          pos: body.node.pos,
          end: body.node.end,
          command: body.node.body as never,
          background: undefined,
        },
      ],
    },
    inner,
    body.origin,
    call.stdin,
  );
  scope.cwd = inner.cwd;
  scope.cwdKnown = inner.cwdKnown;
  scope.others = inner.others;
  scope.errexit = inner.errexit;
  if (before === undefined || body.other === undefined) return;
  runFunction({ ...call, scope: before }, body.other);
  merge(scope, before);
}

/** `/bin/r? -rf x`: the files it could be are not known, but what they would do with these words is. */
function globbedCommand(call: Call): void {
  const pattern = new RegExp(
    `^${baseName(call.name.value)
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\?/g, '.')
      .replace(/\*/g, '.*')}$`,
  );
  for (const candidate of ['rm', 'dd', 'mv', 'sh', 'bash', 'chmod']) {
    if (pattern.test(candidate))
      runTool({ ...call, name: { ...call.name, value: candidate, glob: false }, title: candidate });
  }
}

function runAlias(call: Call, alias: Arg): void {
  const { scope } = call;
  const inner = fork(scope, { depth: scope.depth + 1 });
  inner.aliases.delete(call.name.value);
  // The alias's text, then the words as they stand; quoted again, since they are words already.
  const tail = call.args.map((arg) => ` '${arg.value.replaceAll("'", "'\\''")}'`).join('');
  const text = alias.value + tail;
  call.state.stdout = call.shell.text(text, inner, { kind: 'fixed', whole: call.range }, call.stdin);
}

const SYSTEM_FOLDERS =
  /^(?:\/usr)?(?:\/local)?\/s?bin\/[^/]+$|^\/opt\/homebrew\/(?:[^/]+\/)*s?bin\/[^/]+$|^\/snap\/bin\/[^/]+$/;
const PROJECT_FOLDERS = /(?:^|\/)(?:node_modules\/\.bin|\.?venv\/bin|env\/bin|vendor\/bin|bin|\.bin)\/[^/]+$/;

/** A program, by its name or its path. */
export function runTool(call: Call): void {
  const command = call.name.value;
  const plain = command.includes('/') ? baseName(command) : command;
  const known = toolNamed(command) ?? (command.includes('/') ? toolNamed(plain) : undefined);
  if (!command.includes('/')) {
    if (known === undefined) opaque(call, command, call.name.range, 'problem.unknown-command');
    else follow({ ...call, title: plain }, known);
    return;
  }
  if (known !== undefined && (SYSTEM_FOLDERS.test(command) || toolNamed(command) !== undefined)) {
    follow({ ...call, title: plain }, known);
    return;
  }
  if (known !== undefined && PROJECT_FOLDERS.test(command)) {
    act(call, 'exec.project', 'operation', command, call.name.range);
    follow({ ...call, title: plain }, known);
    return;
  }
  runScriptFile(call);
}

const CODE_DIALECTS: Readonly<Record<string, string>> = {
  py: 'python',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  ts: 'javascript',
  rb: 'ruby',
  pl: 'perl',
  php: 'php',
};

/** A program named by its path: a script of the workspace, as far as its name says. */
function runScriptFile(call: Call): void {
  const dialect = CODE_DIALECTS[/\.([a-z]+)$/.exec(call.name.value)?.[1] ?? ''];
  embedFile(
    call,
    call.name,
    dialect === undefined ? { language: 'shell', dialect: 'bash' } : { language: 'code', dialect },
  );
  for (const arg of call.args) absorb(call, arg.flow);
}

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
  scope.cwd = inner.cwd;
  scope.cwdKnown = inner.cwdKnown;
  scope.others = inner.others;
  scope.stayed = inner.stayed;
  return out;
}
