import type { TextRange } from '../../effect/effect.ts';
import { absorb, actOnFile, download, opaque } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import { toolNamed } from '../catalog/lookup.ts';
import { callOf } from '../state/call.ts';
import { embedFile } from '../calls/embed.ts';
import { unknownFlow } from '../state/flow.ts';
import { runsAnywhere } from '../state/run.ts';
import { followParsed } from '../calls/usage.ts';
import type { Word } from './bind.ts';
import { bind } from './bind.ts';
import { callFor } from './callFor.ts';
import type { Bound, Cmdlet } from './cmdlet.ts';
import { cmdletNamed } from './cmdlets/all.ts';
import { actOnDrive } from './drives.ts';
import { fileArg, pathIn } from './paths.ts';
import { runProgram } from './programs.ts';
import { MAX_DEPTH } from './state.ts';
import type { State } from './state.ts';
import { isSpent } from './steps.ts';
import type { Command, Redirect, Script } from './syntax/tree.ts';
import { NOTHING, blocksIn, flowOf, placedArg, streamOf, textArg, unknown, unknownArg, valueOf } from './value.ts';
import type { Value } from './value.ts';

/** Reads one command as it stands in a pipeline; gives what it puts out. */
export function runCommand(state: State, node: Command, input: Value | undefined): Value {
  if (isSpent(state, node.range)) return unknown(node.range, '');
  const name = state.machine.evaluate(state, node.name);
  const words = wordsOf(state, node);
  const out = dispatch(state, node, name, words, input);
  redirect(state, node.redirects, out);
  return out;
}

function wordsOf(state: State, node: Command): readonly Word[] {
  return node.elements.flatMap((element): readonly Word[] => {
    switch (element.type) {
      case 'argument':
        return [{ type: 'argument', value: state.machine.evaluate(state, element.value), range: element.value.range }];
      case 'parameter': {
        const { name, text, range } = element;
        const value = element.value === undefined ? undefined : state.machine.evaluate(state, element.value);
        return [{ type: 'parameter', name, text, range, value }];
      }
      case 'splat':
        return splatted(state, element.name, element.range);
      case 'verbatim':
        return [...element.text.matchAll(/(?:[^\s"]|"[^"]*")+/g)].map((match): Word => {
          const at = element.range[0] + match.index;
          const range: TextRange = [at, at + match[0].length];
          const value = match[0].replaceAll('"', '');
          const arg = /%[^%]+%/.test(value) ? unknownArg(range, value) : textArg(value, range);
          return { type: 'argument', value: valueOf(arg), range };
        });
    }
  });
}

/** `@table` gives parameters by name, `@list` by place. */
function splatted(state: State, name: string, range: TextRange): readonly Word[] {
  const value = state.variables.get(name.toLowerCase());
  if (value === undefined) return [{ type: 'argument', value: unknown(range, `@${name}`), range }];
  if (value.table !== undefined)
    return [...value.table].map(([key, entry]): Word => ({
      type: 'parameter',
      name: key,
      text: `-${key}`,
      range,
      value: entry,
    }));
  return value.items.map((arg): Word => ({ type: 'argument', value: valueOf(placedArg(arg, range)), range }));
}

function dispatch(state: State, node: Command, name: Value, words: readonly Word[], input: Value | undefined): Value {
  const { range } = node;
  const [first] = name.items;
  if (name.block !== undefined) return runFunction(state, name.block, words, input, range);
  if (first === undefined) return NOTHING;
  if (first.dynamic || name.items.length > 1) {
    const call = callFor(state, first.value, range);
    absorb(call, flowOf(name));
    if (first.flow?.network === true) download(call, first.flow, first.range);
    opaque(call, first.value, first.range, 'problem.dynamic-command', ['dynamic']);
    return unknown(range, first.value);
  }
  const value = first.value.trim();
  if (/\.ps1$/i.test(value)) {
    embedFile(callFor(state, value, range), fileArg(state, first, true), { language: 'shell', dialect: 'powershell' });
    return unknown(range, value);
  }
  return runNamed(state, { ...first, value }, words, input, range, 0);
}

function runNamed(
  state: State,
  name: Arg,
  words: readonly Word[],
  input: Value | undefined,
  range: TextRange,
  aliased: number,
): Value {
  const lower = name.value.toLowerCase().replace(/^[\w.]+\\(?=[a-z]+-[a-z])/, '');
  const meant = state.aliases.get(lower);
  if (meant !== undefined && aliased < 5)
    return runNamed(state, { ...name, value: meant }, words, input, range, aliased + 1);
  const body = state.functions.get(lower);
  if (body !== undefined) return runFunction(state, body, words, input, range);
  const cmdlet = cmdletNamed(lower);
  if (cmdlet === undefined) return runProgram(state, name, programWords(words), input, range);
  const binding = bind(state, cmdlet, words, input);
  // On Linux and macOS names such as `rm` and `ls` are the system's own programs; their options tell.
  const alias = lower !== cmdlet.names.split(' ')[0];
  const native = binding.unknown.length > 0 && alias && toolNamed(state.shell.run, lower) !== undefined;
  if (native) return runProgram(state, { ...name, value: lower }, programWords(words), input, range);
  return runCmdlet(state, cmdlet, name, words, binding, input, range);
}

function runCmdlet(
  state: State,
  cmdlet: Cmdlet,
  name: Arg,
  words: readonly Word[],
  binding: ReturnType<typeof bind>,
  input: Value | undefined,
  range: TextRange,
): Value {
  const stdin = input === undefined ? undefined : streamOf(input, range);
  const title = cmdlet.names.split(' ')[0] ?? name.value;
  const call = {
    ...callOf(state.shell, state.scope, name, programWords(words), range, stdin),
    title,
    parsed: { given: binding.given, operands: [], unknown: binding.unknown },
  };
  const bound: Bound = { call, state, range, input, values: binding.values };
  for (const { verb, arg } of binding.elsewhere) if (!binding.values.has('whatif')) actOnDrive(call, state, verb, arg);
  if (cmdlet.ownBlocks !== true)
    for (const word of words)
      for (const block of word.value === undefined ? [] : blocksIn(word.value))
        state.machine.script(state, block, input);
  let out: Value | undefined;
  const { also } = cmdlet;
  followParsed(call, {
    ...(cmdlet.does === undefined ? {} : { does: cmdlet.does }),
    ...(cmdlet.forms === undefined
      ? {}
      : { forms: cmdlet.forms.map((form) => ({ ...form, ...(also === undefined ? {} : { also: run }) })) }),
    ...(cmdlet.free === undefined ? {} : { free: cmdlet.free }),
    also: run,
  });
  function run(): void {
    out = also?.(bound);
  }
  if (out !== undefined) return out;
  if (cmdlet.gives === 'nothing') return NOTHING;
  if (cmdlet.gives === 'input') return input ?? NOTHING;
  const { secret, local, network, host } = call.state;
  return unknown(range, '', { ...unknownFlow(range), secret, local, network, host });
}

/** Parameters of a function are set by name and by place; what is left over is `$args`. */
function runFunction(
  state: State,
  body: Script,
  words: readonly Word[],
  input: Value | undefined,
  range: TextRange,
): Value {
  if (state.depth >= MAX_DEPTH) {
    opaque(callFor(state, '', range), '', range, 'problem.too-deep');
    return unknown(range, '');
  }
  runsAnywhere(state.shell.run);
  const variables = new Map(state.variables);
  const inner: State = { ...state, variables, depth: state.depth + 1 };
  const free: Value[] = [];
  let wanting: string | undefined;
  for (const parameter of body.parameters) {
    if (parameter.value !== undefined)
      variables.set(parameter.name.toLowerCase(), state.machine.evaluate(state, parameter.value));
  }
  for (const word of words) {
    if (word.type === 'argument') {
      if (wanting === undefined) free.push(word.value);
      else variables.set(wanting, word.value);
      wanting = undefined;
      continue;
    }
    const named = body.parameters.find((parameter) => parameter.name.toLowerCase().startsWith(word.name.toLowerCase()));
    if (named === undefined) free.push(valueOf(textArg(word.text, word.range)));
    else if (word.value !== undefined) variables.set(named.name.toLowerCase(), word.value);
    else wanting = named.name.toLowerCase();
  }
  for (const parameter of body.parameters) {
    const key = parameter.name.toLowerCase();
    if (words.some((word) => word.type === 'parameter' && key.startsWith(word.name.toLowerCase()))) continue;
    const next = free.shift();
    if (next !== undefined) variables.set(key, next);
  }
  variables.set('args', { items: free.flatMap((value) => [...value.items]) });
  return state.machine.script(inner, body, input);
}

/** The words as a program gets them: a list becomes several. */
function programWords(words: readonly Word[]): readonly Arg[] {
  return words.flatMap((word): readonly Arg[] => {
    if (word.type === 'argument') return word.value.items.map((arg) => ({ ...arg, glob: arg.glob || isBareGlob(arg) }));
    const name = textArg(word.text.replace(/:$/, word.value === undefined ? ':' : ''), word.range);
    if (word.value === undefined) return [name];
    const [only, ...rest] = word.value.items;
    if (only === undefined || rest.length > 0) return [name, ...word.value.items];
    return [
      {
        ...only,
        value: `${word.text}${only.value}`,
        offsets: [...Array.from(word.text, () => word.range[0]), ...only.offsets],
        range: word.range,
      },
    ];
  });
}

/** An unquoted pattern: as long in the text as in its value. */
function isBareGlob(arg: Arg): boolean {
  return /[*?]/.test(arg.value) && arg.range[1] - arg.range[0] === arg.value.length && !arg.dynamic;
}

/** States what redirections do, and remembers what the files hold. */
export function redirect(state: State, redirects: readonly Redirect[], out: Value): void {
  for (const { append, target, range } of redirects) {
    if (target === undefined) continue;
    const call = callFor(state, '>', range);
    for (const item of state.machine.evaluate(state, target).items) {
      const file = fileArg(state, item, true);
      if (/(?:^|\/)(?:nul|\$null)$/i.test(file.value)) continue;
      actOnFile(call, append ? 'append' : 'write', file);
      const path = pathIn(state, file);
      const flow = streamOf(out, range);
      if (path !== undefined) state.scope.files.set(path, append ? { ...flow, text: undefined } : flow);
    }
  }
}
