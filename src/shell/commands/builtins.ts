import { act, opaque } from '../effects/act.ts';
import { otherPaths } from '../effects/argPath.ts';
import { joinArgs, plainArg, slice } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { setArray, setVariable } from './assign.ts';
import { textFlow, unknownFlow } from '../state/flow.ts';
import { absolute, isInside, isRooted } from '../effects/paths.ts';
import { isSecretVariable } from '../effects/secrets.ts';
import { isToldFolder } from '../effects/toldFolder.ts';
import { addProblem, runsAnywhere } from '../state/run.ts';
import { placesBeside } from '../state/scope.ts';
import { sourceFile } from './scriptText.ts';
import { runInPlace, runWords } from '../calls/innerCommand.ts';
import { printedSetUp } from './printedSetUp.ts';
import { readLines, readNames } from './readInput.ts';
import { readIntoNumber } from '../words/readNumbers.ts';

type Builtin = (call: Call) => void;

/** Commands that change what the shell itself knows. True: the call has been dealt with. */
export function builtin(call: Call): boolean {
  const run = BY_NAME.get(call.name.value);
  if (run === undefined) return false;
  run(call);
  return true;
}

const quiet: Builtin = (call) => {
  call.state.stdout = textFlow('', call.range);
};

/** `shopt -s dotglob`, zsh's `globdots`: from here on `*` is every file, `.env` too. */
const takesHidden: Builtin = (call) => {
  quiet(call);
  const option = call.args.find(({ value }) => /^dotglob$|^glob_?dots$/i.test(value));
  if (option !== undefined && call.args[0]?.value !== '-u') opaque(call, option.value, option.range, 'problem.dynamic');
};

const BUILTINS: Readonly<Record<string, Builtin>> = {
  ':': quiet,
  cd: changeFolder,
  pushd: changeFolder,
  popd: (call) => {
    call.scope.cwdKnown = false;
  },
  export: (call) => declare(call, true),
  declare: (call) =>
    declare(
      call,
      call.args.some((arg) => /^-\w*x/.test(arg.value)),
    ),
  typeset: (call) =>
    declare(
      call,
      call.args.some((arg) => /^-\w*x/.test(arg.value)),
    ),
  local: (call) => declare(call, false),
  readonly: (call) => declare(call, false),
  unset: (call) => {
    const { variables, functions, keyed, summed } = call.scope;
    const only = call.args.find((arg) => /^-[fv]/.test(arg.value))?.value[1];
    for (const arg of call.args) {
      if (arg.value.startsWith('-')) continue;
      // Without an option a function goes only where there is no variable of that name.
      if (only === 'f' || (only === undefined && !variables.has(arg.value))) functions.delete(arg.value);
      if (only === 'f') continue;
      keyed.delete(arg.value);
      summed.delete(arg.value);
      // Without a value of its own the separators are the usual ones again.
      if (arg.value === 'IFS') variables.delete('IFS');
      else variables.set(arg.value, { value: '', flow: undefined, exported: false });
    }
  },
  read: readNames,
  mapfile: readLines,
  readarray: readLines,
  getopts: readNames,
  set: setOptions,
  shift: (call) => {
    const by = Number(call.args[0]?.value ?? '1');
    call.scope.positional = Number.isInteger(by) ? call.scope.positional?.slice(by) : undefined;
  },
  alias: (call) => {
    for (const arg of call.args) {
      const equals = arg.value.indexOf('=');
      if (equals > 0) call.scope.aliases.set(arg.value.slice(0, equals), slice(arg, equals + 1));
    }
  },
  unalias: (call) => {
    for (const arg of call.args) call.scope.aliases.delete(arg.value);
  },
  eval: (call) => {
    const text = joinArgs(call.args[0]?.value === '--' ? call.args.slice(1) : call.args);
    const setUp = text === undefined ? undefined : printedSetUp(call, text);
    if (text !== undefined && setUp !== undefined) act(call, 'exec.project', 'operation', setUp, text.range);
    else if (text !== undefined) runInPlace(call, text);
  },
  source: sourceFile,
  '.': sourceFile,
  trap: (call) => {
    const [first] = call.args.filter((arg) => !/^-[lp]+$/.test(arg.value));
    if (first === undefined || first.value === '-' || first.value === '' || call.args.length < 2) return;
    runsAnywhere(call.shell.run);
    runInPlace(call, first);
  },
  exit: quiet,
  logout: quiet,
  // zsh goes where a folder's name says; to bash it is no command. `z` goes where it thinks best.
  '..': goesSomewhere,
  '...': goesSomewhere,
  z: goesSomewhere,
  zi: goesSomewhere,
  return: quiet,
  break: quiet,
  continue: quiet,
  wait: quiet,
  // `jobs -x CMD` runs it.
  jobs: (call) => {
    quiet(call);
    const at = call.args.findIndex(({ value }) => /^-\w*x/.test(value));
    if (at !== -1) runWords(call, call.args.slice(at + 1));
  },
  bg: quiet,
  fg: quiet,
  disown: quiet,
  shopt: (call) => {
    if (call.args.some((arg) => arg.value === 'lastpipe')) call.scope.lastPipe = true;
    takesHidden(call);
  },
  ulimit: quiet,
  umask: quiet,
  // `hash -p /bin/rm ls`, zsh's `hash ls=/bin/rm`: a name means another program from here on.
  hash: (call) => {
    if (call.args.some((arg) => arg.dynamic || /^-\w*p|=/.test(arg.value)))
      opaque(call, 'hash', call.range, 'problem.runs-program');
  },
  times: quiet,
  setopt: takesHidden,
  unsetopt: quiet,
  autoload: quiet,
  bindkey: quiet,
  // Keys of an interactive shell; `bind -x` gives one a command, `-f` reads a file of them.
  bind: (call) => {
    if (call.args.some((arg) => arg.dynamic || /^-\w*[xf]/.test(arg.value)))
      opaque(call, 'bind', call.range, 'problem.runs-program');
  },
  compinit: quiet,
  enable: (call) => {
    if (call.args.some((arg) => arg.value.startsWith('-f'))) opaque(call, 'enable', call.range, 'problem.runs-program');
  },
  let: (call) => {
    for (const arg of call.args) {
      const name = /^[A-Za-z_]\w*/.exec(arg.value)?.[0];
      if (name !== undefined) call.scope.variables.set(name, { value: undefined, flow: undefined, exported: false });
    }
  },
};
const BY_NAME: ReadonlyMap<string, Builtin> = new Map(Object.entries(BUILTINS));

function goesSomewhere(call: Call): void {
  call.scope.cwdKnown = false;
  call.scope.others = [];
}

function changeFolder(call: Call): void {
  const { scope } = call;
  const target = call.args.find((arg) => !/^-[LPe@n]+$/.test(arg.value) && arg.value !== '--');
  call.state.stdout = textFlow('', call.range);
  if (target === undefined) {
    if (call.name.value === 'pushd') scope.cwdKnown = false;
    else scope.toldFolder = false;
    scope.cwd = scope.home;
    scope.others = [];
    return;
  }
  if (target.dynamic || target.glob || target.value === '-' || /^[+-]\d/.test(target.value)) {
    scope.toldFolder = scope.toldFolder === true || isToldFolder(scope, target);
    scope.cwdKnown = false;
    scope.others = [];
    return;
  }
  const rooted = isRooted(target.value, scope.home);
  // bash looks for `x` in those folders first; `./x` is here.
  const search = scope.variables.get('CDPATH');
  if (search !== undefined && search.value !== '' && !/^\.{0,2}\//.test(target.value)) scope.cwdKnown = false;
  const from = scope.cwdKnown ? [scope.cwd, ...scope.others] : [];
  if (rooted) {
    scope.cwdKnown = true;
    scope.toldFolder = false;
  }
  if (!scope.cwdKnown) return;
  const to = absolute(target.value, scope.cwd, scope.home);
  const exists = [scope.cwd, scope.workspace, scope.home].some((known) => isInside(known, to)) || to === '/tmp';
  scope.others = placesBeside(to, otherPaths(scope.others, target.value, scope.home));
  scope.cwd = to;
  scope.stayed = exists || from.length === 0 ? undefined : from;
}

/** Flags that change what a value becomes, or make the name another one's. */
const CHANGES_VALUE = /^-\w*[ilucn]/;

function declare(call: Call, exported: boolean): void {
  const { args, scope, shell } = call;
  const names = args.filter((arg) => !/^[-+][a-zA-Z]/.test(arg.value));
  const has = (flag: RegExp): boolean => args.some((arg) => flag.test(arg.value));
  call.state.stdout = textFlow('', call.range);
  if (names.length === 0 && has(/^-\w*[fF]/)) return;
  if (names.length === 0) {
    // `export -p`, `declare -p`: prints every variable.
    call.state.stdout = { ...unknownFlow(call.range), secret: 'environment', local: true };
    return;
  }
  if (has(/^-\w*f/)) return;
  const shown = has(/^-\w*p/) ? names.find(({ value, dynamic }) => dynamic || isSecretVariable(value)) : undefined;
  if (shown !== undefined) {
    call.state.stdout = {
      ...unknownFlow(call.range),
      secret: shown.dynamic ? 'environment' : shown.value,
      local: true,
      printed: true,
    };
    return;
  }
  // `declare -n R=A`: what is assigned to R later changes A.
  if (has(/^-\w*n/) && !/^(?:export|readonly)$/.test(call.name.value))
    addProblem(shell.run, 'problem.dynamic', call.range);
  const owns = /^(?:local|declare|typeset)$/.test(call.name.value) && !has(/^-\w*g/);
  for (const arg of names) {
    const match = /^([A-Za-z_]\w*)(\+?)=/.exec(arg.value);
    const name = match?.[1] ?? arg.value;
    const before = scope.variables.get(name);
    if (owns && scope.locals?.has(name) === false) scope.locals.set(name, before);
    if (has(/^-\w*A/)) scope.keyed.add(name);
    if (has(/^-\w*i/)) scope.summed.add(name);
    if (match !== null) {
      readIntoNumber(shell, scope, name, arg.elements ?? [slice(arg, match[0].length)]);
      const known = match[2] === '' && !has(CHANGES_VALUE) && !isRefused(call);
      const value = known ? { ...slice(arg, match[0].length), range: arg.range } : undefined;
      if (arg.elements === undefined) setVariable(shell, scope, name, value, arg.range, exported);
      else {
        const isPlain = !has(/^-\w*[Ailucn]/) && !isRefused(call);
        const how = { append: match[2] === '+', exported, range: arg.range };
        setArray(shell, scope, name, isPlain ? arg.elements : undefined, how);
      }
    } else if (before !== undefined && exported) {
      const value = before.value === undefined ? undefined : plainArg(before.value, arg.range);
      setVariable(shell, scope, name, value, arg.range, true);
    } else if (owns && (scope.locals !== undefined || has(/^-\w*A/)))
      scope.variables.set(name, { value: undefined, flow: undefined, exported });
    const now = scope.variables.get(name);
    if (now !== undefined && (call.name.value === 'readonly' || has(/^-\w*r/)))
      scope.variables.set(name, { ...now, frozen: true });
  }
}

/** bash refuses `local` outside of a function; other shells do not. */
function isRefused(call: Call): boolean {
  return call.name.value === 'local' && call.scope.locals === undefined;
}

function setOptions(call: Call): void {
  const { args, scope } = call;
  if (args.length === 0) {
    call.state.stdout = { ...unknownFlow(call.range), secret: 'environment', local: true };
    return;
  }
  args.forEach((arg, index) => {
    const sets = /^-[a-z]*e/.test(arg.value) || (arg.value === 'errexit' && args[index - 1]?.value === '-o');
    if (/^[-+][a-z]*a/.test(arg.value) || arg.value === 'allexport')
      scope.exportsAll = (arg.value === 'allexport' ? args[index - 1] : arg)?.value.startsWith('-') === true;
    if (sets) scope.errexit = true;
    else if (/^\+[a-z]*e/.test(arg.value)) scope.errexit = false;
  });
  const dashes = args.findIndex((arg) => arg.value === '--');
  const first =
    dashes === -1
      ? args.findIndex((arg, i) => !/^[-+]/.test(arg.value) && !/^[-+]o$/.test(args[i - 1]?.value ?? ''))
      : dashes + 1;
  if (first !== -1 && (dashes !== -1 || first < args.length)) scope.positional = args.slice(first);
}

export function isBuiltin(name: string): boolean {
  return BY_NAME.has(name);
}
