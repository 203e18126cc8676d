import { expirySentence } from '../sentences/card.ts';

/** Milliseconds before the end at which the card says so. Between them it stays silent: a countdown would be noise. */
const WARNINGS = [60_000, 15_000] as const;

/** What is shown and may expire. */
export interface Expiring {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Tells how long what is shown still waits: a minute before its end, and once more when it is urgent. */
export function openExpiryWatch(
  after: (milliseconds: number, call: () => void) => () => void,
  say: (warning: { readonly id: string; readonly sentence: string; readonly urgent: boolean }) => void,
): { watch(shown: Expiring | undefined): void } {
  let watched: Expiring | undefined;
  let cancel: (() => void) | undefined;

  const next = (shown: Expiring, said: number): void => {
    const left = shown.expiresAt - Date.now();
    const warning = WARNINGS.find((one) => one < said);
    if (warning === undefined || left <= 0) return;
    cancel = after(Math.max(0, left - warning), () => {
      const seconds = Math.min(warning / 1000, Math.ceil((shown.expiresAt - Date.now()) / 1000));
      if (seconds > 0) say({ id: shown.id, sentence: expirySentence(seconds), urgent: seconds * 1000 <= WARNINGS[1] });
      // What is opened in its last seconds says so once.
      next(shown, seconds * 1000 <= WARNINGS[1] ? WARNINGS[1] : warning);
    });
  };

  return {
    watch(shown) {
      if (shown?.id === watched?.id && shown?.expiresAt === watched?.expiresAt) return;
      cancel?.();
      cancel = undefined;
      watched = shown;
      if (shown !== undefined) next(shown, Number.POSITIVE_INFINITY);
    },
  };
}
