import fs from 'node:fs';
import { covers } from '../covers.ts';
import type { FileChange, PreviewSubject, Remark } from '../preview.ts';
import type { Budget } from './budget.ts';
import { entryNow, linkTarget, realFolder, realPlace, type Entry } from './disk.ts';
import { expandGlob, isFolder } from './glob.ts';
import { otherNames } from './replacing/places.ts';
import { globbingOf, hasOption, USUAL } from './globbing.ts';
import { spokenOf } from './spoken.ts';
import type { Target } from './targets.ts';
import { walk } from './walk.ts';

/** What was found on disk for one target, before git is asked. */
export interface Gathered {
  readonly target: Target;
  /** Real paths where the looks began: what the shell would hand to the program. */
  readonly starts: readonly string[];
  /** All entries, folders too. */
  readonly entries: readonly Entry[];
  /** False: there is more, or a part could not be read. */
  readonly complete: boolean;
  readonly notes: readonly Remark[];
  /** All that lies at the starts goes. */
  readonly whole?: true;
  /** They leave the index too: what was only staged is nowhere then. */
  readonly unstaged?: true;
  /** A link was followed to what is written. */
  readonly linked?: true;
  /** Contents as they are and as they would be, where both are known. */
  readonly changes?: readonly FileChange[];
}

/** Finds the real paths of a target and walks them. `progress` gets the number of entries so far. */
export async function gather(
  target: Target,
  subject: PreviewSubject,
  budget: Budget,
  progress: (entries: number) => void,
): Promise<Gathered> {
  const { workspace } = subject;
  const notes: Remark[] = [];
  const isGlob = target.object.type === 'glob';
  const spoken = await spokenOf(target, subject);
  const globbing = isGlob ? globbingOf(subject) : USUAL;
  const expanded = isGlob
    ? await expandGlob(target.object.name, budget, { ...globbing, hidden: globbing.hidden || spoken.handed })
    : { paths: [spoken.named], complete: true };
  const isWrite = target.verb === 'write' || target.verb === 'create';
  const seen = new Set<string>();
  const starts: string[] = [];
  const entries: Entry[] = [];
  let complete = expanded.complete && !spoken.gitPattern;
  if (spoken.gitPattern) notes.push({ code: 'note.git-pattern', values: {} });
  let kept = 0;
  const refused: string[] = [];
  let linked: true | undefined;
  const optional = isGlob && isOption(expanded.paths);
  const deep = spoken.deep || optional;
  let certain = target.certain && spoken.certain && !spoken.gitPattern && globbing.usual && !optional;

  for (const named of expanded.paths) {
    // A pattern's names are entries that were listed already.
    if (!budget.take()) complete = false;
    if (!complete && !(isGlob && budget.spent() === 'entries') && budget.spent() !== undefined) break;
    const through = spoken.through && (await isFolder(named));
    // With a slash at its end a pattern matches folders alone.
    if (spoken.through && isGlob && !through) continue;
    const place = through ? await realFolder(named) : await placeOf(named, target);
    if (place === undefined) continue;
    // Whether all that a link leads to goes, or nothing, differs from one `rm` to the next.
    if (through && place !== (await realPlace(named))) certain = false;
    if (isWrite && place !== (await realPlace(named))) linked = true;
    if (!inside(place, workspace) && inside(named, workspace)) {
      notes.push({ code: 'note.leads-outside', values: { path: named, real: place } });
    }
    const start = entryNow(place);
    if (start === 'absent' || seen.has(place)) continue;
    seen.add(place);
    // Through a link that leads nowhere a new file is written.
    if (start !== 'error' && start.type === 'link' && isWrite) continue;
    if (start === 'error') {
      complete = false;
      notes.push({ code: 'note.unread', values: { path: place, count: '1' } });
      continue;
    }
    // What is written to a pipe or a device replaces nothing.
    if (start.type === 'special' && isWrite) {
      notes.push(...specialNotes([start]));
      continue;
    }
    if (spoken.refuses !== 'nothing' && start.type !== 'directory') {
      refused.push(named);
      continue;
    }
    if (spoken.refuses === 'full') {
      if (await isEmpty(place)) entries.push(start);
      else refused.push(named);
      continue;
    }
    if (start.type === 'file' && start.names > 1 && (isWrite || spoken.overwrites)) notes.push(otherNames(start));
    starts.push(place);
    if (start.type === 'directory' && deep && !target.whole) certain = false;
    if (start.type !== 'directory') {
      entries.push(start);
    } else if (!target.whole && !deep) {
      kept += 1;
    } else {
      const before = entries.length;
      const found = await walk(start, budget, (count) => progress(before + count));
      for (const entry of found.entries) entries.push(entry);
      complete &&= found.complete;
      for (const place of found.away) notes.push({ code: 'note.away', values: { path: place } });
      for (const mount of found.mounts) notes.push({ code: 'note.mount-point', values: { path: mount } });
      const [unread] = found.unread;
      if (unread !== undefined) {
        notes.push({ code: 'note.unread', values: { path: unread, count: String(found.unread.length) } });
      }
    }
  }
  const [first] = refused;
  if (first !== undefined) notes.push({ code: 'note.refused', values: { count: String(refused.length), path: first } });
  if (kept > 0) {
    const code = isWrite ? 'note.into-folder' : 'note.folder-kept';
    notes.push({ code, values: { count: String(kept) } });
    if (code === 'note.into-folder') complete = false;
  }
  notes.push(...(await linkNotes(entries, starts)), ...specialNotes(entries));
  return {
    target: { ...target, certain },
    starts,
    entries,
    complete,
    notes,
    ...(target.verb === 'delete' && target.whole ? { whole: true } : {}),
    ...(linked === undefined ? {} : { linked }),
  };

  function isOption(names: readonly string[]): boolean {
    const command = (subject.reading.globbed ?? []).find(({ range }) => covers(range, target.effect.range));
    return hasOption(names, command?.cwd ?? subject.cwd, command?.argv ?? []);
  }
}

/** Writing and chmod follow a link to what it names; deleting and moving take the link itself. */
async function placeOf(named: string, target: Target): Promise<string | undefined> {
  if (target.verb === 'delete' || target.verb === 'move') return realPlace(named);
  try {
    return await fs.promises.realpath(named);
  } catch {
    return realPlace(named);
  }
}

async function isEmpty(folder: string): Promise<boolean> {
  const open = await fs.promises.opendir(folder).catch(() => undefined);
  if (open === undefined) return false;
  try {
    return (await open.read()) === null;
  } catch {
    return false;
  } finally {
    await open.close();
  }
}

/** Links looked up for one that leads out. */
const MOST_LINKS = 100;

/** How many links there are, and one with what it points to: best one that leads out of what is counted. */
async function linkNotes(entries: readonly Entry[], starts: readonly string[]): Promise<readonly Remark[]> {
  const links = entries.filter(({ type }) => type === 'link').map((entry) => entry.path);
  links.sort();
  const shown: { readonly path: string; readonly to: string }[] = [];
  for (const link of links.slice(0, MOST_LINKS)) {
    const to = (await linkTarget(link)) ?? '?';
    if (starts.some((start) => inside(to, start))) shown.push({ path: link, to });
    else shown.unshift({ path: link, to });
  }
  const [first] = shown;
  if (first === undefined) return [];
  return [{ code: 'note.links', values: { count: String(links.length), ...first } }];
}

function specialNotes(entries: readonly Entry[]): readonly Remark[] {
  const special = entries.filter(({ type }) => type === 'special');
  const [first] = special;
  if (first === undefined) return [];
  return [{ code: 'note.special-files', values: { count: String(special.length), path: first.path } }];
}

export function inside(target: string, folder: string): boolean {
  return target === folder || target.startsWith(folder === '/' ? '/' : `${folder}/`);
}
