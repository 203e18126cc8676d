import type { TextRange } from '../../effect/effect.ts';
import type { Flow } from './flow.ts';

/**
 * `log-*.txt` for `log-$(date +%F).txt`. It goes with the value that it was made for: whoever puts another value in place of that
 * leaves it without one.
 */
export interface Mask {
  readonly value: string;
  readonly pattern: string;
}

/** Where all that is known of a word only when it runs comes from. It goes with its value as a mask does. */
export interface Source {
  readonly value: string;
  /** The server of this machine that has answered it. `none`: numbers and dates alone. */
  readonly server: string;
  /** What of it stands unquoted has no blank in it. */
  readonly unbroken?: boolean | undefined;
}

/** Where in a word stands what is known only when it runs. It goes with its value as a mask does. */
export interface Gaps {
  readonly value: string;
  /** In one of them stands text that was read. */
  readonly read: boolean;
  readonly spans: readonly (readonly [number, number])[];
}

/** The pattern of a word that is known only in part. */
export function patternOf({ value, mask }: Pick<Arg, 'value' | 'mask'>): string | undefined {
  return mask?.value === value ? mask.pattern : undefined;
}

/** One server for all that is unknown in the parts of `value`, and numbers and dates beside it. */
export function jointSource(
  parts: readonly Pick<Arg, 'dynamic' | 'loose' | 'value' | 'source'>[],
  value: string,
): Source | undefined {
  let server: string | undefined;
  let unbroken = true;
  for (const part of parts) {
    if (!part.dynamic) continue;
    if (part.source?.value !== part.value) return undefined;
    if (part.loose && part.source.unbroken !== true) unbroken = false;
    if (part.source.server === 'none') server ??= 'none';
    else if (server === undefined || server === 'none' || server === part.source.server) server = part.source.server;
    else return undefined;
  }
  return server === undefined ? undefined : { value, server, unbroken };
}

/** One word as the program will get it, as far as the text says. */
export interface Arg {
  /** Parts that are known only at run time stand here as they are written. */
  readonly value: string;
  readonly range: TextRange;
  /** For each unit of `value` its offset in the outer text. */
  readonly offsets: readonly number[];
  /** Some part is known only at run time. */
  readonly dynamic: boolean;
  /** Unquoted and known only at run time: it may be no word, several, or an option. */
  readonly loose: boolean;
  /** Has unquoted glob characters, which the shell replaces by file names. */
  readonly glob: boolean;
  /** What flowed into it by `$(…)` or a variable; for `<(…)` what the program will read from it. */
  readonly flow: Flow | undefined;
  /** It is `<(…)` or `>(…)`. */
  readonly processSubstitution: boolean;
  /** The word as a pattern, where what is known only at run time cannot lead to another folder. */
  readonly mask?: Mask | undefined;
  /** What is known of it only when it runs tells nothing of this machine. */
  readonly source?: Source | undefined;
  readonly gaps?: Gaps | undefined;
  /** `files=(a b)` behind `declare` and its kin. */
  readonly elements?: readonly Arg[];
  /** A command's name that is spelled so that a plain look does not find it. */
  readonly disguised?: true;
}

export function plainArg(value: string, range: TextRange): Arg {
  return {
    value,
    range,
    offsets: new Array<number>(value.length).fill(range[0]),
    dynamic: false,
    loose: false,
    glob: false,
    flow: undefined,
    processSubstitution: false,
  };
}

/** The part of an argument from `start` on: the value of `--name=value`, of `-nvalue`, of `key=value`. */
export function slice(arg: Arg, start: number, end = arg.value.length): Arg {
  const offsets = arg.offsets.slice(start, end);
  const first = offsets[0] ?? arg.range[0];
  const value = arg.value.slice(start, end);
  return { ...arg, value, offsets, range: [first, Math.max(arg.range[1], first)], mask: restOf(arg, start, end) };
}

/** `a` as `a/` */
export function asFolder(arg: Arg): Arg {
  const value = `${arg.value}/`;
  const pattern = patternOf(arg);
  return { ...arg, value, ...(pattern === undefined ? {} : { mask: { value, pattern: `${pattern}/` } }) };
}

function restOf(arg: Arg, start: number, end: number): Mask | undefined {
  const pattern = patternOf(arg);
  const head = arg.value.slice(0, start);
  return pattern?.startsWith(head) === true && end === arg.value.length
    ? { value: arg.value.slice(start), pattern: pattern.slice(start) }
    : undefined;
}

export function spanOf(args: readonly Arg[], fallback: TextRange): TextRange {
  let [start, end] = fallback;
  for (const arg of args) {
    start = Math.min(start, arg.range[0]);
    end = Math.max(end, arg.range[1]);
  }
  return [start, end];
}

/** True where the value is the outer text letter by letter. */
export function isVerbatim(arg: Arg): boolean {
  const [start] = arg.offsets;
  return start !== undefined && arg.offsets.every((offset, index) => offset === start + index);
}

/** Names of files were put into it, of which only the pattern is known: in code such a name is code. */
export function holdsNames(arg: Arg): boolean {
  return arg.glob && !(isVerbatim(arg) && arg.range[1] - arg.range[0] === arg.value.length);
}

/** The patterns of the names that an argument stands for, where it is names and nothing else. */
export function namesOfArg({ value, dynamic, glob, flow }: Arg): readonly string[] | undefined {
  if (dynamic) return glob || /^\$\{?\w+\}?$/.test(value) ? flow?.names : undefined;
  return /^[^\s'"\\]+$/.test(value) ? [value] : undefined;
}

/** Words of `eval` are joined by blanks before they are read again, those of other programs by the ends of lines. */
export function joinArgs(args: readonly Arg[], between: ' ' | '\n' = ' '): Arg | undefined {
  const [first, ...rest] = args;
  if (first === undefined) return undefined;
  // Grown in place: copied for each word they would cost the square of their length.
  const offsets = [...first.offsets];
  let [start, end] = first.range;
  for (const arg of rest) {
    offsets.push(arg.range[0]);
    for (const offset of arg.offsets) offsets.push(offset);
    start = Math.min(start, arg.range[0]);
    end = Math.max(end, arg.range[1]);
  }
  return {
    ...first,
    value: args.map(({ value }) => value).join(between),
    offsets,
    range: [start, end],
    dynamic: args.some(({ dynamic }) => dynamic),
    glob: args.some(({ glob }) => glob),
    flow: args.find(({ flow }) => flow !== undefined)?.flow,
  };
}
