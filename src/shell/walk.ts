import { parse } from 'unbash';
import type {
  AndOr,
  CompoundCommand,
  CompoundList,
  ParsedScript,
  Pipeline,
  PipelineNode,
  Statement,
  SyntaxNode,
} from 'unbash';
import { act } from './act.ts';
import { callOf, readCommand, wrapped } from './command.ts';
import type { Flow } from './flow.ts';
import { joined, textFlow, unknownFlow } from './flow.ts';
import { readFor } from './loops.ts';
import type { Origin } from './origin.ts';
import { outerRange } from './origin.ts';
import { plainArg } from './arg.ts';
import { actOnStreams, readRedirects } from './redirects.ts';
import { addProblem } from './run.ts';
import type { Run } from './run.ts';
import { adopt, failed, fork, merge, settle } from './scope.ts';
import type { Scope } from './scope.ts';
import type { Shell } from './shell.ts';
import { expandWord, sweep } from './words.ts';

const MAX_DEPTH = 16;

/** The machinery for one reading. */
export function openShell(run: Run): Shell {
  const shell: Shell = {
    run,
    script: (script, scope, origin, stdin) => readScript(shell, script, scope, origin, stdin),
    text: (text, scope, origin, stdin) => readText(shell, text, scope, origin, stdin),
    words: (words, scope, range, stdin) => wrapped(shell, words, scope, range, stdin),
  };
  return shell;
}

function readText(shell: Shell, text: string, scope: Scope, origin: Origin, stdin: Flow | undefined): Flow {
  const whole = outerRange(origin, 0, text.length);
  shell.run.units -= text.length;
  if (scope.depth > MAX_DEPTH || shell.run.units < 0 || isTooMuch(text)) {
    addProblem(shell.run, scope.depth > MAX_DEPTH ? 'problem.too-deep' : 'problem.too-long', whole);
    return unknownFlow(whole);
  }
  const deeper = fork(scope, { depth: scope.depth + 1 });
  const out = readScript(shell, parse(text), deeper, origin, stdin);
  adopt(scope, deeper);
  return out;
}

const MAX_UNITS = 32 * 1024;
const MAX_OPENINGS = 200;

/** Beyond this the parser's time is not linear any more. */
export function isTooMuch(text: string): boolean {
  if (text.length > MAX_UNITS) return true;
  let openings = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text[at];
    const next = text[at + 1];
    if (
      unit === '`' ||
      (next === '(' && (unit === '$' || unit === '<' || unit === '>')) ||
      (unit === '<' && next === '<')
    ) {
      if (++openings > MAX_OPENINGS) return true;
    }
  }
  return false;
}

function readScript(shell: Shell, script: ParsedScript, scope: Scope, origin: Origin, stdin: Flow | undefined): Flow {
  for (const error of script.errors ?? []) {
    // At an unexpected end the parser points behind the text.
    const at = Math.min(error.pos, script.end);
    addProblem(shell.run, 'problem.syntax', outerRange(origin, at, Math.min(at + 1, script.end)), {
      message: error.message,
    });
  }
  return readStatements(shell, script.commands, scope, origin, stdin, outerRange(origin, script.pos, script.end));
}

function readStatements(
  shell: Shell,
  statements: readonly Statement[],
  scope: Scope,
  origin: Origin,
  stdin: Flow | undefined,
  range: readonly [number, number],
): Flow {
  let out: Flow | undefined;
  for (const statement of statements) {
    const background = statement.background === true;
    const inner = background ? fork(scope, { traits: withTrait(scope, 'unattended') }) : scope;
    const flow = readNode(shell, statement.command, inner, origin, stdin);
    // `env`, `set`, `export -p`: what no later command chooses from is printed, secrets and all.
    const shown = flow.secret === 'environment' || (flow.printed === true && !inner.captured);
    if (shown && flow.secret !== undefined) {
      const call = callOf(shell, inner, plainArg('', flow.range), [], flow.range, undefined);
      act(call, 'secret.read', 'secret', flow.secret.replace(/^\$/, ''), flow.range);
    }
    out = joined(out, flow);
    settle(inner);
  }
  return out ?? textFlow('', range);
}

function withTrait(scope: Scope, trait: Scope['traits'][number]): Scope['traits'] {
  return scope.traits.includes(trait) ? scope.traits : [...scope.traits, trait];
}

function readList(shell: Shell, list: CompoundList, scope: Scope, origin: Origin, stdin: Flow | undefined): Flow {
  return readStatements(shell, list.commands, scope, origin, stdin, outerRange(origin, list.pos, list.end));
}

function readNode(
  shell: Shell,
  node: PipelineNode | AndOr | CompoundList,
  scope: Scope,
  origin: Origin,
  stdin: Flow | undefined,
): Flow {
  switch (node.type) {
    case 'Command':
      return readCommand(shell, scope, origin, node, stdin);
    case 'Pipeline':
      return readPipeline(shell, node, scope, origin, stdin);
    case 'AndOr':
      return readAndOr(shell, node, scope, origin, stdin);
    case 'CompoundList':
      return readList(shell, node, scope, origin, stdin);
    case 'Function':
      scope.functions.set(node.name.value, { node, origin });
      // The body is read when it is called; one that is never called runs nothing.
      return textFlow('', outerRange(origin, node.pos, node.end));
    case 'Coproc': {
      const inner = fork(scope, { traits: withTrait(scope, 'unattended') });
      return readNode(shell, node.body, inner, origin, undefined);
    }
    case 'Redirected': {
      const streams = readRedirects(shell, scope, origin, node.redirects, stdin);
      const out = readCompound(shell, node.command, scope, origin, streams.stdin);
      const range = outerRange(origin, node.pos, node.end);
      actOnStreams(callOf(shell, scope, plainArg('', range), [], range, undefined), streams, out);
      return streams.outputs.length > 0 ? textFlow('', range) : out;
    }
    default:
      return readCompound(shell, node, scope, origin, stdin);
  }
}

function readPipeline(shell: Shell, node: Pipeline, scope: Scope, origin: Origin, stdin: Flow | undefined): Flow {
  let flow = stdin;
  for (const command of node.commands) {
    // Each part of a pipe is a process of its own: what it sets is gone afterwards. Files stay.
    const inner = node.commands.length > 1 ? fork(scope) : scope;
    flow = readNode(shell, command, inner, origin, flow);
    for (const [path, written] of inner.files) scope.files.set(path, written);
  }
  return flow ?? unknownFlow(outerRange(origin, node.pos, node.end));
}

function readAndOr(shell: Shell, node: AndOr, scope: Scope, origin: Origin, stdin: Flow | undefined): Flow {
  let out: Flow | undefined;
  // What the shell may know when it comes to the next `||`, or past the list, because something before has failed.
  let stopped: Scope[] = [];
  node.commands.forEach((command, index) => {
    const last = node.operators[index] === undefined;
    if (node.operators[index - 1] !== '||') {
      out = joined(
        out,
        last
          ? readNode(shell, command, scope, origin, stdin)
          : checked(scope, (inner) => readNode(shell, command, inner, origin, stdin)),
      );
      if (mayFail(command) && !last) stopped.push(failed(scope));
      // What follows `&&` knows that a `cd` went well; past the last command it is not known.
      if (!last) scope.stayed = undefined;
      return;
    }
    const [first, ...rest] = stopped;
    const branch = first ?? fork(scope);
    for (const other of rest) merge(branch, other);
    stopped = [];
    out = joined(out, readNode(shell, command, branch, origin, stdin));
    settle(branch);
    if (!leaves(command)) merge(scope, branch);
  });
  for (const other of stopped) merge(scope, other);
  return out ?? unknownFlow(outerRange(origin, node.pos, node.end));
}

/** Reads a command whose end something looks at. */
function checked(scope: Scope, body: (scope: Scope) => Flow): Flow {
  const before = scope.checked;
  scope.checked = true;
  const out = body(scope);
  scope.checked = before;
  return out;
}

const NEVER_FAILS = /^(?:export|local|declare|readonly|set|shopt|unset|alias|echo|printf|true|:|pwd)$/;

function mayFail(node: SyntaxNode): boolean {
  if (node.type !== 'Command') return true;
  return node.name === undefined ? node.prefix.length === 0 : !NEVER_FAILS.test(node.name.value);
}

/** `cd x || exit 1`: whoever comes past it did not take the branch. */
function leaves(node: SyntaxNode): boolean {
  if (node.type === 'Command') return /^(?:exit|return|break|continue)$/.test(node.name?.value ?? '');
  if (node.type === 'BraceGroup') {
    const last = node.body.commands.at(-1)?.command;
    return last !== undefined && leaves(last);
  }
  return false;
}

function readCompound(
  shell: Shell,
  node: CompoundCommand,
  scope: Scope,
  origin: Origin,
  stdin: Flow | undefined,
): Flow {
  const range = outerRange(origin, node.pos, node.end);
  switch (node.type) {
    case 'BraceGroup':
      return readList(shell, node.body, scope, origin, stdin);
    case 'Subshell': {
      const inner = fork(scope);
      const out = readList(shell, node.body, inner, origin, stdin);
      for (const [path, flow] of inner.files) scope.files.set(path, flow);
      return out;
    }
    case 'If': {
      checked(scope, (inner) => readList(shell, node.clause, inner, origin, stdin));
      const branches: CompoundList[] = [node.then];
      const before = fork(scope);
      let out = readList(shell, node.then, scope, origin, stdin);
      for (const elif of node.elif) {
        checked(before, (inner) => readList(shell, elif.clause, inner, origin, stdin));
        branches.push(elif.then);
        const branch = fork(before);
        out = unknownOf(joined(out, readList(shell, elif.then, branch, origin, stdin)) ?? out);
        merge(scope, branch);
      }
      if (node.else === undefined) merge(scope, before);
      else {
        const branch = fork(before);
        out = unknownOf(joined(out, readList(shell, node.else, branch, origin, stdin)) ?? out);
        merge(scope, branch);
      }
      return unknownOf(out);
    }
    case 'Case': {
      expandWord(shell, scope, origin, node.word);
      const before = fork(scope);
      let out: Flow | undefined;
      for (const item of node.items) {
        for (const pattern of item.pattern) expandWord(shell, before, origin, pattern);
        const branch = fork(before);
        out = joined(out, readList(shell, item.body, branch, origin, stdin));
        merge(scope, branch);
      }
      return unknownOf(out ?? unknownFlow(range));
    }
    case 'While':
      return repeated(scope, (inner) => {
        checked(inner, (clause) => readList(shell, node.clause, clause, origin, stdin));
        return readList(shell, node.body, inner, origin, stdin);
      });
    case 'ArithmeticFor':
      sweep(shell, scope, origin, { ...node, body: { ...node.body, commands: [] } });
      return repeated(scope, (inner) => readList(shell, node.body, inner, origin, stdin));
    case 'For':
    case 'Select':
      return readFor(shell, node, scope, origin, (inner) => readList(shell, node.body, inner, origin, stdin));
    case 'TestCommand':
    case 'ArithmeticCommand':
      sweep(shell, scope, origin, node);
      if (node.type === 'ArithmeticCommand') forgetAssigned(scope, node.body);
      return textFlow('', range);
  }
}

function unknownOf(flow: Flow): Flow {
  return { ...flow, text: undefined, offsets: undefined, file: undefined };
}

/** `(( i++ ))`, `(( x = 3 ))`: numbers that are known only at run time from here on. */
function forgetAssigned(scope: Scope, body: string): void {
  for (const [name] of body.matchAll(/[A-Za-z_]\w*/g)) {
    if (scope.variables.has(name)) scope.variables.set(name, { value: undefined, flow: undefined, exported: false });
  }
}

/** A body that runs any number of times: again with what the first time left, until nothing new is known. */
function repeated(scope: Scope, body: (scope: Scope) => Flow): Flow {
  const before = fork(scope);
  let out = body(scope);
  if (merge(scope, before)) {
    const again = fork(scope);
    out = unknownOf(body(again));
    merge(scope, again);
  }
  return unknownOf(out);
}
