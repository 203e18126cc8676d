import type { GlobbedCommand, RunCommand } from '../../effect/command.ts';
import type { Effect, TextRange } from '../../effect/effect.ts';
import { READING_LIMITS } from '../../reading/limits.ts';
import type { Ask, Checkout, Embedded, FileWrite, Problem, Reading } from '../../reading/reader.ts';

/** Everything found so far, and how much more may be looked at. */
export interface Run {
  readonly effects: Effect[];
  readonly embedded: Embedded[];
  readonly problems: Problem[];
  readonly asks: Ask[];
  readonly commands: RunCommand[];
  readonly globbed: GlobbedCommand[];
  readonly writes: FileWrite[];
  readonly checkouts: Checkout[];
  /** Stretches in which what stands earlier may run later. */
  readonly unordered: TextRange[];
  readonly seen: Set<string>;
  /** Names of the files that were read so far. */
  readonly filesRead: Set<string>;
  /** Folders into which this text fetches a repository: what lies there is code of others, which no last commit of here vouches for. */
  readonly cloned: string[];
  /** Names that were not found while not all families were there: what was read is not what it is. */
  readonly lacking: Set<string>;
  /** A tool was told to work in production from here on (`kubectl config use-context prod`). */
  production: boolean;
  /** Commands that may still be read: loops over literal lists and functions repeat. Other work takes from it too (`spend`). */
  steps: number;
  /** It was said that more commands follow than are read. */
  ended: boolean;
  /** UTF-16 units of inner texts that may still be parsed. */
  units: number;
}

const MAX_STEPS = 4_000;
/** What takes more is a tenth of a second where the code is not warm yet. */
const BRIEF_STEPS = 1_000;
/** Names copied, or UTF-16 units put together, that take as long as reading one command. */
const UNITS_A_STEP = 64;
const MAX_INNER_UNITS = 128 * 1024;

/** `brief`: a quarter of the work, for who looks at `isOver` behind it. */
export function startRun(brief = false): Run {
  return {
    effects: [],
    embedded: [],
    problems: [],
    asks: [],
    commands: [],
    globbed: [],
    writes: [],
    checkouts: [],
    unordered: [],
    seen: new Set(),
    filesRead: new Set(),
    cloned: [],
    lacking: new Set(),
    production: false,
    steps: brief ? BRIEF_STEPS : MAX_STEPS,
    ended: false,
    units: MAX_INNER_UNITS,
  };
}

/** Counts one more command. `end`: it is the first that is not read, which has to be said; those after it are `skip`. */
export function nextStep(run: Run): 'read' | 'end' | 'skip' {
  run.steps -= 1;
  if (!isOver(run)) return 'read';
  if (run.ended) return 'skip';
  run.ended = true;
  return 'end';
}

/**
 * Work that grows with what the text made, not with its length: names copied for a subshell, a variable's value put into a
 * word. `A=$A$A` line by line would be gigabytes.
 */
export function spend(run: Run, units: number): void {
  run.steps -= units / UNITS_A_STEP;
}

/** Each change is held against each of these. */
const MOST_UNORDERED = 64;

/** What stands here runs again, or beside each other. */
export function addUnordered(run: Run, range: TextRange): void {
  if (run.unordered.length >= MOST_UNORDERED) run.unordered.splice(0, MOST_UNORDERED, ALL);
  if (!run.unordered.some(([start, end]) => start <= range[0] && end >= range[1])) run.unordered.push(range);
}

/** What stands here runs beside all that follows. */
export function runsBeside(run: Run, [start]: TextRange): void {
  addUnordered(run, [start, ALL[1]]);
}

/** What stands here is run from elsewhere in the text. */
export function runsAnywhere(run: Run): void {
  addUnordered(run, ALL);
}

const ALL: TextRange = [0, Number.MAX_SAFE_INTEGER];

/** No further command is read: what was found so far stands, and is held. */
export function isOver(run: Run): boolean {
  return run.steps < 0 || isFull(run);
}

/** The reading keeps no further effects: looking for more is time that nobody gets anything for. */
export function isFull(run: Run): boolean {
  return run.effects.length >= READING_LIMITS.effects;
}

export function addEffect(run: Run, effect: Effect): void {
  if (isFull(run)) {
    addTooMany(run, effect.range);
    return;
  }
  const { kind, object, range, certainty } = effect;
  const key = `${kind}\0${object.type}\0${object.name}\0${range[0]}\0${certainty}\0${effect.traits.join()}`;
  if (run.seen.has(key)) return;
  run.seen.add(key);
  run.effects.push(effect);
  if (kind === 'file.read') run.filesRead.add(object.name);
}

export function addTooMany(run: Run, range: TextRange): void {
  if (run.seen.has(TOO_MANY)) return;
  run.seen.add(TOO_MANY);
  addProblem(run, TOO_MANY, range);
}

const TOO_MANY = 'problem.too-many';

/** Names for which this is to be read again when further families of the catalogue are there. None: it stands. */
export function lackingNames({ problems: [first] }: Reading): readonly string[] {
  return first?.rule === LACKS_TOOLS ? (first.values.names ?? '').split('\n') : [];
}

const LACKS_TOOLS = 'problem.tools-not-loaded';

/** UTF-16 units of a text that are kept for a comparison with what it replaces. */
const LONGEST_WRITE = 512 * 1024;

export function addWrite(run: Run, path: string, text: string): void {
  if (text.length <= LONGEST_WRITE && run.writes.length < 100) run.writes.push({ path, text });
}

export function addProblem(
  run: Run,
  rule: string,
  range: TextRange,
  values: Readonly<Record<string, string>> = {},
): void {
  if (run.problems.length >= READING_LIMITS.problems) return;
  const key = `${rule}\0${range[0]}\0${Object.values(values).join()}`;
  if (run.seen.has(key)) return;
  run.seen.add(key);
  run.problems.push({ rule, range, values });
}

export function addEmbedded(run: Run, embedded: Embedded): void {
  const want = embedded.want;
  if (run.embedded.length >= mostOf(want)) {
    addTooMany(run, embedded.range);
    return;
  }
  const what = 'request' in want ? JSON.stringify(want) : `${want.language}\0${want.text}`;
  const key = `embedded\0${what}\0${embedded.range[0]}`;
  if (run.seen.has(key)) return;
  run.seen.add(key);
  run.embedded.push(embedded);
}

/** How many may stand before it. Files are bound to the approval, however many; a script comes with an effect, and those have a bound. */
function mostOf(want: Embedded['want']): number {
  if (!('request' in want)) return READING_LIMITS.texts;
  return want.request === 'package-script' ? READING_LIMITS.effects : Infinity;
}

export function addAsk(run: Run, ask: Ask): void {
  const key = `ask\0${Object.values(ask).join('\0')}`;
  if (run.seen.has(key)) return;
  run.seen.add(key);
  run.asks.push(ask);
}

export function readingOf(run: Run): Reading {
  if (run.lacking.size > 0)
    run.problems.unshift({ rule: LACKS_TOOLS, range: [0, 0], values: { names: [...run.lacking].join('\n') } });
  return {
    effects: run.effects,
    embedded: run.embedded,
    problems: run.problems.slice(0, READING_LIMITS.problems),
    asks: run.asks,
    commands: run.commands,
    ...(run.globbed.length === 0 ? {} : { globbed: run.globbed }),
    ...(run.writes.length === 0 ? {} : { writes: run.writes }),
    ...(run.checkouts.length === 0 ? {} : { checkouts: run.checkouts }),
    ...(run.unordered.length === 0 ? {} : { unordered: run.unordered }),
    complete: run.problems.length === 0,
  };
}
