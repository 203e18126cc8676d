import type { Assignment } from 'unbash';
import type { TextRange } from '../../effect/effect.ts';
import { act, actOnFile, opaque } from '../effects/act.ts';
import { pathOf } from '../effects/argPath.ts';
import type { Arg } from '../state/arg.ts';
import { patternOf, plainArg } from '../state/arg.ts';
import { callOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { expandSingle } from '../words/expansion.ts';
import { runProgram } from '../calls/innerCommand.ts';
import { outerRange } from '../state/origin.ts';
import { isBare, mixed, noLongerJob } from '../state/flow.ts';
import type { Origin } from '../state/origin.ts';
import { isOutputOver } from '../effects/outputs.ts';
import { absolute, isInside } from '../effects/paths.ts';
import type { Scope, Variable } from '../state/scope.ts';
import type { Shell } from '../state/shell.ts';
import { readIntoNumber, readSubscript } from '../words/readNumbers.ts';
import { readQuotedWords } from '../words/quotedArithmetic.ts';
import { sweep } from '../words/sweep.ts';
import { addsToolFolders } from '../state/toolFolders.ts';
import { bringsCode } from './codeVariables.ts';
import { dangerOf, givesMeaning, namesCredentials, projectFolders, tampers, writtenBy } from './variables.ts';
import { expandWord } from '../words/words.ts';

/** `export A=b`, `declare A=b`: one word, though it was written as an assignment. */
export function assignmentWord(shell: Shell, scope: Scope, origin: Origin, node: Assignment): Arg {
  const range = outerRange(origin, node.pos, node.end);
  const head = `${node.name}${node.append === true ? '+=' : '='}`;
  const start = new Array<number>(head.length).fill(range[0]);
  if (node.index === undefined && node.value.type === 'ArrayValue') {
    const elements = node.value.elements.flatMap((word) => expandWord(shell, scope, origin, word));
    return { ...plainArg(node.text, range), dynamic: true, elements };
  }
  if (node.index !== undefined || node.value.type === 'ArrayValue') {
    const printed = sweep(shell, scope, origin, node);
    readQuotedWords(shell, scope, [node.index], range);
    readSubscript(shell, scope, node.name, node.index?.text, range, printed);
    return { ...plainArg(node.text, range), dynamic: true };
  }
  const value = expandSingle(shell, scope, origin, node.value);
  const pattern = patternOf(value);
  const mask = pattern === undefined ? undefined : { value: head + value.value, pattern: head + pattern };
  return { ...value, value: head + value.value, offsets: [...start, ...value.offsets], range, mask };
}

/** `A=b` as it stands in the text; `forOne`: for one command. */
export function assign(shell: Shell, scope: Scope, origin: Origin, node: Assignment, forOne: boolean): void {
  const exported = forOne || scope.exportsAll === true;
  const range = outerRange(origin, node.pos, node.end);
  // `a[x]`: the name of a command. bash has no array `commands` of its own; to declare `functions` makes it no other one in zsh.
  const isOwn = node.name === 'commands' && scope.variables.has(node.name) && !scope.lastPipe;
  if (givesMeaning(node.text) && !isOwn)
    opaque(
      callOf(shell, scope, plainArg(node.name, range), [], range, undefined),
      node.name,
      range,
      'problem.environment',
    );
  if (node.index !== undefined) {
    const printed = sweep(shell, scope, origin, node.index);
    readQuotedWords(shell, scope, [node.index], range);
    readSubscript(shell, scope, node.name, node.index.text, range, printed);
  }
  if (node.value.type === 'ArrayValue') {
    const args = node.value.elements.flatMap((word) => expandWord(shell, scope, origin, word));
    const how = { append: node.append === true, exported, range };
    readIntoNumber(shell, scope, node.name, args);
    setArray(shell, scope, node.name, node.index === undefined ? args : undefined, how);
    return;
  }
  if (isAsItWas(scope, node)) return;
  const arg = expandSingle(shell, scope, origin, node.value);
  readIntoNumber(shell, scope, node.name, [arg]);
  const before = scope.variables.get(node.name);
  let value: Arg | undefined = arg;
  if (node.index !== undefined) value = undefined;
  else if (node.append === true) {
    value = before?.value === undefined ? undefined : { ...arg, value: before.value + arg.value };
  }
  setVariable(shell, scope, node.name, value, range, exported || before?.exported === true);
}

/** `A=$A`, where the text has not said what A is: a shell begins with what its environment has, and that goes on. */
function isAsItWas({ variables }: Scope, { name, value, index, append }: Assignment): boolean {
  if (index !== undefined || append === true || variables.has(name)) return false;
  return value.type === 'Word' && [`$${name}`, `\${${name}}`, `"$${name}"`, `"\${${name}}"`].includes(value.text);
}

/** Programs that load no module of any language and start nothing, whatever their words say. */
const LOADS_NOTHING = /^(?:e?grep|fgrep|cat|tac|nl|head|tail|ls|wc|sort|uniq|cut|tr|diff|cmp|stat|du|echo|printf)$/;

/** `PYTHONPATH=src grep x`: set for one command that never looks at it. */
export function isForNothing(variable: string, command: Arg | undefined, scope: Scope): boolean {
  return (
    MODULE_FOLDERS.test(variable) &&
    command?.dynamic === false &&
    LOADS_NOTHING.test(command.value) &&
    !scope.functions.has(command.value) &&
    !scope.aliases.has(command.value)
  );
}

/** `[key]=value` stands for its value, at a place of its own. */
const KEYED = /^\[[^]*?\]\+?=/;

/** `a=(b c)`, `a+=(d)`: its elements, where all are known, or patterns that files' names match. `args` undefined: not known. */
export function setArray(
  shell: Shell,
  scope: Scope,
  name: string,
  args: readonly Arg[] | undefined,
  how: { readonly append: boolean; readonly exported: boolean; readonly range: TextRange },
): void {
  const before = scope.variables.get(name);
  // To programs it is its first element: `PATH=(x)`.
  setVariable(shell, scope, name, args?.[0], how.range, how.exported);
  const kept = how.append ? before?.elements : [];
  const glob = args?.some((arg) => arg.glob) === true || (how.append && before?.glob === true);
  const isKnown = ({ value, dynamic, glob: own, processSubstitution }: Arg): boolean =>
    !dynamic && !processSubstitution && !KEYED.test(value) && (own || !glob || !/[*?[\\]/.test(value));
  const known = kept !== undefined && before?.frozen !== true && args?.every(isKnown) === true;
  const elements = known ? [...kept, ...args.map((arg) => arg.value)] : undefined;
  const flows = [...(how.append ? [before?.flow] : []), ...(args ?? []).map((arg) => arg.flow)];
  const [first] = flows;
  const same = flows.every((flow) => flow === first);
  const flow = same
    ? first
    : flows.reduce((all, one) => (all === undefined || one === undefined ? noLongerJob(all ?? one) : mixed(all, one)));
  scope.variables.set(name, { value: glob ? undefined : elements?.[0], elements, glob, flow, exported: how.exported });
}

/** What every shell has from its parent in the environment, whether this text exports it or not. */
const ALWAYS_EXPORTED = new Set(['PATH', 'HOME']);

/** Whether programs may take a value from it that this text has not exported: what the parent had stays exported. */
function mayBeInherited(scope: Scope, name: string): boolean {
  const danger = dangerOf(name, undefined, false);
  // `for ENV in dev live` is everyday; only an interactive `sh` reads that file.
  return danger === 'command' || (danger === 'loads' && name !== 'ENV' && !scope.variables.has(name));
}

/** Where a language looks for modules first. */
const MODULE_FOLDERS = /^(?:PYTHONPATH|NODE_PATH|RUBYLIB|PERL5LIB|PERLLIB|CLASSPATH)$/;

/** Folders of the workspace: what is loaded from there is its own code, as with any tool that runs in it. */
function isOwnFolders(call: Call, value: string): boolean {
  const { cwd } = call.state;
  return (
    cwd !== undefined &&
    value
      .split(':')
      .every((folder) => folder !== '' && isInside(absolute(folder, cwd, call.scope.home), call.scope.workspace))
  );
}

/** `a[$(code)]`: wherever the shell takes such a word for a number or a name, it runs the code, though it came in quotes. */
export function isEvaluated(word: string): boolean {
  return /(?:^|[^\w.])[A-Za-z_]\w*\[[^\]]*(?:\$\(|`)/.test(word);
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
  const frozen = scope.variables.get(name)?.frozen === true;
  const value = arg === undefined || arg.dynamic || frozen ? undefined : arg.value;
  const pattern = arg === undefined || frozen ? undefined : patternOf(arg);
  // What listed files has given it their names; a pattern that is written down stays one until it is put in unquoted.
  const glob = arg?.glob === true && arg.flow?.names !== undefined;
  const counts = value === undefined && !frozen && arg?.source?.value === arg?.value && arg?.source?.server === 'none';
  const kept = counts && isBare(arg?.flow) ? undefined : arg?.flow;
  const flow = frozen ? noLongerJob(arg?.flow) : kept;
  const variable: Variable = { value, flow, exported, pattern, counts, ...(glob ? { glob } : {}) };
  scope.variables.set(name, variable);
  if (arg !== undefined && isEvaluated(arg.value))
    opaque(callOf(shell, scope, plainArg(name, range), [], range, undefined), arg.value, arg.range, 'problem.dynamic', [
      'dynamic',
    ]);
  changesPrograms(shell, scope, name, arg, value, range, exported);
}

/** `for PATH in x`, `read PATH`, `printf -v GIT_PAGER x`: what the environment has goes on with its new value. True: it does. */
export function setOtherwise(
  shell: Shell,
  scope: Scope,
  name: string,
  arg: Arg | undefined,
  range: TextRange,
): boolean {
  const exported = ALWAYS_EXPORTED.has(name) || scope.variables.get(name)?.exported === true;
  if (exported || mayBeInherited(scope, name))
    changesPrograms(shell, scope, name, arg, arg?.dynamic === true ? undefined : arg?.value, range, exported);
  return exported;
}

/** What a variable makes later programs do. `value` undefined: known only at run time. */
function changesPrograms(
  shell: Shell,
  scope: Scope,
  name: string,
  arg: Arg | undefined,
  value: string | undefined,
  range: TextRange,
  exported: boolean,
): void {
  const call = callOf(shell, scope, plainArg(name, range), [], range, undefined);
  const written = arg === undefined ? undefined : writtenBy(name, arg.value);
  if (arg !== undefined && written !== undefined) {
    const place = { ...arg, value: written.place };
    const cached = pathOf(call, place)?.startsWith(`${scope.home}/.cache/`) === true;
    if (!written.output || (!cached && isOutputOver(call, place))) actOnFile(call, 'append', place);
    return;
  }
  if (arg !== undefined && namesCredentials(name, pathOf(call, arg) ?? arg.value, scope.home))
    actOnFile(call, 'read', arg);
  if (tampers(name, value)) act(call, 'gate.tamper', 'unknown', name, range);
  const danger = dangerOf(name, value, exported);
  if (name === 'PATH' && arg !== undefined && addsToolFolders(arg.value, scope)) return;
  const programs = name === 'PATH' && arg !== undefined ? projectFolders(arg.value, scope) : undefined;
  const modules = MODULE_FOLDERS.test(name) || name === 'BUNDLE_GEMFILE' ? value : undefined;
  const own = programs?.join(':') ?? modules;
  if (own !== undefined && isOwnFolders(call, own)) {
    act(call, 'exec.project', 'operation', `${name}=${own}`, range);
    return;
  }
  if (danger === 'loads' && !(name === 'HOME' && value === scope.home))
    opaque(call, name, range, 'problem.environment');
  if (danger === 'none' && exported && bringsCode(call, name, arg)) opaque(call, name, range, 'problem.environment');
  if (danger === 'command') {
    if (arg === undefined || arg.dynamic) opaque(call, name, range, 'problem.environment', ['dynamic']);
    else runProgram(call, arg);
  }
}
