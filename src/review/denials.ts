import type { RunnerIdentity } from '../action/intent.ts';
import type { Clock } from './ports.ts';

/** How long a deny answers the same action of the same session again, in milliseconds. */
const REPEAT_TIME = 10 * 60 * 1000;

/** Enough for every session a person can follow; beyond it the oldest is forgotten, and asked about again. */
const MOST = 2_000;

export interface Denial {
  readonly id: string;
  readonly note?: string;
}

export interface Denials {
  remember(runner: RunnerIdentity, digest: string, denial: Denial): void;
  /** The deny that answers this action too. A runner that names no session is always asked about. */
  find(runner: RunnerIdentity, digest: string): Denial | undefined;
}

export function openDenials(clock: Clock): Denials {
  const known = new Map<string, { readonly denial: Denial; readonly at: number }>();
  const keyOf = (runner: RunnerIdentity, digest: string): string | undefined =>
    runner.session === undefined ? undefined : JSON.stringify([runner.name, runner.session, digest]);
  return {
    remember(runner, digest, denial) {
      const key = keyOf(runner, digest);
      if (key === undefined) return;
      known.delete(key);
      known.set(key, { denial, at: clock.monotonic() });
      for (const oldest of known.keys()) {
        if (known.size <= MOST) break;
        known.delete(oldest);
      }
    },
    find(runner, digest) {
      const key = keyOf(runner, digest);
      const entry = key === undefined ? undefined : known.get(key);
      if (entry === undefined || clock.monotonic() - entry.at >= REPEAT_TIME) return undefined;
      return entry.denial;
    },
  };
}
