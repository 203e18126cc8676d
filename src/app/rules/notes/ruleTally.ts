import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { entryOf } from '../../../record/recall.ts';
import { segmentsOf } from '../../../record/segments.ts';
import type { Layer } from '../../../rules/compile.ts';

/** What a rule decided. `watched`: observe mode let it go. */
export interface Tally {
  readonly passed: number;
  readonly held: number;
  readonly refused: number;
  readonly watched: number;
}

export interface Tallies {
  /** By the rule's id; a rule that decided nothing is not in it. */
  readonly byRule: ReadonlyMap<string, Tally>;
  /** The record holds more than is looked at: each number is at least that. */
  readonly cut: boolean;
}

/** Whose record: of one workspace, or of each that has its own below a folder. */
export type Records = { readonly folder: string } | { readonly below: string };

interface Decided {
  readonly at: number;
  readonly layer: Layer;
  readonly rule: string;
  readonly did: keyof Tally;
}

interface ReadSegment {
  readonly inode: number;
  /** Bytes that are read: up to a line's end. */
  readonly bytes: number;
  readonly decided: readonly Decided[];
}

/** Bytes of segments that are looked at for one answer, the newest first. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Counts what rules decided. What was read of a segment is kept: it only grows. */
export function openRuleTally(mostBytes = MOST_BYTES): {
  since(records: Records, layer: Layer, from: number): Promise<Tallies>;
} {
  const known = new Map<string, ReadSegment>();
  return {
    async since(records, layer, from) {
      const segments = await changedSince(records, from);
      const byRule = new Map<string, Tally>();
      let left = mostBytes;
      let cut = false;
      for (const { file, size, inode } of segments) {
        left -= size;
        if (left < 0) {
          cut = true;
          break;
        }
        const before = known.get(file);
        const read = await readOn(file, before?.inode === inode && before.bytes <= size ? before : undefined, inode);
        known.set(file, read);
        for (const one of read.decided) {
          if (one.at < from || one.layer !== layer) continue;
          const tally = byRule.get(one.rule) ?? { passed: 0, held: 0, refused: 0, watched: 0 };
          byRule.set(one.rule, { ...tally, [one.did]: tally[one.did] + 1 });
        }
      }
      return { byRule, cut };
    },
  };
}

interface Segment {
  readonly file: string;
  readonly size: number;
  readonly inode: number;
  readonly changed: number;
}

/** The newest first. */
async function changedSince(records: Records, from: number): Promise<readonly Segment[]> {
  const folders = 'folder' in records ? [records.folder] : await foldersBelow(records.below);
  const found: Segment[] = [];
  for (const folder of folders)
    for (const file of await segmentsOf(folder)) {
      const { size, ino, mtimeMs } = await stat(file);
      if (mtimeMs >= from) found.push({ file, size, inode: ino, changed: mtimeMs });
    }
  return found.sort((a, b) => b.changed - a.changed);
}

async function foldersBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((reason: NodeJS.ErrnoException) => {
    if (reason.code === 'ENOENT') return [];
    throw reason;
  });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => path.join(folder, name));
}

async function readOn(file: string, before: ReadSegment | undefined, inode: number): Promise<ReadSegment> {
  const start = before?.bytes ?? 0;
  const handle = await open(file, 'r');
  try {
    const bytes = Buffer.alloc(Math.max(0, (await handle.stat()).size - start));
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
    const end = bytes.subarray(0, bytesRead).lastIndexOf(0x0a) + 1;
    const lines = bytes.subarray(0, end).toString('utf8').split('\n');
    return { inode, bytes: start + end, decided: [...(before?.decided ?? []), ...lines.flatMap(decidedBy)] };
  } finally {
    await handle.close();
  }
}

/** Most lines tell of no rule of a file: those are not even hashed. */
const OF_A_FILE = /"layer":"(?:user|workspace)"/;

function decidedBy(line: string): readonly Decided[] {
  if (!OF_A_FILE.test(line)) return [];
  const entry = entryOf(line);
  if (entry?.type !== 'intent') return [];
  const { at, reason, ruling, observed } = entry;
  if (reason.layer !== 'user' && reason.layer !== 'workspace') return [];
  const did =
    observed !== undefined ? 'watched' : ({ pass: 'passed', hold: 'held', refuse: 'refused' } as const)[ruling];
  return [{ at, layer: reason.layer, rule: reason.rule, did }];
}
