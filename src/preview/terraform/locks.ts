import { lockOf } from './place.ts';
import { readLock, type Found, type States } from './states.ts';
import type { TerraformRun } from './terraformRuns.ts';

/** `force-unlock`: whose work the lock protects. */
export async function lookAtLock(run: TerraformRun, states: States): Promise<Found> {
  const looked = await states.of(run);
  if (!looked.ok) return { entries: [], unknown: [looked.why] };
  const lock = await readLock(lockOf(looked.file));
  const path = states.short(lockOf(looked.file));
  if (lock === 'unread') return { entries: [], unknown: [{ code: 'note.terraform-lock-unread', values: { path } }] };
  const there = lock !== 'absent';
  const other = there && run.words.operands[0] !== undefined && run.words.operands[0] !== lock.id;
  return {
    entries: [
      {
        object: { type: 'resource', name: 'state/lock' },
        verb: 'change',
        via: 'direct',
        count: { kind: run.disturbed ? 'estimate' : 'exact', value: there && !other ? 1 : 0 },
        unit: 'locks',
        undo: 'none',
        notes: [
          ...looked.notes,
          ...(there ? [] : [{ code: 'note.terraform-not-locked', values: { path } }]),
          ...(other ? [{ code: 'note.terraform-other-lock', values: { path } }] : []),
        ],
      },
    ],
    unknown: [],
  };
}
