import type { Hold } from './hold.ts';
import { transition, type HoldEvent, type Moved } from './transition.ts';

/** How many final holds stay in memory: they answer re-posts, late polls and the list of today. */
const MOST_DONE = 2_000;

/** All holds of one workspace. The only place where a hold is replaced by its next revision. */
export interface Shelf {
  get(id: string): Hold | undefined;
  held(): readonly Hold[];
  done(): readonly Hold[];
  readonly heldCount: number;
  put(hold: Hold): void;
  /** Compare-and-set against what is on the shelf now. */
  move(id: string, revision: number, event: HoldEvent): Moved;
  /** Claims the right to decide this hold until `unlock`; undefined when somebody else is deciding it. */
  lock(id: string): (() => void) | undefined;
  locked(id: string): boolean;
  subscribe(listener: (change: { readonly id?: string }) => void): () => void;
  changed(id?: string): void;
}

export function openShelf(): Shelf {
  const held = new Map<string, Hold>();
  const done = new Map<string, Hold>();
  const locks = new Set<string>();
  const listeners = new Set<(change: { readonly id?: string }) => void>();

  const put = (hold: Hold): void => {
    if (hold.state === 'held') {
      held.set(hold.id, hold);
    } else {
      held.delete(hold.id);
      done.set(hold.id, hold);
      for (const oldest of done.keys()) {
        if (done.size <= MOST_DONE) break;
        done.delete(oldest);
      }
    }
    changed(hold.id);
  };
  const changed = (id?: string): void => {
    for (const listener of [...listeners]) listener(id === undefined ? {} : { id });
  };

  return {
    get: (id) => held.get(id) ?? done.get(id),
    held: () => [...held.values()],
    done: () => [...done.values()],
    get heldCount() {
      return held.size;
    },
    put,
    move(id, revision, event) {
      const hold = held.get(id) ?? done.get(id);
      if (hold === undefined) return { moved: false, because: 'state' };
      const moved = transition(hold, revision, event);
      if (moved.moved) put(moved.hold);
      return moved;
    },
    lock(id) {
      if (locks.has(id)) return undefined;
      locks.add(id);
      return () => {
        locks.delete(id);
      };
    },
    locked: (id) => locks.has(id),
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    changed,
  };
}
