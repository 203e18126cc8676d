import type { Environment } from '../../effect/effect.ts';
import type { Trait } from '../../effect/trait.ts';
import type { Function as FunctionNode } from 'unbash';
import type { Arg } from './arg.ts';
import { isReadText, mixed, noLongerJob } from './flow.ts';
import type { Flow } from './flow.ts';
import type { Origin } from './origin.ts';
import { spend } from './run.ts';
import type { Run } from './run.ts';

export interface Variable {
  /** Undefined: known only at run time. */
  readonly value: string | undefined;
  /** Elements, for an array. */
  readonly elements?: readonly string[] | undefined;
  /** It holds a glob's pattern: a loop's variable over file names. */
  readonly glob?: boolean;
  /** What its value matches, where it is known only in part (`log-*.txt`). */
  readonly pattern?: string | undefined;
  readonly flow: Flow | undefined;
  /** A number or a date that the text itself has made: `$((n + 1))`. */
  readonly counts?: boolean | undefined;
  /** It has no blank in it: one word of a list that was cut at blanks. */
  readonly unbroken?: boolean | undefined;
  readonly exported: boolean;
  /** `readonly`: what is assigned to it later may or may not be refused. */
  readonly frozen?: boolean;
}

export interface ShellFunction {
  readonly node: FunctionNode;
  readonly origin: Origin;
  /** On some way here it was not defined: the name may still mean the command. */
  readonly maybe?: boolean;
  /** A program runs in between: only a shell that it starts may know the name. */
  readonly exportedOnly?: boolean;
  /** What else the name means, where it was defined on another way. */
  readonly other?: ShellFunction | undefined;
}

/** On another machine or in a container: its files are not this machine's. */
export function isElsewhere({ traits }: Pick<Scope, 'traits'>): boolean {
  return traits.includes('remote') || traits.includes('in-container');
}

/** What the shell knows at one point of the text. A fork copies the maps, which counts as work; values are shared. */
export interface Scope {
  readonly run: Run;
  readonly variables: Map<string, Variable>;
  /** Arrays by words (`declare -A n`): what stands between their brackets is no sum. */
  readonly keyed: Set<string>;
  /** `declare -i n`: whatever is put in is taken for a sum. */
  readonly summed: Set<string>;
  readonly functions: Map<string, ShellFunction>;
  readonly aliases: Map<string, Arg>;
  /** Files that this same text has written, and with what. */
  readonly files: Map<string, Flow>;
  cwd: string;
  /** False: a `cd` went to a place known only at run time. */
  cwdKnown: boolean;
  /** Where it stands is told by text that was read, or by a variable that nobody here has set. */
  toldFolder?: boolean;
  /** Other folders it may stand in: where it was before a `cd` that may have failed. */
  others: readonly string[];
  /** Just after a `cd` that may fail: every folder it stands in if it did. */
  stayed: readonly string[] | undefined;
  /** `set -e`: whoever comes past a failing `cd` does not go on. */
  errexit: boolean;
  /** `set -a`: whatever is set from here on goes on to programs. */
  exportsAll?: boolean;
  /** Something looks at how this command ends (`&&`, `if`): `set -e` does not apply. */
  checked: boolean;
  /** What it writes goes into a word (`$(…)`), not to whoever looks. */
  readonly captured: boolean;
  /** Inside of a function: what the names that it made its own stood for before. */
  readonly locals: Map<string, Variable | undefined> | undefined;
  /** The last part of a pipe runs in this very shell: zsh, ksh, `shopt -s lastpipe`. */
  lastPipe: boolean;
  /** What the command that is being read gets from its pipe: substitutions among its words read that. */
  input?: Flow | undefined;
  /** What the numbers stand for that a group gives its commands to read from: `{ …; } 4< x`. */
  fed?: ReadonlyMap<number, Flow | undefined> | undefined;
  /** How many times `exec < x` has given this shell another input. */
  reopened: number;
  /** `$0`, where whoever started this shell said what it is. */
  readonly zero?: Arg | undefined;
  /** `$1 …`; undefined: not known. */
  positional: readonly Arg[] | undefined;
  readonly home: string;
  readonly workspace: string;
  /** `\\` parts folders too: PowerShell and cmd. */
  readonly backslashes?: true;
  readonly traits: readonly Trait[];
  /** The beginning of the text that is read, where that was decoded. */
  readonly decoded?: string | undefined;
  readonly place: Environment;
  readonly depth: number;
}

export function fork(scope: Scope, changes: Partial<Scope> = {}): Scope {
  spend(scope.run, namesIn(scope));
  return {
    ...scope,
    variables: new Map(scope.variables),
    keyed: new Set(scope.keyed),
    summed: new Set(scope.summed),
    functions: new Map(scope.functions),
    aliases: new Map(scope.aliases),
    files: new Map(scope.files),
    locals: scope.locals === undefined ? undefined : new Map(scope.locals),
    ...changes,
  };
}

/** Whatever is looked through or copied name by name takes time for each. */
function namesIn({ variables, functions, aliases, files }: Scope): number {
  return variables.size + functions.size + aliases.size + files.size;
}

/**
 * What a shell that is started here knows of this one: exported variables. A function may be exported too, so that its
 * name means the function or the command.
 */
export function childShell(
  scope: Scope,
): Pick<Scope, 'variables' | 'keyed' | 'summed' | 'functions' | 'aliases' | 'locals' | 'lastPipe'> {
  spend(scope.run, namesIn(scope));
  const functions = [...scope.functions].map(
    ([name, body]) => [name, { ...body, maybe: true, exportedOnly: false }] as const,
  );
  return {
    variables: new Map([...scope.variables].filter(([, variable]) => variable.exported)),
    keyed: new Set(),
    summed: new Set(),
    functions: new Map(functions),
    aliases: new Map(),
    locals: undefined,
    lastPipe: false,
  };
}

/** A program that is started here knows nothing of functions and aliases. */
export function withoutShadows(scope: Scope): Pick<Scope, 'functions' | 'aliases'> {
  spend(scope.run, scope.functions.size);
  const functions = [...scope.functions].map(([name, body]) => [name, { ...body, exportedOnly: true }] as const);
  return { functions: new Map(functions), aliases: new Map() };
}

const UNKNOWN: Variable = { value: undefined, flow: undefined, exported: false };

function isCount(variable: Variable | undefined): boolean {
  if (variable === undefined || variable.flow !== undefined) return false;
  return variable.counts === true || /^\d+$/.test(variable.value ?? '');
}

/** After a branch that may or may not have run: what both agree on stays, the rest is known only at run time. */
export function merge(into: Scope, other: Scope): boolean {
  spend(into.run, 2 * namesIn(into));
  let changed = false;
  for (const name of new Set([...into.variables.keys(), ...other.variables.keys()])) {
    const a = into.variables.get(name);
    const b = other.variables.get(name);
    if (a === b || (a?.value !== undefined && a.value === b?.value && a.elements === b.elements)) continue;
    const settled = a !== undefined && a.value === undefined && a.elements === undefined && a.pattern === undefined;
    const counts = isCount(a) && isCount(b);
    const sameSource =
      (a?.flow?.answer ?? b?.flow?.answer) === b?.flow?.answer &&
      (a?.counts !== true || counts) &&
      (a?.unbroken !== true || b?.unbroken === true);
    if (settled && sameSource && (a.flow?.job !== true || b?.flow?.job === true)) {
      // Round a loop it was something that is known.
      if (b?.value !== undefined || b?.counts === true || b?.flow?.answer !== a.flow?.answer) changed = true;
      // A number on one way, and read text on the other.
      if (isReadText(a.flow) !== isReadText(b?.flow)) changed = true;
      if (b?.flow !== undefined && isReadText(b.flow) && !isReadText(a.flow))
        into.variables.set(name, { ...a, flow: noLongerJob(a.flow === undefined ? b.flow : mixed(b.flow, a.flow)) });
      continue;
    }
    const flow = noLongerJob(a?.flow ?? b?.flow);
    into.variables.set(name, { ...UNKNOWN, flow, counts, exported: a?.exported ?? b?.exported ?? false });
    changed = true;
  }
  for (const name of into.keyed) if (!other.keyed.has(name)) into.keyed.delete(name);
  for (const name of other.summed) into.summed.add(name);
  if (joinPlaces(into, other)) changed = true;
  if (!other.errexit) into.errexit = false;
  into.reopened = Math.max(into.reopened, other.reopened);
  mergeLocals(into, other);
  if (into.positional !== other.positional) into.positional = undefined;
  mergeFunctions(into.functions, other.functions);
  for (const [name, body] of other.aliases) if (!into.aliases.has(name)) into.aliases.set(name, body);
  for (const [path, flow] of other.files) if (!into.files.has(path)) into.files.set(path, flow);
  return changed;
}

/** A name that only one way made its own: what it stands for after the function is not known. */
function mergeLocals(into: Scope, other: Scope): void {
  if (into.locals === undefined || other.locals === undefined) return;
  for (const name of new Set([...into.locals.keys(), ...other.locals.keys()])) {
    if (!into.locals.has(name) || !other.locals.has(name)) into.locals.set(name, UNKNOWN);
  }
}

function mergeFunctions(into: Map<string, ShellFunction>, other: ReadonlyMap<string, ShellFunction>): void {
  for (const [name, body] of into) {
    const second = other.get(name);
    if (second === undefined) into.set(name, { ...body, maybe: true });
    else if (second.node !== body.node) into.set(name, alternatives(body, second));
  }
  for (const [name, body] of other) if (!into.has(name)) into.set(name, { ...body, maybe: true });
}

function alternatives(a: ShellFunction, b: ShellFunction): ShellFunction {
  const maybe = a.maybe === true || b.maybe === true;
  for (let one: ShellFunction | undefined = a; one !== undefined; one = one.other) {
    if (one.node === b.node) return { ...a, maybe };
  }
  return { ...a, maybe, other: a.other === undefined ? b : alternatives(a.other, b) };
}

/** Each `cd` that may fail doubles the folders that a text may stand in: beyond this many they are known only at run time. */
const MAX_PLACES = 16;

/** It stands in one scope's folder or in the other's. Too many to tell apart: known only at run time. */
function joinPlaces(into: Scope, other: Scope): boolean {
  if (other.toldFolder === true) into.toldFolder = true;
  if (!into.cwdKnown) return false;
  const before = into.others.length;
  if (other.cwdKnown) into.others = placesBeside(into.cwd, [...into.others, other.cwd, ...other.others]);
  if (other.cwdKnown && into.others.length < MAX_PLACES) return into.others.length !== before;
  losePlace(into);
  return true;
}

function losePlace(scope: Scope): void {
  scope.cwdKnown = false;
  scope.others = [];
}

/** The folders without the first one, each once. */
export function placesBeside(first: string, places: readonly string[]): readonly string[] {
  return [...new Set(places)].filter((place) => place !== first);
}

/** Past a `cd`, whichever way it went. After `set -e` it went well. */
export function settle(scope: Scope): void {
  if (scope.stayed !== undefined && (!scope.errexit || scope.checked) && scope.cwdKnown) {
    scope.others = placesBeside(scope.cwd, [...scope.others, ...scope.stayed]);
    if (scope.others.length >= MAX_PLACES) losePlace(scope);
  }
  scope.stayed = undefined;
}

/** The scope in which a command's failure leaves the shell. */
export function failed(scope: Scope): Scope {
  const [cwd, ...others] = scope.stayed ?? [];
  return fork(scope, cwd === undefined ? {} : { cwd, others, stayed: undefined });
}

/** What a child (`( … )` no, `&&` yes) leaves behind is copied back. */
export function adopt(into: Scope, from: Scope): void {
  spend(into.run, namesIn(from));
  replaceAll(into.variables, from.variables);
  for (const kind of ['keyed', 'summed'] as const) {
    into[kind].clear();
    for (const name of from[kind]) into[kind].add(name);
  }
  replaceAll(into.functions, from.functions);
  replaceAll(into.aliases, from.aliases);
  replaceAll(into.files, from.files);
  carryOver(into, from);
  into.positional = from.positional;
  if (into.locals !== undefined && from.locals !== undefined) replaceAll(into.locals, from.locals);
}

/** Where a scope that shares its maps with this one has come to. */
export function carryOver(into: Scope, from: Scope): void {
  into.cwd = from.cwd;
  into.cwdKnown = from.cwdKnown;
  into.toldFolder = from.toldFolder === true;
  into.others = from.others;
  into.errexit = from.errexit;
  into.lastPipe = from.lastPipe;
  into.exportsAll = from.exportsAll === true;
  into.reopened = from.reopened;
}

function replaceAll<K, V>(into: Map<K, V>, from: Map<K, V>): void {
  into.clear();
  for (const [key, value] of from) into.set(key, value);
}

/** Reads something whose end is looked at. */
export function checked<T>(scope: Scope, body: (scope: Scope) => T): T {
  const before = scope.checked;
  scope.checked = true;
  const out = body(scope);
  scope.checked = before;
  return out;
}
