import type { Deciding } from './deciding.ts';
import type { Hold } from './hold.ts';
import type { ReviewParts } from './parts.ts';
import type { Processes } from './ports.ts';
import type { Shelf } from './shelf.ts';
import type { Submission } from './service.ts';

/** Milliseconds between two looks at clocks and processes. */
const PERIOD = 1_000;

/** Looks once a second whether what is held has expired or has lost its runner. Rests while nothing is held. */
export interface Watch {
  add(hold: Hold, submission: Pick<Submission, 'waiting' | 'way'>): void;
  wake(): void;
  close(): void;
}

interface Watched {
  /** Monotonic milliseconds. The wall clock's end is in the hold; the earlier of the two counts. */
  readonly until: number;
  readonly pid?: number;
  readonly family: boolean;
}

export interface WatchParts {
  readonly parts: ReviewParts;
  readonly shelf: Shelf;
  readonly deciding: Deciding;
}

export function openWatch({ parts, shelf, deciding }: WatchParts): Watch {
  const { clock, processes } = parts;
  const watched = new Map<string, Watched>();
  let cancel: (() => void) | undefined;

  const look = (): void => {
    cancel = undefined;
    const alive = aliveNow();
    for (const hold of shelf.held()) {
      const known = watched.get(hold.id);
      if (clock.wall() >= hold.expiresAt || (known !== undefined && clock.monotonic() >= known.until))
        void deciding.expire(hold.id);
      else if (known?.pid !== undefined && !hold.orphan && !alive(known.pid, known.family))
        void deciding.withdraw(hold.id, 'runner-gone');
    }
    forgetDecided();
    wake();
  };
  /** Asks for each process once in a look: a thousand holds of one runner would keep the editor's thread for 100 ms. */
  const aliveNow = (): Processes['alive'] => {
    const answers = new Map<string, boolean>();
    return (pid, family) => {
      const key = `${pid} ${family}`;
      const answer = answers.get(key) ?? processes.alive(pid, family);
      answers.set(key, answer);
      return answer;
    };
  };
  const forgetDecided = (): void => {
    const gone = new Set<number>();
    for (const [id, { pid }] of watched) {
      if (shelf.get(id)?.state === 'held') continue;
      watched.delete(id);
      if (pid !== undefined) gone.add(pid);
    }
    for (const { pid } of gone.size === 0 ? [] : watched.values()) if (pid !== undefined) gone.delete(pid);
    for (const pid of gone) processes.forget(pid);
  };
  const wake = (): void => {
    if (cancel === undefined && shelf.heldCount > 0) cancel = clock.after(PERIOD, look);
  };

  return {
    add(hold, { waiting, way }) {
      const { pid } = hold.intent.runner;
      const family = way === 'hook';
      // A waiting client may live where its process id means nothing to us (a container): its connection tells enough.
      const counts = pid !== undefined && (!waiting || processes.alive(pid, family));
      watched.set(hold.id, {
        until: clock.monotonic() + Math.max(0, hold.expiresAt - clock.wall()),
        family,
        ...(counts ? { pid } : {}),
      });
      wake();
    },
    wake,
    close() {
      cancel?.();
      cancel = undefined;
      watched.clear();
    },
  };
}
