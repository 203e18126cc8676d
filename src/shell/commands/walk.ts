import { parse } from 'unbash';
import type { AndOr, CompoundList, ParsedScript, Pipeline, PipelineNode, Statement } from 'unbash';
import { act } from '../effects/act.ts';
import { readAndOr } from './andOr.ts';
import { plainArg } from '../state/arg.ts';
import { callOf } from '../state/call.ts';
import { readCommand, wrapped } from './command.ts';
import { readCompound } from './compound.ts';
import type { Flow } from '../state/flow.ts';
import { jobFlow, joined, leftOf, textFlow, unknownFlow } from '../state/flow.ts';
import type { Origin } from '../state/origin.ts';
import { mixedRange, outerRange } from '../state/origin.ts';
import { actOnStreams, onward, readRedirects } from './redirects.ts';
import { addProblem, addUnordered, runsBeside } from '../state/run.ts';
import type { ProjectCode } from '../state/projectCode.ts';
import type { Run } from '../state/run.ts';
import { adopt, checked, fork, settle } from '../state/scope.ts';
import type { Scope } from '../state/scope.ts';
import type { Shell } from '../state/shell.ts';
import { isTooMuch } from './size.ts';

const MAX_DEPTH = 16;

/** The machinery for one reading. */
export function openShell(run: Run, projectCode: ProjectCode): Shell {
  const shell: Shell = {
    run,
    projectCode,
    script: (script, scope, origin, stdin) => readScript(shell, script, scope, origin, stdin),
    node: (node, scope, origin, stdin) => readNode(shell, node, scope, origin, stdin),
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
  const mixed = mixedRange(origin);
  if (mixed !== undefined) addUnordered(shell.run, mixed);
  const deeper = fork(scope, { depth: scope.depth + 1 });
  const out = readScript(shell, parse(text), deeper, origin, stdin);
  adopt(scope, deeper);
  return out;
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
  let input = stdin;
  for (const statement of statements) {
    // It was said that nothing more is read: not even the scopes are made.
    if (shell.run.ended) break;
    const { reopened } = scope;
    const background = statement.background === true;
    if (background) runsBeside(shell.run, outerRange(origin, statement.pos, statement.end));
    const inner = background ? fork(scope, { traits: withTrait(scope, 'unattended') }) : scope;
    const flow = readNode(shell, statement.command, inner, origin, input);
    if (scope.reopened !== reopened) input = { ...unknownFlow(range), local: true };
    else if (!leavesInput(statement.command)) input = leftOf(input);
    if (background) {
      scope.variables.set('!', { value: undefined, flow: jobFlow(flow.range), exported: false });
      keepFiles(scope, inner);
    }
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

/** What runs beside the rest may have written its files, or not yet. */
function keepFiles(scope: Scope, beside: Scope): void {
  for (const [path, written] of beside.files) {
    const before = scope.files.get(path);
    if (written === before) continue;
    const either = joined(before, written) ?? written;
    scope.files.set(path, { ...either, text: undefined, offsets: undefined, names: undefined, file: undefined });
  }
}

/** They read nothing of their input. */
const LEAVES_INPUT =
  /^(?:echo|printf|:|true|false|cd|pwd|set|shopt|export|local|declare|typeset|readonly|unset|alias|trap|umask|mkdir|touch|rm|cp|mv|ls|date|sleep|test|\[)$/;

function leavesInput(node: Statement['command']): boolean {
  return node.type === 'Command' && (node.name === undefined || LEAVES_INPUT.test(node.name.value));
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
      if (!node.prefixes.some(({ type }) => type === 'Negation'))
        return readPipeline(shell, node, scope, origin, stdin);
      // What is turned round never ends the shell (`set -e`), and what follows its `&&` runs where it has failed.
      return checked(scope, (inner) => {
        const out = readPipeline(shell, node, inner, origin, stdin);
        settle(inner);
        return out;
      });
    case 'AndOr':
      return readAndOr(shell, node, scope, origin, stdin);
    case 'CompoundList':
      return readList(shell, node, scope, origin, stdin);
    case 'Function':
      scope.functions.set(node.name.value, { node, origin });
      // The body is read when it is called; one that is never called runs nothing.
      return textFlow('', outerRange(origin, node.pos, node.end));
    case 'Coproc': {
      runsBeside(shell.run, outerRange(origin, node.pos, node.end));
      const inner = fork(scope, { traits: withTrait(scope, 'unattended') });
      const out = readNode(shell, node.body, inner, origin, undefined);
      // What it says comes out of `"${COPROC[0]}"`.
      scope.variables.set(node.name?.text ?? 'COPROC', { value: undefined, flow: out, exported: false });
      return out;
    }
    case 'Redirected': {
      const streams = readRedirects(shell, scope, origin, node.redirects, stdin);
      const { fed } = scope;
      scope.fed = streams.fed ?? fed;
      const out = readCompound(shell, node.command, scope, origin, streams.stdin);
      scope.fed = fed;
      const range = outerRange(origin, node.pos, node.end);
      actOnStreams(callOf(shell, scope, plainArg('', range), [], range, undefined), streams, out);
      return onward(streams, out, range);
    }
    default:
      return readCompound(shell, node, scope, origin, stdin);
  }
}

function readPipeline(shell: Shell, node: Pipeline, scope: Scope, origin: Origin, stdin: Flow | undefined): Flow {
  let flow = stdin;
  // Its parts run beside each other.
  if (node.commands.length > 1) addUnordered(shell.run, outerRange(origin, node.pos, node.end));
  for (const command of node.commands) {
    if (shell.run.ended) break;
    // Each part of a pipe is a process of its own: what it sets is gone afterwards. Files stay.
    const own = node.commands.length > 1 && !(scope.lastPipe && command === node.commands.at(-1));
    const inner = own ? fork(scope) : scope;
    flow = readNode(shell, command, inner, origin, flow);
    if (own) for (const [path, written] of inner.files) scope.files.set(path, written);
  }
  return flow ?? unknownFlow(outerRange(origin, node.pos, node.end));
}
