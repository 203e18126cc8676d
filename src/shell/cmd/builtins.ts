import { act, opaque } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import { joinArgs, plainArg } from '../state/arg.ts';
import { builtin as posixBuiltin } from '../commands/builtins.ts';
import type { Call } from '../state/call.ts';
import { setVariable } from '../commands/assign.ts';
import { runWords } from '../commands/command.ts';
import { textFlow } from '../state/flow.ts';
import { flowOfArg } from '../commands/redirects.ts';
import { runsAnywhere } from '../state/run.ts';
import { programName, startNamed } from '../windows/programs.ts';
import {
  deletes,
  links,
  lists,
  makes,
  opens,
  prints,
  removes,
  renames,
  searches,
  sorts,
  transfers,
} from './fileBuiltins.ts';
import { has } from './given.ts';
import type { Builtin, Given } from './given.ts';
import { textOfWord } from './splitWord.ts';
import type { State } from './state.ts';
import type { Word } from './tree.ts';
import { expandSingle, expandWord } from './words.ts';

export function builtinNamed(name: string): Builtin | undefined {
  return Object.hasOwn(BUILTINS, name) ? BUILTINS[name] : undefined;
}

const quiet: Builtin = ({ call }) => {
  call.state.stdout = textFlow('', call.range);
};

function changesFolder(name: 'cd' | 'pushd'): Builtin {
  return (given) => {
    // The rest of the line is the folder, blanks and all.
    const args = given.call.args.filter((arg) => !/^\/d$/i.test(arg.value));
    const target = joinArgs(args);
    given.call.state.stdout = textFlow('', given.call.range);
    if (target === undefined) {
      given.call.state.stdout = undefined;
      return;
    }
    const value =
      /^[A-Za-z]:/.test(target.value) || /^[A-Za-z]:/.test(given.state.scope.cwd)
        ? target.value
        : target.value.replaceAll('\\', '/');
    posixBuiltin({
      ...given.call,
      name: { ...given.call.name, value: name },
      args: [{ ...target, value, glob: false }],
    });
  };
}

function echoes(given: Given): void {
  const { call, words } = given;
  const text = joinArgs(words.map((word) => unquoted(given.state, word)));
  if (text === undefined) {
    call.state.stdout = textFlow('', call.range);
    return;
  }
  const value = text.value.replace(/^[.:,;=/\\]/, '');
  const arg = { ...text, value, offsets: text.offsets.slice(text.value.length - value.length) };
  call.state.stdout = /^(?:on|off)$/i.test(value) ? textFlow('', call.range) : flowOfArg(arg, `${value}\n`);
}

/** `echo` prints quotes as they are. */
function unquoted(state: State, word: Word): Arg {
  return expandSingle(
    state,
    { ...word, units: word.units.map((unit) => ({ ...unit, plain: unit.unit === '"' || unit.plain })) },
    'builtin',
  );
}

function sets(given: Given): void {
  const { call, state, words } = given;
  call.state.stdout = textFlow('', call.range);
  if (words.length === 0) {
    act(call, 'secret.read', 'secret', 'environment', call.range);
    return;
  }
  const numeric = has(given, 'a', 'p');
  const whole = joinArgs(words.map((word) => expandSingle(state, word, 'builtin')));
  const match = /^(?:\/[ap]\s+)?"?([^=]+?)=(.*?)"?$/is.exec(whole?.value ?? '');
  if (match === null || whole === undefined) return;
  const [, name = '', value = ''] = match;
  const arg = { ...plainArg(value, whole.range), dynamic: whole.dynamic || numeric, flow: whole.flow };
  setVariable(state.shell, state.scope, name.replace(/[-+*/%]$/, ''), arg, whole.range, true);
}

/** `call x`, `start "title" /b x`: another command. */
function calls(given: Given): void {
  const { call, state } = given;
  const args = given.words.flatMap((word) => [...expandWord(state, word, 'program')]);
  const [first] = args;
  if (first === undefined || first.value.startsWith(':')) return;
  runRest(call, state, args);
}

function starts(given: Given): void {
  const { call, state, words } = given;
  let rest = words;
  // A first word in quotes is the window's title.
  if (rest[0]?.units[0]?.unit === '"') rest = rest.slice(1);
  while (rest[0] !== undefined && /^\/\w/.test(textOfWord(rest[0]))) {
    const option = textOfWord(rest[0]).toLowerCase();
    rest = rest.slice(option === '/d' || option === '/node' || option === '/affinity' ? 2 : 1);
  }
  const args = rest.flatMap((word) => [...expandWord(state, word, 'program')]);
  const [first] = args;
  if (first === undefined) return;
  if (/^(?:https?|mailto|ms-settings):/i.test(first.value)) {
    act(call, 'network.send', 'operation', first.value, first.range);
    return;
  }
  runRest(call, state, args);
}

function runRest(call: Call, state: State, args: readonly Arg[]): void {
  const [first, ...rest] = args;
  if (first === undefined) return;
  const builtin = first.dynamic ? undefined : builtinNamed(first.value.toLowerCase());
  if (builtin !== undefined) {
    const inner: Call = { ...call, name: first, title: first.value, args: rest };
    builtin({
      call: inner,
      state,
      words: rest.map(asWord),
      node: { type: 'list', range: call.range, items: [] },
      leading: [],
    });
    return;
  }
  const words = [{ ...first, value: programName(call.shell.run, first.value) }, ...rest];
  call.state.stdout = runWords(
    call.shell,
    state.scope,
    words,
    call.range,
    call.stdin,
    { stdin: call.stdin, inputs: [], outputs: [], errorsGoOn: false },
    startNamed,
  );
}

function asWord(arg: Arg): Word {
  return {
    range: arg.range,
    units: Array.from({ length: arg.value.length }, (_, index) => ({
      unit: arg.value[index] ?? '',
      at: arg.offsets[index] ?? arg.range[0],
      plain: true,
    })),
  };
}

/** `assoc .x=y`, `ftype x=y`: which program opens a file from here on. */
function associates(given: Given): void {
  const text = joinArgs(given.call.args);
  if (text?.value.includes('=') === true)
    act(given.call, 'persist.install', 'operation', `${given.call.name.value} ${text.value}`, text.range);
}

function clock(given: Given): void {
  if (given.call.args.length > 0 && !has(given, 't'))
    act(given.call, 'system.change', 'operation', given.call.name.value, given.call.range);
}

function searchPath(given: Given): void {
  const value = joinArgs(given.call.args);
  if (value !== undefined) setVariable(given.state.shell, given.state.scope, 'PATH', value, value.range, true);
}

const labels: Builtin = ({ call }) => {
  if (call.args.length > 0) act(call, 'system.disk', 'device', call.args[0]?.value ?? '*', call.range);
};

const waits: Builtin = ({ call }) => {
  if (call.args.some((arg) => arg.dynamic && arg.flow?.network === true))
    opaque(call, call.title, call.range, 'problem.dynamic');
  call.state.stdout = textFlow('', call.range);
};

const BUILTINS: Readonly<Record<string, Builtin>> = {
  del: deletes,
  erase: deletes,
  rd: removes,
  rmdir: removes,
  md: makes,
  mkdir: makes,
  copy: transfers('read'),
  move: transfers('move'),
  ren: renames,
  rename: renames,
  type: prints,
  more: opens,
  fc: opens,
  dir: lists,
  tree: lists,
  cd: changesFolder('cd'),
  chdir: changesFolder('cd'),
  pushd: changesFolder('pushd'),
  popd: ({ call }) => {
    call.scope.cwdKnown = false;
  },
  echo: echoes,
  set: sets,
  call: calls,
  start: starts,
  mklink: links,
  assoc: associates,
  ftype: associates,
  date: clock,
  time: clock,
  path: searchPath,
  find: searches,
  findstr: searches,
  sort: sorts,
  label: labels,
  timeout: waits,
  choice: waits,
  exit: quiet,
  goto: (given) => {
    runsAnywhere(given.call.shell.run);
    quiet(given);
  },
  pause: quiet,
  cls: quiet,
  title: quiet,
  color: quiet,
  ver: quiet,
  vol: quiet,
  prompt: quiet,
  rem: quiet,
  setlocal: quiet,
  endlocal: quiet,
  shift: quiet,
  verify: quiet,
  break: quiet,
  chcp: quiet,
  where: quiet,
};
