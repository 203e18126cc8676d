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
  const choice = args.some((arg) => /^(?:-o|-or|,|\()$/.test(arg.value));
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
      if (/^-i?name$/.test(value) && next !== undefined && !negated && !choice) names.push(next);
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
  const pattern = names.length === 1 ? names[0] : undefined;
  if (pattern === undefined && !tested) return places.map((place) => ({ ...place, range: fallback.range }));
  return places.map((place) => {
    const base = withoutEnd(place.value, '/');
    return {
      ...place,
      value: pattern === undefined ? `${base}/**` : `${base}/**/${pattern.value}`,
      glob: true,
      dynamic: place.dynamic || pattern?.dynamic === true,
      range: fallback.range,
    };
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
