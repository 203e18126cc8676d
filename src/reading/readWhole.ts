import type { Action } from '../action/action.ts';
import type { DigestFile } from '../action/digest.ts';
import { actionText } from '../action/actionText.ts';
import { misleads } from '../action/visible.ts';
import type { Effect, TextRange } from '../effect/effect.ts';
import { sourceOf } from './actionSource.ts';
import {
  addEffect,
  addProblem,
  addUnread,
  fetched,
  fix,
  giveUp,
  opaque,
  startGathering,
  union,
  wholeOf,
  type Gathered,
} from './gathered.ts';
import { changesOf, isUnordered, NOTHING_BEFORE, type Before } from './changes.ts';
import { contextOf, liesElsewhere } from './innerContext.ts';
import { READING_LIMITS } from './limits.ts';
import { withinCarrier, withinText } from './mapRange.ts';
import type { RangeMap } from './mapRange.ts';
import type { Readers, TextPort, Within } from './ports.ts';
import type { Change, Context, Embedded, FileRequest, PackageScriptRequest, Reading, Source } from './reader.ts';
import { addAsk, addChanged } from './saidLast.ts';
import { runReader } from './runReader.ts';
import type { ReadText, WholeReading } from './whole.ts';

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
  const gathered = startGathering(readers, port, within);
  const own = withHidden(context, action);
  const first = sourceOf(action, own);
  const map = withinText(actionText(action).length);
  if ('reading' in first) {
    await take(first.reading, own, map, NOTHING_BEFORE, gathered);
  } else {
    for (const problem of first.problems) addProblem(problem, map, gathered);
    await readText(first.source, own, map, undefined, NOTHING_BEFORE, gathered);
  }
  for (const say of gathered.last) say();
  // A reader that gives up without a word still leaves one.
  if (!gathered.complete && gathered.problems.length === 0)
    addProblem({ rule: 'problem.incomplete', range: [0, Infinity], values: {} }, map, gathered);
  return wholeOf(gathered);
}

/** A text that misleads the eye says so of everything it does. What an edit tool writes is content: only its path counts. */
function withHidden(context: Context, action: Action): Context {
  const shown = action.kind === 'file' ? action.path : actionText(action);
  return misleads(shown) ? { ...context, traits: union(context.traits, ['hidden-text']) } : context;
}

/** `before`: what may have been changed when it runs, asked when all is read. Gives what it changes itself. */
async function readText(
  source: Source,
  context: Context,
  map: RangeMap,
  file: ReadText['file'],
  before: Before,
  gathered: Gathered,
): Promise<readonly Change[]> {
  const whole: TextRange = [0, source.text.length];
  const beyond = boundOf(source, context, gathered);
  if (beyond !== undefined) {
    giveUp(beyond, source.language, whole, context, map, gathered);
    return [];
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
    return [];
  }
  return take(answer, context, map, before, gathered);
}

function boundOf(source: Source, context: Context, gathered: Gathered): string | undefined {
  if (context.depth > READING_LIMITS.depth) return 'problem.too-deep';
  if (gathered.texts.length >= READING_LIMITS.texts) return 'problem.too-many';
  if (gathered.units + source.text.length > READING_LIMITS.units) return 'problem.too-long';
  return undefined;
}

/** Takes a reading in: its effects with what they imply, then every embedded text in order. */
async function take(
  reading: Reading,
  context: Context,
  map: RangeMap,
  before: Before,
  gathered: Gathered,
): Promise<readonly Change[]> {
  // Problems first: a reader that stopped at the bound of effects has said so itself.
  for (const problem of reading.problems) addProblem(problem, map, gathered);
  for (const effect of reading.effects) addEffect(effect, context, map, gathered);
  // Only the action's own text can be one command and nothing else.
  const inner = context.depth > 0;
  for (const command of reading.commands ?? []) {
    const { range } = command;
    const placed = range === undefined ? command : { ...command, range: map(range) };
    gathered.commands.push(inner ? { ...placed, sole: false } : placed);
  }
  for (const command of reading.globbed ?? []) gathered.globbed.push({ ...command, range: map(command.range) });
  gathered.writes.push(...(reading.writes ?? []));
  const changes = [...changesOf(reading)];
  const changedAt =
    ([start]: TextRange, runsLate = false): Before =>
    () => [
      ...before(),
      ...changes
        .filter(([at]) => runsLate || at < start || isUnordered(reading, at, start))
        .map(([, change]) => change),
    ];
  if (!reading.complete) gathered.complete = false;
  for (const embedded of reading.embedded) {
    const { range } = embedded;
    const runsLate = embedded.context?.traits?.includes('unattended') === true;
    for (const change of await follow(embedded, context, map, changedAt(range, runsLate), gathered))
      changes.push([range[0], change]);
  }
  for (const ask of reading.asks) addAsk(ask, map, changedAt(ask.range), gathered);
  return changes.map(([, change]) => change);
}

async function follow(
  embedded: Embedded,
  carrier: Context,
  map: RangeMap,
  before: Before,
  gathered: Gathered,
): Promise<readonly Change[]> {
  const context = contextOf(embedded, carrier);
  const { want } = embedded;
  // A source of a request also has a member `request`: only the language tells the two apart.
  if ('language' in want) {
    return readText(want, context, withinCarrier(embedded, want.text.length, map), undefined, before, gathered);
  }
  // A text from disk has no place in the carrier: all of it stands at the words that name it.
  const here: RangeMap = () => map(embedded.range);
  switch (want.request) {
    case 'file':
      return followFile(want, context, here, before, gathered);
    case 'bound-file': {
      if (liesElsewhere(context)) return [];
      addChanged([want.path], before, here, gathered);
      const found = await fetched(() => gathered.port.file(want.path), gathered);
      if ('unread' in found) fix(want.path, found.files, found.unread, gathered);
      else fix(want.path, [{ path: want.path, sha256: found.sha256 }], undefined, gathered);
      return [];
    }
    case 'package-script':
      return followScript(want, context, here, before, gathered);
    default:
      // A remote reader's answer may be anything: what is not understood is not skipped.
      giveUp('problem.reader-failed', 'unknown', [0, 0], context, here, gathered);
      return [];
  }
}

async function followFile(
  want: FileRequest,
  context: Context,
  here: RangeMap,
  before: Before,
  gathered: Gathered,
): Promise<readonly Change[]> {
  if (want.here !== true && liesElsewhere(context)) {
    addUnread(want.path, 'elsewhere', here, gathered);
    addEffect(opaque({ type: 'file', name: want.path }, context), context, here, gathered);
    return [];
  }
  const places = [want.path, ...(want.others ?? [])];
  const changes: Change[] = [];
  let isThere = false;
  for (const path of [...places, ...(want.along ?? [])]) {
    const found = await fetched(() => gathered.port.file(path), gathered);
    if (!('unread' in found)) {
      if (places.includes(path)) isThere = true;
      fix(path, [{ path, sha256: found.sha256 }], undefined, gathered);
      addChanged([path], before, here, gathered);
      const file = { path, sha256: found.sha256 };
      changes.push(...(await readText(sourceIn(want, path, found.text), context, here, file, before, gathered)));
      continue;
    }
    fix(path, found.files, found.unread, gathered);
    if (found.unread === 'absent') continue;
    isThere = true;
    addUnread(path, found.unread, here, gathered);
    addEffect(opaque({ type: 'file', name: path }, context), context, here, gathered);
    // What stands at one place is not known: the others say no more of it.
    break;
  }
  if (isThere) return changes;
  addUnread(want.path, 'absent', here, gathered);
  addEffect(opaque({ type: 'file', name: want.path }, context), context, here, gathered);
  return changes;
}

function sourceIn(want: FileRequest, path: string, text: string): Source {
  return {
    language: want.as,
    text,
    file: path,
    ...(want.dialect === undefined ? {} : { dialect: want.dialect }),
    ...(want.connection === undefined ? {} : { connection: want.connection }),
    ...(want.login === undefined ? {} : { login: want.login }),
    ...(want.args === undefined ? {} : { args: want.args }),
  };
}

async function followScript(
  want: PackageScriptRequest,
  context: Context,
  here: RangeMap,
  before: Before,
  gathered: Gathered,
): Promise<readonly Change[]> {
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
  if (liesElsewhere(context)) return [];
  const ask = { ask: 'settings-kept', directory: want.directory, lock: false, range: [0, 0] } as const;
  addAsk(ask, here, before, gathered);
  // As the last commit has it, it stays when that is brought back: whether it is, the disk says with the settings.
  const others: Before = () => before().filter(({ to }) => to !== 'head');
  const found = await fetched(() => gathered.port.packageScript(want), gathered);
  if ('unread' in found) {
    fix(want.directory, found.files, found.unread, gathered);
    // Of a package that is not found nobody knows what its script is.
    if (gathered.unfixed.has(want.directory) || (want.packages !== undefined && found.unread !== 'no-disk'))
      addUnread(
        want.directory,
        want.packages !== undefined && found.unread === 'absent' ? 'package' : found.unread,
        here,
        gathered,
      );
    else addChanged(scriptFiles(want, found.files), others, here, gathered);
    return [];
  }
  fix(want.directory, found.files, undefined, gathered);
  addChanged(scriptFiles(want, found.files), others, here, gathered);
  const changes: Change[] = [];
  for (const script of found.texts) {
    const text = script.own === true && want.words !== undefined ? `${script.text} ${want.words}` : script.text;
    const source: Source = { language: 'shell', text, dialect: script.dialect };
    const file = { path: script.path, sha256: script.sha256 };
    const { directory = want.directory } = script;
    if (directory !== want.directory) addAsk({ ...ask, directory }, here, before, gathered);
    const inside = { ...context, cwd: directory };
    const earlier = [...changes];
    changes.push(...(await readText(source, inside, here, file, () => [...before(), ...earlier], gathered)));
  }
  return changes;
}

const SCRIPT_FILE = { npm: 'package.json', make: 'Makefile', just: 'justfile', task: 'Taskfile.yml' } as const;

/** Where the script stands. Without a disk nobody has looked. */
function scriptFiles(
  { directory, runner }: PackageScriptRequest,
  files: readonly DigestFile[] = [],
): readonly string[] {
  return files.length > 0 ? files.map(({ path }) => path) : [`${directory}/${SCRIPT_FILE[runner]}`];
}
