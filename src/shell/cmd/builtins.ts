import { act, actOnFile, opaque, readsBelow } from '../act.ts';
import type { FileVerb } from '../act.ts';
import type { Arg } from '../arg.ts';
import { plainArg } from '../arg.ts';
import { builtin as posixBuiltin } from '../builtins.ts';
import type { Call } from '../call.ts';
import { runWords, setVariable } from '../command.ts';
import { textFlow, unknownFlow } from '../flow.ts';
import { baseName, parentOf } from '../paths.ts';
import { joinArgs } from '../builtins.ts';
import { flowOfArg } from '../redirects.ts';
import { addProblem } from '../run.ts';
import { programName, startNamed } from '../windowsPrograms.ts';
import { slashed, switchesOf } from '../switches.ts';
import type { State } from './state.ts';
import { textOfWord } from './split.ts';
import type { Node, Word } from './tree.ts';
import { expandSingle, expandWord } from './words.ts';

/** A command of cmd itself while it is read. `call.args` are its words with quotes dropped. */
export interface Given {
  readonly call: Call;
  readonly state: State;
  /** Its words as they are written. */
  readonly words: readonly Word[];
  readonly node: Node;
  /** Words that came out of the variable that named the command. */
  readonly leading: readonly Arg[];
}

type Builtin = (given: Given) => void;

export function builtinNamed(name: string): Builtin | undefined {
  return Object.hasOwn(BUILTINS, name) ? BUILTINS[name] : undefined;
}

const quiet: Builtin = ({ call }) => {
  call.state.stdout = textFlow('', call.range);
};

/** Words that are no switches, taken apart at the signs that cmd itself takes for blanks. */
function operandsOf({ call, leading }: Given): readonly Arg[] {
  const { operands } = switchesOf([...leading, ...call.args]);
  return operands.flatMap((arg) =>
    /[,;=]/.test(arg.value) && arg.range[1] - arg.range[0] === arg.value.length ? partsOf(arg) : [fileArg(arg)],
  );
}

function partsOf(arg: Arg): readonly Arg[] {
  return arg.value
    .split(/[,;=]+/)
    .filter((part) => part !== '')
    .map((value) => fileArg({ ...arg, value, offsets: new Array<number>(value.length).fill(arg.range[0]) }));
}

/** `*.*` is every name; a path may be written with either slash. */
function fileArg(arg: Arg): Arg {
  const value = arg.value.replace(/(^|[\\/])\*\.\*$/, '$1*');
  return { ...arg, value, glob: /[*?]/.test(value) };
}

function has({ call, leading }: Given, ...names: readonly string[]): boolean {
  const { switches } = switchesOf([...leading, ...call.args]);
  return names.some((name) => switches.has(name));
}

/** A switch that is not listed means that a command is not proven to do no more. */
function known(given: Given, pattern: RegExp): void {
  for (const [name, arg] of switchesOf([...given.leading, ...given.call.args]).switches) {
    if (!pattern.test(name))
      addProblem(given.call.shell.run, 'problem.unknown-option', arg.range, {
        command: given.call.title,
        option: arg.value,
      });
  }
}

function deletes(given: Given): void {
  const { call } = given;
  if (has(given, 's')) call.traits.add('recursive');
  if (has(given, 'f', 'q')) call.traits.add('forced');
  for (const arg of operandsOf(given)) actOnEach(call, 'delete', arg);
}

function removes(given: Given): void {
  const { call } = given;
  if (has(given, 's')) call.traits.add('recursive');
  if (has(given, 'q')) call.traits.add('forced');
  for (const arg of operandsOf(given)) actOnEach(call, 'delete', slashed(arg));
}

/**
 * Quotes that were escaped as in C: cmd knows no such escape and takes the backslash of `\"D:\x\"` for the root of the
 * drive. That has cost whole drives.
 */
function actOnEach(call: Call, verb: FileVerb, arg: Arg): void {
  const named = /^\\+([A-Za-z]:)/.exec(arg.value)?.[1];
  if (named !== undefined || /^\\+$/.test(arg.value)) {
    const drive = named ?? /^[A-Za-z]:/.exec(call.scope.cwd)?.[0];
    actOnFile(call, verb, { ...arg, value: drive === undefined ? '/' : `${drive}\\`, glob: false });
  }
  const plain = arg.value.replace(/^\\+(?=[A-Za-z]:)/, '');
  if (plain !== '' && !/^\\+$/.test(plain)) actOnFile(call, verb, { ...arg, value: plain });
}

function makes(given: Given): void {
  for (const arg of operandsOf(given)) actOnFile(given.call, 'create', { ...arg, value: `${arg.value}\\` });
  given.call.state.stdout = textFlow('', given.call.range);
}

/** `copy a+b c`, `move a b`: into a folder under its own name, or under a new name. */
function transfers(verb: 'read' | 'move'): Builtin {
  return (given) => {
    const { call } = given;
    const operands = operandsOf(given);
    const target = operands.length > 1 ? operands.at(-1) : undefined;
    const sources = (operands.length > 1 ? operands.slice(0, -1) : operands).flatMap((arg) =>
      arg.value.includes('+') ? arg.value.split('+').map((value) => fileArg({ ...arg, value })) : [arg],
    );
    if (has(given, 'y')) call.traits.add('forced');
    for (const source of sources) if (!/^(?:nul|con)$/i.test(source.value)) actOnFile(call, verb, source);
    if (target === undefined) {
      for (const source of sources)
        actOnFile(call, 'write', { ...source, value: baseName(source.value.replaceAll('\\', '/')) });
      return;
    }
    if (/[\\/]$|^\.{1,2}$/.test(target.value) && !sources.some((source) => source.glob || source.dynamic)) {
      for (const source of sources)
        actOnFile(call, 'write', {
          ...target,
          value: `${target.value}/${baseName(source.value.replaceAll('\\', '/'))}`,
        });
    } else actOnFile(call, 'write', target);
  };
}

function renames(given: Given): void {
  const [source, name] = operandsOf(given);
  if (source === undefined) return;
  actOnFile(given.call, 'move', source);
  if (name !== undefined && !name.dynamic && !source.glob && !source.dynamic)
    actOnFile(given.call, 'create', {
      ...name,
      value: `${parentOf(`./${source.value.replaceAll('\\', '/')}`)}/${name.value}`,
    });
}

function prints(given: Given): void {
  const { call, state } = given;
  const operands = operandsOf(given);
  const [only] = operands;
  if (only !== undefined && /^(?:nul|con)$/i.test(only.value)) {
    call.state.stdout = textFlow('', call.range);
    return;
  }
  for (const arg of operands) actOnFile(call, 'read', arg);
  if (operands.length !== 1 || only === undefined || only.dynamic || only.glob || !state.scope.cwdKnown) return;
  const before = state.scope.files.get(pathFor(state, only));
  call.state.stdout = before ?? {
    ...unknownFlow(only.range),
    local: true,
    secret: call.state.secret,
    file: pathFor(state, only),
  };
}

function pathFor(state: State, arg: Arg): string {
  const { cwd } = state.scope;
  const value =
    /^[A-Za-z]:/.test(cwd) || /^[A-Za-z]:[\\/]/.test(arg.value) ? arg.value : arg.value.replaceAll('\\', '/');
  return /^(?:\/|[A-Za-z]:[\\/])/.test(value) ? value : `${cwd}/${value.replace(/^\.\//, '')}`;
}

function lists(given: Given): void {
  known(given, /^(?:a|b|c|d|l|n|o|p|q|r|s|t|w|x|4|f|-\w+|\?)(?::.*)?$|^[aot][-:a-z]*$/);
  const operands = operandsOf(given);
  for (const arg of operands.length > 0 ? operands : [plainArg('.', given.call.range)])
    actOnFile(given.call, 'list', arg);
}

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
  const words = [{ ...first, value: programName(first.value) }, ...rest];
  call.state.stdout = runWords(
    call.shell,
    state.scope,
    words,
    call.range,
    call.stdin,
    { stdin: call.stdin, inputs: [], outputs: [] },
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

function links(given: Given): void {
  const [link, target] = operandsOf(given);
  if (link !== undefined) actOnFile(given.call, 'create', link);
  if (target !== undefined) actOnFile(given.call, 'list', target);
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

/** `find "x" files`, `findstr /s x files`: the first word is what is looked for, unless a switch gave it. */
function searches(given: Given): void {
  const { call } = given;
  const named =
    given.call.args.some((arg) => /^\/[cg]:/i.test(arg.value)) && call.name.value.toLowerCase() === 'findstr';
  const operands = operandsOf(given);
  for (const arg of call.args) {
    const file = /^\/[gf]:(.+)$/i.exec(arg.value)?.[1];
    if (file !== undefined) actOnFile(call, 'read', { ...arg, value: file });
  }
  for (const arg of named ? operands : operands.slice(1)) {
    actOnFile(call, 'read', arg);
    if (has(given, 's')) readsBelow(call, arg, { hidden: false, ignored: true, links: false });
  }
  known(given, /^(?:b|e|l|r|s|i|x|v|n|m|o|p|off|offline|c|g|f|d|a|\?)(?::.*)?$/);
}

function sorts(given: Given): void {
  const { call } = given;
  const operands = operandsOf(given);
  const at = call.args.findIndex((arg) => /^\/o(?:utput)?$/i.test(arg.value));
  const output = at === -1 ? undefined : call.args[at + 1];
  if (output !== undefined) actOnFile(call, 'write', fileArg(output));
  for (const arg of operands) if (arg.value !== output?.value) actOnFile(call, 'read', arg);
}

const opens: Builtin = (given) => {
  for (const arg of operandsOf(given)) actOnFile(given.call, 'read', arg);
};

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
  goto: quiet,
  pause: quiet,
  cls: quiet,
  title: quiet,
  color: quiet,
  ver: quiet,
  vol: quiet,
  prompt: quiet,
  setlocal: quiet,
  endlocal: quiet,
  shift: quiet,
  verify: quiet,
  break: quiet,
  chcp: quiet,
  where: quiet,
};
