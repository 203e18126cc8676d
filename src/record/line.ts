import { createHash } from 'node:crypto';

/** The chain starts from here. */
export const GENESIS = '0'.repeat(64);

/** One line of a segment, as it stands in the file. `entry` is the exact text that was hashed. */
export interface RecordLine {
  readonly seq: number;
  readonly prev: string;
  readonly hash: string;
  readonly entry: string;
}

const SHAPE = /^\{"seq":(\d{1,15}),"prev":"([0-9a-f]{64})","hash":"([0-9a-f]{64})","entry":(\{.*\})\}$/s;

/** SHA-256 over the previous hash, the number, the length and the bytes: no two entries share them. */
export function hashOf(prev: string, seq: number, entry: string): string {
  return createHash('sha256')
    .update(`${prev}\n${seq}\n${Buffer.byteLength(entry)}\n`)
    .update(entry)
    .digest('hex');
}

/** With its line break. `entry` must be the one-line JSON of an object. */
export function writeLine(prev: string, seq: number, entry: string): { readonly text: string; readonly hash: string } {
  const hash = hashOf(prev, seq, entry);
  return { text: `{"seq":${seq},"prev":"${prev}","hash":"${hash}","entry":${entry}}\n`, hash };
}

/** Undefined: not a line of ours. Whether the hash is right is for the caller to compare. */
export function readLine(text: string): RecordLine | undefined {
  const parts = SHAPE.exec(text);
  if (parts === null) return undefined;
  const [, seq = '', prev = '', hash = '', entry = ''] = parts;
  return { seq: Number(seq), prev, hash, entry };
}
