import type { Replacing } from './replacing.ts';
import path from 'node:path';
import type { GlobbedCommand } from '../../../effect/command.ts';
import { mountsNow, type Mounts } from '../../mounts.ts';
import type { FileChange, PreviewSubject } from '../../preview.ts';
import type { Budget } from '../budget.ts';
import { expandGlob } from '../glob.ts';
import { globbingOf, hasOption, type Globbing } from '../globbing.ts';
import type { Gathered } from '../gather.ts';
import type { Target } from '../targets.ts';
import { unpackReplaces } from './archives.ts';
import { packReplaces } from './packs.ts';
import { rsyncReplaces } from './rsync.ts';
import { sedReplaces } from './sed.ts';
import { transferReplaces } from './transfers.ts';

/** Changes that can be compared. */
const MOST_CHANGES = 100;

/**
 * What the command behind a target replaces, worked out from its words and the disk. Undefined: the command is none that
 * places files, or its words are known only when it runs.
 */
export async function replacedBy(
  target: Target,
  subject: PreviewSubject,
  budget: Budget,
): Promise<Gathered | undefined> {
  const { reading } = subject;
  if (target.verb !== 'write' && target.verb !== 'create' && target.verb !== 'delete') return undefined;
  const [start, end] = target.effect.range;
  const mounts = await mountsNow(subject.workspace);
  for (const { argv, cwd, range } of reading.commands ?? []) {
    if (cwd === undefined || range === undefined || range[0] > start || range[1] < end) continue;
    const found = await replaces(argv, cwd, target, budget, mounts);
    if (found !== undefined) return gatheredOf(target, found);
  }
  const how = globbingOf(subject);
  for (const command of reading.globbed ?? []) {
    if (command.range[0] > start || command.range[1] < end) continue;
    const { argv, complete, certain } = await expanded(command, how, budget);
    const found = await replaces(argv, command.cwd, target, budget, mounts);
    if (found === undefined) continue;
    return gatheredOf(target, {
      ...found,
      complete: found.complete && complete,
      certain: found.certain && certain,
    });
  }
  return undefined;
}

/** Its words as the shell hands them over: a pattern that matches nothing stays what it is. */
async function expanded(
  { argv, patterns, cwd }: GlobbedCommand,
  how: Globbing,
  budget: Budget,
): Promise<{ readonly argv: readonly string[]; readonly complete: boolean; readonly certain: boolean }> {
  const words: string[] = [];
  let complete = true;
  let certain = how.usual;
  for (const [index, word] of argv.entries()) {
    const names = patterns.includes(index) ? await expandGlob(path.resolve(cwd, word), budget, how) : undefined;
    complete &&= names?.complete !== false;
    if (names?.paths.length === 0) certain &&= !how.strict;
    if (names !== undefined && hasOption(names.paths, cwd, argv)) certain = false;
    if (names === undefined || names.paths.length === 0) words.push(word);
    else words.push(...names.paths);
  }
  return { argv: words, complete, certain };
}

async function replaces(
  argv: readonly string[],
  cwd: string,
  { verb, object }: Target,
  budget: Budget,
  mounts: Mounts,
): Promise<Replacing | undefined> {
  const synced = await rsyncReplaces(argv, cwd, verb, object.name, budget);
  if (synced !== undefined || verb === 'delete') return synced;
  return (
    (await transferReplaces(argv, cwd, object, budget)) ??
    (await unpackReplaces(argv, cwd, object.name, budget)) ??
    (await packReplaces(argv, cwd, object, mounts)) ??
    touched(argv) ??
    (await sedReplaces(argv, cwd, object.name))
  );
}

/** Programs that make a name where none is, and leave what is in a file as it is. */
function touched([program = '']: readonly string[]): Replacing | undefined {
  if (!/^(?:g?touch|mkfifo|mknod)$/.test(path.basename(program))) return undefined;
  return { entries: [], by: new Map(), complete: true, certain: true, notes: [] };
}

function gatheredOf(target: Target, { entries, by, complete, certain, notes }: Replacing): Gathered {
  const changes: FileChange[] = [];
  for (const { path: place, type } of entries.slice(0, MOST_CHANGES)) {
    const source = by.get(place);
    if (type === 'file' && source !== undefined)
      changes.push({ path: place, before: { from: 'disk', path: place }, after: { from: 'disk', path: source } });
  }
  return {
    target: { ...target, certain: target.certain && certain },
    starts: entries.map((entry) => entry.path),
    entries,
    complete,
    notes,
    changes,
  };
}
