import type { Clock } from '../../review/ports.ts';

/** The machine's own clocks. Timers do not keep the process alive. */
export const systemClock: Clock = {
  wall: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, call) {
    // Longer than 24.8 days would fire at once.
    const timer = setTimeout(call, Math.min(ms, 0x7fff_ffff));
    timer.unref();
    return () => clearTimeout(timer);
  },
};
