import path from 'node:path';
import { commandWords } from '../../commandWords.ts';
import type { Budget } from '../budget.ts';
import { entryNow, realPlace, type Entry } from '../disk.ts';
import type { FileVerb } from '../targets.ts';
import { walk } from '../walk.ts';
import { isFolder, resolved, sameBytes } from './places.ts';
import type { Replacing } from './replacing.ts';

const SPEC =
  'a,archive r,recursive v,verbose z,compress q,quiet n,dry-run l,links p,perms t,times g,group o,owner D h,human-readable P progress stats i,itemize-changes c,checksum u,update I,ignore-times existing ignore-existing W,whole-file remove-source-files delete,del,delete-before,delete-during,delete-delay,delete-after delete-excluded exclude= include= f,filter= C,cvs-exclude max-delete= b,backup';

const REMOTE = /^(?:[^/]*:|rsync:\/\/)/;

/** What a local `rsync` replaces, or, for the verb `delete`, deletes. How it compares is up to many options: at most these. */
export async function rsyncReplaces(
  argv: readonly string[],
  cwd: string,
  verb: FileVerb,
  wanted: string,
  budget: Budget,
): Promise<Replacing | undefined> {
  if (path.basename(argv[0] ?? '') !== 'rsync') return undefined;
  const { flags, operands, after = [] } = commandWords(SPEC, argv.slice(1));
  const all = [...operands, ...after];
  const last = all.at(-1);
  if (last === undefined || all.length < 2 || all.some((word) => REMOTE.test(word))) return undefined;
  const target = resolved(last, cwd);
  const sources = all.slice(0, -1).map((word) => resolved(word, cwd));
  const leaves = verb === 'delete' && flags.has('remove-source-files') && sources.includes(wanted);
  // Its output may go into a file as well.
  if (!leaves && wanted !== target && !wanted.startsWith(`${target}/`)) return undefined;
  const found = { entries: [] as Entry[], by: new Map<string, string>(), complete: true };
  const deep = flags.has('recursive') || flags.has('archive');
  const kept = new Map<string, Set<string>>();
  const bytes = { bytes: 16 * 1024 * 1024 };
  for (const word of all.slice(0, -1)) {
    const start = entryNow((await realPlace(resolved(word, cwd))) ?? resolved(word, cwd));
    if (start === 'absent' || start === 'error') continue;
    const contents = word.endsWith('/') || /(?:^|\/)\.$/.test(word);
    const isTree = start.type === 'directory';
    if (isTree && !deep) continue;
    const into = isTree || (await isFolder(target)) || last.endsWith('/');
    const base = !into || (isTree && contents) ? target : path.join(target, path.basename(start.path));
    const inside = isTree ? await walk(start, budget, () => undefined) : { entries: [start], complete: true };
    found.complete &&= inside.complete;
    const names = kept.get(base) ?? new Set<string>();
    if (isTree) kept.set(base, names);
    for (const entry of inside.entries) {
      const relative = path.relative(start.path, entry.path);
      if (leaves && start.path === wanted && entry.type !== 'directory') found.entries.push(entry);
      // What is left out is not sent, and may be told to go there.
      if (!flags.has('delete-excluded')) names.add(relative);
      if (verb === 'delete' || entry.type === 'directory' || flags.has('ignore-existing')) continue;
      if (!budget.take()) {
        found.complete = false;
        break;
      }
      const there = entryNow(path.join(base, relative));
      if (typeof there === 'string' || there.type === 'directory') continue;
      if (flags.has('update') && entry.changed <= there.changed) continue;
      if (await sameBytes(entry, there, bytes)) continue;
      found.entries.push(there);
      found.by.set(there.path, entry.path);
    }
  }
  if (verb === 'delete' && !leaves) {
    for (const [base, names] of kept) {
      const start = entryNow((await realPlace(base)) ?? base);
      if (typeof start === 'string' || start.type !== 'directory') continue;
      const inside = await walk(start, budget, () => undefined);
      found.complete &&= inside.complete;
      for (const entry of inside.entries)
        if (!names.has(path.relative(start.path, entry.path))) found.entries.push(entry);
    }
  }
  return { ...found, certain: false, notes: [] };
}
