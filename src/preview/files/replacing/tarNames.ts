import { createHash, type Hash } from 'node:crypto';
import fs from 'node:fs';
import { pipeline, type Transform } from 'node:stream';
import zlib from 'node:zlib';
import type { Budget } from '../budget.ts';
import type { ArchiveNames, Member, Wants } from './archiveNames.ts';

/** Bytes, unpacked, that are gone through: a small archive can unpack to any size. */
const MOST_BYTES = 512 * 1024 * 1024;

const BLOCK = 512;

/** Bytes of a long name or of an extended header. */
const LONGEST_HEADER = 64 * 1024;

/** Files in a tar file, plain, gzipped or zstandard, read header by header; nothing is unpacked to disk. */
export async function tarNames(file: string, budget: Budget, wants: Wants): Promise<ArchiveNames> {
  const { O_RDONLY, O_NONBLOCK } = fs.constants;
  const handle = await fs.promises.open(file, O_RDONLY | O_NONBLOCK).catch(() => undefined);
  if (handle === undefined) return { unread: 'absent' };
  try {
    if (!(await handle.stat()).isFile()) return { unread: 'absent' };
    const start = Buffer.alloc(264);
    const { bytesRead } = await handle.read(start, 0, start.length, 0);
    const unpacked = unpackerOf(start);
    const isTar = bytesRead === start.length && start.toString('latin1', 257, 262) === 'ustar';
    if (unpacked === undefined && !isTar) return { unread: 'format' };
    const raw = handle.createReadStream({ start: 0, autoClose: false });
    // The reader below sees the error of either end; the callback only keeps it from being thrown.
    const stream = unpacked === undefined ? raw : pipeline(raw, unpacked(), () => undefined);
    return await namesIn(stream as AsyncIterable<Buffer>, budget, wants);
  } catch {
    return { unread: 'damaged' };
  } finally {
    await handle.close().catch(() => undefined);
  }
}

/** By the bytes at its beginning. Undefined: it is not packed, or in a way that is not read here. */
function unpackerOf(start: Buffer): (() => Transform) | undefined {
  if (start.readUInt16BE(0) === 0x1f8b) return zlib.createGunzip;
  // Node 20 and 22.14 have none.
  return start.readUInt32BE(0) === 0x28b52ffd ? zlib.createZstdDecompress : undefined;
}

/** A file whose bytes go by. */
interface Passing {
  readonly member: Member;
  readonly hash: Hash;
  left: number;
}

async function namesIn(stream: AsyncIterable<Buffer>, budget: Budget, wants: Wants): Promise<ArchiveNames> {
  const members: Member[] = [];
  let passing: Passing | undefined;
  const pass = (bytes: Buffer): void => {
    if (passing === undefined) return;
    passing.hash.update(bytes.subarray(0, passing.left));
    passing.left -= Math.min(passing.left, bytes.length);
    if (passing.left > 0) return;
    passing.member.hash = passing.hash.digest('hex');
    passing = undefined;
  };
  let rest: Buffer = Buffer.alloc(0);
  let skip = 0;
  let seen = 0;
  /** A name that a header before it gave, since its own field is too short. */
  let long: string | undefined;
  for await (const chunk of stream) {
    seen += chunk.length;
    if (seen > MOST_BYTES || budget.spent() !== undefined) return { members, complete: false };
    let at = Math.min(skip, chunk.length);
    skip -= at;
    pass(chunk.subarray(0, at));
    if (at === chunk.length) continue;
    const data = rest.length === 0 ? chunk.subarray(at) : Buffer.concat([rest, chunk.subarray(at)]);
    at = 0;
    for (;;) {
      if (data.length - at < BLOCK) break;
      const header = data.subarray(at, at + BLOCK);
      if (header.every((byte) => byte === 0)) return { members, complete: true };
      const size = sizeIn(header);
      if (size === undefined) return { members, complete: false };
      const type = String.fromCharCode(header[156] ?? 0);
      const padded = Math.ceil(size / BLOCK) * BLOCK;
      if (type === 'L' || type === 'x') {
        if (size > LONGEST_HEADER) return { members, complete: false };
        if (data.length - at < BLOCK + padded) break;
        const body = data.subarray(at + BLOCK, at + BLOCK + size);
        long = (type === 'L' ? body.toString('utf8').replace(/\0.*$/s, '') : pathIn(body)) ?? long;
        at += BLOCK + padded;
        continue;
      }
      if (!budget.take()) return { members, complete: false };
      if (type !== 'K' && type !== 'g') {
        const name = long ?? nameIn(header);
        // A folder's own name has a slash at its end in most archives, but not in all.
        const member: Member = { name: type === '5' && !name.endsWith('/') ? `${name}/` : name };
        members.push(member);
        long = undefined;
        if (/[0\0]/.test(type) && wants(member.name, size)) passing = { member, hash: createHash('sha1'), left: size };
      }
      at += BLOCK;
      const here = Math.min(padded, data.length - at);
      pass(data.subarray(at, at + here));
      at += here;
      skip = padded - here;
      if (skip > 0) break;
    }
    rest = data.subarray(at);
  }
  return { members, complete: rest.length === 0 && skip === 0 };
}

/** Octal, or for 8 GB and more binary. Undefined: no tar header. */
function sizeIn(header: Buffer): number | undefined {
  const field = header.subarray(124, 136);
  if (((field[0] ?? 0) & 0x80) !== 0) {
    const size = field.readUIntBE(6, 6);
    return Number.isSafeInteger(size) ? size : undefined;
  }
  const digits = field
    .toString('latin1')
    .replace(/[\0 ]+$/, '')
    .trim();
  return /^[0-7]*$/.test(digits) ? parseInt(digits === '' ? '0' : digits, 8) : undefined;
}

function nameIn(header: Buffer): string {
  const text = (from: number, to: number): string => header.toString('utf8', from, to).replace(/\0.*$/s, '');
  // GNU tar keeps times where POSIX keeps the beginning of a long name.
  const posix = header.toString('latin1', 257, 263) === 'ustar\0';
  const prefix = posix ? text(345, 500) : '';
  return prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`;
}

/** `LENGTH path=NAME\n` among the records of an extended header. */
function pathIn(body: Buffer): string | undefined {
  let at = 0;
  while (at < body.length) {
    const space = body.indexOf(0x20, at);
    const length = space < 0 ? NaN : Number(body.toString('latin1', at, space));
    if (!Number.isInteger(length) || length <= 0) return undefined;
    const record = body.toString('utf8', space + 1, at + length - 1);
    if (record.startsWith('path=')) return record.slice('path='.length);
    at += length;
  }
  return undefined;
}
