import type { TextRange } from '../../effect/effect.ts';

/** What is known of bytes that move: through a pipe, out of `$(…)`, into standard input. */
export interface Flow {
  /** The content, where it is known from the text alone. */
  readonly text: string | undefined;
  /** For each unit of `text` its offset in the outer text; absent when it was decoded or composed. */
  readonly offsets: readonly number[] | undefined;
  readonly range: TextRange;
  /** It came over the network. */
  readonly network: boolean;
  /** The host it came from, where that is known. */
  readonly host: string | undefined;
  /** File names are in it, one a line: as patterns, relative to the folder of the command that wrote them. */
  readonly names: readonly string[] | undefined;
  /** Such names are the ninth word of its lines, as in those of `ls -l`. */
  readonly ninth?: readonly string[] | undefined;
  /** Those names are of files that git tracks, told from this folder. */
  readonly tracked?: string | undefined;
  /** A secret that is in it: a path or a variable's name. */
  readonly secret: string | undefined;
  /** The secret itself stands in it, as it does after `echo $TOKEN`: whoever sees it knows it. */
  readonly printed?: boolean | undefined;
  /** Something read from this machine is in it. */
  readonly local: boolean;
  /** It is exactly the content of this file. */
  readonly file: string | undefined;
  /** It is the number of a process that this text has started (`$!`), and nothing else. */
  readonly job?: true | undefined;
  /** Digits, letters and `-_:.` of a date, a number or a hash, beginning with a digit or a letter: a part of a name, and of no secret's. */
  readonly stamp?: true | undefined;
  /** Numbers: nothing else, or one at the begin of each line, with a blank or a colon behind it. */
  readonly numbers?: 'all' | 'blank' | 'colon' | undefined;
  /** Text that somebody wrote and git keeps is in it. */
  readonly written?: boolean | undefined;
  /** A part of a package's own list of names and versions. */
  readonly manifest?: true | undefined;
  /** A compiler has made it of the workspace's own sources in this text. */
  readonly built?: true | undefined;
  /** A server of this machine (`localhost:3000`) has answered it, and nothing else is in it. */
  readonly answer?: string | undefined;
  /** It was decoded (base64, hex …) on the way. */
  readonly decoded: boolean;
}

export function unknownFlow(range: TextRange): Flow {
  return {
    text: undefined,
    offsets: undefined,
    range,
    network: false,
    host: undefined,
    names: undefined,
    secret: undefined,
    local: false,
    file: undefined,
    decoded: false,
  };
}

/** `$!` */
export function jobFlow(range: TextRange): Flow {
  return { ...unknownFlow(range), job: true };
}

/** The same bytes after something was done to them: the number of no job any more, no file's name and no server's own answer. */
export function noLongerJob(flow: Flow | undefined): Flow | undefined {
  return flow?.job === true || flow?.tracked !== undefined || flow?.answer !== undefined
    ? { ...flow, job: undefined, tracked: undefined, answer: undefined }
    : flow;
}

/** Nothing that was read, fetched or named is in it, as in a date or a number. */
export function isBare(flow: Flow | undefined): boolean {
  if (flow === undefined) return true;
  const { text, network, names, secret, local, written, file, job, built, answer, decoded } = flow;
  const named = names ?? secret ?? file ?? job ?? built ?? answer ?? text;
  return named === undefined && !network && !local && written !== true && !decoded;
}

/** Text that was read here, or came from elsewhere, names of files among it, and may be more than a number. */
export function isReadText(flow: Flow | undefined): boolean {
  if (flow === undefined || flow.text !== undefined || flow.numbers === 'all') return false;
  if (flow.stamp === true || flow.job === true) return false;
  return flow.local || flow.written === true || flow.network || flow.answer !== undefined || flow.names !== undefined;
}

/** What is left after something may have read a part of it (`{ read x; sh; }`). */
export function leftOf(flow: Flow | undefined): Flow | undefined {
  if (flow === undefined || flow.text === '') return flow;
  return {
    ...flow,
    text: undefined,
    offsets: undefined,
    file: undefined,
    local: flow.local || flow.answer === undefined,
  };
}

export function textFlow(text: string, range: TextRange, offsets?: readonly number[]): Flow {
  return { ...unknownFlow(range), text, offsets };
}

/** What is in either: for lists, `cat a b`, `"$A$B"`. The content itself is kept only by `joined`. */
export function mixed(a: Flow, b: Flow | undefined): Flow {
  if (b === undefined) return a;
  return together(a, b, a.text, a.offsets, a.range);
}

/** One after the other. */
export function joined(a: Flow | undefined, b: Flow | undefined): Flow | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (a.text === '') return { ...b, range: b.range };
  if (b.text === '') return a;
  const text = a.text !== undefined && b.text !== undefined ? a.text + b.text : undefined;
  const offsets =
    text !== undefined && a.offsets !== undefined && b.offsets !== undefined ? [...a.offsets, ...b.offsets] : undefined;
  return together(a, b, text, offsets, [Math.min(a.range[0], b.range[0]), Math.max(a.range[1], b.range[1])]);
}

function together(a: Flow, b: Flow, text: Flow['text'], offsets: Flow['offsets'], range: TextRange): Flow {
  return {
    text,
    offsets,
    range,
    network: a.network || b.network,
    host: a.host ?? b.host,
    names: undefined,
    secret: a.secret ?? b.secret,
    printed: a.printed === true || b.printed === true,
    local: a.local || b.local,
    written: a.written === true || b.written === true,
    ...(a.manifest === true && b.manifest === true ? { manifest: true as const } : {}),
    file: undefined,
    decoded: a.decoded || b.decoded,
  };
}
