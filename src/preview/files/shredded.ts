import path from 'node:path';
import { commandWords } from '../commandWords.ts';
import { mountsNow } from '../mounts.ts';
import type { PreviewSubject, Remark } from '../preview.ts';
import { linkEnd, type Entry } from './disk.ts';
import { inside, type Gathered } from './gather.ts';
import { otherNames } from './replacing/places.ts';
import { behind } from './spoken.ts';
import type { Target } from './targets.ts';

const OPTIONS = 'f,force n,iterations= random-source= s,size= u remove? v,verbose x,exact z,zero';

const SHRED = /^g?shred$/;

/**
 * GNU `shred` writes over the file that a link leads to, and `-u` then takes the link's own name: the contents of the one
 * and the name of the other are lost. What is no file it refuses.
 */
export async function shredded(found: Gathered, subject: PreviewSubject): Promise<Gathered> {
  const { target, entries } = found;
  const shred = target.verb === 'delete' ? shredBehind(target, subject) : undefined;
  if (shred === undefined) return found;
  const { flags, values, certain } = commandWords(OPTIONS, shred.words);
  const removes = flags.has('u') || flags.has('remove') || values.has('remove');
  const writes = values.get('iterations')?.at(-1) !== '0' || flags.has('zero');
  const lost = new Map<string, Entry>();
  const links: { readonly path: string; readonly to: string }[] = [];
  const notes: Remark[] = found.notes.filter(({ code }) => code !== 'note.links');
  const refused: string[] = [];
  let complete = found.complete;
  const mounts = await mountsNow(subject.workspace);
  for (const entry of entries) {
    const end = entry.type === 'link' ? await linkEnd(entry.path, mounts) : entry;
    if (end === 'away') notes.push({ code: 'note.away', values: { path: entry.path } });
    if (end === 'error' || end === 'away') complete = false;
    if (end === 'absent' || (typeof end !== 'string' && end.type === 'directory')) refused.push(entry.path);
    if (typeof end === 'string' || end.type === 'directory') continue;
    if (removes) lost.set(entry.path, entry);
    if (end === entry) {
      if (!removes && end.size > 0) lost.set(end.path, end);
      continue;
    }
    links.push({ path: entry.path, to: end.path });
    if (end.size > 0 || end.type === 'special') lost.set(end.path, end);
    if (end.names > 1) notes.push(otherNames(end));
  }
  const out = links.find(({ path: from, to }) => !inside(to, subject.workspace) && inside(from, subject.workspace));
  if (out !== undefined) notes.push({ code: 'note.leads-outside', values: { path: out.path, real: out.to } });
  const link = out ?? links[0];
  if (link !== undefined)
    notes.push({ code: 'note.links-overwritten', values: { count: String(links.length), ...link } });
  const [first] = refused;
  if (first !== undefined) notes.push({ code: 'note.refused', values: { count: String(refused.length), path: first } });
  if (!removes && entries.length > refused.length) notes.push({ code: 'note.names-stay', values: {} });
  return {
    ...found,
    target: { ...target, certain: target.certain && certain && !shred.handed && (removes || writes) },
    entries: [...lost.values()],
    complete,
    notes,
  };
}

interface Shred {
  readonly words: readonly string[];
  /** Another program hands it the names. */
  readonly handed: boolean;
}

function shredBehind(target: Target, subject: PreviewSubject): Shred | undefined {
  const own = behind(target, subject).command?.argv ?? [];
  const program = path.basename(own[0] ?? '');
  if (SHRED.test(program)) return { words: own.slice(1), handed: false };
  // These take their operands themselves.
  if (/^g?(?:rm|unlink|rmdir|git)$/.test(program)) return undefined;
  const { commands = [], globbed = [] } = subject.reading;
  for (const { argv } of [...commands, ...globbed]) {
    const at = argv.findIndex((word) => SHRED.test(path.basename(word)));
    if (at > 0 && /^g?(?:xargs|find)$|^parallel$/.test(path.basename(argv[0] ?? '')))
      return { words: argv.slice(at + 1), handed: true };
  }
  return undefined;
}
