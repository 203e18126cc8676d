import type { Clock } from '../../review/ports.ts';
import type { Consents } from '../../review/consent.ts';
import type { Judge } from '../../review/ports.ts';
import type { Judgement } from '../../review/judgement.ts';
import type { Keep } from './keptSetting.ts';
import type { Secrets } from './secrets.ts';

const KEY = 'keyturn.observe';

/** Milliseconds that observe mode lasts. */
export const OBSERVE_FOR = 7 * 24 * 60 * 60 * 1000;

/** Nothing is held, everything is recorded as what would have been: for a week at most, once a person has said so on a card. */
export interface ObserveMode {
  /** Wall clock at which it ends; undefined: actions are held. */
  until(): number | undefined;
  /** As the settings file says now. To leave it tightens and is in force at once; to enter it is offered on a card. */
  wish(observe: boolean): Promise<void>;
  /** Ends it when its time is over. */
  look(): Promise<void>;
}

export interface ObserveParts {
  readonly clock: Pick<Clock, 'wall'>;
  readonly secrets: Pick<Secrets, 'get'>;
  readonly keep: Keep;
  readonly consents: Consents;
  /** Restricted Mode: nothing is let go unasked. */
  readonly trusted: () => boolean;
  readonly changed: () => void;
  /** It ended: by itself, or because a person left it. `since`: wall clock. */
  readonly ended: (since: number) => void;
}

export async function openObserveMode(parts: ObserveParts): Promise<ObserveMode> {
  const { clock, secrets, keep, consents, changed } = parts;
  let since = sinceOf(await secrets.get(KEY));
  let wished = since !== undefined;

  const write = (next: number | undefined): Promise<boolean> => {
    const value = next === undefined ? '' : String(next);
    return keep({ setting: 'keyturn.mode', key: KEY, value, loosens: next !== undefined });
  };
  /** To hold again is in force before it is kept. */
  const end = async (before: number): Promise<void> => {
    since = undefined;
    changed();
    await write(undefined);
    parts.ended(before);
  };
  /** To let go only once it is kept, so that nothing loosens that a reload would not know of. */
  const begin = async (): Promise<void> => {
    const from = clock.wall();
    if (!(await write(from))) return;
    if (wished) {
      since = from;
      changed();
      // Left again while it was being written down: then that counts.
    } else await write(undefined);
  };
  /** A clock that was set back does not make the week longer. */
  const running = (from: number): boolean => clock.wall() >= from && clock.wall() < from + OBSERVE_FOR;

  return {
    until: () => (since !== undefined && running(since) && parts.trusted() ? since + OBSERVE_FOR : undefined),
    async wish(observe) {
      const before = wished;
      wished = observe;
      if (!observe) {
        consents.withdraw('observe');
        if (since !== undefined) await end(since);
        return;
      }
      if (before || since !== undefined) return;
      void consents
        .offer({ kind: 'observe', content: 'observe', values: {} })
        // Left again while the consent was being written down: then that counts.
        .then((given) => (given && wished ? begin() : undefined));
    },
    async look() {
      if (since !== undefined && !running(since)) await end(since);
    },
  };
}

function sinceOf(stored: string | undefined): number | undefined {
  return stored !== undefined && /^\d{1,15}$/.test(stored) ? Number(stored) : undefined;
}

/** A judge that holds nothing while `observing`, and keeps what it would have said. */
export function observed(judge: Judge, observing: () => boolean): Judge {
  return {
    async judge(...asked) {
      const judgement = await judge.judge(...asked);
      return observing() && judgement !== 'moved' ? letGo(judgement) : judgement;
    },
  };
}

function letGo({ verdict, reading, files, unfixed }: Judgement): Judgement {
  const kept = { reading, files, ...(unfixed === undefined ? {} : { unfixed }) };
  if (verdict.ruling === 'pass') return { ...kept, verdict };
  return { ...kept, verdict: { ...verdict, ruling: 'pass', requires: [], observed: verdict.ruling } };
}
