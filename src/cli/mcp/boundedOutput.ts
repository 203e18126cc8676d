import { mcpSentences as sentences } from '../../app/sentences/mcp.ts';

/** Bytes that are kept of the beginning, and of the end: what went wrong stands last. */
const KEPT = 48 * 1024;

/** Collects what a program writes, of a long output both ends. */
export interface BoundedOutput {
  add(bytes: Uint8Array): void;
  text(): string;
}

export function openOutput(): BoundedOutput {
  let head = Buffer.alloc(0);
  let tail = Buffer.alloc(0);
  let leftOut = 0;
  return {
    add(bytes) {
      const room = KEPT - head.length;
      if (room > 0) head = Buffer.concat([head, bytes.subarray(0, room)]);
      if (bytes.length <= room) return;
      const all = Buffer.concat([tail, bytes.subarray(Math.max(0, room))]);
      leftOut += Math.max(0, all.length - KEPT);
      tail = all.subarray(Math.max(0, all.length - KEPT));
    },
    text() {
      if (leftOut === 0) return Buffer.concat([head, tail]).toString('utf8');
      return `${head.toString('utf8')}${sentences.leftOut(leftOut)}${tail.toString('utf8')}`;
    },
  };
}
