import { createHash } from 'node:crypto';
import type { Digests } from '../../review/ports.ts';
import { markOf } from './fileMark.ts';

/** Milliseconds for one file at a claim: whoever claims waits 20 s in all. */
const FILE_MS = 10_000;

export const systemDigests: Digests = {
  sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
  file: (path) => markOf(path, AbortSignal.timeout(FILE_MS)),
};
