import type { DigestFile } from '../action/digest.ts';
import type { GlobbedCommand, RunCommand } from '../effect/command.ts';
import type { Effect, TextRange } from '../effect/effect.ts';
import { isInside, normalPath } from '../effect/path.ts';
import type { Trait } from '../effect/trait.ts';
import { impliedBy } from './implied.ts';
import { READING_LIMITS } from './limits.ts';
import type { RangeMap } from './mapRange.ts';
import type { Readers, TextPort, Unread, UnreadWhy, Within } from './ports.ts';
import type { Ask, Context, FileWrite, Problem } from './reader.ts';
import type { ReadText, WholeReading } from './whole.ts';

/** What one life of the loop gathers. */
export interface Gathered {
  readonly effects: Effect[];
  readonly problems: Problem[];
  readonly asks: Ask[];
  /** What can be said only when all is read. */
  readonly last: (() => void)[];
  readonly commands: RunCommand[];
  readonly globbed: GlobbedCommand[];
  readonly texts: ReadText[];
  readonly writes: FileWrite[];
  /** SHA-256, or what stands for it, by path. */
  readonly files: Map<string, string>;
  readonly unfixed: Set<string>;
  complete: boolean;
  units: number;
  /** One text was late. */
  late: boolean;
  readonly readers: Readers;
  readonly port: TextPort;
  readonly within: Within;
}

export function startGathering(readers: Readers, port: TextPort, within: Within): Gathered {
  return {
    effects: [],
    problems: [],
    asks: [],
    last: [],
    commands: [],
    globbed: [],
    texts: [],
    writes: [],
    files: new Map(),
    unfixed: new Set(),
    complete: true,
    units: 0,
    late: false,
    readers,
    port,
    within,
  };
}

export function wholeOf(gathered: Gathered): WholeReading {
  const { problems, asks, commands, globbed, texts, writes, files, unfixed, complete } = gathered;
  return {
    effects: distinct(gathered.effects),
    problems,
    asks,
    commands,
    ...(globbed.length === 0 ? {} : { globbed }),
    texts,
    ...(writes.length === 0 ? {} : { writes }),
    files: [...files].map(([path, sha256]) => ({ path, sha256 })),
    unfixed: [...unfixed],
    complete,
  };
}

/** What the port gives. After one text that was late no other is waited for: a disk that hangs must not cost its time for each. */
export async function fetched<T>(fetch: () => Promise<T | Unread>, gathered: Gathered): Promise<T | Unread> {
  if (gathered.late) return { unread: 'late' };
  const found: T | Unread = await fetch().catch((): Unread => ({ unread: 'failed' }));
  if (isUnread(found) && found.unread === 'late') gathered.late = true;
  return found;
}

function isUnread(found: unknown): found is Unread {
  return typeof found === 'object' && found !== null && 'unread' in found;
}

/** Keeps what the files were, or that it is not known. Where no disk is looked at nothing is ever run. */
export function fix(
  name: string,
  files: readonly DigestFile[] | undefined,
  why: UnreadWhy | undefined,
  gathered: Gathered,
): void {
  if (files === undefined) {
    if (why !== 'no-disk') gathered.unfixed.add(name);
    return;
  }
  for (const { path, sha256 } of files) if (!gathered.files.has(path)) gathered.files.set(path, sha256);
}

/** `package`: whose script is meant is not told by the workspace's packages. */
export function addUnread(path: string, why: UnreadWhy | 'package', here: RangeMap, gathered: Gathered): void {
  addProblem({ rule: 'problem.unread-file', range: [0, 0], values: { path, why } }, here, gathered);
}

export function giveUp(
  rule: string,
  language: string,
  range: TextRange,
  context: Context,
  map: RangeMap,
  gathered: Gathered,
): void {
  addProblem({ rule, range, values: { language } }, map, gathered);
  addEffect({ ...opaque({ type: 'unknown', name: language }, context), range }, context, map, gathered);
}

export function opaque(object: Effect['object'], context: Context): Effect {
  return {
    kind: 'exec.opaque',
    object,
    range: [0, 0],
    certainty: 'certain',
    undo: 'unknown',
    environment: context.place,
    traits: context.traits,
  };
}

export function addProblem(problem: Problem, map: RangeMap, gathered: Gathered): void {
  gathered.complete = false;
  if (gathered.problems.length < READING_LIMITS.problems)
    gathered.problems.push({ ...problem, range: map(problem.range) });
}

export function addEffect(effect: Effect, context: Context, map: RangeMap, gathered: Gathered): void {
  if (gathered.effects.length >= READING_LIMITS.effects) {
    if (gathered.complete) addProblem({ rule: 'problem.too-many', range: effect.range, values: {} }, map, gathered);
    gathered.complete = false;
    return;
  }
  const decoded = effect.decoded ?? context.decoded;
  const placed: Effect = {
    ...effect,
    ...(decoded === undefined ? {} : { decoded }),
    range: map(effect.range),
    traits: union(context.traits, effect.traits),
    environment: effect.environment === 'unknown' ? environmentOf(effect, context) : effect.environment,
  };
  gathered.effects.push(placed, ...impliedBy(placed, context));
}

/** A SQLite file in the workspace or the home folder is a local database, unless the text runs on another machine. */
function environmentOf(effect: Effect, context: Context): Effect['environment'] {
  const { connection } = effect.object;
  if (context.place !== 'unknown' || connection?.dialect !== 'sqlite') return context.place;
  const elsewhere = [...context.traits, ...effect.traits].some(
    (trait) => trait === 'remote' || trait === 'in-container' || trait === 'production',
  );
  const path = connection.target.startsWith('/') ? normalPath(connection.target) : undefined;
  if (elsewhere || path === undefined) return 'unknown';
  return isInside(path, context.workspace) || isInside(path, context.home) ? 'local' : 'unknown';
}

export function union(a: readonly Trait[], b: readonly Trait[]): readonly Trait[] {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  return [...new Set([...a, ...b])];
}

/** The first of effects that say the same of the same place. */
function distinct(effects: readonly Effect[]): readonly Effect[] {
  if (effects.length < 2) return effects;
  const seen = new Set<string>();
  return effects.filter(({ kind, object, range, traits, environment }) => {
    const key = `${kind}\n${object.type}\n${object.name}\n${range.join()}\n${traits.join()}\n${environment}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
