import path from 'node:path';
import type { EffectObject } from '../../../effect/object.ts';
import { commandWords } from '../../commandWords.ts';
import type { Mounts } from '../../mounts.ts';
import type { Remark } from '../../preview.ts';
import { entryNow, linkEnd, type Entry } from '../disk.ts';
import { resolved } from './places.ts';
import type { Replacing } from './replacing.ts';

const COMMON =
  'd,decompress,uncompress f,force k,keep q,quiet v,verbose c,stdout,to-stdout t,test l,list 1,fast 2 3 4 5 6 7 8 9,best';

interface Packer {
  readonly spec: string;
  /** The ending that it adds; each ending that it takes away, and what it puts in its place. */
  readonly ending: string;
  readonly endings: Readonly<Record<string, string>>;
  /** It leaves the file that it has packed, unless it is told otherwise. */
  readonly keeps?: true;
}

const GZIP: Packer = { spec: `${COMMON} n,no-name N,name`, ending: '.gz', endings: { '.gz': '', '.tgz': '.tar' } };
const BZIP2: Packer = {
  spec: `${COMMON} z,compress s,small`,
  ending: '.bz2',
  endings: { '.bz2': '', '.tbz2': '.tar' },
};
const XZ: Packer = {
  spec: `${COMMON} z,compress 0 e,extreme T,threads=`,
  ending: '.xz',
  endings: { '.xz': '', '.txz': '.tar' },
};
const ZSTD: Packer = { spec: `${COMMON} rm`, ending: '.zst', endings: { '.zst': '', '.tzst': '.tar' }, keeps: true };

const PACKERS: Readonly<Record<string, Packer>> = { gzip: GZIP, bzip2: BZIP2, xz: XZ, zstd: ZSTD };

/** Those that only unpack. */
const UNPACKERS: Readonly<Record<string, Packer>> = { gunzip: GZIP, bunzip2: BZIP2, unxz: XZ, unzstd: ZSTD };

/**
 * What packing or unpacking one file replaces: not that file, whose content is kept in the other, but what bears the other's
 * name, and that only when it is told to. Of a link that it is told to follow the name goes, while what it leads to stays.
 * Undefined: no such command, or not all of its words are plain.
 */
export async function packReplaces(
  [program = '', ...words]: readonly string[],
  cwd: string,
  { type, name }: EffectObject,
  mounts: Mounts,
): Promise<Replacing | undefined> {
  const base = path.basename(program);
  const packer = PACKERS[base] ?? UNPACKERS[base];
  if (packer === undefined) return undefined;
  const { flags, operands, after = [], certain } = commandWords(packer.spec, words);
  if (!certain || flags.has('stdout') || flags.has('test') || flags.has('list')) return undefined;
  const unpacks = UNPACKERS[base] !== undefined || flags.has('decompress');
  const removes = packer.keeps === true ? flags.has('rm') : !flags.has('keep');
  const entries: Entry[] = [];
  const links: { readonly path: string; readonly to: string }[] = [];
  let complete = true;
  for (const word of [...operands, ...after]) {
    const file = resolved(word, cwd);
    if (type !== 'glob' && file !== name) continue;
    const target = unpacks ? unpacked(file, packer) : file + packer.ending;
    const there = target === undefined ? 'absent' : entryNow(target);
    if (there === 'error') complete = false;
    else if (there !== 'absent' && there.type !== 'directory' && flags.has('force')) entries.push(there);
    if (target === undefined || !removes || !flags.has('force')) continue;
    const own = entryNow(file);
    const end = typeof own === 'object' && own.type === 'link' ? await linkEnd(file, mounts) : 'absent';
    if (typeof end === 'object' && end.type === 'file') links.push({ path: file, to: end.path });
  }
  return { entries, by: new Map(), complete, certain: true, notes: linkNotes(links) };
}

function linkNotes(links: readonly { readonly path: string; readonly to: string }[]): readonly Remark[] {
  const [first] = links;
  return first === undefined ? [] : [{ code: 'note.links-packed', values: { count: String(links.length), ...first } }];
}

function unpacked(file: string, { endings }: Packer): string | undefined {
  const ending = Object.keys(endings).find((one) => file.endsWith(one));
  return ending === undefined ? undefined : file.slice(0, -ending.length) + (endings[ending] ?? '');
}
