import type { Intent } from '../action/intent.ts';
import type { Hold } from './hold.ts';
import { transition, type HoldEvent, type Moved } from './transition.ts';
import { weightOf } from './weight.ts';

/** How many final holds stay in memory, and how much text of them: they answer re-posts, late polls and the list of today. */
const MOST_DONE = 2_000;
const MOST_DONE_TEXT = 64 * 1024 * 1024;

/** All holds of one workspace. The only place where a hold is replaced by its next revision. */
export interface Shelf {
  get(id: string): Hold | undefined;
  held(): readonly Hold[];
  done(): readonly Hold[];
  readonly heldCount: number;
  /** UTF-16 units of all texts that are held. */
  readonly heldText: number;
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
  const weights = new WeakMap<Intent, number>();
  let heldText = 0;
  let doneText = 0;
  const listeners = new Set<(change: { readonly id?: string }) => void>();

  const put = (hold: Hold): void => {
    heldText -= textOf(held.get(hold.id));
    doneText -= textOf(done.get(hold.id));
    if (hold.state === 'held') {
      held.set(hold.id, hold);
      heldText += textOf(hold);
    } else {
      held.delete(hold.id);
      done.set(hold.id, hold);
      doneText += textOf(hold);
      for (const [id, oldest] of done) {
        if (id === hold.id || (done.size <= MOST_DONE && doneText <= MOST_DONE_TEXT)) break;
        done.delete(id);
        doneText -= textOf(oldest);
      }
    }
    changed(hold.id);
  };
  const textOf = (hold: Hold | undefined): number => {
    if (hold === undefined) return 0;
    const known = weights.get(hold.intent) ?? weightOf(hold.intent);
    weights.set(hold.intent, known);
    return known;
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
    get heldText() {
      return heldText;
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
