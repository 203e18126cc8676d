import { absorb, opaque, otherPaths } from './act.ts';
import type { Arg } from './arg.ts';
import { plainArg, slice } from './arg.ts';
import type { Call } from './call.ts';
import { setVariable } from './assign.ts';
import { embedFlow } from './embed.ts';
import { textFlow, unknownFlow } from './flow.ts';
import { absolute, isInside, isRooted } from './paths.ts';
import { fork, placesBeside } from './scope.ts';
import { runShellText } from './innerCommand.ts';

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
    const { variables, functions } = call.scope;
    const only = call.args.find((arg) => /^-[fv]/.test(arg.value))?.value[1];
    for (const arg of call.args) {
      if (arg.value.startsWith('-')) continue;
      // Without an option a function goes only where there is no variable of that name.
      if (only === 'f' || (only === undefined && !variables.has(arg.value))) functions.delete(arg.value);
      if (only !== 'f') variables.set(arg.value, { value: '', flow: undefined, exported: false });
    }
  },
  read: forgetNames,
  mapfile: forgetNames,
  readarray: forgetNames,
  getopts: forgetNames,
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
    const text = joinArgs(call.args);
    if (text !== undefined) runInPlace(call, text);
  },
  source: sourceFile,
  '.': sourceFile,
  trap: (call) => {
    const [first] = call.args.filter((arg) => !/^-[lp]+$/.test(arg.value));
    if (first === undefined || first.value === '-' || first.value === '' || call.args.length < 2) return;
    runInPlace(call, first);
  },
  exit: quiet,
  return: quiet,
  break: quiet,
  continue: quiet,
  wait: quiet,
  jobs: quiet,
  bg: quiet,
  fg: quiet,
  disown: quiet,
  shopt: quiet,
  ulimit: quiet,
  umask: quiet,
  hash: quiet,
  times: quiet,
  setopt: quiet,
  unsetopt: quiet,
  autoload: quiet,
  bindkey: quiet,
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

function changeFolder(call: Call): void {
  const { scope } = call;
  const target = call.args.find((arg) => !/^-[LPe@n]+$/.test(arg.value) && arg.value !== '--');
  call.state.stdout = textFlow('', call.range);
  if (target === undefined) {
    if (call.name.value === 'pushd') scope.cwdKnown = false;
    scope.cwd = scope.home;
    scope.others = [];
    return;
  }
  if (target.dynamic || target.glob || target.value === '-' || /^[+-]\d/.test(target.value)) {
    scope.cwdKnown = false;
    scope.others = [];
    return;
  }
  const rooted = isRooted(target.value, scope.home);
  const from = scope.cwdKnown ? [scope.cwd, ...scope.others] : [];
  if (rooted) scope.cwdKnown = true;
  if (!scope.cwdKnown) return;
  const to = absolute(target.value, scope.cwd, scope.home);
  const exists = [scope.cwd, scope.workspace, scope.home].some((known) => isInside(known, to)) || to === '/tmp';
  scope.others = placesBeside(to, otherPaths(scope.others, target.value, scope.home));
  scope.cwd = to;
  scope.stayed = exists || from.length === 0 ? undefined : from;
}

function declare(call: Call, exported: boolean): void {
  const names = call.args.filter((arg) => !/^[-+][a-zA-Z]/.test(arg.value));
  call.state.stdout = textFlow('', call.range);
  if (names.length === 0) {
    // `export -p`, `declare -p`: prints every variable.
    call.state.stdout = { ...unknownFlow(call.range), secret: 'environment', local: true };
    return;
  }
  for (const arg of names) {
    const match = /^([A-Za-z_]\w*)(\+?)=/.exec(arg.value);
    if (match === null) {
      const before = call.scope.variables.get(arg.value);
      if (before === undefined || !exported) continue;
      const value = before.value === undefined ? undefined : plainArg(before.value, arg.range);
      setVariable(call.shell, call.scope, arg.value, value, arg.range, true);
      continue;
    }
    const [head, name = '', plus] = match;
    const value = plus === '+' ? undefined : { ...slice(arg, head.length), range: arg.range };
    setVariable(call.shell, call.scope, name, value, arg.range, exported);
  }
}

/** `read x`: the variable holds whatever comes in. */
function forgetNames(call: Call): void {
  const variables = call.args.filter((arg) => /^[A-Za-z_]\w*$/.test(arg.value));
  // Names of files that one pattern covers: the variable stands for each of them.
  const names = call.name.value === 'read' && variables.length === 1 ? call.stdin?.names : undefined;
  const pattern = names?.length === 1 ? names[0] : undefined;
  for (const arg of variables) {
    const known = pattern === undefined ? { value: undefined } : { value: pattern, glob: true };
    call.scope.variables.set(arg.value, { ...known, flow: call.stdin, exported: false });
  }
  call.state.stdout = textFlow('', call.range);
}

function setOptions(call: Call): void {
  const { args, scope } = call;
  if (args.length === 0) {
    call.state.stdout = { ...unknownFlow(call.range), secret: 'environment', local: true };
    return;
  }
  args.forEach((arg, index) => {
    const sets = /^-[a-z]*e/.test(arg.value) || (arg.value === 'errexit' && args[index - 1]?.value === '-o');
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

/** Words of `eval` are joined by blanks before they are read again. */
export function joinArgs(args: readonly Arg[]): Arg | undefined {
  const [first, ...rest] = args;
  if (first === undefined) return undefined;
  return rest.reduce<Arg>(
    (text, arg) => ({
      ...text,
      value: `${text.value} ${arg.value}`,
      offsets: [...text.offsets, arg.range[0], ...arg.offsets],
      range: [Math.min(text.range[0], arg.range[0]), Math.max(text.range[1], arg.range[1])],
      dynamic: text.dynamic || arg.dynamic,
      flow: text.flow ?? arg.flow,
    }),
    first,
  );
}

/** `eval`: code that runs in this very shell, and so may change what it knows. */
function runInPlace(call: Call, text: Arg): void {
  if (text.dynamic) {
    runShellText(call, text);
    return;
  }
  absorb(call, text.flow);
  const origin = { kind: 'offsets', offsets: text.offsets, whole: text.range } as const;
  if (text.flow?.decoded === true) {
    runShellText(call, text);
    return;
  }
  if (call.scope.depth > 14) opaque(call, call.name.value, call.range, 'problem.too-deep');
  else call.state.stdout = call.shell.text(text.value, call.scope, origin, call.stdin);
}

function sourceFile(call: Call): void {
  const [file, ...args] = call.args;
  if (file === undefined) return;
  if (args.length > 0) call.state.local = true;
  readScriptFile(call, file);
}

/** `source FILE`, `bash FILE`: from what is known of it, else asked for. */
export function readScriptFile(call: Call, file: Arg): void {
  if (file.dynamic && !file.processSubstitution) {
    opaque(call, file.value, file.range, 'problem.dynamic', ['dynamic']);
    return;
  }
  const path = absolute(file.value, call.state.cwd ?? '/', call.scope.home);
  const flow = file.processSubstitution
    ? file.flow
    : /^\/dev\/(?:stdin|fd\/0)$|^\/proc\/self\/fd\/0$/.test(path)
      ? call.stdin
      : call.scope.files.get(path);
  if (flow !== undefined) {
    runFlow(call, flow);
    return;
  }
  if (file.processSubstitution) {
    opaque(call, call.name.value, file.range, 'problem.dynamic');
    return;
  }
  if (call.state.cwd === undefined && !isRooted(file.value, call.scope.home)) {
    opaque(call, file.value, file.range, 'problem.dynamic', ['dynamic']);
    return;
  }
  embedFlow(call, { ...unknownFlow(file.range), file: path, local: true }, { language: 'shell', dialect: 'bash' });
  if (/\/(?:activate|\.venv\/bin\/activate)$/.test(path)) call.state.weighty = true;
}

/** Shell code that comes from somewhere: known text is read here, with what this shell knows. */
export function runFlow(
  call: Call,
  flow: { readonly text: string | undefined } & Parameters<typeof embedFlow>[1],
): void {
  if (flow.text === undefined) {
    if (!embedFlow(call, flow, { language: 'shell', dialect: 'bash' })) {
      opaque(call, call.title, flow.range, 'problem.unknown-input');
    }
    return;
  }
  absorb(call, flow);
  const scope = fork(call.scope, {
    traits: [...new Set([...call.scope.traits, ...call.traits, ...(flow.decoded ? (['decoded'] as const) : [])])],
  });
  const origin =
    flow.offsets === undefined
      ? ({ kind: 'fixed', whole: flow.range } as const)
      : ({ kind: 'offsets', offsets: flow.offsets, whole: flow.range } as const);
  call.state.stdout = call.shell.text(flow.text, scope, origin, undefined);
}
