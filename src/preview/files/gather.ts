import fs from 'node:fs';
import type { FileChange, Remark } from '../preview.ts';
import type { Budget } from './budget.ts';
import { entryNow, linkTarget, realPlace, type Entry } from './disk.ts';
import { expandGlob } from './glob.ts';
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
  /** A link was followed to what is written. */
  readonly linked?: true;
  /** Contents as they are and as they would be, where both are known. */
  readonly changes?: readonly FileChange[];
}

/** Finds the real paths of a target and walks them. `progress` gets the number of entries so far. */
export async function gather(
  target: Target,
  workspace: string,
  budget: Budget,
  progress: (entries: number) => void,
): Promise<Gathered> {
  const notes: Remark[] = [];
  const expanded =
    target.object.type === 'glob'
      ? await expandGlob(target.object.name, budget)
      : { paths: [target.object.name], complete: true };
  const isWrite = target.verb === 'write' || target.verb === 'create';
  const seen = new Set<string>();
  const starts: string[] = [];
  const entries: Entry[] = [];
  let complete = expanded.complete;
  let kept = 0;
  let linked: true | undefined;

  for (const named of expanded.paths) {
    if (budget.spent() !== undefined || !budget.take()) {
      complete = false;
      break;
    }
    const place = await placeOf(named, target);
    if (place === undefined) continue;
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
    starts.push(place);
    if (start.type !== 'directory') {
      entries.push(start);
    } else if (!target.whole) {
      kept += 1;
    } else {
      const before = entries.length;
      const found = await walk(start, budget, (count) => progress(before + count));
      for (const entry of found.entries) entries.push(entry);
      complete &&= found.complete;
      for (const mount of found.mounts) notes.push({ code: 'note.mount-point', values: { path: mount } });
      const [unread] = found.unread;
      if (unread !== undefined) {
        notes.push({ code: 'note.unread', values: { path: unread, count: String(found.unread.length) } });
      }
    }
  }
  if (kept > 0) {
    const code = isWrite ? 'note.into-folder' : 'note.folder-kept';
    notes.push({ code, values: { count: String(kept) } });
    if (code === 'note.into-folder') complete = false;
  }
  notes.push(...(await linkNotes(entries, starts)), ...specialNotes(entries));
  return { target, starts, entries, complete, notes, ...(linked === undefined ? {} : { linked }) };
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
