import type { Clock } from '../../src/review/ports.ts';

export interface FakeClock extends Clock {
  /** Both clocks go on; what is due is called, in order. */
  advance(ms: number): void;
  /** Only the wall clock is set. */
  jump(ms: number): void;
  /** Calls that are still to come. */
  readonly pending: number;
}

export function fakeClock(wall = Date.UTC(2026, 10, 22, 12)): FakeClock {
  let offset = wall;
  let now = 0;
  let calls: { readonly due: number; readonly call: () => void }[] = [];
  return {
    wall: () => now + offset,
    monotonic: () => now,
    after(ms, call) {
      const one = { due: now + ms, call };
      calls.push(one);
      return () => {
        calls = calls.filter((other) => other !== one);
      };
    },
    advance(ms) {
      const end = now + ms;
      for (;;) {
        const next = calls.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0];
        if (next === undefined) break;
        now = Math.max(now, next.due);
        calls = calls.filter((other) => other !== next);
        next.call();
      }
      now = end;
    },
    jump(ms) {
      offset += ms;
    },
    get pending() {
      return calls.length;
    },
  };
}
