import { isSecretPath } from '../../effect/protectedPath.ts';
import { segmentPattern } from '../../effect/segmentPattern.ts';
import { withoutEnd } from '../../effect/withoutEnd.ts';
import { actOnFile, opaque } from '../effects/act.ts';
import { globMayHoldSecret } from '../effects/secrets.ts';
import { addUnordered } from '../state/run.ts';
import type { Arg } from '../state/arg.ts';
import { plainArg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { unknownFlow } from '../state/flow.ts';
import { fork } from '../state/scope.ts';
import { runWords } from '../calls/innerCommand.ts';
import { folderOf } from './pathParts.ts';
import { lookAround } from './readingCalls.ts';

const TESTS_WITH_VALUE =
  /^-(?:name|iname|path|ipath|i?wholename|regex|iregex|regextype|type|xtype|size|mtime|atime|ctime|mmin|amin|cmin|newer\w*|anewer|cnewer|user|group|uid|gid|perm|maxdepth|mindepth|lname|ilname|links|inum|samefile|fstype|printf|used|context|flags)$/;
const TESTS =
  /^(?:-(?:print|print0|ls|prune|quit|empty|depth|d|not|and|or|a|o|true|false|readable|writable|executable|mount|xdev|daystart|follow|noleaf|nouser|nogroup|H|L|P|E|X|s|x|nowarn|warn|ignore_readdir_race|D|O\d?|help|version)|!|\(|\)|,)$/;

/** Patterns of names of which what is found has one; nothing at all where any name may be found. */
type Names = readonly Arg[] | undefined;

/** What `-printf` is given. */
type Format = Pick<Arg, 'value' | 'dynamic'>;

/** More patterns than this say as much as none. */
const MOST_NAMES = 16;
/** Groups in groups that are followed; what stands in deeper ones is held. */
const MOST_GROUPS = 50;

/** `find`: roots, tests, actions. What is done is done to whatever the tests leave, below the roots. */
export function findCommand(call: Call): void {
  const { args } = call;
  let at = 0;
  // `-E`, `-X`, `-d`, `-s` and `-x` stand before the roots on BSD and macOS.
  while (at < args.length && /^-(?:[HLPD]|[EXdsx]+|O\d)$/.test(args[at]?.value ?? ''))
    at += args[at]?.value === '-D' ? 2 : 1;
  const roots: Arg[] = [];
  while (at < args.length && !/^[-!(),]/.test(args[at]?.value ?? '')) {
    const root = args[at++];
    if (root !== undefined) roots.push(root);
  }
  for (const root of roots) actOnFile(call, 'list', root);
  if (roots.length === 0) lookAround(call);
  let tested = false;
  let depth = 0;
  const printed: Arg[] = [];
  const formats: Format[] = [];
  let executes = false;
  let isDeeper = false;
  const prints = (names: Names): void => void printed.push(...targets(roots, names, call.name, true));
  const actions = args.some(({ value }) =>
    /^-(?:printf?|print0|ls|delete|fprint0?|fprintf|fls|exec|execdir|ok|okdir)$/.test(value),
  );

  /** Terms with `-o` or `,` between them: the names for which the last of them, or any of them, may hold. */
  function alternatives(given: Names): Names {
    let names = conjunction(given);
    while (at < args.length && args[at]?.value !== ')') {
      const isChoice = args[at++]?.value !== ',';
      const next = conjunction(given);
      names = isChoice ? either(names, next) : next;
    }
    return names;
  }

  /** Terms that must all hold; each is only come to by what those before it let through. */
  function conjunction(given: Names): Names {
    let names: Names;
    while (at < args.length && !/^(?:-o|-or|,|\))$/.test(args[at]?.value ?? ''))
      names = both(names, term(both(given, names)));
    return names;
  }

  function term(given: Names): Names {
    const arg = args[at++];
    if (arg === undefined) return undefined;
    const { value } = arg;
    const next = args[at];
    if (/^(?:!|-not)$/.test(value)) {
      // What is negated lets through what it does not name.
      term(given);
    } else if (value === '(') {
      if (depth === MOST_GROUPS) {
        if (!isDeeper) opaque(call, call.title, arg.range, 'problem.unknown-option');
        isDeeper = true;
        return undefined;
      }
      depth++;
      const inside = alternatives(given);
      depth--;
      at++;
      return inside;
    } else if (/^-(?:print0?|ls)$/.test(value)) {
      prints(given);
    } else if (value === '-depth' && /^[-+]?\d+$/.test(next?.value ?? '')) {
      // With a number it is a test on BSD and macOS, without one it says in which order.
      tested = true;
      at++;
    } else if (TESTS_WITH_VALUE.test(value)) {
      tested = true;
      at++;
      if (value === '-printf' && next !== undefined) {
        formats.push(next);
        prints(given);
      }
      // The stars of `-path` go over slashes: as a pattern it would say less than it does.
      if (next !== undefined && /^-i?name$/.test(value)) return value === '-name' ? [next] : anyCase(next);
    } else if (value === '-delete') {
      remove(call, targets(roots, given, arg, tested));
    } else if (/^-f(?:print0?|printf|ls)$/.test(value)) {
      if (next !== undefined) actOnFile(call, 'write', next);
      // `/dev/stdout`
      if (next === undefined || next.dynamic || /^\/(?:dev\/(?!null$)|proc\/)/.test(next.value)) formats.push(UNREAD);
      at += value === '-fprintf' ? 2 : 1;
    } else if (value === '-files0-from') {
      if (next !== undefined) {
        actOnFile(call, 'read', next);
        // Where it looks is what stands in that file.
        roots.push({ ...next, dynamic: true });
      }
      at++;
    } else if (/^-(?:exec|execdir|ok|okdir)$/.test(value)) {
      const end = endOfExec(args, at - 1);
      const words = args.slice(at, end);
      const { stdout } = call.state;
      // `-exec dirname {} \;` prints the folders of what is found.
      const isFolder =
        words.length === 2 && words[0]?.value === 'dirname' && words[1]?.value === '{}' && args[end]?.value === ';';
      if (isFolder)
        printed.push(
          ...targets(roots, given, arg, true).map((target) => ({ ...target, value: folderOf(target.value) })),
        );
      if (words[0] !== undefined)
        execute(
          call,
          words,
          targets(roots, given, words[0], true),
          !value.endsWith('dir') && isBelow(roots, given),
          value.endsWith('dir'),
        );
      if (isFolder || isSilent(words)) call.state.stdout = stdout;
      else executes = true;
      at = end + 1;
    } else if (!TESTS.test(value)) {
      if (arg.dynamic) opaque(call, value, arg.range, 'problem.dynamic', ['dynamic']);
      else if (!call.state.weighty) opaque(call, `find ${value}`, arg.range, 'problem.unknown-option');
    }
    return undefined;
  }

  let found = alternatives(undefined);
  // A `)` too many ends the words for find; what stands behind it is looked at all the same.
  while (at < args.length) {
    at++;
    found = either(found, alternatives(undefined));
  }
  // Where it does nothing else it prints what it finds.
  if (!actions) prints(found);
  if (printed.every((target) => !target.dynamic))
    call.state.names = namesPrinted(
      printed.map((target) => target.value),
      formats,
    );
  // What the last command of its own prints is not all.
  if (executes && printed.length > 0)
    call.state.stdout = { ...unknownFlow(call.range), ...call.state.stdout, ...UNKNOWN };
}

const UNREAD = { value: '', dynamic: true };
const UNKNOWN = { text: undefined, offsets: undefined, names: undefined, file: undefined, local: true };

/** Names by a format: the same, some part of them with numbers and words beside it, or text that is no name of what was found. */
function namesPrinted(names: readonly string[], formats: readonly Format[]): readonly string[] | undefined {
  if (formats.every(({ value, dynamic }) => !dynamic && /^%p(?:\\n|\\0|\n)?$/.test(value))) return names;
  const relative = names.every((name) => !/^[/~]|(?:^|\/)\.\.(?:\/|$)/.test(name));
  // `%l` is where a link leads.
  const plain = formats.every(
    ({ value, dynamic }) =>
      !dynamic && /^(?!.*%[pPfhH]%)(?:[\w :,;|@\n-]|%[-.\d]*(?:[TAC][\w@+]|[a-km-zDFGHMPSUYZ%])|\\[nt0])*$/.test(value),
  );
  return relative && plain ? ['**'] : undefined;
}

function both(one: Names, other: Names): Names {
  if (one === undefined || other === undefined) return one ?? other;
  return other.length < one.length ? other : one;
}

function either(one: Names, other: Names): Names {
  if (one === undefined || other === undefined || one.length + other.length > MOST_NAMES) return undefined;
  return [...one, ...other];
}

/** `-iname`: a pattern of the disk tells letters apart, so that each is written both ways; a secret's name is one as it stands. */
function anyCase(name: Arg): Names {
  const lower = name.value.toLowerCase();
  // Of other letters than ASCII's a disk's own tables say which are one: for some `İ` is an `i`.
  if (/[[\\]|[^\0-\x7f]/.test(name.value)) return undefined;
  if (name.dynamic || globMayHoldSecret(lower) || isSecretPath(lower)) return [{ ...name, value: lower }];
  const value = lower.replaceAll(/\p{L}/gu, (letter) => `[${letter}${letter.toUpperCase()}]`);
  return [{ ...name, value, offsets: new Array<number>(value.length).fill(name.range[0]) }];
}

/** It prints nothing, so that what `find` prints is all: `-exec grep -q x {} \; -print`. */
function isSilent([program, ...words]: readonly Arg[]): boolean {
  if (program === undefined || program.dynamic) return false;
  if (/^(?:test|\[|true|false)$/.test(program.value)) return true;
  return /^[ef]?grep$/.test(program.value) && /^(?:-[a-zA-Z]*q[a-zA-Z]*|--quiet|--silent)$/.test(words[0]?.value ?? '');
}

/** Where the command of an `-exec` at `at` ends. */
function endOfExec(args: readonly Arg[], at: number): number {
  for (let end = at + 1; end < args.length; end++) {
    const value = args[end]?.value;
    if (value === ';' || (value === '+' && args[end - 1]?.value === '{}')) return end;
  }
  return args.length;
}

/** The files that are meant: the root itself, all below it, or the patterns below it. */
function targets(roots: readonly Arg[], names: Names, fallback: Arg, tested: boolean): readonly Arg[] {
  const places = roots.length > 0 ? roots : [{ ...fallback, value: '.', dynamic: false }];
  if (names === undefined && !tested) return places.map((place) => ({ ...place, range: fallback.range }));
  return places.flatMap((place) => {
    const base = withoutEnd(place.value, '/');
    return (names ?? [undefined]).map((pattern) => ({
      ...place,
      value: pattern === undefined ? `${base}/**` : `${base}/**/${pattern.value}`,
      glob: true,
      dynamic: place.dynamic || pattern?.dynamic === true,
      range: fallback.range,
    }));
  });
}

function remove(call: Call, found: readonly Arg[]): void {
  call.traits.add('recursive');
  for (const target of found) actOnFile(call, 'delete', target);
  call.state.weighty = true;
}

/** What is found has one of these names and is none of the roots, which may be files with such a name themselves. */
function isBelow(roots: readonly Arg[], names: Names): boolean {
  const isRoot = ({ value, glob }: Arg): boolean => {
    const own = withoutEnd(value, '/').replace(/^.*\//, '');
    return glob || names?.some((name) => segmentPattern(name.value, 'hidden-too').matches(own)) === true;
  };
  return names !== undefined && !(roots.length === 0 ? [plainArg('.', [0, 0])] : roots).some(isRoot);
}

/** A word of an `-exec` in which `{}` has letters around it that are only letters, and no folder behind it. */
const GLUED = /^(?!-)[\w./+,%-]*\{\}[\w.+,%-]*$/;

/** `isNamed`: the last part of what was found is known as a pattern, as seen from where `find` was started. */
function execute(call: Call, words: readonly Arg[], found: readonly Arg[], isNamed: boolean, inFolders: boolean): void {
  addUnordered(call.shell.run, call.range);
  // A plain `{}` stands for what was found; inside another word it makes that word known only at run time, or a longer pattern.
  for (const target of found) {
    const put = (word: Arg, value: string): Arg => ({
      ...target,
      value,
      range: word.range,
      offsets: new Array<number>(value.length).fill(word.range[0]),
    });
    const filled = words.map((word, index): Arg => {
      if (word.value === '{}') return put(word, target.value);
      if (!word.value.includes('{}')) return word;
      return isNamed && index > 0 && !word.dynamic && GLUED.test(word.value)
        ? put(word, word.value.split('{}').join(target.value))
        : { ...word, dynamic: true, flow: word.flow ?? { ...unknownFlow(word.range), names: [target.value] } };
    });
    const before = call.shell.run.effects.length;
    const scope = fork(call.scope, {});
    // It runs in the folder of what was found, whose repository git takes; to others a folder is only where names begin.
    if (inFolders && words[0]?.value === 'git') scope.cwdKnown = false;
    runWords({ ...call, scope, traits: new Set([...call.traits]) }, filled);
    if (call.shell.run.effects.length > before) call.state.weighty = true;
  }
}
