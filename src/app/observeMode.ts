import type { Clock } from '../review/ports.ts';
import type { Consents } from '../review/consent.ts';
import type { Judge } from '../review/ports.ts';
import type { Judgement } from '../review/judgement.ts';
import type { Secrets } from './product.ts';

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
  readonly secrets: Secrets;
  readonly consents: Consents;
  /** Restricted Mode: nothing is let go unasked. */
  readonly trusted: () => boolean;
  readonly changed: () => void;
  /** It ended: by itself, or because a person left it. `since`: wall clock. */
  readonly ended: (since: number) => void;
}

export async function openObserveMode(parts: ObserveParts): Promise<ObserveMode> {
  const { clock, secrets, consents, changed } = parts;
  let since = sinceOf(await secrets.get(KEY));
  let wished = since !== undefined;

  const set = async (next: number | undefined): Promise<void> => {
    const before = since;
    // To hold again is in force before it is kept; to let go only once it is kept, so that nothing loosens that a reload would not know of.
    if (next === undefined) since = undefined;
    await secrets.store(KEY, next === undefined ? '' : String(next)).finally(changed);
    since = next;
    changed();
    if (before !== undefined && next === undefined) parts.ended(before);
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
        if (since !== undefined) await set(undefined);
        return;
      }
      if (before || since !== undefined) return;
      void consents
        .offer({ kind: 'observe', content: 'observe', values: {} })
        // Left again while the consent was being written down: then that counts.
        .then((given) => (given && wished ? set(clock.wall()) : undefined));
    },
    async look() {
      if (since !== undefined && !running(since)) await set(undefined);
    },
  };
}

function sinceOf(stored: string | undefined): number | undefined {
  return stored !== undefined && /^\d{1,15}$/.test(stored) ? Number(stored) : undefined;
}

/** A judge that holds nothing while `observing`, and keeps what it would have said. */
export function observed(judge: Judge, observing: () => boolean): Judge {
  return {
    async judge(intent, cwd) {
      const judgement = await judge.judge(intent, cwd);
      return observing() ? letGo(judgement) : judgement;
    },
  };
}

function letGo({ verdict, reading, files, unfixed }: Judgement): Judgement {
  const kept = { reading, files, ...(unfixed === undefined ? {} : { unfixed }) };
  if (verdict.ruling === 'pass') return { ...kept, verdict };
  return { ...kept, verdict: { ...verdict, ruling: 'pass', requires: [], observed: verdict.ruling } };
}
