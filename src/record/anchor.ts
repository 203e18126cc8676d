import { open } from 'node:fs/promises';
import { readLine } from './line.ts';
import { linesOf, segmentsOf } from './segments.ts';
import type { CheckpointClaims } from './signed.ts';

/** Whether the record still has this very line: whoever cut its end off, or wrote it anew, took it away. */
export async function reaches(
  directory: string,
  { seq, head }: Pick<CheckpointClaims, 'seq' | 'head'>,
): Promise<boolean> {
  const start = `{"seq":${seq},`;
  // The newest first: that is where it is nearly always.
  for (const file of [...(await segmentsOf(directory))].reverse()) {
    for await (const line of linesOf(file)) if (line.startsWith(start)) return readLine(line)?.hash === head;
  }
  return false;
}

/** Longest first line, in bytes: it tells of an activation. */
const FIRST = 8 * 1024;

/** The hash of a record's first line, which no other record has. Undefined: there is none yet. */
export async function identityOf(directory: string): Promise<string | undefined> {
  const [first] = await segmentsOf(directory);
  if (first === undefined) return undefined;
  const handle = await open(first, 'r');
  try {
    const bytes = Buffer.alloc(FIRST);
    const { bytesRead } = await handle.read(bytes, 0, FIRST, 0);
    const end = bytes.subarray(0, bytesRead).indexOf(0x0a);
    return end < 0 ? undefined : readLine(bytes.subarray(0, end).toString('utf8'))?.hash;
  } finally {
    await handle.close();
  }
}
