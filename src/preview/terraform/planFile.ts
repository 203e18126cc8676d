import zlib from 'node:zlib';
import { readPlanMessage, type PlannedChange } from './planMessage.ts';
import { readState, type State } from './state.ts';

/** Bytes of a plan's parts when unpacked. */
const LARGEST_PART = 64 * 1024 * 1024;

export interface Plan {
  readonly changes: readonly PlannedChange[];
  /** The state that it was made of, where that is in it and can be read. */
  readonly state: State | undefined;
  readonly errored: boolean;
  readonly version: string;
}

/**
 * A saved plan: a zip of the planned changes (protobuf, format 3 of planfile.proto in Terraform and OpenTofu) and of the
 * state that they were made of. Read as bytes: `terraform show` would start provider plugins. Undefined: it is none, or in
 * another format; what is not wholly understood is not counted.
 */
export function readPlan(bytes: Buffer): Plan | undefined {
  try {
    const message = member(bytes, 'tfplan');
    const plan = message === undefined ? undefined : readPlanMessage(message);
    if (plan === undefined) return undefined;
    const before = member(bytes, 'tfstate')?.toString('utf8');
    const read = before === undefined || before === '' ? undefined : readState(before);
    return { ...plan, state: read?.ok === true ? read.state : undefined };
  } catch {
    return undefined;
  }
}

const END = 0x06054b50;
const LISTED = 0x02014b50;
const LOCAL = 0x04034b50;
const END_SIZE = 22;

/**
 * One file of a zip, unpacked; throws where the zip is damaged. Readers differ in which end and which list they take of a zip
 * with a comment, or with bytes before it: Terraform writes neither, and of such a file nothing is said.
 */
function member(zip: Buffer, wanted: string): Buffer | undefined {
  const end = zip.length - END_SIZE;
  if (end < 0 || zip.readUInt32LE(end) !== END) return undefined;
  let at = zip.readUInt32LE(end + 16);
  if (at + zip.readUInt32LE(end + 12) !== end) return undefined;
  for (let left = zip.readUInt16LE(end + 10); left > 0 && zip.readUInt32LE(at) === LISTED; left -= 1) {
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    if (name === wanted) {
      const size = zip.readUInt32LE(at + 20);
      const start = zip.readUInt32LE(at + 42);
      if (zip.readUInt32LE(start) !== LOCAL) return undefined;
      const from = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28);
      const packed = zip.subarray(from, from + size);
      const method = zip.readUInt16LE(at + 10);
      if (method === 0) return packed;
      return method === 8 ? zlib.inflateRawSync(packed, { maxOutputLength: LARGEST_PART }) : undefined;
    }
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return undefined;
}
