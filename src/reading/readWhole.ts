import type { Action } from '../action/action.ts';
import { misleads } from '../action/visible.ts';
import type { RunCommand } from '../effect/command.ts';
import type { Effect, TextRange } from '../effect/effect.ts';
import { isInside, normalPath } from '../effect/path.ts';
import type { Trait } from '../effect/trait.ts';
import { actionText } from '../action/actionText.ts';
import { sourceOf } from './actionSource.ts';
import { impliedBy } from './implied.ts';
import { withinCarrier, withinText } from './mapRange.ts';
import type { RangeMap } from './mapRange.ts';
import type { Readers, TextPort, Within } from './ports.ts';
import type { Ask, Context, Embedded, FileRequest, PackageScriptRequest, Problem, Reading, Source } from './reader.ts';
import { runReader } from './runReader.ts';
import type { ReadText, WholeReading } from './whole.ts';

/** Texts inside texts: how deep, how many, and how many UTF-16 units in all. Beyond is `exec.opaque`. */
export const READING_LIMITS = { depth: 12, texts: 100, units: 1024 * 1024, effects: 2000 } as const;

/** What one life of the loop gathers. */
interface Gathered {
  readonly effects: Effect[];
  readonly problems: Problem[];
  readonly asks: Ask[];
  readonly commands: RunCommand[];
  readonly texts: ReadText[];
  complete: boolean;
  units: number;
  readonly readers: Readers;
  readonly port: TextPort;
  readonly within: Within;
}

/**
 * Reads an action and every text inside it: gives each to its reader, follows what it embeds, fetches what it requests,
 * and maps all ranges back to `actionText(action)`. Never rejects: a reader that throws or is late, and a text beyond a bound, is a
 * problem, an `exec.opaque` effect, and a reading that is not complete.
 */
export async function readWhole(
  action: Action,
  context: Context,
  readers: Readers,
  port: TextPort,
  within: Within = (work) => work,
): Promise<WholeReading> {
  const gathered: Gathered = {
    effects: [],
    problems: [],
    asks: [],
    commands: [],
    texts: [],
    complete: true,
    units: 0,
    readers,
    port,
    within,
  };
  const own = withHidden(context, action);
  const first = sourceOf(action, own);
  const map = withinText(actionText(action).length);
  if ('reading' in first) {
    await take(first.reading, own, map, gathered);
  } else {
    for (const problem of first.problems) addProblem(problem, map, gathered);
    await readText(first.source, own, map, undefined, gathered);
  }
  // A reader that gives up without a word still leaves one.
  if (!gathered.complete && gathered.problems.length === 0)
    addProblem({ rule: 'problem.incomplete', range: [0, Infinity], values: {} }, map, gathered);
  return {
    effects: distinct(gathered.effects),
    problems: gathered.problems,
    asks: gathered.asks,
    commands: gathered.commands,
    texts: gathered.texts,
    complete: gathered.complete,
  };
}

/** A text that misleads the eye says so of everything it does. What an edit tool writes is content: only its path counts. */
function withHidden(context: Context, action: Action): Context {
  const shown = action.kind === 'file' ? action.path : actionText(action);
  return misleads(shown) ? { ...context, traits: union(context.traits, ['hidden-text']) } : context;
}

async function readText(
  source: Source,
  context: Context,
  map: RangeMap,
  file: ReadText['file'],
  gathered: Gathered,
): Promise<void> {
  const whole: TextRange = [0, source.text.length];
  const beyond = boundOf(source, context, gathered);
  if (beyond !== undefined) {
    giveUp(beyond, source.language, whole, context, map, gathered);
    return;
  }
  gathered.units += source.text.length;
  gathered.texts.push({
    source,
    range: map(whole),
    depth: context.depth,
    cwd: context.cwd,
    ...(file === undefined ? {} : { file }),
  });
  const answer = await runReader(gathered.readers[source.language], source, context, gathered.within);
  if ('failed' in answer) {
    giveUp(answer.failed, source.language, whole, context, map, gathered);
    return;
  }
  await take(answer, context, map, gathered);
}

function boundOf(source: Source, context: Context, gathered: Gathered): string | undefined {
  if (context.depth > READING_LIMITS.depth) return 'problem.too-deep';
  if (gathered.texts.length >= READING_LIMITS.texts) return 'problem.too-many';
  if (gathered.units + source.text.length > READING_LIMITS.units) return 'problem.too-long';
  return undefined;
}

/** Takes a reading in: its effects with what they imply, then every embedded text in order. */
async function take(reading: Reading, context: Context, map: RangeMap, gathered: Gathered): Promise<void> {
  for (const effect of reading.effects) addEffect(effect, context, map, gathered);
  for (const problem of reading.problems) addProblem(problem, map, gathered);
  // Only the action's own text can be one command and nothing else.
  const inner = context.depth > 0;
  for (const command of reading.commands ?? []) gathered.commands.push(inner ? { ...command, sole: false } : command);
  for (const ask of reading.asks) gathered.asks.push({ ...ask, range: map(ask.range) });
  if (!reading.complete) gathered.complete = false;
  for (const embedded of reading.embedded) await follow(embedded, context, map, gathered);
}

async function follow(embedded: Embedded, carrier: Context, map: RangeMap, gathered: Gathered): Promise<void> {
  const context = contextOf(embedded, carrier);
  const { want } = embedded;
  // A source of a request also has a member `request`: only the language tells the two apart.
  if ('language' in want) {
    await readText(want, context, withinCarrier(embedded, want.text.length, map), undefined, gathered);
    return;
  }
  // A text from disk has no place in the carrier: all of it stands at the words that name it.
  const here: RangeMap = () => map(embedded.range);
  switch (want.request) {
    case 'file':
      await followFile(want, context, here, gathered);
      return;
    case 'package-script':
      await followScript(want, context, here, gathered);
      return;
    default:
      // A remote reader's answer may be anything: what is not understood is not skipped.
      giveUp('problem.reader-failed', 'unknown', [0, 0], context, here, gathered);
  }
}

async function followFile(want: FileRequest, context: Context, here: RangeMap, gathered: Gathered): Promise<void> {
  const found = await gathered.port.file(want.path).catch(() => ({ unread: 'failed' }));
  if ('unread' in found) {
    addProblem(
      { rule: 'problem.unread-file', range: [0, 0], values: { path: want.path, why: found.unread } },
      here,
      gathered,
    );
    addEffect(opaque({ type: 'file', name: want.path }, context), context, here, gathered);
    return;
  }
  const source: Source = {
    language: want.as,
    text: found.text,
    file: want.path,
    ...(want.dialect === undefined ? {} : { dialect: want.dialect }),
    ...(want.connection === undefined ? {} : { connection: want.connection }),
  };
  await readText(source, context, here, { path: want.path, sha256: found.sha256 }, gathered);
}

async function followScript(
  want: PackageScriptRequest,
  context: Context,
  here: RangeMap,
  gathered: Gathered,
): Promise<void> {
  // Whatever its text says, the tool runs it with the workspace's own settings and programs around it.
  const run: Effect = {
    kind: 'exec.project',
    object: { type: 'operation', name: `${want.runner} ${want.name}` },
    range: [0, 0],
    certainty: 'certain',
    undo: 'unknown',
    environment: context.place,
    traits: context.traits,
  };
  addEffect(run, context, here, gathered);
  gathered.asks.push({ ask: 'settings-kept', directory: want.directory, lock: false, range: here([0, 0]) });
  const found = await gathered.port.packageScript(want).catch(() => ({ unread: 'failed' }));
  if ('unread' in found) return;
  for (const script of found) {
    const source: Source = { language: 'shell', text: script.text, dialect: script.dialect };
    await readText(
      source,
      { ...context, cwd: want.directory },
      here,
      { path: script.path, sha256: script.sha256 },
      gathered,
    );
  }
}

function contextOf(embedded: Embedded, carrier: Context): Context {
  const changed = embedded.context;
  return {
    cwd: changed.cwd ?? carrier.cwd,
    workspace: changed.workspace ?? carrier.workspace,
    home: changed.home ?? carrier.home,
    environment: { ...carrier.environment, ...changed.environment },
    traits: union(carrier.traits, changed.traits ?? []),
    place: changed.place ?? carrier.place,
    depth: carrier.depth + 1,
  };
}

function giveUp(
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

function opaque(object: Effect['object'], context: Context): Effect {
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

function addProblem(problem: Problem, map: RangeMap, gathered: Gathered): void {
  gathered.problems.push({ ...problem, range: map(problem.range) });
  gathered.complete = false;
}

function addEffect(effect: Effect, context: Context, map: RangeMap, gathered: Gathered): void {
  if (gathered.effects.length >= READING_LIMITS.effects) {
    if (gathered.complete) addProblem({ rule: 'problem.too-many', range: effect.range, values: {} }, map, gathered);
    gathered.complete = false;
    return;
  }
  const placed: Effect = {
    ...effect,
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

function union(a: readonly Trait[], b: readonly Trait[]): readonly Trait[] {
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
