import type { TextRange } from '../../effect/effect.ts';
import { opaque } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import { plainArg } from '../state/arg.ts';
import { runWords } from '../commands/command.ts';
import { addEmbedded, addUnordered, isOver, nextStep } from '../state/run.ts';
import { contextOf } from '../calls/embed.ts';
import type { Flow } from '../state/flow.ts';
import { joined, textFlow, unknownFlow } from '../state/flow.ts';
import { actOnStreams, onward } from '../commands/redirects.ts';
import type { Output } from '../commands/descriptors.ts';
import type { Streams } from '../commands/redirects.ts';
import { failed, fork, merge, settle } from '../state/scope.ts';
import type { Scope } from '../state/scope.ts';
import { programName, startNamed } from '../windows/programs.ts';
import { absolute } from '../effects/paths.ts';
import { builtinNamed } from './builtins.ts';
import { branch, callAt, callFor } from './state.ts';
import type { State } from './state.ts';
import { textOfWord } from './splitWord.ts';
import type { Item, Node, Redirect, Word } from './tree.ts';
import { expandSingle, expandWord } from './words.ts';

/** Elements of a list that a loop is followed for one by one. */
const MAX_ROUNDS = 24;

export function runNode(state: State, node: Node, stdin: Flow | undefined): Flow {
  switch (node.type) {
    case 'list':
      return runList(state, node.items, stdin, node.range);
    case 'pipe':
      return runPipe(state, node.parts, stdin, node.range);
    case 'group': {
      const streams = streamsOf(state, node.redirects, stdin);
      const out = runNode(state, node.body, streams.stdin);
      actOnStreams(callAt(state, '', node.range), streams, out);
      return onward(streams, out, node.range);
    }
    case 'if': {
      for (const word of node.condition) expandSingle(state, word, 'builtin');
      const other = branch(state);
      const out = runNode(state, node.then, stdin);
      const second = node.otherwise === undefined ? undefined : runNode(other, node.otherwise, stdin);
      merge(state.scope, other.scope);
      return unknownOf(joined(out, second) ?? out);
    }
    case 'for':
      return runFor(state, node, stdin);
    case 'simple':
      return runSimple(state, node, stdin);
  }
}

function unknownOf(flow: Flow): Flow {
  return { ...flow, text: undefined, offsets: undefined, file: undefined };
}

function runList(state: State, items: readonly Item[], stdin: Flow | undefined, range: TextRange): Flow {
  let out: Flow | undefined;
  let stopped: Scope[] = [];
  for (const { operator, node } of items) {
    if (operator === '&&') {
      stopped.push(failed(state.scope));
      state.scope.stayed = undefined;
      out = joined(out, runNode(state, node, stdin));
      continue;
    }
    if (operator === '||') {
      const other: State = { ...state, scope: stopped[0] ?? fork(state.scope) };
      stopped = [];
      out = joined(out, runNode(other, node, stdin));
      settle(other.scope);
      merge(state.scope, other.scope);
      continue;
    }
    for (const scope of stopped) merge(state.scope, scope);
    stopped = [];
    settle(state.scope);
    out = joined(out, runNode(state, node, stdin));
  }
  for (const scope of stopped) merge(state.scope, scope);
  settle(state.scope);
  return out ?? textFlow('', range);
}

function runPipe(state: State, parts: readonly Node[], stdin: Flow | undefined, range: TextRange): Flow {
  let flow = stdin;
  for (const part of parts) {
    // Each part of a pipe is a process of its own; files stay.
    const inner = branch(state);
    flow = runNode(inner, part, flow);
    for (const [path, written] of inner.scope.files) state.scope.files.set(path, written);
  }
  return flow ?? unknownFlow(range);
}

function streamsOf(state: State, redirects: readonly Redirect[], piped: Flow | undefined): Streams {
  let stdin = piped;
  const outputs: Output[] = [];
  const inputs: Arg[] = [];
  let errorsGoOn = false;
  for (const { operator, target, stream } of redirects) {
    const said = stream === undefined || stream === 1;
    if (target.units.length === 0) {
      // `2>&1 >a`, unlike `>a 2>&1`.
      errorsGoOn ||= !said && !outputs.some((output) => output.said);
      continue;
    }
    const written = expandSingle(state, target, 'builtin');
    const arg = { ...written, value: written.value.replaceAll('\\', '/'), glob: false };
    if (/^(?:nul|con)$/i.test(arg.value)) continue;
    const file = /^[A-Za-z]:\//.test(arg.value) ? { ...arg, value: written.value } : arg;
    if (operator === '<') {
      inputs.push(file);
      const path =
        file.dynamic || !state.scope.cwdKnown ? undefined : absolute(file.value, state.scope.cwd, state.scope.home);
      const base = { ...unknownFlow(file.range), local: true, file: path };
      stdin = path === undefined ? base : (state.scope.files.get(path) ?? base);
    } else outputs.push({ arg: file, verb: operator === '>>' ? 'append' : 'write', said });
  }
  return { stdin, outputs, inputs, errorsGoOn };
}

/** Commands of cmd itself that take options, a path or a dot without a blank before it: `rd/s`, `cd..`, `echo.`. */
const ATTACHED =
  /^(del|erase|rd|rmdir|dir|cd|chdir|md|mkdir|echo|type|copy|move|ren|rename|set|call|start|pushd|if|exit|goto|cls|path|title)(?=[/\\.,;=+:[\]])/i;

function runSimple(state: State, node: Extract<Node, { type: 'simple' }>, stdin: Flow | undefined): Flow {
  const { shell } = state;
  const step = nextStep(shell.run);
  if (step === 'end') opaque(callAt(state, '', node.range), '', node.range, 'problem.too-long');
  if (step !== 'read') return unknownFlow(node.range);
  const streams = streamsOf(state, node.redirects, stdin);
  const words = parted(node.words);
  const [first] = words;
  if (first === undefined) {
    actOnStreams(callAt(state, '', node.range), streams, textFlow('', node.range));
    return textFlow('', node.range);
  }
  const named = expandWord(state, first, 'program');
  const name = named[0] ?? plainArg('', first.range);
  const builtin = name.dynamic ? undefined : builtinNamed(name.value.toLowerCase());
  if (builtin !== undefined) {
    const call = callFor(
      state,
      name,
      words.slice(1).flatMap((word) => [...expandWord(state, word, 'builtin')]),
      node.range,
      streams.stdin,
    );
    builtin({ call, state, words: words.slice(1), node, leading: named.slice(1) });
    const out = call.state.stdout ?? {
      ...unknownFlow(node.range),
      secret: call.state.secret,
      local: call.state.local,
      network: call.state.network,
      host: call.state.host,
    };
    actOnStreams(call, streams, out);
    return onward(streams, out, node.range);
  }
  const args = [...named.slice(1), ...words.slice(1).flatMap((word) => [...expandWord(state, word, 'program')])];
  if (/^[A-Za-z]:$/.test(name.value) && args.length === 0) {
    // `d:` goes to the folder that was last used on that drive.
    state.scope.cwdKnown = false;
    return textFlow('', node.range);
  }
  const all = [{ ...name, value: programName(shell.run, name.value) }, ...args];
  if (/^cmd(?:\.exe)?$/i.test(name.value) && nested(state, words.slice(1))) return unknownFlow(node.range);
  return runWords(shell, state.scope, all, node.range, streams.stdin, streams, startNamed);
}

/** `cmd /c …`: the rest of the line as it stands, less the quotes around it. False: there is no such line. */
function nested(state: State, words: readonly Word[]): boolean {
  const at = words.findIndex((word) => /^\/[ckr]/i.test(textOfWord(word)));
  const first = words[at];
  const last = words.at(-1);
  if (first === undefined || last === undefined) return false;
  let start = first.range[0] + '/c'.length;
  let end = last.range[1];
  while (start < end && /\s/.test(state.text[start] ?? '')) start += 1;
  const quote = state.text.slice(start, end).lastIndexOf('"');
  if (state.text[start] === '"' && quote > 0) {
    if (start + quote === end - 1) end -= 1;
    start += 1;
  }
  addEmbedded(state.shell.run, {
    want: { language: 'shell', dialect: 'cmd', text: state.text.slice(start, end) },
    range: [start, end],
    verbatim: true,
    context: contextOf(callAt(state, 'cmd', [start, end])),
  });
  return true;
}

function parted(words: readonly Word[]): readonly Word[] {
  const [first, ...rest] = words;
  if (first === undefined) return words;
  const length = ATTACHED.exec(textOfWord(first))?.[0].length;
  if (length === undefined) return words;
  const cut = first.units[length]?.at ?? first.range[1];
  return [
    { range: [first.range[0], cut], units: first.units.slice(0, length) },
    { range: [cut, first.range[1]], units: first.units.slice(length) },
    ...rest,
  ];
}

function runFor(state: State, node: Extract<Node, { type: 'for' }>, stdin: Flow | undefined): Flow {
  addUnordered(state.shell.run, node.range);
  const options = node.options.map((word) => textOfWord(word).toLowerCase());
  const values = valuesOf(state, node, options);
  const rounds = values.length > MAX_ROUNDS ? [values] : values.map((value) => [value]);
  let out: Flow | undefined;
  for (const round of rounds) {
    if (isOver(state.shell.run)) break;
    const before = branch(state);
    const inner: State = { ...state, loops: new Map([...state.loops, [node.variable, round]]) };
    out = joined(out, runNode(inner, node.body, stdin));
    if (!merge(state.scope, before.scope) || isOver(state.shell.run)) continue;
    // Again with what the first time left, until nothing new is known.
    const again = branch(inner);
    runNode(again, node.body, stdin);
    merge(state.scope, again.scope);
  }
  return unknownOf(out ?? unknownFlow(node.range));
}

function valuesOf(state: State, node: Extract<Node, { type: 'for' }>, options: readonly string[]): readonly Arg[] {
  const unknown: Arg = { ...plainArg(`%${node.variable}`, node.setRange), dynamic: true };
  if (options.includes('/l')) return [unknown];
  if (options.includes('/f')) {
    readsFor(state, node);
    return [unknown];
  }
  const words = node.set
    .filter((word) => !/^[,;=]$/.test(textOfWord(word)))
    .flatMap((word) => [...expandWord(state, word, 'builtin')]);
  if (!options.includes('/r')) return words.length > 0 ? words : [unknown];
  const root = node.options[options.indexOf('/r') + 1];
  const folder = root === undefined ? '.' : expandSingle(state, root, 'builtin').value;
  return words.map((arg) => ({ ...arg, value: `${folder}/**/${arg.value}`, glob: true }));
}

/** `for /f`: goes over the lines of files, of a text in quotes, or of what a command in `'…'` writes. */
function readsFor(state: State, node: Extract<Node, { type: 'for' }>): void {
  const [first] = node.set;
  if (first === undefined) return;
  const text = state.text.slice(node.setRange[0] + 1, node.setRange[1]).trimStart();
  const inner = /^'([^]*?)'\s*\)/.exec(text) ?? /^`([^]*?)`\s*\)/.exec(text);
  const call = callAt(state, 'for', first.range);
  if (inner !== null) {
    const code = inner[1] ?? '';
    const at = state.text.indexOf(inner[0], node.setRange[0]) + 1;
    addEmbedded(state.shell.run, {
      want: { language: 'shell', dialect: 'cmd', text: code },
      range: [at, at + code.length],
      verbatim: true,
      context: contextOf(call),
    });
    return;
  }
  // With this option quotes hold a file's name, else a text.
  if (text.startsWith('"') && !node.options.some((word) => /usebackq/i.test(textOfWord(word)))) return;
  for (const word of node.set) {
    const arg = expandSingle(state, word, 'builtin');
    builtinNamed('type')?.({
      call: callFor(state, plainArg('type', word.range), [arg], word.range),
      state,
      words: [word],
      node,
      leading: [],
    });
  }
}
