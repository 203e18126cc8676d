import { createHash } from 'node:crypto';
import type { IndexEntry } from './indexEntry.ts';

/** Bytes of an entry before the object's id: ten numbers of four bytes. */
const STAT = 40;

const EXTENDED = 0x4000;

/** `skip-worktree`, of the flags that only an extended entry has. */
const SKIPPED = 0x4000;

/**
 * The entries of an index file, read as git reads it. Undefined: of another version or shape (split, sparse, damaged);
 * git itself then says what it holds, or why it cannot.
 */
export function indexFile(bytes: Buffer, idLength: 20 | 32): readonly IndexEntry[] | undefined {
  if (bytes.length < 12 + idLength || bytes.toString('latin1', 0, 4) !== 'DIRC') return undefined;
  const version = bytes.readUInt32BE(4);
  if (version < 2 || version > 4) return undefined;
  const end = bytes.length - idLength;
  if (!isWhole(bytes, end, idLength)) return undefined;
  const count = bytes.readUInt32BE(8);
  const entries: IndexEntry[] = [];
  const modes = new Map<number, string>();
  let at = 12;
  let before: Buffer = Buffer.alloc(0);
  for (let n = 0; n < count; n += 1) {
    const start = at;
    if (start + STAT + idLength + 2 > end) return undefined;
    const flags = bytes.readUInt16BE(start + STAT + idLength);
    const extended = (flags & EXTENDED) !== 0;
    if (extended && version < 3) return undefined;
    at += STAT + idLength + (extended ? 4 : 2);
    const strip = version === 4 ? offsetAt(bytes, at) : undefined;
    if (strip !== undefined) at += strip.length;
    const stop = bytes.indexOf(0, at);
    if (stop < 0 || stop >= end || (strip?.value ?? 0) > before.length) return undefined;
    let path: string;
    if (strip === undefined) {
      path = bytes.toString('utf8', at, stop);
      // Entries are padded to eight bytes, with one NUL at least.
      at = start + (Math.floor((stop - start) / 8) + 1) * 8;
    } else {
      before = Buffer.concat([before.subarray(0, before.length - strip.value), bytes.subarray(at, stop)]);
      path = before.toString('utf8');
      at = stop + 1;
    }
    const mode = bytes.readUInt32BE(start + 24);
    const octal = modes.get(mode) ?? mode.toString(8);
    modes.set(mode, octal);
    entries.push({
      path,
      mode: octal,
      object: bytes.toString('hex', start + STAT, start + STAT + idLength),
      stage: (flags >> 12) & 3,
      changed: bytes.readUInt32BE(start + 8) * 1_000 + bytes.readUInt32BE(start + 12) / 1e6,
      statusChanged: bytes.readUInt32BE(start) * 1_000 + bytes.readUInt32BE(start + 4) / 1e6,
      inode: bytes.readUInt32BE(start + 20),
      size: bytes.readUInt32BE(start + 36),
      skipped: extended && (bytes.readUInt16BE(start + STAT + idLength + 2) & SKIPPED) !== 0,
    });
  }
  return isPlain(bytes, at, end) ? entries : undefined;
}

/** The hash at its end; all zeros where git was told to leave it out, which must not make one length look like the other. */
function isWhole(bytes: Buffer, end: number, idLength: 20 | 32): boolean {
  const sum = bytes.subarray(end);
  if (sum.every((byte) => byte === 0)) return idLength === 20;
  return createHash(idLength === 32 ? 'sha256' : 'sha1')
    .update(bytes.subarray(0, end))
    .digest()
    .equals(sum);
}

/** Whether only such parts follow as git may leave out: a small first letter changes what the entries mean. */
function isPlain(bytes: Buffer, from: number, end: number): boolean {
  let at = from;
  while (at + 8 <= end) {
    const first = bytes[at] ?? 0;
    if (first < 0x41 || first > 0x5a) return false;
    at += 8 + bytes.readUInt32BE(at + 4);
  }
  return at === end;
}

/** How many bytes of the name before go, as in git's packs: seven bits a byte, and one more for each that follows. */
function offsetAt(bytes: Buffer, at: number): { readonly value: number; readonly length: number } | undefined {
  let value = 0;
  for (let n = 0; n < 5; n += 1) {
    const byte = bytes[at + n] ?? 0;
    value = (value << 7) | (byte & 0x7f);
    if ((byte & 0x80) === 0) return { value, length: n + 1 };
    value += 1;
  }
  return { value: Infinity, length: 5 };
}
