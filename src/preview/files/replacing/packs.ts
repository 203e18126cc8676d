import path from 'node:path';
import type { EffectObject } from '../../../effect/object.ts';
import { commandWords } from '../../commandWords.ts';
import { entryNow, type Entry } from '../disk.ts';
import { resolved } from './places.ts';
import type { Replacing } from './replacing.ts';

const COMMON =
  'd,decompress,uncompress f,force k,keep q,quiet v,verbose c,stdout,to-stdout t,test l,list 1,fast 2 3 4 5 6 7 8 9,best';

interface Packer {
  readonly spec: string;
  /** The ending that it adds; each ending that it takes away, and what it puts in its place. */
  readonly ending: string;
  readonly endings: Readonly<Record<string, string>>;
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
const ZSTD: Packer = { spec: `${COMMON} rm`, ending: '.zst', endings: { '.zst': '', '.tzst': '.tar' } };

const PACKERS: Readonly<Record<string, Packer>> = { gzip: GZIP, bzip2: BZIP2, xz: XZ, zstd: ZSTD };

/** Those that only unpack. */
const UNPACKERS: Readonly<Record<string, Packer>> = { gunzip: GZIP, bunzip2: BZIP2, unxz: XZ, unzstd: ZSTD };

/**
 * What packing or unpacking one file replaces: not that file, whose content is kept in the other, but what bears the other's
 * name, and that only when it is told to. Undefined: no such command, or not all of its words are plain.
 */
export function packReplaces(
  [program = '', ...own]: readonly string[],
  cwd: string,
  { type, name }: EffectObject,
): Replacing | undefined {
  const base = path.basename(program);
  const packer = PACKERS[base] ?? UNPACKERS[base];
  if (packer === undefined) return undefined;
  const { flags, operands, after = [], certain } = commandWords(packer.spec, own);
  if (!certain || flags.has('stdout') || flags.has('test') || flags.has('list')) return undefined;
  const unpacks = UNPACKERS[base] !== undefined || flags.has('decompress');
  const entries: Entry[] = [];
  let complete = true;
  for (const word of [...operands, ...after]) {
    const file = resolved(word, cwd);
    if (type !== 'glob' && file !== name) continue;
    const target = unpacks ? unpacked(file, packer) : file + packer.ending;
    const there = target === undefined ? 'absent' : entryNow(target);
    if (there === 'error') complete = false;
    else if (there !== 'absent' && there.type !== 'directory' && flags.has('force')) entries.push(there);
  }
  return { entries, by: new Map(), complete, certain: true, notes: [] };
}

function unpacked(file: string, { endings }: Packer): string | undefined {
  const ending = Object.keys(endings).find((one) => file.endsWith(one));
  return ending === undefined ? undefined : file.slice(0, -ending.length) + (endings[ending] ?? '');
}
