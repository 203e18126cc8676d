import type { GlobbedCommand, RunCommand } from '../../effect/command.ts';
import type { Effect, TextRange } from '../../effect/effect.ts';
import type { Ask, Embedded, FileWrite, Problem, Reading } from '../../reading/reader.ts';

/** Everything found so far, and how much more may be looked at. */
export interface Run {
  readonly effects: Effect[];
  readonly embedded: Embedded[];
  readonly problems: Problem[];
  readonly asks: Ask[];
  readonly commands: RunCommand[];
  readonly globbed: GlobbedCommand[];
  readonly writes: FileWrite[];
  readonly seen: Set<string>;
  /** A tool was told to work in production from here on (`kubectl config use-context prod`). */
  production: boolean;
  /** Commands that may still be read: loops over literal lists and functions repeat. */
  steps: number;
  /** UTF-16 units of inner texts that may still be parsed. */
  units: number;
}

const MAX_STEPS = 4_000;
const MAX_INNER_UNITS = 128 * 1024;

export function startRun(): Run {
  return {
    effects: [],
    embedded: [],
    problems: [],
    asks: [],
    commands: [],
    globbed: [],
    writes: [],
    seen: new Set(),
    production: false,
    steps: MAX_STEPS,
    units: MAX_INNER_UNITS,
  };
}

export function addEffect(run: Run, effect: Effect): void {
  const { kind, object, range, certainty } = effect;
  const key = `${kind}\0${object.type}\0${object.name}\0${range[0]}\0${certainty}\0${effect.traits.join()}`;
  if (run.seen.has(key)) return;
  run.seen.add(key);
  run.effects.push(effect);
}

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
  const key = `${rule}\0${range[0]}\0${Object.values(values).join()}`;
  if (run.seen.has(key)) return;
  run.seen.add(key);
  run.problems.push({ rule, range, values });
}

export function addEmbedded(run: Run, embedded: Embedded): void {
  const want = embedded.want;
  const what = 'request' in want ? JSON.stringify(want) : `${want.language}\0${want.text}`;
  const key = `embedded\0${what}\0${embedded.range[0]}`;
  if (run.seen.has(key)) return;
  run.seen.add(key);
  run.embedded.push(embedded);
}

export function addAsk(run: Run, ask: Ask): void {
  const key = `ask\0${Object.values(ask).join('\0')}`;
  if (run.seen.has(key)) return;
  run.seen.add(key);
  run.asks.push(ask);
}

export function readingOf(run: Run): Reading {
  return {
    effects: run.effects,
    embedded: run.embedded,
    problems: run.problems,
    asks: run.asks,
    commands: run.commands,
    ...(run.globbed.length === 0 ? {} : { globbed: run.globbed }),
    ...(run.writes.length === 0 ? {} : { writes: run.writes }),
    complete: run.problems.length === 0,
  };
}
