import type { Clock } from './ports.ts';

/** Milliseconds between the end of the last waiting request and the withdrawal: time for a poll to come again. */
export const GRACE = 2_000;

/** Who waits for which hold. A hold that was filed by a waiting client is withdrawn when nobody waits any more. */
export interface Attendance {
  /** The client that filed it will wait: its hold lives as long as somebody does. */
  expect(id: string): void;
  /** A waiting request began; the returned function ends it. */
  enter(id: string): () => void;
  /** It is final: nothing is counted any more. */
  forget(id: string): void;
  close(): void;
}

export function openAttendance(clock: Clock, gone: (id: string) => void): Attendance {
  const counts = new Map<string, number>();
  const timers = new Map<string, () => void>();

  const disarm = (id: string): void => {
    timers.get(id)?.();
    timers.delete(id);
  };
  const arm = (id: string): void => {
    disarm(id);
    timers.set(
      id,
      clock.after(GRACE, () => {
        timers.delete(id);
        counts.delete(id);
        gone(id);
      }),
    );
  };

  return {
    expect(id) {
      if (counts.has(id)) return;
      counts.set(id, 0);
      arm(id);
    },
    enter(id) {
      const count = counts.get(id);
      // Filed without waiting: a client that looks in for a while does not make the hold depend on it.
      if (count === undefined) return () => undefined;
      disarm(id);
      counts.set(id, count + 1);
      let left = false;
      return () => {
        const now = counts.get(id);
        if (left || now === undefined) return;
        left = true;
        counts.set(id, now - 1);
        if (now - 1 === 0) arm(id);
      };
    },
    forget(id) {
      disarm(id);
      counts.delete(id);
    },
    close() {
      for (const cancel of timers.values()) cancel();
      timers.clear();
      counts.clear();
    },
  };
}
