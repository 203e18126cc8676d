import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import type { Budget } from '../budget.ts';
import type { ArchiveNames, Member, Wants } from './archiveNames.ts';

/** Bytes of the list at the archive's end that are read. */
const LONGEST_LIST = 32 * 1024 * 1024;

/** The end record with its comment is at most this long. */
const LONGEST_END = 65_557;

const END = 0x06054b50;
const MEMBER = 0x02014b50;
const UTF8 = 0x0800;

const STORED = 0;
const DEFLATED = 8;

/** Packed bytes of one member whose contents are compared. */
const LONGEST_PACKED = 2 * 1024 * 1024;

/** Files in the central directory of a zip file; nothing is unpacked to disk. Of a zip64 archive, and of one behind other bytes, none. */
export async function zipNames(file: string, budget: Budget, wants: Wants): Promise<ArchiveNames> {
  const { O_RDONLY, O_NONBLOCK } = fs.constants;
  const handle = await fs.promises.open(file, O_RDONLY | O_NONBLOCK).catch(() => undefined);
  if (handle === undefined) return { unread: 'absent' };
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) return { unread: 'absent' };
    const { size } = stat;
    const tail = await readAt(handle, Math.max(0, size - LONGEST_END), Math.min(size, LONGEST_END));
    let end = tail.length - 22;
    while (end >= 0 && tail.readUInt32LE(end) !== END) end -= 1;
    if (end < 0) return { unread: 'format' };
    const length = tail.readUInt32LE(end + 12);
    const start = tail.readUInt32LE(end + 16);
    // Where bytes stand before the archive, tools look for its list in another place than it says.
    if (length > LONGEST_LIST || start + length !== size - tail.length + end) return { unread: 'format' };
    return await namesIn(await readAt(handle, start, length), budget, wants, handle);
  } catch {
    return { unread: 'damaged' };
  } finally {
    await handle.close();
  }
}

async function namesIn(
  list: Buffer,
  budget: Budget,
  wants: Wants,
  handle: fs.promises.FileHandle,
): Promise<ArchiveNames> {
  const members: Member[] = [];
  let at = 0;
  while (at + 46 <= list.length && list.readUInt32LE(at) === MEMBER) {
    if (!budget.take()) return { members, complete: false };
    const length = list.readUInt16LE(at + 28);
    const beside = list.readUInt16LE(at + 30) + list.readUInt16LE(at + 32);
    const bytes = list.subarray(at + 46, at + 46 + length);
    // An old code page differs from UTF-8 beyond ASCII: such a name is looked for in vain.
    const known = (list.readUInt16LE(at + 8) & UTF8) !== 0 || bytes.every((byte) => byte < 0x80);
    if (!known) return { members, complete: false };
    const member: Member = { name: bytes.toString('utf8') };
    // Of an archive made on Windows it is a slash.
    if (member.name.includes('\\')) return { members, complete: false };
    members.push(member);
    const size = list.readUInt32LE(at + 24);
    if (wants(member.name, size)) {
      const packed = { at: list.readUInt32LE(at + 42), length: list.readUInt32LE(at + 20), size };
      const hash = await hashIn(handle, list.readUInt16LE(at + 10), packed).catch(() => undefined);
      if (hash !== undefined) member.hash = hash;
    }
    at += 46 + length + beside;
  }
  return { members, complete: at === list.length };
}

/** SHA-1 of a member's bytes. Undefined: it is packed in a way that is not read here, or larger than it says. */
async function hashIn(
  handle: fs.promises.FileHandle,
  method: number,
  { at, length, size }: { readonly at: number; readonly length: number; readonly size: number },
): Promise<string | undefined> {
  if (length > LONGEST_PACKED || (method !== STORED && method !== DEFLATED)) return undefined;
  const header = await readAt(handle, at, 30);
  const packed = await readAt(handle, at + 30 + header.readUInt16LE(26) + header.readUInt16LE(28), length);
  const bytes = method === STORED ? packed : inflateRawSync(packed, { maxOutputLength: size + 1 });
  return bytes.length === size ? createHash('sha1').update(bytes).digest('hex') : undefined;
}

async function readAt(handle: fs.promises.FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let at = 0;
  while (at < length) {
    const { bytesRead } = await handle.read(buffer, at, length - at, position + at);
    if (bytesRead === 0) throw new Error('shorter than it said');
    at += bytesRead;
  }
  return buffer;
}
