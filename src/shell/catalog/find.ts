import { withoutEnd } from '../../effect/withoutEnd.ts';
import { actOnFile, opaque } from '../effects/act.ts';
import { addUnordered } from '../state/run.ts';
import type { Arg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { fork } from '../state/scope.ts';
import { runWords } from '../calls/innerCommand.ts';
import { lookAround } from './readingCalls.ts';

const TESTS_WITH_VALUE =
  /^-(?:name|iname|path|ipath|wholename|regex|iregex|regextype|type|xtype|size|mtime|atime|ctime|mmin|amin|cmin|newer\w*|anewer|cnewer|user|group|uid|gid|perm|maxdepth|mindepth|lname|ilname|links|inum|samefile|fstype|printf|used|context|flags|depth)$/;
const TESTS =
  /^(?:-(?:print|print0|ls|prune|quit|empty|depth|d|not|and|or|a|o|true|false|readable|writable|executable|mount|xdev|daystart|follow|noleaf|nouser|nogroup|H|L|P|E|X|s|x|nowarn|warn|ignore_readdir_race|D|O\d?|help|version)|!|\(|\)|,)$/;

/** `find`: roots, tests, actions. What is done is done to whatever the tests leave, below the roots. */
export function findCommand(call: Call): void {
  const { args } = call;
  let at = 0;
  // `-E`, `-X`, `-d`, `-s` and `-x` stand before the roots on BSD and macOS.
  while (at < args.length && /^-(?:[HLP]|[EXdsx]+|O\d)$/.test(args[at]?.value ?? '')) at++;
  const roots: Arg[] = [];
  while (at < args.length && !/^[-!(),]/.test(args[at]?.value ?? '')) {
    const root = args[at++];
    if (root !== undefined) roots.push(root);
  }
  for (const root of roots) actOnFile(call, 'list', root);
  if (roots.length === 0) lookAround(call);
  const names: Arg[] = [];
  let tested = false;
  // With a choice, or a group that may be negated, one name says nothing of all that is found.
  const choice = args.some(({ value }) => CHOICE.test(value));
  if (choice) names.push(...(alternatives(args.slice(at)) ?? []));
  for (; at < args.length; at++) {
    const arg = args[at];
    if (arg === undefined) break;
    const { value } = arg;
    const next = args[at + 1];
    if (TESTS.test(value)) continue;
    if (TESTS_WITH_VALUE.test(value)) {
      tested = true;
      const negated = /^(?:!|-not)$/.test(args[at - 1]?.value ?? '');
      // The stars of `-path` go over slashes: as a pattern it would say less than it does.
      if (NAMED.test(value) && next !== undefined && !negated && !choice) names.push(next);
      at++;
    } else if (value === '-delete') {
      remove(call, targets(roots, names, arg, tested));
    } else if (/^-f(?:print0?|ls)$/.test(value)) {
      if (next !== undefined) actOnFile(call, 'write', next);
      at++;
    } else if (value === '-fprintf') {
      if (next !== undefined) actOnFile(call, 'write', next);
      at += 2;
    } else if (value === '-files0-from') {
      if (next !== undefined) actOnFile(call, 'read', next);
      at++;
    } else if (/^-(?:exec|execdir|ok|okdir)$/.test(value)) {
      const end = endOfExec(args, at);
      const words = args.slice(at + 1, end);
      if (words[0] !== undefined) execute(call, words, targets(roots, names, words[0], true));
      at = end;
    } else if (arg.dynamic) {
      opaque(call, value, arg.range, 'problem.dynamic', ['dynamic']);
    } else if (!call.state.weighty) {
      opaque(call, `find ${value}`, arg.range, 'problem.unknown-option');
    }
  }
  const printed = targets(roots, names, call.name, true);
  if (printed.every((target) => !target.dynamic)) call.state.names = printed.map((target) => target.value);
}

const CHOICE = /^(?:-o|-or|,|\()$/;
const NAMED = /^-i?name$/;
const ACTS = /^-(?:print0?|printf|exec|execdir|delete|ls)$/;

/**
 * The names of `-name x -prune -o ( -name '*.ts' -o -name '*.tsx' ) -print`: each of what is found bears one of them. Undefined: another
 * choice than among names.
 */
function alternatives(all: readonly Arg[]): readonly Arg[] | undefined {
  const end = all.findIndex(({ value }) => ACTS.test(value));
  const tests = all.slice(0, end === -1 ? undefined : end);
  // What follows an action belongs to another choice, or is that command's.
  const isOnce = end === -1 || !all.slice(end).some(({ value }) => CHOICE.test(value));
  const pruned = tests.findIndex(({ value }) => value === '-prune');
  // Without an action of its own behind it what is left out would be printed too.
  if (!isOnce || (pruned !== -1 && (end === -1 || !/^-or?$/.test(tests[pruned + 1]?.value ?? '')))) return undefined;
  const left = pruned === -1 ? tests : tests.slice(pruned + 2);
  const values = left.map(({ value }) => value);
  if (values.some((value) => value === ',' || value === '-prune')) return undefined;
  const open = values.indexOf('(');
  const close = values.indexOf(')');
  const isGroup = open !== -1 && values.lastIndexOf('(') === open && values.lastIndexOf(')') === close && open < close;
  if (open !== -1 && (!isGroup || /^(?:!|-not)$/.test(values[open - 1] ?? ''))) return undefined;
  const outside = isGroup ? [...values.slice(0, open), ...values.slice(close + 1)] : [];
  if (outside.some((value) => /^-or?$/.test(value))) return undefined;
  const inside = isGroup ? left.slice(open + 1, close) : left;
  const names: Arg[] = [];
  let named = 0;
  for (const [index, { value }] of inside.entries()) {
    const next = inside[index + 1];
    if (/^-or?$/.test(value)) {
      if (named !== 1) return undefined;
      named = 0;
    } else if (NAMED.test(value) && next !== undefined && !/^(?:!|-not)$/.test(inside[index - 1]?.value ?? '')) {
      names.push(next);
      named++;
    }
  }
  return named === 1 ? names : undefined;
}

/** Where the command of an `-exec` at `at` ends. */
function endOfExec(args: readonly Arg[], at: number): number {
  for (let end = at + 1; end < args.length; end++) {
    const value = args[end]?.value;
    if (value === ';' || (value === '+' && args[end - 1]?.value === '{}')) return end;
  }
  return args.length;
}

/** The files that are meant: the root itself, all below it, or the pattern below it. */
function targets(roots: readonly Arg[], names: readonly Arg[], fallback: Arg, tested: boolean): readonly Arg[] {
  const places = roots.length > 0 ? roots : [{ ...fallback, value: '.', dynamic: false }];
  if (names.length === 0 && !tested) return places.map((place) => ({ ...place, range: fallback.range }));
  return places.flatMap((place) => {
    const base = withoutEnd(place.value, '/');
    const all = { ...place, value: `${base}/**`, glob: true, range: fallback.range };
    if (names.length === 0) return [all];
    return names.map((name) => ({ ...all, value: `${base}/**/${name.value}`, dynamic: place.dynamic || name.dynamic }));
  });
}

function remove(call: Call, found: readonly Arg[]): void {
  call.traits.add('recursive');
  for (const target of found) actOnFile(call, 'delete', target);
  call.state.weighty = true;
}

function execute(call: Call, words: readonly Arg[], found: readonly Arg[]): void {
  addUnordered(call.shell.run, call.range);
  // A plain `{}` stands for what was found; inside another word it makes that word known only at run time.
  for (const target of found) {
    const filled = words.map((word): Arg => {
      if (word.value === '{}')
        return { ...target, range: word.range, offsets: new Array<number>(target.value.length).fill(word.range[0]) };
      return word.value.includes('{}') ? { ...word, dynamic: true } : word;
    });
    const before = call.shell.run.effects.length;
    runWords({ ...call, scope: fork(call.scope, {}), traits: new Set([...call.traits]) }, filled);
    if (call.shell.run.effects.length > before) call.state.weighty = true;
  }
}
