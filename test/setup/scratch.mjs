/** Where tests write: in memory where the system has room for it, since most of what they cost on a disk is making and removing small files. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { freemem } from 'node:os';
import path from 'node:path';
import { removeAtEnd } from './process.mjs';

const IN_MEMORY = '/dev/shm';
/** `f_type` of a tmpfs (statfs(2)). */
const TMPFS = 0x01021994;
/** Bytes: all tiers together write less than a quarter of it, and their programs need room too. */
const ENOUGH = 8 * 1024 ** 3;

/** What the system and its control group leave to this process. */
const freeMemory = () => Math.min(freemem(), process.constrainedMemory?.() || Infinity);

/** Containers often have one of 64 MB, or one in which no program may be started. */
function isRoomy(folder) {
  try {
    const { type, bavail, bsize } = statfsSync(folder);
    if (type !== TMPFS || bavail * bsize < ENOUGH || freeMemory() < ENOUGH) return false;
    const probe = mkdtempSync(path.join(folder, 'kt-probe-'));
    try {
      const program = path.join(probe, 'program');
      writeFileSync(program, '#!/bin/sh\n', { mode: 0o700 });
      return spawnSync(program).status === 0;
    } finally {
      rmSync(probe, { recursive: true });
    }
  } catch {
    return false;
  }
}

/**
 * A new folder that goes with this process. Its path is short, since sockets lie in it, and the folder above it open to every
 * user. `otherwise`: where it is made when memory has no room.
 */
export function openScratch(prefix, otherwise) {
  const folder = mkdtempSync(path.join(isRoomy(IN_MEMORY) ? IN_MEMORY : otherwise, prefix));
  removeAtEnd(folder);
  return folder;
}
