import path from 'node:path';
import type { GlobbedCommand } from '../../effect/command.ts';
import { globFolder } from '../../effect/path.ts';
import { localPath } from '../localPath.ts';
import { mountsNow } from '../mounts.ts';
import type { PreviewEntry, PreviewReport, PreviewSource, PreviewSubject, Remark } from '../preview.ts';
import { FILE_LIMITS, openBudget, type Budget, type Limits } from './budget.ts';
import { isDisturbed } from './disturbed.ts';
import { foundBy } from './find.ts';
import { changedInPlace } from './replacing/inPlace.ts';
import { backupSuffix } from './replacing/sed.ts';
import { asGitRemoves } from './gitRemoval.ts';
import { entryNow } from './disk.ts';
import { gather, inside, type Gathered } from './gather.ts';
import { globbingOf } from './globbing.ts';
import { hindranceOf } from './hindered.ts';
import { marksOf } from './marks.ts';
import { entryOf, isProtected } from './tally.ts';
import { replacedBy } from './replacing/replacedBy.ts';
import { restoreOf } from './restore.ts';
import { shredded } from './shredded.ts';
import { targetsOf, type Target } from './targets.ts';
import { addsNothing, writtenChange } from './written.ts';
import { versionsOf } from './versions.ts';

export interface FilesOptions {
  readonly limits?: Limits;
}

/** Milliseconds between two reports of a count that still runs. */
const STEP = 150;

/** Files that would be deleted, replaced, moved or given other permissions: how many, and what git can bring back. */
export function filesSource(options: FilesOptions): PreviewSource {
  return {
    name: 'files',
    wants: ({ reading }) => {
      const { targets, unknown } = targetsOf(reading.effects);
      return targets.length > 0 || unknown.length > 0;
    },
    async look(subject, report, signal) {
      const { targets, unknown } = targetsOf(subject.reading.effects);
      const budget = openBudget(options.limits ?? FILE_LIMITS, signal);
      const done: Gathered[] = [];
      const counted: PreviewEntry[] = [];
      const tell = (state: PreviewReport['state'], entries: readonly PreviewEntry[], more: readonly Remark[]): void => {
        if (!signal.aborted)
          report({ source: 'files', state, entries: entries.filter(worthSaying), unknown: [...unknown, ...more] });
      };
      const uncounted = openUncounted(targets.length > 1);
      let told = performance.now();
      for (const target of targets) {
        const looked = await lookAtTarget(target, subject, budget, (count) => {
          if (performance.now() - told < STEP) return;
          told = performance.now();
          const counting: PreviewEntry = {
            object: target.object,
            verb: target.verb,
            via: 'direct',
            count: { kind: 'at-least', value: count },
            unit: 'files',
            undo: 'unknown',
          };
          tell('counting', [...counted, counting], []);
        });
        if (signal.aborted) return;
        const whole = isDisturbed(target, subject) ? asNow(looked) : looked;
        const found = uncounted(atMostWith(whole, await hindranceOf(target, subject)));
        if (found === undefined) continue;
        done.push(found);
        counted.push(await entryOf(found, undefined));
      }
      tell('counting', counted, []);
      if (globbingOf(subject).strict && done.some(matchesNothing))
        for (const [at, found] of done.entries()) done[at] = { ...found, target: { ...found.target, certain: false } };
      const versions = await versionsOf(done, signal);
      if (signal.aborted) return;
      const spent = budget.spent();
      const limit: Remark[] =
        spent === undefined || spent === 'cancelled' ? [] : [{ code: `unknown.limit-${spent}`, values: {} }];
      const all: PreviewEntry[] = [];
      for (const found of done) {
        const taken = asGitRemoves(found, subject, versions);
        const restore = restoreOf(taken, versions, subject.workspace);
        all.push({ ...(await entryOf(taken, versions)), ...(restore === undefined ? {} : { restore }) });
      }
      const entries = all.filter(worthSaying);
      const raise = raiseOf(entries);
      if (signal.aborted) return;
      report({
        source: 'files',
        state: 'done',
        entries,
        unknown: [...unknown, ...versions.unknown, ...limit],
        ...(raise === undefined ? {} : { raise }),
        marks: marksOf(done),
      });
    },
  };
}

/** What the command's words and the disk say that it replaces; else what the object's name stands for. */
async function lookAtTarget(
  target: Target,
  subject: PreviewSubject,
  budget: Budget,
  progress: (entries: number) => void,
): Promise<Gathered> {
  const place = target.object.type === 'glob' ? globFolder(target.object.name) : target.object.name;
  if ((await localPath(place, await mountsNow(subject.workspace))) === undefined) {
    const notes: readonly Remark[] = [{ code: 'note.away', values: { path: place } }];
    return { target: { ...target, certain: false }, starts: [], entries: [], complete: false, notes };
  }
  if (addsNothing(target, subject)) return { target, starts: [], entries: [], complete: true, notes: [] };
  const replaced = await replacedBy(target, subject, budget);
  if (replaced !== undefined) return replaced;
  const deleted = await foundBy(target, subject, budget);
  if (deleted !== undefined) return shredded(deleted, subject);
  if (isAnywhere(target, subject)) {
    const notes: readonly Remark[] = [{ code: 'note.into-folder', values: {} }];
    return { target, starts: [target.object.name], entries: [], complete: false, notes };
  }
  const named = await shredded(await gather(target, subject, budget, progress), subject);
  const found = await changedInPlace(atMost(named, subject), subject);
  const change = writtenChange(found, subject);
  return change === undefined ? found : { ...found, changes: [change] };
}

/** Whether it puts files somewhere below a folder that holds the whole project: naming all that is there says nothing. */
function isAnywhere({ verb, object: { type, name } }: Target, { workspace }: PreviewSubject): boolean {
  if (type !== 'directory' || (verb !== 'write' && verb !== 'create')) return false;
  return inside(workspace, name) || typeof entryNow(path.join(name, '.git')) === 'object';
}

/** Without what another target has counted already; undefined where nothing else is left. `several`: there are more than one. */
function openUncounted(several: boolean): (found: Gathered) => Gathered | undefined {
  if (!several) return (found) => found;
  const counted: Record<'lost' | 'replaced', Set<string>> = { lost: new Set(), replaced: new Set() };
  return (found) => {
    const { verb } = found.target;
    if (verb === 'move' || verb === 'permission') return found;
    const own = counted[verb === 'delete' ? 'lost' : 'replaced'];
    const entries = found.entries.filter((entry) => !own.has(entry.path));
    for (const entry of entries) own.add(entry.path);
    return entries.length === 0 && found.entries.length > 0 ? undefined : { ...found, entries };
  };
}

/** Programs that write into the very files that a pattern matches. */
const IN_PLACE = /^(?:g?sed|perl|ruby|truncate|tee|gzip|gunzip|shred)$/;

/**
 * What is put into a folder, or where a pattern is, by words that nobody could work out replaces some of what is there, and
 * a pattern that reaches into folders of any depth is one of more than one language.
 */
function atMost(found: Gathered, { reading }: PreviewSubject): Gathered {
  const { target } = found;
  const { type, name } = target.object;
  const writes = target.verb === 'write' || target.verb === 'create';
  const placed = type === 'directory' || (type === 'glob' && !(reading.globbed ?? []).some(inPlace));
  // `rm folder/` without -r is refused; what else deletes a folder by that name is not known here.
  const refused = target.verb === 'delete' && type === 'directory' && !target.effect.traits.includes('recursive');
  const certain =
    target.certain && !refused && !(writes && placed) && !(type === 'glob' && /\/\*\*(?:\/|$)/.test(name));
  return { ...found, target: { ...target, certain } };

  function inPlace({ argv, range }: GlobbedCommand): boolean {
    const [start, end] = target.effect.range;
    return (
      range[0] <= start &&
      end <= range[1] &&
      IN_PLACE.test(path.basename(argv[0] ?? '')) &&
      backupSuffix(argv) === undefined &&
      // It puts a file in place of each link.
      !(found.linked === true && /^g?sed$/.test(path.basename(argv[0] ?? '')))
    );
  }
}

function matchesNothing({ target, entries }: Gathered): boolean {
  return target.object.type === 'glob' && entries.length === 0;
}

/** `why`: the target may not be come to at all. */
function atMostWith(found: Gathered, why: Remark | undefined): Gathered {
  if (why === undefined || found.entries.length === 0) return found;
  return { ...found, target: { ...found.target, certain: false }, notes: [...found.notes, why] };
}

function asNow(found: Gathered): Gathered {
  // Nothing was counted that could be another number then.
  if (found.entries.length === 0 && !found.complete) return found;
  return {
    ...found,
    target: { ...found.target, certain: false },
    notes: [...found.notes, { code: 'note.as-now', values: {} }],
  };
}

/** A file that will be new hits nothing, nor does a move of what an earlier step makes. */
function worthSaying({ verb, count, notes }: PreviewEntry): boolean {
  if (verb === 'move' && count.kind === 'estimate' && count.value === 0) return false;
  const replaces = verb === 'create' || verb === 'write';
  return !(
    replaces &&
    count.kind === 'exact' &&
    count.value === 0 &&
    notes?.every(({ code }) => code === 'note.nothing-there') !== false
  );
}

/** Files that nothing brings back, from this many on, are a serious loss even where the text looks small. */
const MANY = 10;

function raiseOf(entries: readonly PreviewEntry[]): PreviewReport['raise'] {
  if (entries.some(({ notes }) => notes?.some(({ code }) => code === 'note.history-lost'))) {
    return { level: 'critical', rule: 'preview.history-lost' };
  }
  const losing = entries.filter(({ verb }) => verb === 'delete' || verb === 'write' || verb === 'create');
  const lost = losing
    .flatMap(({ parts }) => parts ?? [])
    .filter(({ name, undo }) => undo === 'none' && name !== 'ignored');
  const count = lost.reduce((sum, part) => sum + part.count, 0);
  const secret = losing.some(
    ({ undo, sample }) => undo === 'none' && sample?.some((one) => 'path' in one && isProtected(one.path)),
  );
  if (count === 0 && !secret) return undefined;
  return { level: count >= MANY || secret ? 'high' : 'medium', rule: 'preview.not-recoverable' };
}
