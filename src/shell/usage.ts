import type { EffectKind } from '../effect/kind.ts';
import { EFFECT_KINDS } from '../effect/kind.ts';
import type { ObjectType } from '../effect/object.ts';
import { OBJECT_TYPES } from '../effect/object.ts';
import { TRAITS } from '../effect/trait.ts';
import type { Trait } from '../effect/trait.ts';
import { absorb, act, actOnFile, download, opaque, otherPaths, pathOf } from './act.ts';
import type { FileVerb } from './act.ts';
import type { Arg } from './arg.ts';
import { plainArg, spanOf } from './arg.ts';
import { has, valueOf, valuesOf } from './call.ts';
import type { Call } from './call.ts';
import type { Form, Usage } from './catalog/tool.ts';
import { optionTable, parseOptions } from './options.ts';
import type { OptionTable, Parsed } from './options.ts';
import { addProblem } from './run.ts';
import { fork, placesBeside } from './scope.ts';

const HELP = 'help!none version!none';
const traitNames: ReadonlySet<string> = new Set(TRAITS);
const kindNames: ReadonlySet<string> = new Set(EFFECT_KINDS);
const typeNames: ReadonlySet<string> = new Set(OBJECT_TYPES);

/** Reads a call by what the catalogue says of it. `inherited` are the options of the commands above. */
export function follow(call: Call, usage: Usage, inherited = ''): void {
  const list = usage.options === undefined ? inherited : `${inherited} ${usage.options}`;
  const table = tableOf(usage, inherited);
  const style = { stop: usage.stop === true || usage.commands !== undefined, single: usage.single === true };
  const parsed = parseOptions(call.args, table, style);
  const here: Call = { ...call, parsed };
  if (usage.commands !== undefined) {
    followSubcommand(here, usage, list);
    return;
  }
  followParsed(here, usage);
}

/** The same for a call whose words have been told apart already. */
export function followParsed(call: Call, usage: Usage): void {
  if (marks(call)) return;
  const form = usage.forms?.find((candidate) => matches(call, candidate.with));
  carryOut(call, form === undefined ? usage : { ...withoutActions(usage), ...form });
}

const tables = new WeakMap<Usage, Map<string, OptionTable>>();

/** The options of a usage with those of the commands above: read once, and found again without the long list. */
function tableOf(usage: Usage, inherited: string): OptionTable {
  const known = tables.get(usage)?.get(inherited);
  if (known !== undefined) return known;
  const own = `${inherited} ${usage.options ?? ''}`;
  const table = optionTable(usage.noHelp === true ? own : `${HELP} ${own}`);
  const ofUsage = tables.get(usage);
  if (ofUsage === undefined) tables.set(usage, new Map([[inherited, table]]));
  else ofUsage.set(inherited, table);
  return table;
}

function withoutActions(usage: Usage): Usage {
  const { operands: _operands, does: _does, also: _also, ...rest } = usage;
  return rest;
}

function followSubcommand(call: Call, usage: Usage, inherited: string): void {
  if (marks(call)) return;
  const [word, ...rest] = call.parsed.operands;
  applyOptions(call);
  usage.also?.(call);
  if (word === undefined) {
    if (usage.alone !== undefined) follow({ ...call, args: [] }, usageOf(usage.alone), inherited);
    reportUnknown(call, usage);
    return;
  }
  const found = word.dynamic ? undefined : subcommand(usage.commands ?? {}, word.value);
  const title = `${call.title} ${word.value}`;
  if (found === undefined && usage.otherwise === undefined) {
    if (word.value === 'help' || word.value === 'version') return;
    opaque({ ...call, title }, title, spanOf([call.name, word], call.range), 'problem.unknown-command');
    return;
  }
  reportUnknown(call, usage);
  const inner = usageOf(found ?? usage.otherwise ?? '');
  const args = found === undefined ? call.parsed.operands : rest;
  follow(
    { ...call, args, title: found === undefined ? call.title : title },
    usage.free === true ? freed(inner) : inner,
    handedDown(inherited),
  );
}

const handed = new Map<string, string>();

/** `-v` of the bare tool is its version; after a subcommand it is something of that one's. */
function handedDown(options: string): string {
  const known = handed.get(options);
  if (known !== undefined) return known;
  const made = options.replace(/(?<!\S)[vV]!none(?!\S)/g, '');
  handed.set(options, made);
  return made;
}

const lookups = new WeakMap<object, ReadonlyMap<string, Usage | string>>();

function subcommand(commands: Readonly<Record<string, Usage | string>>, word: string): Usage | string | undefined {
  let lookup = lookups.get(commands);
  if (lookup === undefined) {
    lookup = new Map(
      Object.entries(commands).flatMap(([names, usage]) => names.split(' ').map((name) => [name, usage])),
    );
    lookups.set(commands, lookup);
  }
  return lookup.get(word);
}

const usages = new Map<string, Usage>();

/** One object for each string, so that what is known of a usage is found by the object. */
export function usageOf(usage: Usage | string): Usage {
  if (typeof usage !== 'string') return usage;
  const known = usages.get(usage);
  if (known !== undefined) return known;
  const made: Usage = { operands: usage === '' ? 'text...' : usage };
  usages.set(usage, made);
  return made;
}

const freedUsages = new WeakMap<Usage, Usage>();

function freed(usage: Usage): Usage {
  const known = freedUsages.get(usage);
  if (known !== undefined) return known;
  const made: Usage = { free: true, ...usage };
  freedUsages.set(usage, made);
  return made;
}

/** Applies the marks of the given options. True: the call prints something about itself and ends. */
function marks(call: Call): boolean {
  let ends = false;
  for (const option of call.parsed.given) {
    for (const mark of option.spec.marks) {
      if (mark === 'none') ends = true;
      else if (mark === 'dry') call.state.dry = !/^(?:none|false)$/.test(option.value?.value ?? '');
      else if (mark === 'opaque') opaque(call, call.title, option.arg.range, 'problem.runs-program');
      else if (traitNames.has(mark)) call.traits.add(mark as Trait);
    }
  }
  return ends;
}

function matches(call: Call, condition: string): boolean {
  return condition.split(' ').some((choice) =>
    choice.split('+').every((term) => {
      const [name = '', value] = term.split('=');
      return value === undefined ? has(call, name) : valueOf(call, name)?.value === value;
    }),
  );
}

function carryOut(call: Call, usage: Usage | Form): void {
  if (usage.stdout === 'input' || usage.stdout === undefined) absorb(call, call.stdin);
  applyOptions(call);
  const { operands } = call.parsed;
  if (usage.operands !== undefined) distribute(call, operands, usage.operands);
  if (usage.does !== undefined) for (const effect of splitEffects(usage.does)) state(call, effect);
  usage.also?.(call);
  for (const arg of operands) absorb(call, arg.flow);
  reportUnknown(call, usage);
}

function applyOptions(call: Call): void {
  for (const option of call.parsed.given) {
    if (option.value === undefined) continue;
    absorb(call, option.value.flow);
    if (option.spec.meaning !== '') mean(call, option.spec.meaning, option.value);
  }
}

/** An unknown option on a call that otherwise only reads means that it is not proven to read. */
function reportUnknown(call: Call, usage: Usage | Form): void {
  if (call.state.weighty || usage.free === true) return;
  for (const arg of call.parsed.unknown) {
    addProblem(call.shell.run, 'problem.unknown-option', arg.range, { command: call.title, option: arg.value });
  }
}

function distribute(call: Call, operands: readonly Arg[], pattern: string): void {
  const meanings = pattern.split(' ').filter((meaning) => meaning !== '');
  const rest = meanings.findIndex((meaning) => meaning.endsWith('...'));
  const after = rest === -1 ? 0 : meanings.length - rest - 1;
  operands.forEach((arg, index) => {
    let meaning: string | undefined;
    if (rest === -1 || index < rest) meaning = meanings[index];
    else if (index >= operands.length - after) meaning = meanings[meanings.length - (operands.length - index)];
    else meaning = meanings[rest]?.slice(0, -3);
    if (meaning === 'words') {
      if (index === rest || rest === -1) runWords(call, operands.slice(index));
    } else if (meaning !== undefined) mean(call, meaning, arg);
  });
}

/** What one argument does by its meaning. Several are joined by `&`. */
export function mean(call: Call, meaning: string, arg: Arg): void {
  for (const one of meaning.split('&')) {
    switch (one) {
      case '':
      case 'text':
        break;
      case 'read':
      case 'list':
      case 'write':
      case 'append':
      case 'create':
      case 'delete':
      case 'move':
      case 'permission':
        actOnFile(call, one satisfies FileVerb, arg);
        break;
      case 'folder':
        workIn(call, arg);
        break;
      case 'shell':
        runShellText(call, arg);
        break;
      case 'program':
        runProgram(call, arg);
        break;
      case 'words':
        runWords(call, [arg]);
        break;
      case 'opaque':
        opaque(call, arg.value, arg.range, 'problem.runs-program');
        break;
      default:
        state(call, one, arg);
    }
  }
}

/** `git -C`, `make -C`: where the command works from here on. */
export function workIn(call: Call, folder: Arg): void {
  const { state, scope } = call;
  const to = pathOf(call, folder);
  state.others = to === undefined ? [] : placesBeside(to, otherPaths(state.others, folder.value, scope.home));
  state.cwd = to;
}

/** `kind:type=name kind:type …` */
function splitEffects(list: string): readonly string[] {
  return list.split(/ (?=[a-z]+\.[a-z-]+:)/);
}

/** States one `kind:type=name` of the catalogue. A word that is not in the vocabulary is a mistake in a family file. */
function state(call: Call, effect: string, arg?: Arg): void {
  const match = /^([a-z]+\.[a-z-]+):([a-z]+)(?:=(.*))?$/s.exec(effect);
  const [, kind = '', type = '', name] = match ?? [];
  if (!kindNames.has(kind) || !typeNames.has(type)) {
    opaque(call, call.title, call.range, 'problem.catalog');
    return;
  }
  const named = arg === undefined ? nameOf(call, name) : [arg];
  for (const one of named) {
    const dynamic = one.dynamic;
    const verb = /^file\.(read|create|write|delete|move)$/.exec(kind)?.[1];
    if (verb !== undefined && (type === 'file' || type === 'directory')) {
      actOnFile(
        call,
        verb as FileVerb,
        type === 'directory' ? { ...one, value: `${one.value.replace(/\/$/, '')}/` } : one,
      );
      continue;
    }
    const clean = type === 'host' ? hostOf(one.value) : one.value.replace(/(?<=.)\/$/, '');
    act(
      call,
      kind as EffectKind,
      dynamic ? 'unknown' : (type as ObjectType),
      clean,
      one.range,
      dynamic ? { certainty: 'possible', traits: ['dynamic'] } : {},
    );
  }
}

/** A name that says where: `$1`, `@option,other`, or the text itself; by default the command's own words. */
function nameOf(call: Call, name: string | undefined): readonly Arg[] {
  const title = plainArg(call.title, call.range);
  if (name === undefined) return [title];
  if (name.startsWith('@')) {
    const values = valuesOf(call, ...name.slice(1).split(','));
    return values.length > 0 ? values : [plainArg('*', call.range)];
  }
  if (name.startsWith('$')) {
    const arg = call.parsed.operands[Number(name.slice(1)) - 1];
    return [arg ?? plainArg('*', call.range)];
  }
  return [plainArg(name, call.range)];
}

export function hostOf(value: string): string {
  const url = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(value);
  const scp = /^(?:[^@/:]+@)?([^@/:]+)(?::|$)/.exec(value);
  return (url?.[1] ?? scp?.[1] ?? value).toLowerCase();
}

/** A wrapper's words: a command of its own, in this scope with the wrapper's traits. */
export function runWords(call: Call, words: readonly Arg[]): void {
  if (words.length === 0) return;
  const scope = fork(call.scope, {
    traits: [...new Set([...call.scope.traits, ...call.traits])],
    cwd: call.state.cwd ?? call.scope.cwd,
    cwdKnown: call.state.cwd !== undefined && call.scope.cwdKnown,
    others: call.state.others,
  });
  call.state.stdout = call.shell.words(words, scope, spanOf(words, words[0]?.range ?? call.range), call.stdin);
  call.state.weighty = true;
}

/** Code for a shell in one argument: `sh -c`, `ssh host '…'`, `--filter=`. */
export function runShellText(call: Call, arg: Arg, changes: Parameters<typeof fork>[1] = {}): void {
  absorb(call, arg.flow);
  if (arg.dynamic && arg.flow?.network === true) {
    download(call, arg.flow, arg.range);
    return;
  }
  if (arg.dynamic) opaque(call, arg.value, arg.range, 'problem.dynamic', ['dynamic']);
  const decoded: readonly Trait[] = arg.flow?.decoded === true ? ['decoded'] : [];
  const scope = fork(call.scope, {
    cwd: call.state.cwd ?? call.scope.cwd,
    cwdKnown: call.state.cwd !== undefined && call.scope.cwdKnown,
    others: call.state.others,
    ...changes,
    traits: [...new Set([...(changes.traits ?? call.scope.traits), ...call.traits, ...decoded])],
  });
  const origin = { kind: 'offsets', offsets: arg.offsets, whole: arg.range } as const;
  call.state.stdout = call.shell.text(arg.value, scope, origin, call.stdin);
  call.state.weighty = true;
}

const HARMLESS_PROGRAM =
  /^(?:(?:cat|less|more|head|tail|most|bat|delta|true|:|vi|vim|nvim|nano|emacs|micro|code --wait|cursor --wait|subl -w|ssh|gcc|g\+\+|clang|clang\+\+|cc|c\+\+|ccache \w+|sccache|bash|sh|zsh|\/bin\/(?:ba|z)?sh)(?: -[A-Za-z0-9]+)*)?$/;

/** A value that names a program with its arguments: a pager, an editor, a remote shell. It gets more words than are seen. */
export function runProgram(call: Call, arg: Arg): void {
  if (!arg.dynamic && HARMLESS_PROGRAM.test(arg.value.trim())) return;
  const before = call.shell.run.effects.length;
  runShellText(call, arg);
  if (call.shell.run.effects.length === before) opaque(call, arg.value, arg.range, 'problem.runs-program');
}

export const NOTHING_PARSED: Parsed = { given: [], operands: [], unknown: [] };
