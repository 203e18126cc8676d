import { withoutEnd } from '../../effect/withoutEnd.ts';
import path from 'node:path';
import type { RunCommand } from '../../effect/command.ts';
import { covers } from '../covers.ts';
import type { PreviewSubject, Remark } from '../preview.ts';
import type { Budget } from './budget.ts';
import { entryNow, realFolder, realPlace, type Entry } from './disk.ts';
import type { Found } from './findTests.ts';
import { visitOf } from './findTree.ts';
import { findWords, isDeep, type FindWords } from './findWords.ts';
import type { Gathered } from './gather.ts';
import type { Target } from './targets.ts';
import { walk } from './walk.ts';

/**
 * What `find … -delete`, `-exec rm` or `| xargs rm` takes, found by its own tests. Undefined: the effect is of no such
 * command, or its words are known only when it runs.
 */
export async function foundBy(target: Target, subject: PreviewSubject, budget: Budget): Promise<Gathered | undefined> {
  const { verb, object, effect } = target;
  if (verb !== 'delete') return undefined;
  const command = (subject.reading.commands ?? []).find(
    ({ argv, range }) =>
      range !== undefined && covers(range, effect.range) && /^g?find$/.test(path.basename(argv[0] ?? '')),
  );
  if (command?.cwd === undefined) return undefined;
  const { cwd } = command;
  const words = findWords(command.argv, Date.now(), (file) => {
    const entry = entryNow(path.resolve(cwd, file));
    return typeof entry === 'string' ? undefined : entry.changed;
  });
  if (words === undefined) return undefined;
  const handed = words.action === 'names' ? handedOn(command, words, subject) : undefined;
  const base = object.type === 'glob' ? object.name.replace(/\/\*\*(?:\/.*)?$/, '') : object.name;
  const starts: string[] = [];
  const entries: Entry[] = [];
  const notes: Remark[] = words.refused ? [{ code: 'note.find-refuses', values: {} }] : [];
  let certain = words.certain && !words.refused && handed?.certain !== false;
  let complete = true;
  for (const word of words.starts) {
    if (path.resolve(cwd, word) !== (base === '' ? '/' : base)) continue;
    // A link at the start is what is found, unless a slash follows it or links are to be followed.
    const through = word.endsWith('/') || words.follows !== 'none';
    const start = entryNow((await (through ? realFolder : realPlace)(path.resolve(cwd, word))) ?? '');
    if (start === 'absent') continue;
    if (start === 'error') {
      complete = false;
      continue;
    }
    starts.push(start.path);
    const inside = await walk(start, budget, () => undefined);
    complete &&= inside.complete;
    for (const place of inside.away) notes.push({ code: 'note.away', values: { path: place } });
    for (const mount of inside.mounts) notes.push({ code: 'note.mount-point', values: { path: mount } });
    // What lies behind the links below is not looked at.
    if (words.follows === 'all' && inside.entries.some(({ type }) => type === 'link')) complete = false;
    const found = matching(inside.entries, start, word, words, handed?.deep === true);
    if (found.unsure) certain = false;
    if (handed?.nulls === false && found.entries.some((entry) => /[\s'"\\]/.test(entry.path))) certain = false;
    for (const entry of found.entries) entries.push(entry);
  }
  if (starts.length === 0 && complete && !words.starts.some((word) => path.resolve(cwd, word) === base))
    return undefined;
  return { target: { ...target, certain: target.certain && certain }, starts, entries, complete, notes };
}

/** `deep`: what the names are handed to takes folders too. */
function matching(
  entries: readonly Entry[],
  start: Entry,
  word: string,
  { tree, least, most, depthFirst }: FindWords,
  deep: boolean,
): { readonly entries: readonly Entry[]; readonly unsure: boolean } {
  const folders = new Set(entries.map((entry) => path.dirname(entry.path)));
  const gone = new Set<string>();
  const pruned = new Set<string>();
  const plain = withoutEnd(word, '/') || word.slice(0, 1);
  let unsure = false;
  // A folder comes before what is in it.
  const taken = entries.filter((entry) => {
    const folder = path.dirname(entry.path);
    const isFolder = entry.type === 'directory';
    if (gone.has(folder)) {
      if (isFolder) gone.add(entry.path);
      return true;
    }
    if (pruned.has(folder)) {
      if (isFolder) pruned.add(entry.path);
      return false;
    }
    const relative = path.relative(start.path, entry.path);
    const depth = relative === '' ? 0 : relative.split('/').length;
    if (depth < least || depth > most) return false;
    const found: Found = {
      entry,
      name: relative === '' ? path.basename(plain) : path.basename(relative),
      printed: relative === '' ? word : `${word.endsWith('/') ? word : `${word}/`}${relative}`,
    };
    const visit = visitOf(tree, found, folders);
    // Going depth first, it has been below already.
    if (visit.pruned && isFolder && !depthFirst) pruned.add(entry.path);
    if (visit.taken === undefined) {
      // It may be pruned.
      unsure ||= visit.unsure;
      return false;
    }
    const whole = deep || visit.taken === 'deep';
    // `rm` refuses a folder that is named by its dot.
    if (whole && relative === '' && /(?:^|\/)\.\.?\/?$/.test(word)) return false;
    unsure ||= visit.unsure;
    if (isFolder && whole) gone.add(entry.path);
    return !isFolder || whole;
  });
  return { entries: taken, unsure };
}

/** What becomes of the names: `xargs rm` right behind it takes them, as far as its options are plain. */
function handedOn(
  { range }: RunCommand,
  words: FindWords,
  { reading, action }: PreviewSubject,
): { readonly deep: boolean; readonly nulls: boolean; readonly certain: boolean } {
  const unclear = { deep: true, nulls: true, certain: false };
  const end = range?.[1] ?? 0;
  const next = (reading.commands ?? []).find((one) => one.range !== undefined && one.range[0] >= end);
  const text = action.kind === 'shell' ? action.command : undefined;
  if (next?.range === undefined || path.basename(next.argv[0] ?? '') !== 'xargs' || text === undefined) return unclear;
  if (!/^\s*(?:2>\s*\/dev\/null\s*)?\|\s*$/.test(text.slice(end, next.range[0]))) return unclear;
  const program = next.argv.findIndex((word, index) => index > 0 && !word.startsWith('-'));
  const options = next.argv.slice(1, program);
  if (program < 0 || path.basename(next.argv[program] ?? '') !== 'rm') return unclear;
  const nulls = options.some((word) => /^-\w*0|^--null$/.test(word));
  const own = next.argv.slice(program + 1);
  const plain = options.every((word) => /^(?:-[0rtx]+|--null|--no-run-if-empty)$/.test(word)) && nulls === words.nulls;
  const known = own.every((word) => /^(?:-[rRfv]+|--recursive|--force|--)$/.test(word));
  return { deep: isDeep(own), nulls, certain: plain && known };
}
